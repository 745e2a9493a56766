"""Words for documents: adding, finding and looking at them."""

from ui.error_words import Table
from vault import errors

WORDS: Table = {
    errors.DocumentDamaged: (
        "A document is damaged",
        "The file of document %DOCUMENT% is damaged, or another one lies in its place.",
        "The rest of the record is whole, and nothing was changed.",
        "Connect your backups and open the document: there you can fetch it back.",
    ),
    errors.DocumentMissing: (
        "A document's file is missing",
        "The file of document %DOCUMENT% is not in the vault's folder.",
        "The rest of the record is whole, and nothing was changed.",
        "Connect your backups and open the document: there you can fetch it back.",
    ),
    errors.NotAFile: (
        "Not a file",
        "This is a folder, a link, a pipe or a device, and no file.",
        "Nothing was added.",
        "Choose the file itself.",
    ),
    errors.SourceUnreadable: (
        "The file can't be read",
        "The file is not there any more, or this computer does not let Casekeep read it.",
        "Nothing was added.",
        "Look whether it is there and opens elsewhere, then add it again.",
    ),
    errors.SourceChanged: (
        "The file is still being written",
        "The file changed while Casekeep read it.",
        "Nothing was added.",
        "Wait until it is whole (a download, a scan, a recording), then add it again.",
    ),
    errors.FileNameTaken: (
        "That name is taken",
        "There is something of that name already.",
        "Casekeep never writes over what exists.",
        "Choose another name or another place.",
    ),
    errors.DocumentUnshowable: (
        "This document cannot be shown here",
        "Casekeep has no viewer for this kind of file, or the file is damaged inside.",
        "The document is in the record exactly as it came.",
        "Save a copy to open it with another program.",
    ),
    errors.DocumentProtected: (
        "This PDF has a password of its own",
        "Whoever made this PDF put it under a password.",
        "The document is in the record exactly as it came.",
        "Save a copy and open it with a program that asks for that password.",
    ),
    errors.DocumentTooLarge: (
        "Too large to be shown here",
        "This document, or this page of it, needs more memory than a viewer may take.",
        "The document is in the record exactly as it came.",
        "Save a copy to open it with another program.",
    ),
}
