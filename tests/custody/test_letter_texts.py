"""What stands in a letter: to whom, by which name."""

from dataclasses import replace
from datetime import UTC, date, datetime

from vault.clients.model import Client, ClientDetails
from vault.custody import letter_texts
from vault.custody.model import Custody
from vault.ids import ClientId
from vault.practice.model import Practice
from vault.succession.plan_model import ContactRole, LetterCode, Person, SuccessionPlan

AT = datetime(2026, 11, 22, tzinfo=UTC)
CLIENT = Client(
    id=ClientId(1),
    uid="c" * 32,
    record_number="0001",
    details=ClientDetails(legal_name="Ana Ruiz", preferred_name="Alex Ruiz"),
    created_at=AT,
    changed_at=AT,
)
INSURER = Person(name="Coverall Mutual", role=ContactRole.INSURER)
PLAN = SuccessionPlan(contacts=(INSURER,))


def _letter(code: LetterCode, client: Client | None = None, recipient: Person | None = None) -> str:
    return letter_texts.filled(
        letter_texts.of_plan(PLAN)[code],
        plan=PLAN,
        custody=Custody(
            vault_id="v",
            public_key="k",
            fingerprint="f",
            practice=Practice(practitioner="Robin Keller"),
            began_at=AT,
            sources=(),
        ),
        custodian=Practice(practitioner="Imke Vandermeer"),
        today=date(2026, 11, 22),
        client=client,
        kept_until=None,
        recipient=recipient,
    )


def test_a_client_is_addressed_by_the_name_they_go_by() -> None:
    assert "Dear Alex Ruiz," in _letter(LetterCode.CLIENT, CLIENT)
    plain = replace(CLIENT, details=ClientDetails(legal_name="Ana Ruiz"))
    assert "Dear Ana Ruiz," in _letter(LetterCode.CLIENT, plain)


def test_others_read_the_name_that_the_record_is_under() -> None:
    said = _letter(LetterCode.REFERRAL, CLIENT)
    assert "Ana Ruiz has asked me" in said and "Alex" not in said


def test_a_letter_names_its_recipient_or_leaves_a_line() -> None:
    assert "To Coverall Mutual" in _letter(LetterCode.INSURER, recipient=INSURER)
    assert "To ______________" in _letter(LetterCode.INSURER)
    board = Person(name="", organization="Board of Social Work", role=ContactRole.BOARD)
    assert "To Board of Social Work" in _letter(LetterCode.BOARD, recipient=board)
