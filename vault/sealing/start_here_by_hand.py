"""How an export is opened without Casekeep: the part of START-HERE for somebody at ease with a
command line. The same words, with the same commands, are the page in docs/."""

from collections.abc import Iterator

import resources
from vault.keys import signing
from vault.keys.signing import PublicKey
from vault.sealing.start_here_words import Block, Code, Step, Text

SCRIPT = "open-export.mjs"


def by_hand(key: PublicKey) -> Iterator[Block]:
    """Yield the steps with public tools."""
    yield from _before()
    yield from _verifying(key)
    yield from _cards()
    yield from _opening()
    yield from _reading()
    yield from _with_age()
    yield from _afterwards()


def _before() -> Iterator[Block]:
    yield Text(
        "Casekeep may be gone by the time you read this. Then somebody who is at ease with a"
        " computer's command line can open the export with public tools alone. You need a computer"
        " with Node.js (https://nodejs.org) 20 or later, ssh-keygen, sha256sum, unzip and a"
        " browser, the cards, and an hour. On Linux and macOS all but Node.js is there or one"
        " package away (macOS: type shasum -a 256 -c in the place of sha256sum --check --quiet; it"
        " says OK for each file that is whole)."
    )
    yield Text(
        "Work on a copy of the folder, on a computer that you trust and that synchronizes nothing."
        " What you open here lies there readable for anybody who comes to that computer."
    )
    yield Text("If the export came as one ZIP file, unpack it first:")
    yield Code("unzip casekeep-export.zip -d EXPORT\n")


def _verifying(key: PublicKey) -> Iterator[Block]:
    yield Step("1. Is it the practice's own, and whole?")
    yield Text(
        "An export may hold two numbers. Find the highest: MANIFEST-7.sha256 with"
        " MANIFEST-7.sha256.sig beside it is of number 7. Write your number wherever 7 stands"
        " below. seal-7.json is readable: it says from which month the number is, which parts"
        " there are, how many of which cards open each (threshold of holders), and in public_key"
        " the key that signed it."
    )
    yield Text("In the export's folder, type:")
    yield Code(_verify(key))
    yield Text(
        'The first must say Good "sealed-export@casekeep" signature, the second must be silent,'
        " and the third must print the fingerprint that stands on every card. The key in the"
        " folder could be forged together with everything else; the cards not."
    )
    yield Text(
        "Where a file is damaged, sha256sum names it. That costs only what is inside it: go on with"
        " the rest, take the next lower number, or look for another copy. Only if the fingerprint"
        " is not the cards' stop, and ask the person who gave you the card."
    )


def _cards() -> Iterator[Block]:
    yield Step("2. Write the cards down as keys")
    yield Text(
        "For each card make a file, card1.txt for the card with the number 1 and so on, with one"
        " line:"
    )
    yield Code("AGE-SECRET-KEY-PQ-1 + line 1 + line 2 + line 3 + line 4\n")
    yield Text(
        "without spaces, and without the last two characters of each line: those are there to find"
        " mistakes. It has 77 characters. Line 5 is the beginning of the fingerprint; it is no part"
        " of the key. The QR code on the card holds the same word. A holder who brought a key of"
        " their own has such a file already (AGE-SECRET-KEY-…)."
    )
    yield Text(
        "The last two characters can be left unchecked: a mistyped line opens nothing, and harms"
        " nothing. To find which line it is, compute SHA-256 of its number, a colon and its 16"
        " letters (10 in line 4), in capitals; the first ten bits, five at a time, are its check"
        " characters in the alphabet QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L."
    )


def _opening() -> Iterator[Block]:
    yield Step("3. Open the parts")
    yield Text(
        f"Beside the folder (called EXPORT here) and the files of the cards, keep this as {SCRIPT}:"
    )
    yield Code(script())
    yield Text("and type there, with the cards that you have:")
    yield Code(_open())
    yield Text(
        "Where there are parts called psychotherapy, or apart-… for another custodian, each opens"
        " and unpacks in the same way with the cards that seal-7.json names for it. Documents are"
        " named by records and apart-records alone: the last command is for those two. An opening"
        " that these cards do not fit is told (a line such as “1-2.age: no identity matched”) and"
        " passed over: that is no fault."
    )


def _reading() -> Iterator[Block]:
    yield Step("4. Read")
    yield Text(
        "Open caseload-7/caseload.html in a browser first: who is at risk, who is booked, how each"
        " may be reached. Then records-7/data/index.html: a page for each client with notes, dates"
        " and links to the documents. They need no network and run no program."
    )
    yield Text(
        "records-7 is a BagIt bag (RFC 8493): sha256sum --check --quiet manifest-sha256.txt in it"
        " checks every file, and the bagit tool knows it too. data/files.txt describes every file;"
        " the JSON files hold the same as the pages, for programs."
    )


def _with_age() -> Iterator[Block]:
    yield Step("With the program age")
    yield Text(
        "Instead of Node.js the program age (1.3 or later, which knows keys of this kind) opens the"
        " same files. A file in open/ is sealed in layers, one for each card: the cards are asked"
        " for in the order of its name, so 1-3.age wants card 1, then card 3."
    )
    yield Code(_age())
    yield Text(
        "A document opens with its own key: records-7/data/documents.json names, for each, its file"
        " below EXPORT, the key (identity) and where the pages look for it (path). Write the key"
        " into a file, make the folder of the path, and open them one by one, each as here:"
    )
    yield Code(_age_document())


def _afterwards() -> Iterator[Block]:
    yield Step("When you are done")
    yield Text(
        "Delete what you opened: the files of the cards, the script's .zip files and the folders"
        " beside it, inner.age, records-key.txt and document-key.txt, and empty the bin. On a"
        " computer without a sealed disk deleted files can be found again: work on a stick that you"
        " can destroy, or on a disk that is sealed. What must be kept is the export itself and the"
        " cards, each in its own place."
    )
    yield Step("What was tried")
    yield Text(
        "Casekeep's own tests do all of steps 1 to 4 on Linux with a fresh export, with nothing of"
        " Casekeep imported: ssh-keygen, sha256sum, shasum, unzip, node with age-encryption 0.3.1"
        " and the very script above, and Chromium without a window to look at the pages. Not tried:"
        " the program age itself, whose four commands above are as its manual says; Windows and"
        " macOS."
    )


def script() -> str:
    """Return the program that opens a part."""
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


def _age_document() -> str:
    return "age --decrypt -i document-key.txt EXPORT/FILE > records-7/PATH\n"
