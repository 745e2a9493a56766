"""What an add that ended in the middle leaves, and what the next unlock makes of it."""

from pathlib import Path

import pytest

from tests.documents.files import given, is_clean, sealed_files
from tests.vault_fixtures import NoKeyring, open_session
from vault.audit import service as audit
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.session import Session
from vault.store import bundle, intents

FACTS = DocumentFacts(title="Letter")


def _crash(tmp_path: Path, how: str) -> None:
    """End without a word after a part of the work."""
    session = open_session(tmp_path)
    client = clients.add(session, ClientDetails(legal_name="Ana"))
    path = given(tmp_path)
    plan = documents.plan_add(session, client, path.name, FACTS)
    if how == "half sealed":
        plan.target.parent.mkdir(parents=True)
        plan.temporary.write_bytes(b"age-encryption.org/v1\n")
    if how == "sealed":
        documents.seal_file(plan, path)
    if how == "committed":
        documents.commit_add(session, plan, documents.seal_file(plan, path))
    session.close()


def _settled(tmp_path: Path) -> Session:
    """Unlock as the program does, which settles what was left."""
    session = open_session(tmp_path)
    intents.settle(session.opened, NoKeyring(), session.now)
    return session


@pytest.mark.parametrize("how", ["planned", "half sealed", "sealed"])
def test_without_a_row_nothing_remains(tmp_path: Path, how: str) -> None:
    _crash(tmp_path, how)
    session = _settled(tmp_path)
    assert is_clean(session)
    assert audit.page(session, limit=1)[0].action == "change.undone"
    assert documents.check_files(session).strays == ()
    session.close()


def test_with_a_row_all_remains(tmp_path: Path) -> None:
    _crash(tmp_path, "committed")
    session = _settled(tmp_path)
    (reading,) = documents.readings(session)
    assert documents.read_bytes(reading, 100) == b"A letter."
    assert len(sealed_files(session)) == 1
    session.close()


def test_an_intent_that_names_a_committed_document_does_not_remove_it(tmp_path: Path) -> None:
    _crash(tmp_path, "committed")
    session = open_session(tmp_path)
    name = bundle.attachment_file(documents.readings(session)[0].path.stem)
    intents.claim(session.opened, "document.add", [name], session.now)
    session.close()
    session = _settled(tmp_path)
    assert documents.check_files(session).is_sound
    session.close()


def test_a_file_that_nobody_names_is_told_and_left_alone(tmp_path: Path) -> None:
    _crash(tmp_path, "committed")
    session = _settled(tmp_path)
    stray = session.opened.folder / "attachments" / "ab" / "holiday.jpg"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"not ours")
    assert documents.check_files(session).strays == ("attachments/ab/holiday.jpg",)
    assert stray.exists()
    session.close()
