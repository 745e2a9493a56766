"""What the rules of records refuse."""

from vault.errors.base import VaultError


class RecordError(VaultError):
    """A change that the rules of the record do not allow."""


class NotFound(RecordError):
    """No such record."""


class InvalidValue(RecordError):
    """A field cannot take this value. ``field`` names it, never the value."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class AlreadySigned(RecordError):
    """A signed note never changes; it takes addenda."""


class NoteImported(RecordError):
    """The note was imported: it was not written here and never changes."""


class NotSigned(RecordError):
    """Only a signed note takes addenda or can be entered in error."""


class EmptyNote(RecordError):
    """A note without text cannot be signed."""


class SignatureInvalid(RecordError):
    """The stored text and its signature do not agree."""


class RecordNumberTaken(RecordError):
    """Two clients cannot have one record number."""


class RecordClosed(NotFound):
    """The client is being disposed of: the record is shown to nobody and takes no entries."""


class RuleBroken(RecordError):
    """A constraint or trigger of the database refused the change."""
