"""The database's schema, as numbered migrations; ``user_version`` says how many were applied."""

from importlib import resources

from vault.errors import NewerVault
from vault.store.connection import Connection


def scripts() -> list[tuple[str, str]]:
    """Return name and text of every migration, oldest first."""
    folder = resources.files("vault.store") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(file.name, file.read_text(encoding="utf-8")) for file in files]


def custodial_triggers() -> str:
    """Return the script that makes the records of a vault read-only: another practice's."""
    script = resources.files("vault.store") / "migrations" / "custodial" / "read_only.sql"
    return script.read_text(encoding="utf-8")


def latest_version() -> int:
    """Return the number of migrations this Casekeep knows."""
    return len(scripts())


def version(connection: Connection) -> int:
    """Return how many migrations a database has had. Raises ``NewerVault`` beyond ours."""
    found = int(connection.value("PRAGMA user_version"))
    if found > latest_version():
        raise NewerVault(str(found))
    return found


def has_table(connection: Connection, name: str) -> bool:
    """Return whether a database that may be older than this Casekeep has a table."""
    found = connection.value(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (name,)
    )
    return found is not None


def migrate(connection: Connection) -> None:
    """Apply the migrations that are missing; only ever to a copy that nobody uses yet."""
    for number, (_, script) in enumerate(scripts(), start=1):
        if number > version(connection):
            connection.script(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")


def name_vault(connection: Connection, vault_id: str, records: int) -> None:
    """Write the one row that must equal the signed header."""
    connection.run(
        "INSERT INTO vault (id, vault_id, records) VALUES (1, ?, ?)", (vault_id, records)
    )


def number_records(connection: Connection, records: int) -> None:
    """Write the number of a copy's own file into it."""
    connection.run("UPDATE vault SET records = ?", (records,))
