"""Words for what the rules of a record forbid, and for documents."""

from ui.error_words import NOTHING_CHANGED, Table
from vault import errors

WORDS: Table = {
    errors.RecordError: (
        "The record does not allow this",
        "A rule of the record forbids this change.",
        NOTHING_CHANGED,
        "Look at the record again; it may have changed since.",
    ),
    errors.NotFound: (
        "Not there any more",
        "There is no such record.",
        NOTHING_CHANGED,
        "Go back to the list and choose again.",
    ),
    errors.InvalidValue: (
        "A field needs another look",
        "The field “%FIELD%” cannot take this value.",
        "What was saved before stays as it was.",
        "Correct it and save again.",
    ),
    errors.AlreadySigned: (
        "The note is signed",
        "A signed note never changes.",
        "The note is as you signed it.",
        "Add an addendum to correct or complete it.",
    ),
    errors.NoteImported: (
        "This note was imported",
        "It was written elsewhere and not signed here, so its text can't change.",
        NOTHING_CHANGED,
        "Write a note of your own beside it.",
    ),
    errors.NotSigned: (
        "The note is not signed yet",
        "Only a signed note takes an addendum, and only a final one is entered in error.",
        "The draft is safe.",
        "Change the draft itself, or sign it first.",
    ),
    errors.EmptyNote: (
        "The note is empty",
        "A note without any text cannot be signed.",
        NOTHING_CHANGED,
        "Write something, or discard the draft.",
    ),
    errors.SignatureInvalid: (
        "The signature does not match the text",
        "This note's text and its signature do not agree.",
        "Both are kept as they are.",
        "Do not rely on this note; compare it with a backup and note down what you find.",
    ),
    errors.RecordNumberTaken: (
        "That record number is taken",
        "Another client has this record number.",
        "Nothing was saved under it.",
        "Choose another number, or leave it to Casekeep.",
    ),
    errors.RecordClosed: (
        "This record takes no entries",
        "The record was disposed of and takes no new entries.",
        NOTHING_CHANGED,
        "Look at its certificate for what was kept.",
    ),
    errors.CertificateUnreadable: (
        "This is no certificate of disposal",
        "The text is not as Casekeep writes certificates, or it was changed.",
        NOTHING_CHANGED,
        "Use the file as it was saved, ending in .json, and the .sig beside it.",
    ),
    errors.RuleBroken: (
        "The record does not allow this",
        "A rule that the database itself keeps forbids this change.",
        NOTHING_CHANGED,
        "Look at the record again; if it looks right, check the vault in Audit.",
    ),
}
