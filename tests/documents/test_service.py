"""Documents in the record: added, listed, changed, opened, copied out, audited."""

import hashlib
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tests.documents.files import CHUNK, content, given, is_clean, sealed_files
from tests.vault_fixtures import StoppedClock
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import Document, DocumentFacts, DocumentKind, Source
from vault.errors import (
    DocumentTooLarge,
    FileNameTaken,
    InsideVault,
    InvalidValue,
    NotFound,
    RecordClosed,
    RuleBroken,
)
from vault.ids import ClientId, DocumentId
from vault.notes.model import Privilege
from vault.session import Session
from vault.store import intents

FACTS = DocumentFacts(
    kind=DocumentKind.LETTER,
    title="Letter from the school",
    dated_on=date(2026, 3, 9),
    source=Source.COLLATERAL,
    about_whom="her son",
    privilege=Privilege.NOT_PRIVILEGED,
)


def _read(session: Session, document: Document) -> bytes:
    return documents.read_bytes(documents.open_reading(session, document.id), 10 << 20)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 9 * CHUNK, 10 * CHUNK + 7])
def test_what_goes_in_comes_out(
    session: Session, client: ClientId, outside: Path, size: int
) -> None:
    data = content(size)
    added = documents.add(session, client, given(outside, data), FACTS)
    assert added.size == size
    assert added.sha256 == hashlib.sha256(data).hexdigest()
    (sealed,) = sealed_files(session)
    assert added.sealed_size == sealed.stat().st_size
    assert added.sealed_sha256 == hashlib.sha256(sealed.read_bytes()).hexdigest()
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert _read(session, added) == data
    assert not intents.pending(session.rows)
    assert documents.check_files(session).is_sound


def test_what_a_person_chose_is_kept(session: Session, client: ClientId, outside: Path) -> None:
    added = documents.add(session, client, given(outside, name="Brief Schule.txt"), FACTS)
    assert added.facts == FACTS
    assert (added.file_name, added.media_type) == ("Brief Schule.txt", "text/plain")
    assert documents.get(session, added.id) == added
    assert documents.list_documents(session, client) == [added]


def test_without_a_title_the_name_stands_for_it(
    session: Session, client: ClientId, outside: Path
) -> None:
    path = given(outside, name="scan 0042.pdf")
    assert documents.add(session, client, path, DocumentFacts()).title == "scan 0042.pdf"


def test_a_pasted_picture_has_no_file(session: Session, client: ClientId) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + content(1000)
    added = documents.add_stream(session, client, BytesIO(picture), "pasted.png", FACTS)
    assert added.media_type == "image/png"
    assert _read(session, added) == picture


def test_the_newest_day_stands_first(
    session: Session, client: ClientId, outside: Path, stopped_clock: StoppedClock
) -> None:
    days = [date(2026, 3, 9), None, date(2027, 1, 1), date(2025, 1, 1)]
    stopped_clock.advance(timedelta(days=60))
    for number, day in enumerate(days):
        facts = DocumentFacts(title=f"{number}", dated_on=day)
        documents.add(session, client, given(outside), facts)
    titles = [one.title for one in documents.list_documents(session, client)]
    assert titles == ["1", "2", "0", "3"]  # without a day, the day it came counts


def test_the_same_file_twice_is_noticed_and_taken(
    session: Session, client: ClientId, outside: Path
) -> None:
    first = documents.add(session, client, given(outside), FACTS)
    second = documents.add(session, client, given(outside, name="copy.txt"), FACTS)
    other = clients.add(session, ClientDetails(legal_name="Other"))
    documents.add(session, other, given(outside), FACTS)
    assert documents.same_content(session, client, first.sha256) == [first, second]
    assert first.sealed_sha256 != second.sealed_sha256
    assert len({one.identity for one in documents.readings(session)}) == 3


def test_facts_change_and_the_audit_names_the_fields_alone(
    session: Session, client: ClientId, outside: Path
) -> None:
    added = documents.add(session, client, given(outside, name="Ana.txt"), FACTS)
    changed = DocumentFacts(kind=DocumentKind.REPORT, title="Report on Ana", dated_on=None)
    assert documents.change_facts(session, added.id, changed).facts == changed
    documents.change_facts(session, added.id, changed)
    documents.mark_error(session, added.id, "Ana is somebody else")
    documents.open_reading(session, added.id)
    documents.record_copy_out(session, added.id, outside / "copy.txt")
    events = [e for e in audit.page(session, client) if e.action.startswith("document.")]
    assert [event.action.removeprefix("document.") for event in events] == [
        "copy_out",
        "open",
        "error",
        "change",
        "add",
    ]
    assert {event.detail["document"] for event in events} == {added.id}
    assert events[-1].detail == {"document": added.id, "kind": "letter"}
    assert "title" in str(events[-2].detail["fields"])
    assert not any("Ana" in str(event.detail) for event in events)


def test_listeners_hear_of_documents(session: Session, client: ClientId, outside: Path) -> None:
    heard: list[Changes] = []
    session.on_change.append(heard.append)
    added = documents.add(session, client, given(outside), FACTS)
    assert Kind.DOCUMENTS in heard[-1]
    documents.mark_error(session, added.id, "wrong client")
    assert Kind.DOCUMENTS in heard[-1]


def test_a_mark_stays_and_so_does_the_document(
    session: Session, client: ClientId, outside: Path
) -> None:
    added = documents.add(session, client, given(outside), FACTS)
    with pytest.raises(InvalidValue):
        documents.mark_error(session, added.id, " \u200b")
    marked = documents.mark_error(session, added.id, "wrong client")
    assert (marked.is_error, marked.error_reason) == (True, "wrong client")
    with pytest.raises(RuleBroken):
        documents.mark_error(session, added.id, "another reason")
    assert _read(session, marked) == b"A letter."


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (DocumentFacts(title="two\nlines"), "title"),
        (DocumentFacts(title="\u200b"), "title"),
        (DocumentFacts(title="n" * 256), "title"),
        (DocumentFacts(title="t", about_whom="a\0b"), "about_whom"),
        (DocumentFacts(title="t", dated_on=date(2026, 11, 26)), "dated_on"),
        (DocumentFacts(title="t", dated_on=date(206, 1, 1)), "dated_on"),
    ],
)
def test_facts_that_cannot_be_kept(
    session: Session, client: ClientId, outside: Path, facts: DocumentFacts, field: str
) -> None:
    with pytest.raises(InvalidValue) as raised:
        documents.add(session, client, given(outside), facts)
    assert raised.value.field == field
    assert is_clean(session)
    added = documents.add(session, client, given(outside), FACTS)
    with pytest.raises(InvalidValue):
        documents.change_facts(session, added.id, facts)


def test_who_is_not_there_takes_nothing(session: Session, client: ClientId, outside: Path) -> None:
    with pytest.raises(NotFound):
        documents.add(session, ClientId(99), given(outside), FACTS)
    with pytest.raises(NotFound):
        documents.open_reading(session, DocumentId(99))
    session.rows.run("UPDATE client SET status = 'disposed' WHERE id = ?", (client,))
    with pytest.raises(RecordClosed):
        documents.add(session, client, given(outside), FACTS)
    assert is_clean(session)


def test_no_plain_copy_lies_in_a_vault(session: Session, client: ClientId, outside: Path) -> None:
    added = documents.add(session, client, given(outside), FACTS)
    inside = session.opened.folder / "attachments" / "copy.txt"
    with pytest.raises(InsideVault):
        documents.record_copy_out(session, added.id, inside)
    assert audit.page(session, limit=1)[0].action == "document.add"


def test_too_large_to_look_at_is_copied_out(
    session: Session, client: ClientId, outside: Path
) -> None:
    added = documents.add(session, client, given(outside, content(5000)), FACTS)
    target = outside / "copy.txt"
    reading = documents.record_copy_out(session, added.id, target)
    with pytest.raises(DocumentTooLarge):
        documents.read_bytes(reading, 4999)
    documents.copy_out(reading, target)
    assert target.read_bytes() == content(5000)
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileNameTaken):
        documents.copy_out(reading, target)
    assert sorted(path.name for path in outside.iterdir()) == ["copy.txt", "letter.txt"]


def test_what_is_shown_of_a_document_in_a_log_says_nothing(
    session: Session, client: ClientId, outside: Path
) -> None:
    plan = documents.plan_add(session, client, "Ana.txt", DocumentFacts(title="On Ana"))
    with given(outside).open("rb") as source:
        sealed = documents.seal(plan, source)
    added = documents.commit_add(session, plan, sealed)
    reading = documents.open_reading(session, added.id)
    shown = f"{plan!r} {sealed!r} {added!r} {reading!r}"
    for secret in ("Ana", plan.identity, plan.recipient, added.sha256, str(outside.parent)):
        assert secret not in shown
