"""The audit log as a CSV file: what somebody outside reads in it, and what not."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.samples import fill
from tests.vault_fixtures import StoppedClock, open_session
from vault.audit import export_service
from vault.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault that is closed in the end."""
    opened = open_session(tmp_path, StoppedClock())
    yield opened
    opened.close()


def test_of_a_psychotherapy_note_there_is_no_hash(session: Session, tmp_path: Path) -> None:
    record = fill(session)
    target = tmp_path / "log.csv"
    export_service.write_csv(session, target, record.client_id)
    text = target.read_text("utf-8")
    (apart,) = session.rows.all("SELECT content_hash FROM psychotherapy_note")
    (own, *_) = session.rows.all("SELECT content_hash FROM note WHERE signed_at IS NOT NULL")
    assert apart[0].hex() not in text
    assert own[0].hex() in text
    rows = list(csv.DictReader(text.splitlines()))
    acts = [one["action"] for one in rows if "kind=psychotherapy" in one["detail"]]
    assert "note.sign" in acts
