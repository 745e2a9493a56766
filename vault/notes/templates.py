"""The headings notes start from: those that come with the program, changed and added to.

A note keeps the headings it was started with; changing a template changes no note.
"""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from vault.changes import Kind
from vault.clients import typed_text
from vault.errors import InvalidValue, NotFound
from vault.notes import template_rows
from vault.notes.model import NoteKind, Template
from vault.session import Session
from vault.store.unit_of_work import Transaction

_KEY = re.compile(r"[a-z0-9_-]{1,40}")
_MOST_SECTIONS = 40


@cache
def built_in() -> tuple[Template, ...]:
    """Return the templates that come with the program, in the order of the menu."""
    import tomllib  # for whoever makes a vault or a template, not for each unlock
    from importlib.resources import files

    text = files("resources").joinpath("templates", "notes.toml").read_text(encoding="utf-8")
    return tuple(_from_toml(table) for table in tomllib.loads(text)["template"])


def _from_toml(table: dict[str, Any]) -> Template:
    return Template(
        key=table["key"],
        name=table["name"],
        kind=NoteKind(table["kind"]),
        sections=tuple(table["sections"]),
    )


def install_built_in(tx: Transaction) -> None:
    """Add the built-in templates that the vault lacks; those it has stay as the practice made them.

    Part of another act, such as creating the vault, which audits it.
    """
    known = {template.key for template in template_rows.read_all(tx.rows)}
    for template in built_in():
        if template.key not in known:
            template_rows.write(tx.rows, template)
    tx.changed(Kind.TEMPLATES)


def all(session: Session, include_archived: bool = False) -> list[Template]:
    """Return the templates in the order of the menu, archived ones only when asked for."""
    found = template_rows.read_all(session.rows)
    return [template for template in found if include_archived or not template.is_archived]


def save(session: Session, template: Template) -> None:
    """Add a template, or change the one with its key.

    Raises ``InvalidValue`` for a key that is not 1-40 of ``a-z 0-9 _ -``, a name or heading
    that is blank or longer than 200 characters or has line breaks, over 40 headings, or two
    the same.
    """
    _check(template)
    if template_rows.read(session.rows, template.key) != template:
        _write(session, template)


def archive(session: Session, key: str) -> None:
    """Offer this template no longer. Saving it unarchived brings it back. Raises ``NotFound``."""
    template = template_rows.read(session.rows, key)
    if template is None:
        raise NotFound("template")
    if not template.is_archived:
        _write(session, replace(template, is_archived=True))


def _write(session: Session, template: Template) -> None:
    with session.begin("template.change") as tx:
        template_rows.write(tx.rows, template)
        tx.audit(key=template.key, is_archived=template.is_archived)
        tx.changed(Kind.TEMPLATES)


def _check(template: Template) -> None:
    if not _KEY.fullmatch(template.key):
        raise InvalidValue("key")
    typed_text.check_filled_line("name", template.name, typed_text.NAME_LENGTH)
    for heading in template.sections:
        typed_text.check_filled_line("sections", heading, typed_text.NAME_LENGTH)
    different = {heading.strip().casefold() for heading in template.sections}
    if len(template.sections) > _MOST_SECTIONS or len(different) < len(template.sections):
        raise InvalidValue("sections")
