"""Holds, retention and disposal."""

from collections.abc import Mapping

from vault.errors.base import VaultError
from vault.errors.records import RecordError

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


class OldFilesHeld(RecordError):
    """Old files of a disposal could not be removed: a program, or this computer, holds them."""


class WaysInNotRenewed(RecordError):
    """A way into the vault is older than the disposal: it opens what was written before."""
