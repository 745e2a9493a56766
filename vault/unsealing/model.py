"""What a look at a sealed export found, and what its openers hold in their hands."""

from dataclasses import dataclass, field
from enum import StrEnum

from vault.sealing.part_model import Part
from vault.sealing.statement_model import StatementFacts


class FaultKind(StrEnum):
    """What is wrong with a file of an export, or with its place."""

    MISSING = "missing"  # the signed list names it
    CHANGED = "changed"  # other bytes than those that were signed
    UNREADABLE = "unreadable"  # not of its form, or the disk does not give it
    NEWER = "newer"  # in a form that only a newer Casekeep knows
    NOT_A_FILE = "not_a_file"  # a link, a folder, a device where a file should be
    UNFINISHED = "unfinished"  # the number has no manifest, or no signature, yet
    NOT_SIGNED = "not_signed"  # the signature does not belong to this manifest
    OTHER_KEY = "other_key"  # signed by a key that is not the one on the cards
    MIXED = "mixed"  # of another number or another export than what stands beside it
    UNNAMED = "unnamed"  # no signed list names it
    UNSAFE_NAME = "unsafe_name"  # in a ZIP file: a path that leaves the folder
    DOUBLED = "doubled"  # in a ZIP file: a name that stands there twice
    NOT_STORED = "not_stored"  # in a ZIP file: compressed or encrypted
    IMPOSSIBLE = "impossible"  # in a ZIP file: sizes or places that cannot be true


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing that is wrong. ``file`` is its path in the export, never a client's name."""

    file: str
    kind: FaultKind


class SignatureState(StrEnum):
    """Whether the practice signed a number. Only a card can say which key is the practice's."""

    GOOD = "good"
    UNPINNED = "unpinned"  # sound, and no card was there to compare the key with
    OTHER_KEY = "other_key"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartVerdict:
    """A part of a number: ``is_whole`` where its own file is as signed and something opens it.

    ``holders`` and ``threshold`` are as the signed statement says, or as the files let one guess;
    ``openings`` are the groups of holders whose file is as signed; ``is_there`` says that the
    part's file can be read at all. ``size`` is the sealed file's, in bytes.
    """

    part: Part
    is_whole: bool
    is_there: bool
    threshold: int
    holders: tuple[int, ...]
    openings: tuple[tuple[int, ...], ...]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberVerdict:
    """What was found of one number. ``fingerprint`` is of the key that signed it (``SHA256:…``).

    ``statement`` is there when it could be read, signed or not. ``manifest_sha256`` is empty where
    there is no manifest. ``documents`` counts the attachments that the manifest names;
    ``is_quick`` says that their bytes were not looked at, only whether they are there.
    """

    number: int
    statement: StatementFacts | None
    signature: SignatureState
    fingerprint: str
    manifest_sha256: str
    faults: tuple[Fault, ...]
    parts: tuple[PartVerdict, ...]
    documents: int
    is_quick: bool

    @property
    def is_signed(self) -> bool:
        """Whether its manifest verifies, as far as the cards at hand let anybody know."""
        return self.signature in (SignatureState.GOOD, SignatureState.UNPINNED)

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all is wrong with it."""
        return self.is_signed and not self.faults

    @property
    def is_told(self) -> bool:
        """Whether its statement is there, and as the list has it."""
        name = f"seal-{self.number}.json"
        return self.statement is not None and all(one.file != name for one in self.faults)

    @property
    def is_usable(self) -> bool:
        """Whether it is signed, says what it is, and every part can be opened."""
        has_parts = bool(self.parts) and all(one.is_whole for one in self.parts)
        return self.is_signed and self.is_told and has_parts

    def part(self, part: Part) -> PartVerdict | None:
        """Return what was found of a part; ``None`` where this number has none."""
        return next((one for one in self.parts if one.part is part), None)

    @property
    def damaged_documents(self) -> int:
        """How many attachments are missing or not as signed."""
        return sum(one.file.startswith("attachments/") for one in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What lies at a place. ``numbers`` has the highest first.

    ``best`` is the number to open: the highest that is signed and whose parts are whole, else the
    highest signed that has a whole one, else the highest that has a part at all. ``age_months`` is
    by its statement.
    ``faults`` are those of no number; ``foreign_files`` are not of an export and were not opened.
    """

    numbers: tuple[NumberVerdict, ...]
    best: NumberVerdict | None
    age_months: int | None
    is_zip: bool
    faults: tuple[Fault, ...]
    foreign_files: tuple[str, ...] = field(repr=False)

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all is wrong."""
        return bool(self.numbers) and not self.all_faults

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        """Every fault once, by file."""
        return tuple(sorted({*self.faults, *(one for n in self.numbers for one in n.faults)}))

    def newest(self, part: Part) -> NumberVerdict | None:
        """Return the highest signed number in which a part is whole; ``None`` for none."""
        return next((one for one in self.numbers if one.is_signed and _is_whole(one, part)), None)


def _is_whole(number: NumberVerdict, part: Part) -> bool:
    found = number.part(part)
    return found is not None and found.is_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a holder has: an age identity, and on a card 10 bytes of the practice's fingerprint.

    A key of a holder's own has no fingerprint beside it.
    """

    identity: str = field(repr=False)
    fingerprint_start: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A document that a part names, and what opens its file.

    ``number`` is its place in the part's list, from 1; ``uid`` the document's, ``client`` the
    record's. Size (bytes) and SHA-256 (hex) are of the document itself. ``path`` is where the
    pages look for it, beside ``data/``.
    """

    number: int
    uid: str
    client: str
    title: str = field(repr=False)
    file_name: str = field(repr=False)
    media_type: str
    size: int
    sha256: str = field(repr=False)
    file: str
    identity: str = field(repr=False)
    path: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsealedPart:
    """What became of one part. ``files`` and ``documents`` were written; the lost are named."""

    part: Part
    number: int
    files: int
    documents: int
    lost_files: tuple[str, ...] = field(repr=False)
    lost_documents: tuple[str, ...] = field(repr=False)
