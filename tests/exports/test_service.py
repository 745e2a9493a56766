"""Asking for exports: who may, where to, what is logged, what a broken one leaves."""

import errno
import json
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import pytest

from tests.exports.samples import Record, add_client, export, mark_letter, request
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault.audit import service as audit
from vault.clients import service as clients
from vault.errors import (
    Cancelled,
    DiskFull,
    FileNameTaken,
    FolderMissing,
    InsideVault,
    InvalidValue,
    NotARecipient,
    NotFound,
    RecordClosed,
    SessionClosed,
    StepUpRequired,
    StorageFailed,
    VaultError,
    WeakPassphrase,
)
from vault.exports import service
from vault.exports.model import (
    ByPassphrase,
    Caution,
    Form,
    Missing,
    NotInside,
    Part,
    ToRecipient,
)
from vault.ids import ClientId
from vault.session import Session
from vault.store import atomic

T = TypeVar("T")


def at_once(session: Session) -> Any:
    return lambda job: job(session)


def events(session: Session) -> list[tuple[str, int | None, dict[str, Any]]]:
    found = audit.page(session, limit=50)
    return [
        (one.action, one.client_id, dict(one.detail))
        for one in reversed(found)
        if one.action.startswith("export")
    ]


# --- who may ---


@pytest.mark.parametrize("part", Part)
def test_it_wants_a_step_up(
    session: Session, record: Record, clock: StoppedClock, out: Path, part: Part
) -> None:
    asked = request(record.client_id, part=part)
    planned = service.plan(session, asked)
    clock.advance(timedelta(minutes=6))
    with pytest.raises(StepUpRequired):
        service.plan(session, asked)
    with pytest.raises(StepUpRequired):
        service.write(planned, out / "r.json", at_once(session))
    assert list(out.iterdir()) == []
    assert events(session) == []


def test_a_long_export_outlasts_the_step_up(
    session: Session, record: Record, clock: StoppedClock, out: Path
) -> None:
    planned = service.plan(session, request(record.client_id, part=Part.PSYCHOTHERAPY))

    def late(name: str, done: int, total: int) -> None:
        clock.advance(timedelta(minutes=6))

    assert service.write(planned, out / "p.json", at_once(session), late).notes == 1


# --- what does not go together ---


@pytest.mark.parametrize(
    ("form", "changes", "field"),
    [
        (Form.CSV, {"part": Part.PSYCHOTHERAPY}, "form"),
        (Form.CSV, {"with_documents": True}, "with_documents"),
        (Form.CSV, {"with_access_log": True}, "with_access_log"),
        (Form.PDF, {"part": Part.PSYCHOTHERAPY, "with_documents": True}, "with_documents"),
        (Form.PDF, {"part": Part.PSYCHOTHERAPY, "with_access_log": True}, "with_access_log"),
        (Form.PDF, {"among": ()}, "among"),
        (Form.PDF, {"also": (Form.PDF,)}, "also"),
        (Form.PDF, {"also": (Form.JSON, Form.JSON)}, "also"),
        (Form.PDF, {"also": (Form.CSV,)}, "also"),
        (Form.CSV, {"also": (Form.PDF,)}, "also"),
    ],
)
def test_what_does_not_go_together(
    session: Session, record: Record, form: Form, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        service.plan(session, request(record.client_id, form, **changes))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("protection", "error"),
    [
        (ByPassphrase("1234"), WeakPassphrase),
        (ByPassphrase(""), WeakPassphrase),
        (ToRecipient(""), NotARecipient),
        (ToRecipient("age1nonsense"), NotARecipient),
        (ToRecipient("AGE-SECRET-KEY-1QQQ"), NotARecipient),
        (ToRecipient("somebody@example.org"), NotARecipient),
    ],
)
def test_what_cannot_protect(
    session: Session, record: Record, protection: Any, error: type[VaultError]
) -> None:
    with pytest.raises(error) as caught:
        service.plan(session, request(record.client_id, protection=protection))
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


def test_a_passphrase_that_nobody_could_type_again(session: Session, record: Record) -> None:
    no_text = ByPassphrase("marble otter canyon velvet \ud800")
    with pytest.raises(InvalidValue) as caught:
        service.plan(session, request(record.client_id, protection=no_text))
    assert caught.value.field == "passphrase"


def test_a_client_who_is_not_there(session: Session, record: Record) -> None:
    with pytest.raises(NotFound):
        service.plan(session, request(ClientId(99)))
    session.rows.run("UPDATE client SET status = 'disposed'")
    with pytest.raises(RecordClosed):
        service.plan(session, request(record.client_id))


# --- the plan ---


def test_the_plan_says_what_there_is_and_what_is_not_inside(
    session: Session, record: Record
) -> None:
    planned = service.plan(session, request(record.client_id))
    counts = planned.counts
    assert (counts.clients, counts.notes, counts.drafts) == (1, 4, 1)
    assert (counts.psychotherapy_notes, counts.documents) == (1, 1)
    assert counts.document_bytes == record.letter.size
    assert {one.what: one.count for one in planned.not_inside} == {
        Missing.PSYCHOTHERAPY: None,
        Missing.DRAFTS: 1,
        Missing.DOCUMENTS: 1,
        Missing.ACCESS_LOG: None,
        Missing.OFFICE: None,
    }
    whole = request(record.client_id, with_drafts=True, with_documents=True, with_access_log=True)
    never = [Missing.PSYCHOTHERAPY, Missing.OFFICE]
    assert [one.what for one in service.plan(session, whole).not_inside] == never


def test_documents_in_error_are_counted_apart(session: Session, record: Record) -> None:
    mark_letter(session, record)
    asked = request(record.client_id, with_documents=True)
    planned, listed = service.plan(session, asked), service.plan(session, request(record.client_id))
    assert (planned.counts.documents, planned.counts.document_bytes) == (0, 0)
    assert NotInside(what=Missing.DOCUMENTS_IN_ERROR, count=1) in planned.not_inside
    assert NotInside(what=Missing.DOCUMENTS, count=1) in listed.not_inside


def test_the_psychotherapy_notes_of_all_are_those_of_clients_who_have_any(
    session: Session, record: Record
) -> None:
    add_client(session, "Nobody's notes")
    planned = service.plan(session, request(None, part=Part.PSYCHOTHERAPY))
    assert planned.client_ids == (record.client_id,)


def test_cautions(session: Session, record: Record, tmp_path: Path) -> None:
    planned = service.plan(session, request(record.client_id))
    assert service.cautions(planned, tmp_path / "r") == (Caution.PLAINTEXT, Caution.RESTRICTIONS)
    sealed = service.plan(
        session, request(record.client_id, protection=ByPassphrase("marble otter canyon velvet go"))
    )
    synced = tmp_path / "Dropbox" / "r"
    assert service.cautions(sealed, synced) == (Caution.SYNCED_FOLDER, Caution.RESTRICTIONS)


def test_suggested_names_name_nobody(session: Session, record: Record) -> None:
    def name(client_id: ClientId | None, form: Form, **changes: Any) -> str:
        return service.suggested_name(service.plan(session, request(client_id, form, **changes)))

    passphrase = ByPassphrase("marble otter canyon velvet go")
    assert name(record.client_id, Form.PDF) == "record-0001.pdf"
    assert name(record.client_id, Form.PDF, protection=passphrase) == "record-0001.pdf.age"
    assert name(record.client_id, Form.PDF, with_documents=True) == "record-0001.zip"
    assert name(None, Form.HTML) == "record-all.zip"
    assert name(None, Form.CSV) == "caseload-all.csv"
    apart = name(record.client_id, Form.HTML, part=Part.PSYCHOTHERAPY)
    assert apart == "psychotherapy-notes-0001.html"


# --- the log ---


def test_it_is_logged_for_each_client_without_names(
    session: Session, record: Record, out: Path
) -> None:
    other = add_client(session, "Björn Łukasz")
    service.export(session, request(None, with_documents=True), out / "all.zip")
    facts = {"form": "json", "part": "record", "protection": "plain", "access_log": False}
    assert events(session) == [
        ("export.start", None, facts | {"clients": 2}),
        ("export.make", other, facts | {"notes": 0, "documents": 0}),
        ("export.make", record.client_id, facts | {"notes": 3, "documents": 1}),
    ]


def test_no_export_stands_that_was_not_logged(
    session: Session, record: Record, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(job: Callable[[Session], T]) -> T:
        if "_record_made" in repr(job):
            raise SessionClosed()
        return job(session)

    planned = service.plan(session, request(record.client_id))
    with pytest.raises(SessionClosed):
        service.write(planned, out / "r.json", refuse)
    assert list(out.iterdir()) == []


# --- where to ---


def test_what_exists_is_replaced_only_when_chosen(
    session: Session, record: Record, out: Path
) -> None:
    target = out / "r.json"
    target.write_text("mine", encoding="ascii")
    with pytest.raises(FileNameTaken):
        service.export(session, request(record.client_id), target)
    assert target.read_text(encoding="ascii") == "mine"
    service.export(session, request(record.client_id), target, is_replacing=True)
    assert json.loads(target.read_bytes())["format"] == "casekeep-record"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there(session: Session, record: Record, out: Path) -> None:
    with pytest.raises(FolderMissing):
        service.export(session, request(record.client_id), out / "stick" / "r.json")


@pytest.mark.parametrize("below", [".", "attachments"])
def test_never_into_a_vault(session: Session, record: Record, below: str) -> None:
    folder = session.opened.folder / below
    before = sorted(folder.iterdir())
    for name in ("r.json", "vault.json"):
        with pytest.raises(InsideVault):
            service.export(session, request(record.client_id), folder / name, is_replacing=True)
    assert sorted(folder.iterdir()) == before


def test_never_into_a_vault_by_a_link(session: Session, record: Record, out: Path) -> None:
    (out / "link").symlink_to(session.opened.folder)
    with pytest.raises(InsideVault):
        service.export(session, request(record.client_id), out / "link" / "r.json")


@pytest.mark.parametrize("is_replacing", [True, False])
def test_over_a_folder(session: Session, record: Record, out: Path, is_replacing: bool) -> None:
    (out / "r.json").mkdir()
    with pytest.raises((FileNameTaken, StorageFailed)):
        service.export(
            session, request(record.client_id), out / "r.json", is_replacing=is_replacing
        )
    assert [entry.name for entry in out.iterdir()] == ["r.json"]


@pytest.mark.parametrize("is_replacing", [True, False])
def test_a_full_disk_leaves_nothing(
    session: Session,
    record: Record,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_replacing: bool,
) -> None:
    def full(file: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(atomic, "sync_file", full)
    with pytest.raises(DiskFull):
        service.export(
            session, request(record.client_id), out / "r.json", is_replacing=is_replacing
        )
    assert list(out.iterdir()) == []


# --- breaking it off ---


@pytest.mark.parametrize("form", [Form.PDF, Form.HTML, Form.JSON])
@pytest.mark.parametrize("step", ["records", "notes", "documents"])
@pytest.mark.parametrize("is_replacing", [True, False])
def test_cancelled_it_leaves_nothing(
    session: Session, record: Record, out: Path, form: Form, step: str, is_replacing: bool
) -> None:
    heard = []

    def stop(name: str, done: int, total: int) -> None:
        heard.append(name)
        if name == step:
            raise Cancelled()

    asked = request(None, form, with_documents=True)
    with pytest.raises(Cancelled):
        service.export(session, asked, out / "all.zip", stop, is_replacing=is_replacing)
    assert step in heard
    assert list(out.iterdir()) == []
    assert [action for action, _, _ in events(session)] == ["export.start"]


def test_a_pdf_can_be_broken_off_between_its_pages(
    session: Session, record: Record, out: Path
) -> None:
    def stop(name: str, done: int, total: int) -> None:
        if name == "pages":
            raise Cancelled()

    with pytest.raises(Cancelled):
        service.export(session, request(record.client_id, Form.PDF), out / "r.pdf", stop)
    assert list(out.iterdir()) == []


# --- threads ---


def test_it_is_written_on_another_thread_by_short_jobs_on_the_sessions_own(
    session: Session, record: Record, out: Path
) -> None:
    jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
    own = threading.get_ident()

    def run(job: Callable[[Session], T]) -> T:
        assert threading.get_ident() != own
        answer: Future[T] = Future()
        jobs.put(lambda: answer.set_result(job(session)))
        return answer.result(timeout=30)

    planned = service.plan(session, request(record.client_id, Form.PDF))

    def work() -> None:
        try:
            service.write(planned, out / "r.pdf", run)
        finally:
            jobs.put(None)

    writer = threading.Thread(target=work)
    writer.start()
    count = 0
    while job := jobs.get(timeout=30):
        job()
        count += 1
    writer.join(timeout=30)
    assert count == 6  # the file is named, the start, an outline, the notes, the log, the end
    assert (out / "r.pdf").read_bytes().startswith(b"%PDF")


def test_names_and_keys_are_in_no_repr(session: Session, record: Record) -> None:
    secret = "marble otter canyon velvet go"
    planned = service.plan(session, request(record.client_id, protection=ByPassphrase(secret)))
    for said in (repr(planned), repr(planned.request), repr(planned.request.protection)):
        assert secret not in said and "Keller" not in said
    assert clients.get(session, record.client_id).details.legal_name not in repr(planned)


def test_one_file_a_time(session: Session, record: Record, out: Path) -> None:
    session.step_up(STEP_UP_SECRET)
    content, written = export(session, request(record.client_id), out / "r.json")
    assert [entry.name for entry in out.iterdir()] == ["r.json"]
    assert written.size == len(content)
