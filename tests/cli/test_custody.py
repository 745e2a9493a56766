"""``casekeep custody``: from two cards and a sealed export to a vault that keeps the records."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import in_process
from tests.disposal.conftest import fill_practice
from tests.succession_fixtures import card_lines, hold_ceremony
from tests.vault_fixtures import STRONG, StoppedClock, open_session
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ExportPlaceId
from vault.keys.signing import SigningKey
from vault.sealing import service as sealing
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service
from vault.succession.plan_model import Psychotherapy, SuccessionPlan
from vault.unsealing import service as unsealing

PARTS = (Part.CASELOAD, Part.RECORDS, Part.PSYCHOTHERAPY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a practitioner leaves: a stick with an export, and two cards."""

    session: Session
    place: ExportPlaceId
    export: Path
    cards: tuple[Path, ...]
    home: Path

    def run(self, act: str, *arguments: str) -> tuple[int, Any]:
        """Do one act of the custodian."""
        secret = self.home / "secret.txt"
        secret.write_text(STRONG, encoding="utf-8")
        told = ["custody", act, *arguments, "--json", "--secret-file", str(secret)]
        return in_process([*told, "--way", "passphrase"])

    @property
    def with_cards(self) -> list[str]:
        """The cards, as the command takes them."""
        return [text for card in self.cards for text in ("--card", str(card))]


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Left]:
    """A practice of three clients, sealed to three holders of whom two suffice."""
    session = open_session(tmp_path, StoppedClock())
    fill_practice(session)
    plan_service.save(session, SuccessionPlan(psychotherapy=Psychotherapy.TRANSFER))
    identities = hold_ceremony(session, n=3, k=2, parts=PARTS)
    stick, home = tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    home.mkdir()
    place = sealing.add_place(session, stick, "Stick").id
    sealing.seal(session, place)
    cards = []
    for number, identity in enumerate(identities[:2]):
        path = home / f"card-{number}.txt"
        path.write_text("\n".join(card_lines(session, identity)), encoding="utf-8")
        cards.append(path)
    (export,) = stick.glob("casekeep-export-*/")
    yield Left(session=session, place=place, export=export, cards=tuple(cards), home=home)
    session.close()


def test_whose_export_it_is_has_to_be_known(left: Left) -> None:
    """Keys without a card do not say it: a stranger may have signed a number of his own."""
    keys = []
    for card in left.cards:
        lines = card.read_text(encoding="utf-8").splitlines()
        card.write_text(unsealing.read_card(lines).identity + "\n", encoding="utf-8")
        keys += ["--card", str(card)]
    into = left.home / "kept.casekeep"
    sheet = ["--sheet-out", str(left.home / "sheet.txt")]
    begun = [str(left.export), str(into), "--custodian", "Imke", *keys, *sheet]
    code, told = left.run("take", *begun)
    assert (code != 0, told["error"]) == (True, "FingerprintNeeded")
    stranger = SigningKey.generate().public.fingerprint
    code, told = left.run("take", *begun, "--fingerprint", stranger)
    assert (code != 0, told["error"]) == (True, "PartDamaged")
    code, told = left.run("take", *begun, "--fingerprint", "SHA256:short")
    assert (code != 0, told["error"]) == (True, "InvalidValue")
    assert not into.exists()
    code, told = left.run("take", *begun, "--fingerprint", left.session.public_key.fingerprint)
    assert (code, told["clients"]) == (0, 3)


def test_from_two_cards_to_kept_records(left: Left) -> None:
    into = left.home / "kept.casekeep"
    sheet = left.home / "sheet.txt"
    begun = [str(left.export), str(into), "--custodian", "Imke Vandermeer"]
    one_card = ["--card", str(left.cards[0])]
    code, told = left.run("take", *begun, *one_card, "--sheet-out", str(sheet))
    assert (code != 0, told["error"]) == (True, "TooFewCards")
    assert not into.exists() and not sheet.exists()

    asked = (*left.with_cards, "--psychotherapy", "--sheet-out", str(sheet))
    code, told = left.run("take", *begun, *asked)
    assert (code, told["clients"], told["notes"], told["documents"]) == (0, 3, 6, 3)
    assert told["parts"] == ["records", "psychotherapy"] and told["lost"] == []
    assert (told["psychotherapy"], told["psychotherapy_wish"]) == ("taken", "transfer")

    vault = str(into)
    code, told = left.run("tasks", vault)
    assert told["task"][0]["stage"] == "authority"
    code, told = left.run("tasks", vault, "--done", "1", "--add", "Call Dr. Ames")
    assert told["task"][0]["done"] and told["task"][-1]["title"] == "Call Dr. Ames"
    code, told = left.run("note", vault, "Has a sister in Salem.", "--record", "0003")
    assert [one["text"] for one in told["note"]] == ["Has a sister in Salem."]
    called = ("--record", "0003", "--by", "phone", "--outcome", "not_reached")
    code, told = left.run("contact", vault, "no answer", *called)
    assert [one["outcome"] for one in told["contact"]] == ["not_reached"]

    clients.add(left.session, ClientDetails(legal_name="Wren Abara"))
    sealing.seal(left.session, left.place)
    code, told = left.run("merge", vault, str(left.export), *left.with_cards)
    assert (code, told["new"], told["changed"]) == (0, 1, 0)
    assert told["parts"] == ["records"]
    assert (told["psychotherapy"], told["psychotherapy_wish"]) == ("left sealed", "transfer")
    secret = str(left.home / "secret.txt")
    way = ["--json", "--secret-file", secret, "--way", "passphrase"]
    code, told = in_process(["verify-vault", vault, "--documents", *way])
    assert (code, told["broken_signatures"], told["inherited_first_broken"]) == (0, [], None)
    assert told["inherited_bad_checkpoints"] == 0 and told["inherited_events"] > 0
    assert json.dumps(told)


def test_what_is_not_as_it_was_signed_is_not_taken_whatever_number_is_asked_for(
    left: Left,
) -> None:
    part = left.export / "records-1.age"
    sealed = bytearray(part.read_bytes())
    sealed[len(sealed) * 7 // 10] ^= 1  # in the padding: all that is read of it would be whole
    part.write_bytes(sealed)
    into = left.home / "kept.casekeep"
    asked = ["--number", "1", "--part", "records", *left.with_cards]
    code, told = left.run("take", str(left.export), str(into), "--custodian", "Imke", *asked)
    assert (code != 0, told["error"]) == (True, "PartDamaged")
    assert not into.exists()


def test_psychotherapy_notes_stay_sealed_unless_asked_for_by_name(left: Left) -> None:
    plan_service.save(left.session, SuccessionPlan(psychotherapy=Psychotherapy.KEEP_SEALED))
    sealing.seal(left.session, left.place)
    begun = ["--custodian", "Imke", *left.with_cards]
    kept, sheet = str(left.home / "kept"), ["--sheet-out", str(left.home / "sheet.txt")]
    code, told = left.run("take", str(left.export), kept, *begun, *sheet)
    assert (code, told["parts"]) == (0, ["records"])
    assert (told["psychotherapy"], told["psychotherapy_wish"]) == ("left sealed", "keep_sealed")
    vault = f"{kept}.casekeep"
    code, told = left.run("merge", vault, str(left.export), *left.with_cards, "--psychotherapy")
    assert (code, told["psychotherapy"]) == (0, "taken")
    assert "psychotherapy" in told["parts"]


def test_the_folder_in_which_the_export_lies_will_do(left: Left) -> None:
    sheet = ["--sheet-out", str(left.home / "sheet.txt")]
    begun = ["--custodian", "Imke", *left.with_cards, *sheet]
    code, told = left.run("take", str(left.export.parent), str(left.home / "kept"), *begun)
    assert (code, told["clients"]) == (0, 3)
    vault = f"{left.home / 'kept'}.casekeep"
    code, told = left.run("merge", vault, str(left.export.parent), *left.with_cards)
    assert (code, told["new"]) == (0, 0)


def test_a_mistyped_card_is_named_with_its_file_and_line(left: Left) -> None:
    card = left.cards[1]
    lines = card.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2][:-1] + ("Q" if lines[2][-1] != "Q" else "P")
    card.write_text("\n".join(lines), encoding="utf-8")
    asked = [str(left.export), str(left.home / "kept"), "--custodian", "Imke", *left.with_cards]
    code, told = left.run("take", *asked)
    assert (code != 0, told["error"], told["about"]) == (True, "SheetLineError", [str(card)])
    assert told["words"].startswith("Line 3 ")
    plain = ["custody", "take", *asked, "--secret-file", str(left.home / "secret.txt")]
    done = subprocess.run(
        [sys.executable, "-m", "vault.cli", *plain, "--way", "passphrase"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert f"{card}: Line 3 " in done.stderr
