"""An extract as people read it: chapters of facts, tables and entries. HTML and PDF draw these."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from vault.clients.model import CareSession, Client, Episode
from vault.exports import wording
from vault.exports.model import (
    DocumentExtract,
    ExportPlan,
    NoteExtract,
    Part,
    RecordExtract,
    SignatureState,
)
from vault.notes.model import Addendum

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Text under a heading, which may be empty; exactly as typed."""

    heading: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A note, a document: what it is, its marks, its text. ``struck`` is why it stands in error.

    ``link`` leads to the document's file from where the page stands, as a URL.
    """

    title: str = field(repr=False)
    marks: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    struck: str = field(default="", repr=False)
    blocks: tuple[Block, ...] = ()
    addenda: tuple["Entry", ...] = ()
    link: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the record under its heading."""

    title: str
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole record for people. ``home`` leads to the list of all records, where there is one."""

    title: str
    name: str = field(repr=False)
    record_number: str
    made: str
    not_inside: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    home: str = ""


def page(plan: ExportPlan, extract: RecordExtract) -> Page:
    """Return what people read of ``extract``; chapters without anything are left out."""
    is_record = extract.part is Part.RECORD
    chapters = (
        Chapter(title="Client", facts=tuple(_client(extract.client))),
        Chapter(title="People", entries=tuple(_people(extract.client))),
        Chapter(title="Diagnoses", lines=tuple(_diagnoses(extract.client))),
        Chapter(title="Episodes of care", lines=tuple(map(_episode, extract.episodes))),
        Chapter(title="Sessions", lines=tuple(map(_session, extract.care_sessions))),
    )
    notes = Chapter(
        title="Notes" if is_record else "Psychotherapy notes",
        entries=tuple(_note(one, extract) for one in extract.notes),
    )
    rest = (
        Chapter(title="Documents", entries=tuple(map(_document, extract.documents))),
        Chapter(title="Who opened and changed this record", lines=tuple(_accesses(extract))),
    )
    all_chapters = (*chapters, notes, *rest) if is_record else (notes,)
    return Page(
        title="Record" if is_record else "Psychotherapy notes",
        name=extract.client.details.legal_name,
        record_number=extract.client.record_number,
        made=_made(plan, extract),
        not_inside=tuple(map(wording.missing, extract.not_inside)),
        chapters=tuple(one for one in all_chapters if one.facts or one.lines or one.entries),
    )


def _made(plan: ExportPlan, extract: RecordExtract) -> str:
    practice = plan.practice
    who = ", ".join(filter(None, (practice.practitioner, practice.practice_name)))
    return f"Exported by {who} on {wording.instant(extract.read_at)}."


def _filled(*facts: Fact) -> Iterator[Fact]:
    return ((label, value) for label, value in facts if value)


def _client(client: Client) -> Iterator[Fact]:
    details = client.details
    born, died = details.birth_date, details.deceased_on
    yield from _filled(
        ("Record number", client.record_number),
        ("Legal name", details.legal_name),
        ("Preferred name", details.preferred_name),
        ("Pronouns", details.pronouns),
        ("Born", wording.day(born) if born else ""),
        ("Status", wording.STATUSES[details.status]),
        ("Died", wording.day(died) if died else ""),
        ("State", details.jurisdiction),
        ("Risk", details.risk_flag),
        ("Restrictions", details.restrictions),
        ("Holders of the privilege", details.privilege_holders),
        ("Rules for contact", "\n".join(details.contact_rules)),
        ("Referral", details.referral),
    )
    for contact in details.contacts:
        label = " · ".join(filter(None, (wording.CONTACTS[contact.kind], contact.label)))
        marks = (contact.rule, "preferred" if contact.is_preferred else "")
        yield label, " · ".join(filter(None, (contact.value, *marks)))
    yield "Record begun", wording.instant(client.created_at)
    yield "Record last changed", wording.instant(client.changed_at)


def _people(client: Client) -> Iterator[Entry]:
    for person in client.details.people:
        start, end = person.authority_from, person.authority_to
        facts = _filled(
            ("Relation", person.relation),
            ("Phone", person.phone),
            ("Email", person.email),
            ("Authority", person.authority),
            ("Authority from", wording.day(start) if start else ""),
            ("Authority until", wording.day(end) if end else ""),
            ("Remark", person.remark),
        )
        yield Entry(title=person.name, marks=(wording.ROLES[person.role],), facts=tuple(facts))


def _diagnoses(client: Client) -> Iterator[str]:
    for one in client.details.diagnoses:
        since = f"since {wording.day(one.since)}" if one.since else ""
        until = f"until {wording.day(one.until)}" if one.until else ""
        yield " · ".join(filter(None, (one.code, one.description, since, until)))


def _episode(one: Episode) -> str:
    until = wording.day(one.closed_on) if one.closed_on else "open"
    span = f"{wording.day(one.opened_on)} – {until}"
    return " · ".join(filter(None, (span, one.opening_reason, one.closing_reason)))


def _session(one: CareSession) -> str:
    details = one.details
    clock = f"{details.starts_at:%H:%M}" if details.starts_at else ""
    minutes = f"{details.minutes} minutes" if details.minutes else ""
    when = " ".join(filter(None, (wording.day(details.day), clock)))
    what = (wording.SESSIONS[details.status], minutes, details.kind)
    how = wording.MODALITIES[details.modality]
    return " · ".join(filter(None, (when, *what, how, details.remark)))


def _note(one: NoteExtract, extract: RecordExtract) -> Entry:
    note, head = one.note, one.note.head
    imported, signing = one.imported, note.signing
    latest = note.latest
    facts = _filled(
        ("About", head.about_whom),
        ("Late entry", head.late_reason),
        ("Signed", f"{signing.signer}, {wording.instant(signing.at)}" if signing else ""),
        ("Date", wording.DAYS_FROM.get(imported.day_from, "") if imported else ""),
        ("Original", _original(one, extract)),
    )
    return Entry(
        title=f"{wording.day(head.occurred_on)} · {wording.NOTE_KINDS[head.kind]}",
        marks=(wording.PRIVILEGES[head.privilege], wording.SIGNATURES[one.signature]),
        facts=tuple(facts),
        struck=_error(note.error.reason, note.error.at) if note.error else "",
        blocks=tuple(Block(heading=part.heading, text=part.text) for part in latest.sections),
        addenda=tuple(_addendum(part, one.signature) for part in note.addenda),
    )


def _original(one: NoteExtract, extract: RecordExtract) -> str:
    uid = one.imported.document_uid if one.imported else None
    for document in extract.documents:
        if uid and document.document.uid == uid:
            return f"{document.document.title} (SHA-256 {document.document.sha256})"
    return ""


def _addendum(one: Addendum, signature: SignatureState) -> Entry:
    signed = f"{one.signing.signer}, {wording.instant(one.signing.at)}"
    return Entry(
        title="Addendum",
        marks=(wording.SIGNATURES[signature],),
        facts=(("Signed", signed),),
        blocks=(Block(heading="", text=one.text),),
    )


def _document(one: DocumentExtract) -> Entry:
    document = one.document
    dated = document.dated_on
    facts = _filled(
        ("Date", wording.day(dated) if dated else ""),
        ("File", document.file_name),
        ("Type", document.media_type),
        ("Size", wording.size(document.size)),
        ("SHA-256", document.sha256),
        ("Source", document.source.value),
        ("About", document.about_whom),
        ("Added", wording.instant(document.added_at)),
        ("Enclosed as", one.path),
        ("Not enclosed", "the stored file is damaged or missing" if one.is_damaged else ""),
    )
    kind = document.kind.value.replace("_", " ")
    return Entry(
        title=document.title,
        marks=(kind.capitalize(), wording.PRIVILEGES[document.privilege]),
        facts=tuple(facts),
        struck=_error(document.error_reason, document.error_at) if document.error_at else "",
        link=one.link,
    )


def _accesses(extract: RecordExtract) -> Iterator[str]:
    for event in extract.accesses or ():
        yield f"{wording.instant(event.at)} · {event.action}"


def _error(reason: str, at: datetime) -> str:
    return f"Entered in error, marked {wording.instant(at)}: {reason}"
