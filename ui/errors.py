"""Words for every error: a title, what happened, what is safe, what to do next.

The core raises types without prose; the words stand in ``ui/error_words``, a module for each part
of the core, and are spoken here. A test walks the subclasses of ``VaultError`` and fails on one
that has none of its own or inherited words.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui.error_words import (
    NOTHING_CHANGED,
    Table,
    copies,
    disposal,
    documents,
    files,
    imports,
    records,
    secrets,
    succession,
)
from vault.errors import VaultError


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Three sentences under a title: what happened, what is safe, what to do next."""

    title: str
    text: str
    safe: str
    remedy: str

    @property
    def body(self) -> str:
        """The three sentences in a row."""
        return f"{self.text} {self.safe} {self.remedy}"


def words_for(error: VaultError) -> Words:
    """Return the words for an error; the nearest class that has some speaks."""
    for kind in type(error).__mro__:
        if kind in _WORDS:
            return _filled(_WORDS[kind], error)
    return _filled(_WORDS[VaultError], error)


def has_words(kind: type[VaultError]) -> bool:
    """Return whether this very class has its words."""
    return kind in _WORDS


def _filled(parts: tuple[str, str, str, str], error: VaultError) -> Words:
    title, text, safe, remedy = (_translated(part, error) for part in parts)
    return Words(title=title, text=text, safe=safe, remedy=remedy)


def _translated(part: str, error: VaultError) -> str:
    filled = QCoreApplication.translate("errors", part)
    for mark, name in (("%LINE%", "line"), ("%DOCUMENT%", "document_id"), ("%PLACE%", "label")):
        filled = filled.replace(mark, str(getattr(error, name, "")))
    filled = filled.replace("%NUMBERS%", ", ".join(map(str, getattr(error, "numbers", ()))))
    return filled.replace("%FIELD%", _field_name(getattr(error, "field", "")))


def _field_name(field: str) -> str:
    """Return what a field is called: ``people.0.authority_to`` is one of the first entry."""
    name, *entry = reversed(field.replace("_", " ").split("."))
    if len(entry) == 2 and entry[0].isdigit():
        place, among = entry
        return f"{name} ({among}, {int(place) + 1})"
    return field.replace("_", " ")


_WORDS: Table = {
    VaultError: (
        "That could not be done",
        "Casekeep met a problem it can name no better.",
        NOTHING_CHANGED,
        "Try again; if it happens twice, lock and unlock the vault.",
    ),
    **files.WORDS,
    **secrets.WORDS,
    **succession.WORDS,
    **copies.WORDS,
    **disposal.WORDS,
    **records.WORDS,
    **documents.WORDS,
    **imports.WORDS,
}
