"""``save``: a draft while it is typed, and a note with its index when the editor closes."""

import random
from datetime import date
from typing import Any

from tests.bench.big_vault import big_vault
from tests.bench.measuring import check_goal, in_turns, keep, seconds
from tests.bench.queries import typed_texts
from tests.bench.raw import database_of, open_sqlcipher
from tests.suite import Row, Scale
from vault.clients import service as clients
from vault.ids import NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.session import Session

GOAL_AUTOSAVE = 2.0
GOAL_INDEXED = 4.0
NOISE = 3.0
_WORDS = 250
_RAW_TABLE = "CREATE TABLE raw_note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"


def run(scale: Scale) -> Row:
    """Save the same bytes through the services and by a bare insert and commit."""
    row = Row(name="save")
    vault = big_vault(scale)
    with vault.copied() as folder, vault.copied() as raw_folder:
        session = vault.unlock(folder)
        name, key = database_of(session)
        raw = open_sqlcipher(raw_folder / name, key)
        raw.execute(_RAW_TABLE)
        typed = _Typed(session)
        autosave, close, limit = in_turns(
            scale.pick(25, 101), typed.autosave, typed.close, lambda: _insert(raw, typed.body())
        )
        raw.close()
        session.close()
    keep(row, autosave_ms=autosave * 1000, close_ms=close * 1000, limit_ms=limit * 1000)
    check_goal(row, "autosave_vs_limit", autosave / limit, GOAL_AUTOSAVE, GOAL_AUTOSAVE * NOISE)
    check_goal(row, "close_vs_limit", close / limit, GOAL_INDEXED, GOAL_INDEXED * NOISE)
    return row


class _Typed:
    """A note that is being written; each save has words of its own."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._chance = random.Random(3)  # which words, not a secret
        self._words = typed_texts(session, 400)
        client = clients.list_ids(session)[0]
        head = NoteHead(client_id=client, occurred_on=date(2026, 5, 4))
        self._note: NoteId = notes.start(session, head, self.body())

    def body(self) -> Body:
        """Return another text of usual length."""
        text = " ".join(self._chance.choice(self._words) for _ in range(_WORDS))
        return Body.of((Section(heading="", text=text),))

    def autosave(self) -> float:
        """Return the seconds that a save while typing takes."""
        body = self.body()
        return seconds(lambda: notes.autosave(self._session, Shelf.RECORD, self._note, body))

    def close(self) -> float:
        """Return the seconds of taking the draft into the note: index, audit event, commit."""
        notes.autosave(self._session, Shelf.RECORD, self._note, self.body())
        return seconds(lambda: notes.close_editor(self._session, Shelf.RECORD, self._note))


def _insert(raw: Any, body: Body) -> float:
    def insert() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO raw_note (body) VALUES (?)", (body.text,))
        raw.execute("COMMIT")

    return seconds(insert)
