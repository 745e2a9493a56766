from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.ui.audit.actions import written_actions, written_details
from ui.audit.action_words import action_words
from ui.audit.fact_names import is_known
from ui.audit.fact_words import TECHNICAL
from ui.audit.presenter import (
    chain_words,
    document_words,
    line,
    note_ids,
    signature_words,
)
from vault.audit.model import AuditDetail, AuditEvent
from vault.audit.service import ChainReport
from vault.documents.model import ContentReport, DocumentKind, FilesReport
from vault.ids import DocumentId, NoteId
from vault.notes.model import NoteKind, SignatureReport

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def event(action: str, detail: AuditDetail) -> AuditEvent:
    return AuditEvent(seq=4, at=AT, action=action, client_id=1, record_number="0417", detail=detail)


def test_every_action_that_the_core_writes_has_words() -> None:
    actions = written_actions()
    assert {"document.open", "import.notes", "backup.make", "export.make"} < actions
    assert {"vault.restore", "keys.rotate", "import.leave_out", "change.undone"} < actions
    assert {"demo.import", "custody.take", "custody.merge"} < actions
    assert [action for action in sorted(actions) if action_words(action) == action] == []


def test_every_detail_that_the_core_writes_has_a_name_or_is_technical() -> None:
    names = written_details()
    assert {"note_id", "fields", "is_synced", "left_out", "outcome"} < names
    assert [name for name in sorted(names) if not is_known(name) and name not in TECHNICAL] == []


def test_an_action_of_a_later_version_is_shown_as_written() -> None:
    assert line(event("release.make", {})).what == "release.make"


def test_a_note_is_named_with_its_day() -> None:
    signed = event("note.sign", {"note_id": 12, "kind": "progress", "content": "ab12"})
    shown = line(signed, {NoteId(12): date(2026, 5, 3)})
    assert shown.what == "Signed a progress note of 3 May 2026"
    assert shown.detail == "Note number: 12"
    assert line(signed).what == "Signed a progress note"


def test_the_notes_that_events_speak_of() -> None:
    signed = event("note.sign", {"note_id": 12, "kind": "psychotherapy"})
    assert note_ids([signed, event("note.edit", {"note_id": 3}), event("client.open", {})]) == {
        3,
        12,
    }


@pytest.mark.parametrize("kind", NoteKind)
def test_each_kind_of_note_is_said(kind: NoteKind) -> None:
    said = line(event("note.start", {"note_id": 1, "kind": kind.value})).what
    assert said.startswith("Started a")
    assert said != "Started a note"


@pytest.mark.parametrize("kind", DocumentKind)
def test_each_kind_of_document_is_said(kind: DocumentKind) -> None:
    said = line(event("document.open", {"document": 1, "kind": kind.value})).what
    assert said.startswith(("Opened a", "Opened the original"))


@pytest.mark.parametrize(
    ("action", "detail", "said"),
    [
        ("client.change", {"fields": "legal_name, birth_date"}, "legal name, date of birth"),
        ("session.change", {"care_session_id": 7, "status": "no_show"}, "State: No-show"),
        ("client.open", {}, ""),
        ("document.recover", {"document": 4, "kind": "scan", "destination": "a1"}, "number: 4"),
        ("succession.apart", {"audience": "nobody"}, "For nobody: in no export"),
        ("seal.begin", {"destination": "a", "number": 1204, "kind": "closure"}, "Number: 1204"),
        ("import.notes", {"batch": 2, "notes": 1204, "skipped": 0}, "Notes: 1,204"),
        ("import.notes", {"document": 5, "kind": "note_original"}, "Kind: the original of a note"),
        ("vault.unlock", {"warnings": "synced_folder"}, "noticed: it lies in a synced folder"),
        ("clock.day", {"typed": "2026-05-03", "computer": "2031-01-01"}, "Day typed: 3 May 2026"),
        ("clock.day", {"typed": "2026-99-99"}, "Day typed: 2026-99-99"),
        ("hold.place", {"hold": "legal", "hold_id": 3, "source": "Doe v. Roe"}, "From: Doe v. Roe"),
        ("backup.destination_add", {"is_synced": False, "destination": "a"}, ""),
        ("backup.destination_add", {"is_synced": True}, "In a synced folder: yes"),
        ("change.undone", {"kind": "keys.rotate"}, "undone: Put the records under a new key"),
        ("keys.rotate", {"kind": "keys.rotate", "records": 4, "keys": 5}, ""),
        ("release.make", {"paid_in_full": "on_time"}, "Paid in full: on_time"),
    ],
)
def test_details_are_said_in_words(action: str, detail: AuditDetail, said: str) -> None:
    shown = line(event(action, detail)).detail
    assert said in shown if said else shown == ""


def test_hashes_stand_among_the_technical_details_alone() -> None:
    shown = line(event("note.sign", {"note_id": 12, "kind": "progress", "content": "ab12cd"}))
    assert "ab12cd" not in shown.detail
    technical = {one.name: one.text for one in shown.technical}
    assert technical["content"] == "ab12cd"
    assert technical["Action"] == "note.sign"
    assert technical["Number in the log"] == "4"


def test_a_report_says_where_the_chain_breaks() -> None:
    sound = ChainReport(
        events=1204, first_broken=None, erased=4, unexplained=0, checkpoints=3, bad_checkpoints=0
    )
    broken = replace(sound, first_broken=17)
    unsigned = replace(sound, bad_checkpoints=1)
    emptied = replace(sound, unexplained=2)
    assert chain_words(sound)[1] == "good"
    assert "1,204 events and 3 signatures" in chain_words(sound)[0]
    assert "1,204 events and 1 signature over" in chain_words(replace(sound, checkpoints=1))[0]
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
