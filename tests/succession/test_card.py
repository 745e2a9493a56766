"""A holder's card: what stands on it, and that its process tells nothing of it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.succession_fixtures import pdf_text, read_card
from vault import age
from vault.errors import CeremonyFailed, SheetLineError
from vault.succession import card_service
from vault.succession.card_service import CardRequest
from vault.succession.model import CardFacts, HolderKind

FACTS = CardFacts(
    export_id="1f9c03aa" * 4,
    fingerprint="ab" * 32,
    practitioner="Robin Keller, LCSW",
    made_on=date(2026, 11, 24),
)
REQUEST = CardRequest(facts=FACTS, place=2, label="Dana Ortiz")


@pytest.mark.parametrize("kind", ["pdf", "text"])
def test_a_card_reads_back_as_its_identity(kind: str) -> None:
    card = card_service.make(REQUEST)
    text = pdf_text(card_service.pdf(card)) if kind == "pdf" else card_service.as_text(card)
    found = read_card(text)
    identity = age.HybridIdentity.from_text(found.identity_text)
    assert identity.recipient.to_text() == card.recipient
    assert found.fingerprint_start.hex() == FACTS.fingerprint[:20]


@pytest.mark.parametrize("kind", ["pdf", "text"])
def test_a_card_says_what_it_is_and_what_to_do(kind: str) -> None:
    card = card_service.make(REQUEST)
    text = pdf_text(card_service.pdf(card)) if kind == "pdf" else card_service.as_text(card)
    said = " ".join(text.replace("\ufffe", "-").split())
    for part in (
        "number 2 – Dana Ortiz",
        "Robin Keller, LCSW",
        "casekeep-export-1f9c03aa",
        "SHA256:q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s",
        "2026-11-24",
        "START-HERE",
        "successor custodian",
        "Don’t photograph",
        "nobody needs more than two lines",
        "mlkem768x25519",
    ):
        assert part in said, part


def test_two_lines_prove_a_card_and_a_slip_is_named() -> None:
    card, other = card_service.make(REQUEST), card_service.make(REQUEST)
    lines = {line.number: line.text for line in card.secret.lines}
    assert card_service.knows(card, (1, 4), lines)
    assert not card_service.knows(other, (1, 4), lines)
    with pytest.raises(SheetLineError):
        card_service.knows(card, (1, 3), {1: lines[1]})
    with pytest.raises(SheetLineError):
        card_service.check_line(5, lines[5])


def test_a_report_names_what_opens_nothing() -> None:
    card = card_service.make(REQUEST)
    told = card_service.report_text(card, is_proved=True)
    found = card_service.read_report(told.encode())
    assert found.is_proved and found.recipient == card.recipient
    holder = card_service.card_holder(REQUEST, found)
    assert (holder.place, holder.kind) == (2, HolderKind.CARD)
    assert set(json.loads(told)) == {"recipient", "proof", "is_proved"}
    assert all(line.characters not in told for line in card.secret.lines[:4])
    for broken in (b"", b"{}", b"[]", b"\xff", told[:40].encode()):
        with pytest.raises(CeremonyFailed):
            card_service.read_report(broken)


def test_a_card_is_not_told_by_its_repr() -> None:
    card = card_service.make(REQUEST)
    assert repr(card) == "Card(place=2)"
    assert "Ortiz" not in repr(REQUEST) and "Keller" not in repr(FACTS)


def _child(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "vault.succession.card_child", *arguments]
    request = REQUEST.to_text().encode()
    return subprocess.run(command, input=request, capture_output=True, check=False)


def test_the_child_without_a_window_writes_the_card_and_tells_its_recipient(
    tmp_path: Path,
) -> None:
    target = tmp_path / "card.pdf"
    done = _child("--pdf", str(target))
    told = card_service.read_report(done.stdout)
    identity = age.HybridIdentity.from_text(read_card(pdf_text(target.read_bytes())).identity_text)
    assert identity.recipient.to_text() == told.recipient and not told.is_proved
    assert target.stat().st_mode & 0o777 == 0o600
    assert done.stderr == b""


def test_without_a_file_the_card_goes_to_the_terminal_alone() -> None:
    done = _child()
    found = read_card(done.stderr.decode())
    told = card_service.read_report(done.stdout)
    identity = age.HybridIdentity.from_text(found.identity_text)
    assert identity.recipient.to_text() == told.recipient
    assert found.identity_text.encode() not in done.stdout


def test_a_card_that_could_not_be_written_is_nobodys(tmp_path: Path) -> None:
    done = _child("--pdf", str(tmp_path / "nowhere" / "card.pdf"))
    assert done.returncode == 1 and done.stdout == b""
