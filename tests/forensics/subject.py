"""The program whose traces are looked for: ``python -m tests.forensics.subject PHASE FOLDER``.

Takes its words on standard input, so that no file has them, and fills every kind of field.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from tests.forensics import carried, client_fields
from tests.vault_fixtures import NoKeyring
from vault.clients import service as clients
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.dumps import forbid_dumps
from vault.ids import ClientId, NoteId
from vault.keys import creation, passphrases
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.notes import drafting, templates
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf, Template
from vault.practice import service as practice
from vault.practice.model import Practice
from vault.search import service as search
from vault.search.model import Order, Query
from vault.session import Session

WORDS = 60
ASKED_FOR = "asked-for"
"""The one folder where plaintext may lie: what a person asked to be copied out."""
_MANY = 60_000
_DAY = date(2026, 11, 2)

Words = Iterator[str]


def _create(folder: Path, secret: str, words: Words) -> Session:
    plan = creation.plan_vault("Forensics")
    profile = Practice(practitioner=next(words), practice_name=next(words), jurisdiction="CA")
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=secret)
    creation.create_vault(plan, folder, profile, way, NoKeyring())
    session = _open(folder, secret)
    changed = Practice(
        practitioner=profile.practitioner, phone=next(words), address=next(words), licenses="L"
    )
    practice.save(session, changed)
    return session


def _open(folder: Path, secret: str) -> Session:
    return keys.unlock_with_passphrase(folder, secret, NoKeyring())


def _client(session: Session, words: Words) -> ClientId:
    client = clients.add(session, client_fields.details(words))
    client_fields.care(session, client, _DAY, words)
    return client


def _notes(session: Session, client: ClientId, words: Words) -> None:
    own = Template(key="own", name=next(words), kind=NoteKind.PROGRESS, sections=(next(words),))
    templates.save(session, own)
    head = NoteHead(
        client_id=client,
        occurred_on=_DAY,
        about_whom=next(words),
        late_reason=next(words),
        template_key="own",
    )
    note = notes.start(session, head)
    drafting.autosave(session, Shelf.RECORD, note, _body(next(words)))
    drafting.close_editor(session, Shelf.RECORD, note)
    notes.sign(session, Shelf.RECORD, note)
    notes.add_addendum(session, Shelf.RECORD, note, next(words))
    notes.mark_error(session, Shelf.RECORD, note, next(words))


def _psychotherapy_note(session: Session, client: ClientId, words: Words) -> None:
    head = NoteHead(
        client_id=client,
        occurred_on=_DAY,
        kind=NoteKind.PSYCHOTHERAPY,
        template_key="psychotherapy",
        shelf=Shelf.PSYCHOTHERAPY,
    )
    note = notes.start(session, head, _body(next(words)))
    notes.sign(session, Shelf.PSYCHOTHERAPY, note)
    notes.add_addendum(session, Shelf.PSYCHOTHERAPY, note, next(words))


def _documents(session: Session, client: ClientId, words: Words, folder: Path) -> None:
    """Add, change, mark, look at and copy out; what comes in comes from no file."""
    for media in ("text", "picture"):
        facts = DocumentFacts(title=next(words), about_whom=next(words))
        added = documents.add_stream(
            session, client, _content(media, next(words)), next(words), facts
        )
        reading = documents.open_reading(session, added.id)
        documents.read_bytes(reading, reading.size)
        documents.change_facts(session, added.id, DocumentFacts(title=next(words)))
        documents.mark_error(session, added.id, next(words))
    (folder.parent / ASKED_FOR).mkdir()
    out = folder.parent / ASKED_FOR / "copy"
    newest = documents.list_documents(session, client)[0]
    documents.copy_out(documents.record_copy_out(session, newest.id, out), out)


def _content(media: str, word: str) -> BytesIO:
    """Return a document of many blocks that holds a word throughout."""
    head = b"\x89PNG\r\n\x1a\n" if media == "picture" else b""
    return BytesIO(head + f"{word} ".encode() * _MANY)


def _body(text: str) -> Body:
    return Body.of((Section(heading="", text=text),))


def _find(session: Session, words: list[str]) -> None:
    for order in Order:
        for shelf in Shelf:
            for word in words[:8]:
                search.find(session, Query(text=f'"{word}" {word[:5]}', order=order, shelf=shelf))


def work(folder: Path, secret: str, words: list[str]) -> None:
    """Create, write every kind of field, sign, search, rotate, lock."""
    left = iter(words)
    session = _create(folder, secret, left)
    session.step_up(passphrases.normalize(secret))
    client = _client(session, left)
    _notes(session, client, left)
    _psychotherapy_note(session, client, left)
    _documents(session, client, left, folder)
    _find(session, words)
    keys.rotate_keys(session, secret, NoKeyring())
    _find(session, words)
    keys.lock(session, NoKeyring(), "lock")
    _tell(used=len(words) - len(list(left)))


def edit(folder: Path, secret: str, words: list[str]) -> None:
    """Type on and on, until killed."""
    session = _open(folder, secret)
    note = _draft(session)
    _tell(pid=os.getpid())
    while True:
        for word in words:
            drafting.autosave(session, Shelf.RECORD, note, _body(word * 50))


def abort(folder: Path, secret: str, words: list[str]) -> None:
    """Fall in the middle of a transaction, as a failed assertion in a library does."""
    session = _open(folder, secret)
    note = _draft(session)
    with session.begin("note.edit"):
        drafting.autosave(session, Shelf.RECORD, note, _body(words[-1]))
        os.abort()


def cut_sealing(folder: Path, secret: str, words: list[str]) -> None:
    """Fall in the middle of adding a document."""
    session = _open(folder, secret)
    client = clients.list_ids(session, "")[0]
    facts = DocumentFacts(title=words[-1])
    source = _content("text", words[-1])
    documents.add_stream(session, client, source, words[-1], facts, _fall_half_way)


def cut_copying(folder: Path, secret: str, words: list[str]) -> None:
    """Fall in the middle of copying a document out."""
    session = _open(folder, secret)
    reading = documents.readings(session)[0]
    documents.copy_out(reading, folder.parent / ASKED_FOR / "cut", _fall_half_way)


def _fall_half_way(name: str, done: int, total: int) -> None:
    if done > (_MANY * 17) // 2:
        os.abort()


def _draft(session: Session) -> NoteId:
    client = clients.list_ids(session, "")[0]
    return notes.start(session, NoteHead(client_id=client, occurred_on=_DAY))


def _tell(**fact: object) -> None:
    print(json.dumps(fact), flush=True)


PHASES: dict[str, Callable[[Path, str, list[str]], None]] = {
    "work": work,
    "edit": edit,
    "abort": abort,
    "cut-sealing": cut_sealing,
    "cut-copying": cut_copying,
    "carry": carried.carry,
    "cut-carrying": carried.cut_carrying,
    "cut-restoring": carried.cut_restoring,
    "leak": carried.leak,
}

if __name__ == "__main__":
    forbid_dumps()
    given = json.loads(sys.stdin.read())
    PHASES[sys.argv[1]](Path(sys.argv[2]), given["secret"], given["words"])
