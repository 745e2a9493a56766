import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import vault
from ui.audit.presenter import action_words, chain_words, line, signature_words
from vault.audit.model import AuditDetail, AuditEvent
from vault.audit.service import ChainReport
from vault.ids import NoteId
from vault.notes.model import SignatureReport


def event(action: str, detail: AuditDetail) -> AuditEvent:
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    return AuditEvent(seq=4, at=at, action=action, client_id=1, record_number="0417", detail=detail)


def test_every_action_that_the_core_writes_has_words() -> None:
    core = Path(vault.__file__).parent
    text = "\n".join(file.read_text("utf-8") for file in sorted(core.rglob("*.py")))
    actions = set(re.findall(r'\.begin\(\s*"([a-z_.]+)"', text))
    actions |= set(re.findall(r'_unchanged\([\w.]+, "([a-z_.]+)"\)', text))
    assert len(actions) > 15
    assert [action for action in sorted(actions) if action_words(action) == action] == []


def test_details_are_said_in_words() -> None:
    shown = line(event("note.sign", {"note_id": 12, "kind": "progress", "content": "ab12"}))
    assert shown.what == "Note signed"
    assert shown.detail == "note 12 · Progress note"
    assert line(event("client.change", {"fields": "legal_name"})).detail == "legal name"
    assert line(event("session.change", {"status": "no_show"})).detail == "No-show"
    assert line(event("client.open", {})).detail == ""


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
