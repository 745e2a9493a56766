"""Imports and the files that they come from."""

from vault.errors.base import VaultError
from vault.errors.records import RecordError

# --- imports ---


class ImportStale(RecordError):
    """The vault changed since the dry run: what an entry was to be merged with is gone."""


class ImportInUse(RecordError):
    """Something was entered since that leads to what an import made. ``clients`` are theirs."""

    def __init__(self, clients: frozenset[int]) -> None:
        super().__init__(f"{len(clients)} clients")
        self.clients = clients


# --- files to import ---


class ImportFileError(VaultError):
    """A file to import could not be read. Nothing was taken from it."""


class ImportFileUnreadable(ImportFileError):
    """The file is missing, is a folder, or may not be read."""


class ImportFileEmpty(ImportFileError):
    """The file holds nothing at all."""


class ImportFileTooLarge(ImportFileError):
    """More than an import takes. ``what`` is file, rows, columns, cell or entries."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NotATable(ImportFileError):
    """The file is no table: a PDF, a picture, a letter, a calendar."""


class SpreadsheetUnreadable(ImportFileError):
    """A spreadsheet in an old form, under a password, or damaged."""


class NotACalendar(ImportFileError):
    """The file holds no iCalendar (RFC 5545)."""


class NotContactCards(ImportFileError):
    """The file holds no vCard."""
