"""Documents, looking at them, and exports."""

from vault.errors.base import VaultError
from vault.errors.files import VaultFileError

# --- documents ---


class DocumentDamaged(VaultFileError):
    """A document's file is damaged, or another one lies in its place. The record is whole."""

    def __init__(self, document_id: int) -> None:
        super().__init__(f"document {document_id}")
        self.document_id = document_id


class DocumentMissing(VaultFileError):
    """A document's file is not where its row says. The record is whole."""

    def __init__(self, document_id: int) -> None:
        super().__init__(f"document {document_id}")
        self.document_id = document_id


class NotAFile(VaultError):
    """What was given is a folder, a link, a pipe or a device: no file to keep."""


class SourceUnreadable(VaultError):
    """The file given is not there any more, or may not or cannot be read."""


class SourceChanged(VaultError):
    """The file given changed while it was read: somebody still writes to it."""


class FileNameTaken(VaultError):
    """A copy is never written over something that exists."""


# --- exports ---


class NotARecipient(VaultError):
    """The text is no public key of age (age1…, age1pq1…) that a file can be sealed to."""


class FolderMissing(VaultError):
    """The folder that a file was to be written into is not there."""


class InsideVault(VaultError):
    """Nothing but the vault's own files is written into a vault's folder."""


# --- looking at documents ---


class DocumentUnshowable(VaultError):
    """A document is of no kind that is shown here, or too broken to be shown. It is kept whole."""


class DocumentProtected(DocumentUnshowable):
    """A PDF under a password of its own."""


class DocumentTooLarge(VaultError):
    """A document, or one page of it, asks for more memory than a viewer is granted."""
