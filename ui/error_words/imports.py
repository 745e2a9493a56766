"""Words for what can be wrong with an import and its file."""

from ui.error_words import NOTHING_CHANGED, Table
from vault import errors

_NOTHING_TAKEN = "Nothing was taken from it, and nothing was changed."

WORDS: Table = {
    errors.ImportStale: (
        "The vault changed meanwhile",
        "Since the preview a client of this import was changed or removed.",
        "Nothing of the import was taken.",
        "Look at the preview again, then import.",
    ),
    errors.ImportInUse: (
        "The import is in use",
        "Something was entered since for clients whom this import brought.",
        NOTHING_CHANGED,
        "Discard drafts or take back later imports first; with anything else entered, it stays.",
    ),
    errors.ImportFileError: (
        "The file could not be imported",
        "Casekeep could not read this file.",
        _NOTHING_TAKEN,
        "Choose another file, or save it anew from the program it came from.",
    ),
    errors.ImportFileUnreadable: (
        "The file cannot be opened",
        "The file is gone, or this computer does not let Casekeep read it.",
        _NOTHING_TAKEN,
        "Look where it lies, and choose it again.",
    ),
    errors.ImportFileEmpty: (
        "The file is empty",
        "There is nothing in this file.",
        _NOTHING_TAKEN,
        "Save it anew from the program it came from, and choose it again.",
    ),
    errors.ImportFileTooLarge: (
        "The file is too large",
        "The file, its rows, its columns or one of its cells is larger than an import takes.",
        _NOTHING_TAKEN,
        "Look whether it is the right file; if it is, cut it into smaller ones.",
    ),
    errors.NotATable: (
        "Not a table",
        "This file holds no rows and columns that Casekeep can read.",
        _NOTHING_TAKEN,
        "Save the list as CSV or XLSX, or add this file to a client as a document.",
    ),
    errors.SpreadsheetUnreadable: (
        "The spreadsheet cannot be read",
        "It is in an old form, protected by a password, or damaged.",
        _NOTHING_TAKEN,
        "Open it in your spreadsheet program and save it as CSV, or as XLSX without a password.",
    ),
    errors.NotACalendar: (
        "Not a calendar",
        "This file holds no calendar.",
        _NOTHING_TAKEN,
        "Export the calendar as a file that ends in .ics, and choose that.",
    ),
    errors.NotContactCards: (
        "No contacts in this file",
        "This file holds no contact cards.",
        _NOTHING_TAKEN,
        "Export the contacts as a vCard, a file that ends in .vcf, and choose that.",
    ),
}
