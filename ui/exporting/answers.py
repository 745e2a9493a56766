"""What was answered on the pages so far. Nothing is written before the act."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vault.exports.model import (
    ByPassphrase,
    Caution,
    ExportPlan,
    ExportRequest,
    Form,
    Part,
    Plain,
    Protection,
    ToRecipient,
    Written,
)
from vault.ids import ClientId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportScope:
    """Whose export: one client's, or those of a list (``among`` of ``None`` means all)."""

    client_id: ClientId | None = None
    record_number: str = ""
    part: Part = Part.RECORD
    among: tuple[ClientId, ...] | None = None

    @property
    def is_of_many(self) -> bool:
        """Whether it is about a list of clients."""
        return self.client_id is None

    @property
    def is_apart(self) -> bool:
        """Whether it is about psychotherapy notes."""
        return self.part is Part.PSYCHOTHERAPY


class Way(StrEnum):
    """How the file is protected."""

    PASSPHRASE = "passphrase"
    RECIPIENT = "recipient"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the file will lie, and what was found there."""

    path: Path = field(repr=False)
    cautions: tuple[Caution, ...]
    is_replacing: bool
    """A file of this name is there, and the person said in the dialog that it may go."""


@dataclass(slots=True, kw_only=True)
class Answers:
    """Filled page by page; ``plan`` is made anew on the way to the page that shows it."""

    scope: ExportScope
    is_list: bool = False
    """The list alone, a line a client; asked where it is about many."""
    with_documents: bool = False
    with_drafts: bool = False
    with_access_log: bool = False
    form: Form = Form.PDF
    way: Way = Way.PASSPHRASE
    passphrase: str = field(default="", repr=False)
    recipient: str = ""
    plan: ExportPlan | None = None
    restrictions: str = field(default="", repr=False)
    has_read_restrictions: bool = False
    place: Place | None = None
    written: Written | None = None

    @property
    def protection(self) -> Protection:
        """What was chosen."""
        if self.way is Way.PASSPHRASE:
            return ByPassphrase(self.passphrase)
        return ToRecipient(self.recipient) if self.way is Way.RECIPIENT else Plain()

    def request(self) -> ExportRequest:
        """Return what is asked of the vault. A list holds nothing but its lines."""
        is_whole = not self.is_list and not self.scope.is_apart
        return ExportRequest(
            client_id=self.scope.client_id,
            among=self.scope.among,
            part=self.scope.part,
            form=Form.CSV if self.is_list else self.form,
            protection=self.protection,
            with_documents=is_whole and self.with_documents,
            with_drafts=not self.is_list and self.with_drafts,
            with_access_log=is_whole and self.with_access_log,
        )

    def take_plan(self, plan: ExportPlan, restrictions: str) -> None:
        """Keep a new plan; what was chosen for the last one has to be looked at again."""
        if self.plan is None or self.plan.request != plan.request:
            self.place = None
        if restrictions != self.restrictions:
            self.has_read_restrictions = False
        self.plan, self.restrictions = plan, restrictions

    def forget_secret(self) -> None:
        """Drop the passphrase, and what holds it."""
        self.passphrase = ""
        self.plan = None
