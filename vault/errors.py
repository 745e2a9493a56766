"""Every way the vault can fail, as types without prose and without client data.

The words people read stand in ``ui/error_words/``; a test walks the subclasses of
``VaultError`` so that none is without its title, text and remedy. Arguments of an
exception are for the log: they never carry a name, a note, a key or a path.
"""

from collections.abc import Mapping


class VaultError(Exception):
    """The world failed, not the program: something a person can act on."""


# --- sealed files (vault.age) ---


class AgeError(VaultError):
    """A sealed file could not be read or written."""


class NotAgeFile(AgeError):
    """The file does not begin as an age file."""


class NewerAgeVersion(AgeError):
    """An age file of a later format version."""


class NoMatchingIdentity(AgeError):
    """A sound age file that none of the given identities opens."""


class DamagedAgeFile(AgeError):
    """The header, its MAC or the payload does not verify, or the file is cut short."""


class WorkFactorTooHigh(AgeError):
    """Opening would take more memory and time than we grant a passphrase file."""


class SelfTestFailed(VaultError):
    """A known-answer test of the cryptography failed; no data may be touched."""


# --- the operating system's keyring ---


class KeyringError(VaultError):
    """The keyring did not give or keep a secret. Nothing was changed."""


class KeyringUnavailable(KeyringError):
    """No service: no bus, no daemon, no supported backend."""


class KeyringLocked(KeyringError):
    """The keyring exists and is locked."""


class KeyringDenied(KeyringError):
    """The person or the system dismissed or denied the request."""


class KeyringItemMissing(KeyringError):
    """The keyring answers and has no such item."""


class KeyringWrongValue(KeyringError):
    """The item holds something that is not a Casekeep secret of this vault."""


class KeyringTimeout(KeyringError):
    """The keyring did not answer within the limit (10 s)."""


class KeyringNotKept(KeyringError):
    """What was written did not read back the same."""


# --- secrets people type ---


class SecretError(VaultError):
    """A typed or printed secret does not open the vault."""


class WrongPassphrase(SecretError):
    """The typed passphrase does not open this vault."""


class SecretNotEnough(SecretError):
    """To make all ways in anew takes the typed secret of every day, and the passphrase if any."""


class WeakPassphrase(SecretError):
    """The passphrase is too easy to guess for the slot it is meant for."""


class SheetLineError(SecretError):
    """A line of a recovery sheet was mistyped. ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class SheetOfAnotherVault(SecretError):
    """The sheet is well typed and belongs to another vault, or was replaced."""


class StepUpRequired(SecretError):
    """The act needs the step-up secret first."""


# --- the vault folder ---


class VaultFileError(VaultError):
    """A file of the vault folder is not what it should be."""


class NotAVault(VaultFileError):
    """The folder holds no vault."""


class IsASnapshot(VaultFileError):
    """The folder is a backup's snapshot: restore it into a vault of its own."""


class NewerVault(VaultFileError):
    """The vault was written by a later Casekeep."""


class DamagedVault(VaultFileError):
    """A file is damaged, cut short, empty or missing. ``what`` names its kind."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class UntrustedVault(VaultFileError):
    """A signature or the pinned fingerprint does not match: somebody else's files."""


class BadSignature(VaultError):
    """A signature or public key is malformed, or does not belong to this key, use and text."""


class NoSuchSlot(VaultError):
    """The vault has no such way to open it."""


class TooFewSlots(VaultError):
    """At least two ways to open a vault, one of them not the keyring."""


class VaultInUse(VaultError):
    """Another process has the vault open."""


class FolderExists(VaultError):
    """A vault is never created over something that exists."""


class ReadOnlyFolder(VaultError):
    """The vault's folder cannot be written to."""


class DiskFull(VaultError):
    """The disk has no room. What was saved before is whole."""


class StorageFailed(VaultError):
    """The disk reported an error while reading or writing."""


class SessionClosed(VaultError):
    """The vault was locked; no more work is taken."""


class Cancelled(VaultError):
    """The person cancelled a long job. Nothing of it remains."""


# --- backups ---


class BackupError(VaultError):
    """A backup could not be made or read. Snapshots made before are whole."""


class DestinationGone(BackupError):
    """The place of the backups is not there, or failed while it was used."""


class DestinationFull(BackupError):
    """The place of the backups has no room."""


class DestinationReadOnly(BackupError):
    """The place of the backups cannot be written to."""


class DestinationBusy(BackupError):
    """Another process is writing into the same set of backups."""


class DestinationUnfit(BackupError):
    """The place is inside the vault's folder, around it, or no folder: no place for backups."""


class NoSnapshot(BackupError):
    """There is no snapshot of a vault in the folder."""


class DamagedSnapshot(BackupError):
    """A snapshot is damaged or incomplete. ``what`` names the kind of its file."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class CopyNotWhole(BackupError):
    """The place of the backups does not hold that document whole."""


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


# --- records ---


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


# --- holds, paper, transfers ---


class HoldReleased(RecordError):
    """A released hold stays released; a new one may be placed."""


class PaperGone(RecordError):
    """The paper was disposed of; what is written down of that stays."""


class TransferReceived(RecordError):
    """The receipt of this packet is written down; it stays."""


class NothingToTransfer(RecordError):
    """There are no psychotherapy notes that a packet of their own could hold."""


class CertificateUnreadable(RecordError):
    """A text that is no certificate of disposal as Casekeep writes them."""


# --- retention ---


class RuleFileBroken(VaultError):
    """A file of retention rules is not as it should be: ``what`` names the file and the field."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class PolicyTooShort(RecordError):
    """The practice's policy is shorter than a verified rule that binds it. ``rule_id`` names it."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(rule_id)
        self.rule_id = rule_id


class NotEligible(RecordError):
    """Records that may not go on this day. ``verdicts`` says why, by the client's id."""

    def __init__(self, verdicts: Mapping[int, str]) -> None:
        super().__init__(f"{len(verdicts)} clients")
        self.verdicts = dict(verdicts)


class ClockInDoubt(RecordError):
    """The computer's date cannot be believed, and no date of disposal with it."""


# --- disposal ---


class Held(RecordError):
    """A hold keeps records from disposal. ``clients`` are theirs."""

    def __init__(self, clients: frozenset[int]) -> None:
        super().__init__(f"{len(clients)} clients")
        self.clients = clients


class WrongConfirmation(RecordError):
    """What was typed is not the record number of the record that would go."""


class CopiesMissing(RecordError):
    """Fewer than two places have a fresh verified backup, and nobody accepted that in writing.

    ``fresh`` is how many have.
    """

    def __init__(self, fresh: int) -> None:
        super().__init__(f"{fresh} fresh copies")
        self.fresh = fresh


class NotAMistake(RecordError):
    """The client was entered over a day ago, or something was signed or sent since."""


class DisposalUnfinished(RecordError):
    """The records, or files that held them, are not gone yet: nothing may be certified."""


class WaysInNotRenewed(RecordError):
    """A way into the vault is older than the disposal: it opens what was written before."""


# --- looking at documents ---


class DocumentUnshowable(VaultError):
    """A document is of no kind that is shown here, or too broken to be shown. It is kept whole."""


class DocumentProtected(DocumentUnshowable):
    """A PDF under a password of its own."""


class DocumentTooLarge(VaultError):
    """A document, or one page of it, asks for more memory than a viewer is granted."""


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
