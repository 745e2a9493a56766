"""What the wizard was told, and how far the disposal has come. Never written anywhere."""

from dataclasses import dataclass, field

from ui.first_run.answers import Answers as SheetAnswers
from vault.disposal.model import (
    CopyLine,
    CopyState,
    Disposal,
    DisposalKind,
    ExportLine,
    Review,
)
from vault.ids import ClientId, DisposalId


@dataclass(slots=True, kw_only=True, repr=False)
class Answers:
    """Filled page by page. With ``begun`` there is no way back."""

    kind: DisposalKind
    client_ids: tuple[ClientId, ...] = ()
    review: Review | None = None
    acceptance: str = ""
    typed: str = ""
    """The proof that was given, for the erasure that follows at once."""
    begun: DisposalId | None = None
    disposal: Disposal | None = None
    copies: tuple[CopyLine, ...] = ()
    exports: tuple[ExportLine, ...] = ()
    is_renewing: bool = True
    sheet: SheetAnswers = field(default_factory=SheetAnswers)

    @property
    def disposal_id(self) -> DisposalId:
        """The disposal that was begun. Raises ``RuntimeError`` before."""
        if self.begun is None:
            raise RuntimeError("the disposal is begun before it is carried on")
        return self.begun

    @property
    def is_mistake(self) -> bool:
        """Whether the client was entered by mistake: no copies' ceremony, no certificate."""
        return self.kind is DisposalKind.MISTAKE

    @property
    def makes_secrets(self) -> bool:
        """Whether a new sheet and passphrase are wanted."""
        return self.is_renewing and not self.is_mistake

    @property
    def pending(self) -> tuple[CopyLine, ...]:
        """The copies that may still hold the records."""
        return tuple(one for one in self.copies if one.state is CopyState.PENDING)

    @property
    def pending_exports(self) -> tuple[ExportLine, ...]:
        """The sealed exports that may still hold the records."""
        return tuple(one for one in self.exports if one.state is CopyState.PENDING)

    def take_secret(self) -> str:
        """Return the proof and forget it."""
        typed, self.typed = self.typed, ""
        return typed

    def __repr__(self) -> str:
        return "Answers()"
