"""The practice's own tables, kept as texts: each a ``rows.json`` of one table."""

from vault.custody.intake_rows import Values
from vault.sealing import rows_text
from vault.sealing.rows_text import Head
from vault.store import schema


def as_text(table: str, found: list[Values]) -> str:
    """Return rows as the text in which they are kept."""
    if not found:
        return ""
    columns = tuple(found[0])
    lines = rows_text.to_lines(
        Head(schema=schema.latest_version(), client=None),
        [(table, columns, [tuple(one.values()) for one in found])],
    )
    return b"".join(lines).decode("utf-8")


def from_text(text: str) -> list[Values]:
    """Return the rows that ``as_text`` took."""
    if not text:
        return []
    _, found = rows_text.read(text.encode("utf-8").splitlines(keepends=True))
    return [dict(zip(row.columns, row.values, strict=True)) for row in found]
