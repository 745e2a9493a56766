"""The words of START-HERE, for somebody who has never seen this and may be grieving."""

from dataclasses import dataclass

from vault.sealing.part_model import Part

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
class Step:
    """A heading within a section."""

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


Block = Text | Step | Items | Code | Table


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
