"""A note: the exact text typed, who it is about, whether it is signed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from vault.ids import CareSessionId, ClientId, EpisodeId, NoteId

ORIGIN_HERE = "here"
ORIGIN_IMPORTED = "imported"


class Shelf(StrEnum):
    """Where a note stands. Psychotherapy notes are apart (45 CFR 164.501)."""

    RECORD = "record"
    PSYCHOTHERAPY = "psychotherapy"


class NoteKind(StrEnum):
    """What a note is for."""

    PROGRESS = "progress"
    PSYCHOTHERAPY = "psychotherapy"
    INTAKE = "intake"
    PLAN = "plan"
    TERMINATION = "termination"
    CONTACT = "contact"
    COLLATERAL = "collateral"
    RISK = "risk"
    CONSULTATION = "consultation"
    NO_SHOW = "no_show"
    IMPORTED_DETAILS = "imported_details"
    """What an import brought that no field takes: nobody's act, and no contact with anybody."""


WRITTEN_KINDS = tuple(kind for kind in NoteKind if kind is not NoteKind.IMPORTED_DETAILS)
"""Those that a person writes here."""


class Privilege(StrEnum):
    """The client's legal right over a note in proceedings; not the same as confidentiality."""

    PRIVILEGED = "privileged"
    NOT_PRIVILEGED = "not_privileged"
    WAIVED = "waived"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a note under a heading; a narrative is one section without any."""

    heading: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A note's text as stored: ``layout`` says where in ``text`` each section begins and ends.

    Offsets count Unicode code points, so the sections come back exactly as typed.
    """

    text: str = field(repr=False)
    layout: tuple[tuple[str, int, int], ...]

    @classmethod
    def of(cls, sections: tuple[Section, ...]) -> "Body":
        """Return the text with each heading on a line of its own above its section."""
        text, layout = "", []
        for section in sections:
            if text:
                text += "\n\n"
            if section.heading:
                text += f"{section.heading}\n"
            layout.append((section.heading, len(text), len(text) + len(section.text)))
            text += section.text
        return cls(text=text, layout=tuple(layout))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections exactly as they were typed."""
        return tuple(
            Section(heading=heading, text=self.text[start:end])
            for heading, start, end in self.layout
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in any section."""
        return not any(section.text.strip() for section in self.sections)

    @property
    def word_count(self) -> int:
        """Words typed; headings don't count."""
        return sum(len(section.text.split()) for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHead:
    """All about a note but its text; what a person chooses when starting one."""

    client_id: ClientId
    kind: NoteKind = NoteKind.PROGRESS
    template_key: str = "narrative"
    occurred_on: date
    episode_id: EpisodeId | None = None
    care_session_id: CareSessionId | None = None
    about_whom: str = field(default="", repr=False)
    privilege: Privilege = Privilege.PRIVILEGED
    late_reason: str = field(default="", repr=False)
    shelf: Shelf = Shelf.RECORD
    origin: str = ORIGIN_HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signed, when, over which content (SHA-256, 32 bytes), and the SSHSIG signature."""

    at: datetime
    signer: str = field(repr=False)
    content_hash: bytes
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """A signed addition to a signed note."""

    id: int
    uid: str
    note_id: NoteId
    text: str = field(repr=False)
    signing: Signing


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredInError:
    """The mark on a final note that should not stand in this record; its text stays."""

    at: datetime
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as the vault holds it. ``draft`` is what an open or broken-off edit has typed."""

    id: NoteId
    uid: str
    head: NoteHead
    body: Body
    created_at: datetime
    edited_at: datetime
    signing: Signing | None = None
    addenda: tuple[Addendum, ...] = ()
    error: EnteredInError | None = None
    draft: Body | None = None
    draft_saved_at: datetime | None = None

    @property
    def is_signed(self) -> bool:
        """Whether the note is signed and final."""
        return self.signing is not None

    @property
    def is_imported(self) -> bool:
        """Whether the note came from elsewhere: it was not signed here and never changes."""
        return self.head.origin != ORIGIN_HERE

    @property
    def is_final(self) -> bool:
        """Whether the note's text can't change any more."""
        return self.is_signed or self.is_imported

    @property
    def latest(self) -> Body:
        """The newest text there is: what was autosaved last, or the note's own."""
        return self.draft or self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """An unsigned note as Home lists it."""

    note_id: NoteId
    shelf: Shelf
    client_id: ClientId
    client_name: str = field(repr=False)
    record_number: str
    kind: NoteKind
    occurred_on: date
    edited_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A note's headings. No sections means a plain narrative."""

    key: str
    name: str
    kind: NoteKind
    sections: tuple[str, ...] = ()
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureReport:
    """What checking signatures found: how many, and which do not agree."""

    checked: int
    broken: tuple[NoteId, ...] = ()
