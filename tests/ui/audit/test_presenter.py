from dataclasses import replace
from datetime import UTC, datetime

from tests.ui.audit.actions import written_actions
from ui.audit.presenter import (
    action_words,
    chain_words,
    document_words,
    line,
    signature_words,
)
from vault.audit.model import AuditDetail, AuditEvent
from vault.audit.service import ChainReport
from vault.documents.model import ContentReport, FilesReport
from vault.ids import DocumentId, NoteId
from vault.notes.model import SignatureReport


def event(action: str, detail: AuditDetail) -> AuditEvent:
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    return AuditEvent(seq=4, at=at, action=action, client_id=1, record_number="0417", detail=detail)


def test_every_action_that_the_core_writes_has_words() -> None:
    actions = written_actions()
    assert {"document.open", "import.notes", "backup.make", "export.make"} < actions
    assert {"vault.restore", "keys.rotate", "import.leave_out", "change.undone"} < actions
    assert [action for action in sorted(actions) if action_words(action) == action] == []


def test_details_are_said_in_words() -> None:
    shown = line(event("note.sign", {"note_id": 12, "kind": "progress", "content": "ab12"}))
    assert shown.what == "Note signed"
    assert shown.detail == "note 12 · Progress note"
    assert line(event("client.change", {"fields": "legal_name"})).detail == "legal name"
    assert line(event("session.change", {"status": "no_show"})).detail == "No-show"
    assert line(event("client.open", {})).detail == ""
    opened: AuditDetail = {"document": 4, "kind": "note_original", "destination": "a1b2"}
    assert line(event("document.recover", opened)).detail == "document: 4 · Original of a note"


def test_a_report_says_where_the_chain_breaks() -> None:
    sound = ChainReport(
        events=1204, first_broken=None, erased=4, unexplained=0, checkpoints=3, bad_checkpoints=0
    )
    broken = replace(sound, first_broken=17)
    unsigned = replace(sound, bad_checkpoints=1)
    emptied = replace(sound, unexplained=2)
    assert chain_words(sound)[1] == "good"
    assert "1,204" in chain_words(sound)[0]
    assert chain_words(broken)[1] == "danger"
    assert "event 17" in chain_words(broken)[0]
    assert chain_words(unsigned)[1] == "danger"
    assert "1 of 3" in chain_words(unsigned)[0]
    assert chain_words(emptied)[1] == "danger"
    assert "2 of its 1,204" in chain_words(emptied)[0]
    assert "0 signatures" not in chain_words(replace(sound, checkpoints=0))[0]


def test_a_report_names_the_notes_that_are_not_what_was_signed() -> None:
    assert signature_words(SignatureReport(checked=0))[1] == "info"
    assert signature_words(SignatureReport(checked=312))[1] == "good"
    text, kind = signature_words(SignatureReport(checked=312, broken=(NoteId(5), NoteId(9))))
    assert kind == "danger"
    assert "2 of 312" in text
    assert "note 5, note 9" in text


def test_a_report_says_which_documents_are_damaged() -> None:
    sound, opened = FilesReport(checked=1204), ContentReport(checked=1204)
    assert document_words(sound, opened) == (
        "All documents are whole. Decrypted: 1,204.",
        "good",
    )
    assert document_words(FilesReport(checked=0), ContentReport(checked=0))[1] == "info"
    lost = replace(sound, missing=(DocumentId(9),), altered=(DocumentId(4),))
    damaged = replace(opened, missing=(DocumentId(9),), damaged=(DocumentId(4), DocumentId(2)))
    said, kind = document_words(lost, damaged)
    assert kind == "danger"
    assert said.startswith(
        "3 of 1,204 documents are damaged or missing: document 2, document 4, document 9."
    )
    assert document_words(replace(sound, strays=("a", "b")), opened)[1] == "attention"
