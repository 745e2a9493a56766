"""The words of START-HERE, for somebody who has never seen this and may be grieving."""

from collections.abc import Iterator
from dataclasses import dataclass

import resources
from vault.keys import signing
from vault.keys.signing import PublicKey
from vault.sealing.part_model import Part

SCRIPT = "open-export.mjs"

PARTS = {
    Part.CASELOAD: "who the clients are, who is at risk, who is booked, how each may be reached",
    Part.RECORDS: "the records: notes, documents, dates until which they must be kept",
    Part.PSYCHOTHERAPY: "psychotherapy notes, which are kept apart from the record by law",
    Part.APART_CASELOAD: "the caseload of those clients whom another colleague is to look after",
    Part.APART_RECORDS: "the records of those clients",
    Part.APART_PSYCHOTHERAPY: "the psychotherapy notes of those clients",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered where the order matters."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """What is typed, or kept in a file, as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Text | Items | Code | Table


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading."""

    heading: str
    blocks: tuple[Block, ...]


WHAT_THIS_IS = (
    Text(
        "You may be reading this after a loss, or in a hard week. Nothing here has to be done this"
        " minute. Take the time to read this page once; it says what this is, whom to ask, and what"
        " to leave alone."
    ),
    Text(
        "This folder holds the records of a social work practice, sealed. They were put here so"
        " that the practice's clients are looked after when the social worker no longer can. This"
        " folder alone opens nothing: it takes the cards that a few people were given."
    ),
)

DO_AND_LEAVE = (
    Items(
        (
            "Keep the folder, or the stick it is on, in a safe place.",
            "Do not delete it, and do not rename or move anything inside. The law may require"
            " that these records are kept.",
            "Keep cards away from it: a card in one place, this folder in another.",
            "Do not type a card's lines into a web page, a message or a phone. Nobody who helps"
            " you needs to see them.",
            "If you hold no card and are not the person who is to take over, there is nothing for"
            " you to open. Please pass the folder on.",
        )
    ),
)

WITHOUT_NAMES = Text(
    "No names stand on this page, to protect the people concerned. The social worker's"
    " professional will names the colleague who takes over. It is with the executor, the lawyer or"
    " the personal papers. Whoever holds one of the cards below was told about this too. Where no"
    " will is found, the state's board of social work can say who may look after the clients."
)

WITH_CASEKEEP = (
    Items(
        (
            "Work on a computer that is yours alone. Copy this whole folder to it, and put the"
            " original away.",
            "Install Casekeep and start it. On its first window choose “I am a successor"
            " custodian”.",
            "Choose this folder (or the ZIP file).",
            "Type the five lines of each card. Casekeep checks every line, and says which one to"
            " look at again.",
            "Casekeep says whether the export is the practice's own, whole, and how old it is. It"
            " shows the caseload first: who needs a call today.",
            "Look around, or take the records into your custody. A list then leads you through"
            " what comes next.",
        ),
        is_numbered=True,
    ),
)


def by_hand(key: PublicKey) -> Iterator[Block]:
    """Yield the steps with public tools; the commands are those of docs/."""
    yield Text(
        "Casekeep may be gone by the time you read this. Then somebody who is at ease with a"
        " computer's command line can open the export with public programs: Node.js 20 or later"
        " with its package age-encryption (or the program age, 1.3 or later), ssh-keygen,"
        " sha256sum, unzip, and a browser. It takes an hour. Do it on a computer that you trust,"
        " on a copy of this folder, and without anything that synchronizes files: what you open"
        " lies there readable for anybody."
    )
    yield Text(
        "1. Find the highest number: the file MANIFEST-7.sha256 with MANIFEST-7.sha256.sig beside"
        " it is of number 7. Write your number wherever 7 stands below. In this folder, type:"
    )
    yield Code(_verify(key))
    yield Text(
        "The first must say “Good”, the second must be silent, and the third must print"
        f" {key.fingerprint}. The same must stand on every card: this page could be forged, the"
        " cards not. If a file is damaged, go on with what is whole, or take the next lower number."
    )
    yield Text(
        "2. For each card make a file, card1.txt and so on, with one line: AGE-SECRET-KEY-PQ-1"
        " and right behind it lines 1 to 4 of the card, without spaces and without the last two"
        " characters of each line. It has 77 characters. Line 5 does not belong to it."
    )
    yield Text(f"3. Keep this as {SCRIPT}, beside this folder and the files of the cards:")
    yield Code(script())
    yield Text("and type there (EXPORT is this folder's name; name the cards that you have):")
    yield Code(_open())
    yield Text(
        "Every other part in the table above opens in the same way, with its own name and cards."
        " A line that says of a file such as 1-2.age that no identity matched is no fault: it was"
        " made for other cards, and the next one is tried."
    )
    yield Text(
        "4. Open index.html in records-7/data with a browser, or caseload.html in caseload-7. The"
        " documents are linked from each client's page."
    )
    yield Text(
        "5. With the program age instead of Node.js: the cards are asked for in the order in which"
        " they stand in the file's name, so 1-3.age wants card 1, then card 3."
    )
    yield Code(_age())


def script() -> str:
    """Return the program that opens a part; it is printed in docs/ too."""
    return resources.read(f"sealing/{SCRIPT}").decode("utf-8")


def _verify(key: PublicKey) -> str:
    return (
        f'echo "practice {key.to_text()}" > ../practice.allowed\n'
        "ssh-keygen -Y verify -f ../practice.allowed -I practice"
        f" -n {signing.EXPORT} -s MANIFEST-7.sha256.sig < MANIFEST-7.sha256\n"
        "sha256sum --check --quiet MANIFEST-7.sha256\n"
        f'echo "{key.to_text()}" | ssh-keygen -l -f -\n'
    )


def _open() -> str:
    return (
        "npm install age-encryption@0.3.1\n"
        f"node {SCRIPT} part EXPORT caseload-7 card1.txt card3.txt\n"
        "unzip caseload-7.zip -d caseload-7\n"
        f"node {SCRIPT} part EXPORT records-7 card1.txt card3.txt\n"
        "unzip records-7.zip -d records-7\n"
        f"node {SCRIPT} documents EXPORT records-7\n"
    )


def _age() -> str:
    return (
        "age --decrypt -i card1.txt EXPORT/open/records/1-3.age > inner.age\n"
        "age --decrypt -i card3.txt inner.age > records-key.txt\n"
        "age --decrypt -i records-key.txt EXPORT/records-7.age > records-7.zip\n"
    )
