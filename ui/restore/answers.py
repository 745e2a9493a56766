"""What the way back was told so far. Lives as long as the wizard and is never written anywhere."""

from dataclasses import dataclass, field
from pathlib import Path

from ui.first_run.answers import Answers
from vault.backup.model import RestoreReport, SnapshotSummary
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind


@dataclass(slots=True, kw_only=True, repr=False)
class RestoreAnswers(Answers):
    """Filled in page by page; name, place and the daily way are as in the first run."""

    source: Path | None = None
    """The folder that was looked into: a stick, or a folder of backups."""
    snapshot: SnapshotSummary | None = None
    proof: SlotKind = SlotKind.SHEET
    typed: str = field(default="")
    """The sheet's lines, one a line, or the passphrase: proven."""
    keeps_passphrase: bool = False
    takes_older: bool = False
    """An older backup may stand in for one that a newer Casekeep made: this was asked."""
    report: RestoreReport | None = None

    @property
    def chosen(self) -> SnapshotSummary:
        """The backup to restore. Raises ``RuntimeError`` before one was chosen."""
        if self.snapshot is None:
            raise RuntimeError("the backup is chosen first")
        return self.snapshot

    @property
    def daily(self) -> FirstWay | None:
        """How the vault will be opened; ``None`` keeps the passphrase that it has."""
        return None if self.keeps_passphrase else self.way

    @property
    def opener(self) -> tuple[SlotKind, list[str]]:
        """What opens the restored vault now, and what is typed for it."""
        if not self.keeps_passphrase:
            return self.way.kind, [self.way.typed]
        if self.proof is SlotKind.SHEET:
            return self.proof, self.typed.splitlines()
        return self.proof, [self.typed]

    def forget(self) -> None:
        """Drop what is secret."""
        self.typed = ""
        self.way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE)

    def __repr__(self) -> str:
        return "RestoreAnswers()"
