"""The practice's profile: reading it and changing it."""

from dataclasses import fields

from vault.changes import Kind
from vault.clients import typed_text
from vault.errors import InvalidValue, NotFound
from vault.practice import rows
from vault.practice.model import Practice
from vault.session import Session

LOCK_MINUTES = range(1, 121)


def get(session: Session) -> Practice:
    """Return the profile. Raises ``NotFound`` in a vault that has none yet."""
    practice = rows.read(session.rows)
    if practice is None:
        raise NotFound()
    return practice


def save(session: Session, practice: Practice) -> None:
    """Keep the profile; the audit names the fields that changed. Raises ``InvalidValue``."""
    check(practice)
    changed = _changed_fields(rows.read(session.rows), practice)
    if not changed:
        return
    with session.begin("practice.change") as tx:
        rows.write(tx.rows, practice)
        tx.audit(fields=", ".join(changed))
        tx.changed(Kind.PRACTICE)


def check(practice: Practice) -> None:
    """Raise ``InvalidValue`` with the name of the first field that cannot be kept."""
    typed_text.check_filled_line("practitioner", practice.practitioner, typed_text.NAME_LENGTH)
    typed_text.check_line("practice_name", practice.practice_name, typed_text.NAME_LENGTH)
    typed_text.check_text("licenses", practice.licenses)
    typed_text.check_state("jurisdiction", practice.jurisdiction)
    typed_text.check_line("phone", practice.phone)
    typed_text.check_line("email", practice.email)
    typed_text.check_text("address", practice.address)
    if practice.lock_after_minutes not in LOCK_MINUTES:
        raise InvalidValue("lock_after_minutes")


def _changed_fields(before: Practice | None, after: Practice) -> list[str]:
    names = [field.name for field in fields(Practice)]
    return [
        name for name in names if before is None or getattr(before, name) != getattr(after, name)
    ]
