"""The practice table: one row."""

from vault.practice.model import Practice
from vault.store.connection import Connection


def read(connection: Connection) -> Practice | None:
    """Return the profile, or ``None`` before one was written."""
    row = connection.one("SELECT * FROM practice WHERE id = 1")
    if row is None:
        return None
    return Practice(
        practitioner=row["practitioner"],
        practice_name=row["practice_name"],
        licenses=row["licenses"],
        jurisdiction=row["jurisdiction"],
        phone=row["phone"],
        email=row["email"],
        address=row["address"],
        is_covered_entity=bool(row["is_covered_entity"]),
        lock_after_minutes=row["lock_after_minutes"],
    )


def write(connection: Connection, practice: Practice) -> None:
    """Write the profile in place of the one before."""
    connection.run(
        "INSERT INTO practice (id, practitioner, practice_name, licenses, jurisdiction, phone,"
        " email, address, is_covered_entity, lock_after_minutes)"
        " VALUES (1, :practitioner, :practice_name, :licenses, :jurisdiction, :phone,"
        " :email, :address, :is_covered_entity, :lock_after_minutes)"
        " ON CONFLICT (id) DO UPDATE SET practitioner = excluded.practitioner,"
        " practice_name = excluded.practice_name, licenses = excluded.licenses,"
        " jurisdiction = excluded.jurisdiction, phone = excluded.phone,"
        " email = excluded.email, address = excluded.address,"
        " is_covered_entity = excluded.is_covered_entity,"
        " lock_after_minutes = excluded.lock_after_minutes",
        {
            "practitioner": practice.practitioner,
            "practice_name": practice.practice_name,
            "licenses": practice.licenses,
            "jurisdiction": practice.jurisdiction,
            "phone": practice.phone,
            "email": practice.email,
            "address": practice.address,
            "is_covered_entity": practice.is_covered_entity,
            "lock_after_minutes": practice.lock_after_minutes,
        },
    )
