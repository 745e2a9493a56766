"""The dry run as its tables say it. Text in, text out; no widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.clients import presenter as client_words
from ui.clients.presenter import Fact
from ui.importing import reasons
from ui.importing.answers import Answers, folder_of
from ui.importing.words import choice_word, day_from_words, likeness_words, verdict_word
from vault.clients.model import ClientDetails, RelatedPerson
from vault.importers.batch_model import FilesHad
from vault.importers.model import (
    CONSEQUENCES,
    Choice,
    Duplicate,
    Finding,
    KnownClient,
    PlannedClient,
    PlannedSession,
    Verdict,
)
from vault.importers.note_model import NoteFile

_SNIPPET_CHARACTERS = 4_000
_MOST_REMARKS = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A row of a preview. ``tone`` colors the cell that says what happens: attention, danger."""

    texts: tuple[str, ...] = field(repr=False)
    tone: str = ""


_TONES = {Verdict.TAKEN: "", Verdict.HELD: "attention", Verdict.REFUSED: "danger"}


def finding_tone(finding: Finding) -> str:
    """Return how a finding is colored: by what follows from it."""
    return _TONES[CONSEQUENCES.get(finding.reason, Verdict.TAKEN)] or "muted"


def remark_lines(answers: Answers) -> list[str]:
    """Return what there is to say of no entry alone, the first few lines of it."""
    plan = answers.clients or answers.sessions
    lines = [reasons.finding_words(one) for one in plan.remarks] if plan else []
    more = len(lines) - _MOST_REMARKS
    if more < 2:
        return lines
    return [*lines[:_MOST_REMARKS], _tr("And %1 more like these.").replace("%1", f"{more:,}")]


# --- clients ---


def client_cells(row: PlannedClient, answers: Answers) -> Cells:
    """Return line, name, birth date, what will happen, and why."""
    details = row.details
    name = details.legal_name if details else _first_cells(row.cells)
    born = wording.short_day(details.birth_date) if details and details.birth_date else ""
    why = reasons.short_words(row.findings)
    tone = _TONES[row.verdict] if row.choice is None else ""
    return Cells(texts=(str(row.line), name, born, client_fate(row, answers), why), tone=tone)


def _first_cells(cells: Sequence[str]) -> str:
    return ", ".join(" ".join(cell.split()) for cell in cells if cell.strip())[:60]


def client_fate(row: PlannedClient, answers: Answers) -> str:
    """Return what will happen with an entry, as things stand."""
    if row.choice is None and row.verdict is not Verdict.TAKEN:
        return verdict_word(row.verdict)
    if row.fate is Choice.MERGE and row.into is not None:
        return _tr("Merged with %1").replace("%1", duplicate_name(row.into, answers))
    return choice_word(row.fate)


def duplicate_name(one: Duplicate, answers: Answers) -> str:
    """Return who an entry may be: a client's name and number, or the line in the file."""
    if one.client_id is not None:
        return f"{answers.name_of(one.client_id)} · {answers.number_of(one.client_id)}"
    return _tr("line %1 of the file").replace("%1", str(one.line))


def merge_words(one: Duplicate, answers: Answers) -> str:
    """Return the choice to merge with somebody."""
    return _tr("Merge with %1").replace("%1", duplicate_name(one, answers))


def likeness_line(row: PlannedClient, answers: Answers) -> str:
    """Return who an entry may be, and by what, a line each."""
    return "\n".join(
        f"{duplicate_name(one, answers)}: {likeness_words(one.likeness)}" for one in row.duplicates
    )


def client_facts(row: PlannedClient) -> list[Fact]:
    """Return all that would be entered for an entry, line by line."""
    found = [] if row.details is None else _detail_facts(row.details)
    if row.opened_on is not None:
        found.append(Fact(name=_tr("Episode"), text=_episode(row)))
    if row.record_number:
        found.insert(0, Fact(name=_tr("Record number"), text=row.record_number))
    return found


def _detail_facts(details: ClientDetails) -> list[Fact]:
    plain = [
        Fact(name=_tr("Legal name"), text=details.legal_name),
        Fact(name=_tr("Preferred name"), text=details.preferred_name),
        Fact(name=_tr("Pronouns"), text=details.pronouns),
        Fact(name=_tr("Born"), text=_day(details.birth_date)),
        Fact(name=_tr("Status"), text=wording.client_status(details.status)),
        Fact(name=_tr("Deceased"), text=_day(details.deceased_on)),
        Fact(name=_tr("State"), text=details.jurisdiction),
        Fact(name=_tr("Risk"), text=details.risk_flag),
        Fact(name=_tr("Safe contact"), text="\n".join(details.contact_rules)),
        Fact(name=_tr("Restrictions"), text=details.restrictions),
        Fact(name=_tr("Referred by"), text=details.referral),
    ]
    listed = [
        *(client_words.contact_fact(one) for one in details.contacts),
        *(Fact(name=wording.person_role(one.role), text=_person(one)) for one in details.people),
        *(client_words.diagnosis_fact(one) for one in details.diagnoses),
    ]
    return [fact for fact in (*plain, *listed) if fact.text]


def _person(one: RelatedPerson) -> str:
    parts = [one.name, one.relation, one.phone, one.email, one.remark]
    return " · ".join(part for part in parts if part)


def _day(day: date | None) -> str:
    return wording.long_day(day) if day else ""


def _episode(row: PlannedClient) -> str:
    parts = [_day(row.opened_on), _day(row.closed_on)]
    span = " – ".join(part for part in parts if part)
    return f"{span} · {row.closing_reason}" if row.closing_reason else span


# --- sessions ---


def session_cells(row: PlannedSession, answers: Answers) -> Cells:
    """Return line, day and time, the name in the file, the client, what will happen, and why."""
    owner = answers.owner_of_session(row)
    why = reasons.short_words(row.findings)
    whose = answers.name_of(owner) if owner is not None else _tr("nobody chosen")
    fate = session_fate(row, answers)
    tone = "" if answers.is_session_coming(row) else _TONES[row.verdict]
    return Cells(texts=(str(row.line), when(row), row.client_text, whose, fate, why), tone=tone)


def when(row: PlannedSession) -> str:
    """Return the day and time of a session."""
    if row.details is None:
        return _tr("no day")
    day = wording.short_day(row.details.day)
    at = row.details.starts_at
    return f"{day}, {wording.clock_time(at)}" if at else day


def session_fate(row: PlannedSession, answers: Answers) -> str:
    """Return what will happen with a session, as things stand."""
    if answers.is_session_coming(row):
        status = wording.care_session_status(row.details.status) if row.details else ""
        return _tr("Comes in: %1").replace("%1", status.lower())
    if row.verdict is Verdict.TAKEN or row.key in answers.taken_anyway:
        return _tr("Left out")
    return verdict_word(row.verdict)


def session_facts(row: PlannedSession) -> list[Fact]:
    """Return all that would be entered for a session."""
    details = row.details
    if details is None:
        return []
    length = _tr("%1 min").replace("%1", str(details.minutes)) if details.minutes else ""
    found = [
        Fact(name=_tr("When"), text=when(row)),
        Fact(name=_tr("Length"), text=length),
        Fact(name=_tr("Status"), text=wording.care_session_status(details.status)),
        Fact(name=_tr("Manner"), text=wording.modality(details.modality)),
        Fact(name=_tr("Kind"), text=details.kind),
        Fact(name=_tr("Remark"), text=details.remark),
    ]
    return [fact for fact in found if fact.text]


# --- note files ---


def note_remarks(file: NoteFile, had: FilesHad) -> list[str]:
    """Return what there is to say about a file, sentences."""
    said = [reasons.file_there_words()] if file.name in had.there else []
    said += [reasons.file_alike_words()] if file.name in had.alike else []
    return said + [reasons.note_finding_words(one) for one in file.findings]


def note_cells(file: NoteFile, answers: Answers, had: FilesHad) -> Cells:
    """Return file, day, whose it is, what comes of it, where the day is from, and remarks."""
    day, day_from = answers.day_of(file)
    remarks = [one.rstrip(".") for one in note_remarks(file, had)]
    owner, anyway = answers.file_owner(file.name), answers.files_anyway
    is_left_there = file.name in had.there and file.name not in anyway
    whose = answers.name_of(owner) if owner is not None else _tr("nobody chosen")
    tone = "attention" if owner is None else ""
    texts = (
        file.name,
        wording.short_day(day),
        whose,
        note_fate(file, is_left=owner is None or is_left_there),
        day_from_words(day_from),
        "; ".join(remarks),
    )
    return Cells(texts=texts, tone=tone)


def note_fate(file: NoteFile, *, is_left: bool) -> str:
    """Return what comes of a file."""
    if file.is_refused:
        return verdict_word(Verdict.REFUSED)
    if is_left:
        return _tr("Left out")
    return _tr("Note and original") if file.text.strip() else _tr("Document alone")


def snippet(file: NoteFile) -> str:
    """Return the beginning of a file's text."""
    text = file.text
    return text if len(text) <= _SNIPPET_CHARACTERS else f"{text[:_SNIPPET_CHARACTERS]}…"


def folder_name(folder: str, answers: Answers) -> str:
    """Return what a folder is called; the one that was chosen by its own name."""
    if folder:
        return folder
    return answers.path.name if answers.path else ""


def folders(answers: Answers) -> dict[str, int]:
    """Return the folders that files lie in, and how many in each."""
    counts: dict[str, int] = {}
    for file in answers.files:
        folder = folder_of(file.name)
        counts[folder] = counts.get(folder, 0) + 1
    return counts


# --- who is meant ---


def known_words(client: KnownClient) -> str:
    """Return a client of the vault among candidates: name, number, birth date."""
    name = client.preferred_name or client.legal_name
    parts = [name, client.record_number]
    if client.birth_date is not None:
        parts.append(_tr("born %1").replace("%1", wording.short_day(client.birth_date)))
    return " · ".join(parts)


def owner_words(key: str, answers: Answers) -> str:
    """Return whom a text was matched with, or that nobody said so yet."""
    if key not in answers.owners:
        return _tr("not chosen yet")
    owner = answers.owners[key]
    return _tr("nobody: left out") if owner is None else answers.name_of(owner)


# --- which rows are shown ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """A choice of rows to be shown: its name, and how many it lets through."""

    name: str
    keys: Sequence[int]

    @property
    def words(self) -> str:
        """What the button says."""
        return f"{self.name}  {len(self.keys):,}"


def sieves(count: int, choices: Sequence[tuple[str, Callable[[int], bool]]]) -> list[Sieve]:
    """Return all rows first, then each choice that lets some through."""
    everything = [Sieve(name=_tr("All"), keys=range(count))]
    chosen = [
        Sieve(name=name, keys=[key for key in range(count) if fits(key)]) for name, fits in choices
    ]
    return everything + chosen
