"""Note files as an import finds them: text, day, and what there is to say about each."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vault.ids import DocumentId

EARLIEST = date(1850, 1, 1)
"""As in the rules of a record: no note has an earlier day."""


class DayFrom(StrEnum):
    """Where the day of an imported note comes from."""

    FILE_NAME = "file_name"
    CONTENT = "content"
    FILE_TIME = "file_time"
    CHOSEN = "chosen"


class NoteFinding(StrEnum):
    """What there is to say about a note file."""

    NO_TEXT = "no_text"  # a scan: kept as a document, found by its name alone
    TEXT_CUT = "text_cut"  # longer than a note may be: the whole stands in the document
    ENCODING_GUESSED = "encoding_guessed"
    UNREADABLE = "unreadable"  # its text could not be read: the file is kept whole
    PROTECTED = "protected"  # under a password of its own
    TYPE_UNKNOWN = "type_unknown"
    NOT_OPENED = "not_opened"  # the system does not give it out: it is left out
    FOLDER_NOT_OPENED = "folder_not_opened"  # nor what is in it: nothing of it is known
    DAY_AMBIGUOUS = "day_ambiguous"
    DAY_TO_COME = "day_to_come"


_REFUSED = frozenset({NoteFinding.NOT_OPENED, NoteFinding.FOLDER_NOT_OPENED})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOrigin:
    """Where an imported note came from: its original, if it has one, and where its day is from."""

    document_id: DocumentId | None
    day_from: DayFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFile:
    """A file of notes, or a folder of them that is refused.

    ``name`` is its path below the folder chosen; ``day`` is shown, not sworn. ``sha256`` is of the
    file as it was read (64 hex digits), ``size`` in bytes; '' and 0 for one that is refused.
    """

    name: str = field(repr=False)
    size: int
    sha256: str = field(repr=False)
    media_type: str
    text: str = field(repr=False)
    day: date
    day_from: DayFrom
    findings: tuple[NoteFinding, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it can come in, not even as a document."""
        return not _REFUSED.isdisjoint(self.findings)
