"""What goes wrong around succession: plan, ceremony, sealed exports, custody."""

from vault.errors.base import VaultError
from vault.errors.records import RecordError


class ExportUnreadable(VaultError):
    """A file of a sealed export is not of its form; the argument names which kind."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NewerExport(VaultError):
    """A newer Casekeep sealed this export."""


class NotAnExport(VaultError):
    """A folder or ZIP file holds no sealed export."""


class NoCeremony(RecordError):
    """There are no holders yet: nothing can be sealed to anybody."""


class HoldersNotProven(RecordError):
    """Too few holders of a part have shown that their card or key works."""


class SameRecipientTwice(RecordError):
    """Two holders have the same key: together they would be one."""


class CeremonyFailed(VaultError):
    """The process that makes the parts, or a card, ended without its answer."""


class ChallengeAnswered(RecordError):
    """A challenge is answered once; whoever asks again makes a new one."""


class CodeMistyped(VaultError):
    """A code from a challenge file does not agree with its own check letters."""


class ForeignExport(VaultError):
    """What lies at a place was made by another copy of this vault: it is not replaced unasked."""


class TooFewCards(VaultError):
    """The cards at hand do not open this part; ``needed`` more are wanted."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


class CardOfAnotherExport(VaultError):
    """A card's fingerprint is not that of the key that signed the export."""


class CardsDisagree(VaultError):
    """Two cards bear the fingerprints of different keys."""


class CardUnreadable(VaultError):
    """What was given for a card is neither a card's lines nor an age identity."""


class FingerprintNeeded(VaultError):
    """No card says whose export this is: the practice's fingerprint has to be typed."""


class PartDamaged(VaultError):
    """A part, or what opens it, is damaged; the argument is the part's name."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class RecordInherited(RecordError):
    """A record in custody is read, not written."""


class CustodyNotSealed(RecordError):
    """Records in custody are not sealed on: the export that they came from still is."""


class ClosingExportStands(RecordError):
    """The practice closed: nothing is sealed over the closing export. If the practice goes on, say
    so first."""


class NotInCustody(RecordError):
    """This vault keeps nobody else's records."""


class ExportNotSigned(VaultError):
    """No signature of the practice vouches for a number: it can be looked at, and not be kept."""


class OtherPractice(VaultError):
    """An export of one practice cannot join the custody of another's records."""


class SecretInPlan(RecordError):
    """What was typed into the plan holds an age identity: the plan is printed and handed round."""


class NoPlan(RecordError):
    """There is no succession plan yet."""
