"""The table of templates."""

import json

from vault.notes.model import NoteKind, Template
from vault.store.connection import Connection, Row


def read_all(connection: Connection) -> list[Template]:
    """Return all templates, archived ones too, in the order they were added."""
    return [_template(row) for row in connection.all("SELECT * FROM note_template ORDER BY id")]


def read(connection: Connection, key: str) -> Template | None:
    """Return one template, archived or not."""
    row = connection.one("SELECT * FROM note_template WHERE key = ?", (key,))
    return None if row is None else _template(row)


def write(connection: Connection, template: Template) -> None:
    """Add a template, or change the one with its key; its place among the others stays."""
    connection.run(
        "INSERT INTO note_template (key, name, kind, sections, is_archived)"
        " VALUES (:key, :name, :kind, :sections, :is_archived) ON CONFLICT (key) DO UPDATE"
        " SET name = excluded.name, kind = excluded.kind, sections = excluded.sections,"
        " is_archived = excluded.is_archived",
        {
            "key": template.key,
            "name": template.name,
            "kind": template.kind,
            "sections": json.dumps(template.sections, ensure_ascii=False),
            "is_archived": template.is_archived,
        },
    )


def _template(row: Row) -> Template:
    return Template(
        key=row["key"],
        name=row["name"],
        kind=NoteKind(row["kind"]),
        sections=tuple(json.loads(row["sections"])),
        is_archived=bool(row["is_archived"]),
    )
