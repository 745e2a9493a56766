"""Holds, notices, paper and transfers in words. Needs no window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import wording
from vault.clients.model import Episode
from vault.documents.model import Document
from vault.exports.model import Part
from vault.holds.model import Hold
from vault.ids import DocumentId
from vault.paper.model import PaperRecord
from vault.transfers.model import Transfer

_HASH_SHOWN = 8


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a card says; ``asides`` are said beside. ``chip_kind`` is as in ``labels.chip``."""

    heading: str = field(repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    asides: tuple[str, ...] = field(default=(), repr=False)
    chip: str = ""
    chip_kind: str = ""


Titles = Mapping[DocumentId, str]


# --- holds ---


def banner_words(holds: Sequence[Hold]) -> str:
    """Return what stands above all while a hold is active; empty where none is."""
    active = [one for one in holds if one.is_active]
    if not active:
        return ""
    if len(active) == 1:
        said = _tr("A hold keeps this record: %1. Nothing of it is disposed of until you release")
        return said.replace("%1", _lowered(wording.hold_kind(active[0].kind))) + _tr(" the hold.")
    said = _tr("%1 holds keep this record. Nothing of it is disposed of until all are released.")
    return said.replace("%1", str(len(active)))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def hold_entry(hold: Hold, episodes: Sequence[Episode]) -> Entry:
    """Return a hold: what for, why, since when, by whom, on what, and how it ended."""
    placed = _tr("From %1 on, placed by %2 on %3.")
    placed = placed.replace("%1", wording.long_day(hold.starts_on))
    placed = placed.replace("%3", wording.short_day(hold.placed_at.astimezone().date()))
    placed = placed.replace("%2", hold.placed_by)
    lines, asides = [hold.reason], [placed]
    if hold.episode_id is not None:
        said = _tr("Placed for %1; it keeps the whole record.")
        asides.append(said.replace("%1", scope_words(_episode(hold, episodes))))
    if hold.released_at is not None:
        ended = _tr("Released on %1: %2")
        day = wording.long_day(hold.released_at.astimezone().date())
        lines.append(ended.replace("%1", day).replace("%2", hold.release_reason))
    chip = (_tr("Active"), "attention") if hold.is_active else (_tr("Released"), "")
    return Entry(
        heading=wording.hold_kind(hold.kind),
        lines=tuple(lines),
        asides=tuple(asides),
        chip=chip[0],
        chip_kind=chip[1],
    )


def _episode(hold: Hold, episodes: Sequence[Episode]) -> Episode | None:
    return next((one for one in episodes if one.id == hold.episode_id), None)


def scope_words(episode: Episode | None) -> str:
    """Return an episode by its first day, as it stands within a line."""
    if episode is None:
        return _tr("one episode of care")
    said = _tr("the episode since %1")
    return said.replace("%1", wording.short_day(episode.opened_on))


# --- paper ---


def paper_entry(paper: PaperRecord, titles: Titles) -> Entry:
    """Return what there is on paper, or how it went."""
    place = (_tr("Place: %1").replace("%1", paper.place),) if paper.place else ()
    if paper.disposed_on is None:
        return Entry(heading=paper.description, asides=place, chip=_tr("There"))
    said = _tr("Destroyed on %1: %2").replace("%1", wording.long_day(paper.disposed_on))
    by_whom = (_tr("By %1").replace("%1", paper.vendor),) if paper.vendor else ()
    certificate = _tr("Certificate: %1").replace("%1", _title(paper.document_id, titles))
    return Entry(
        heading=paper.description,
        lines=(said.replace("%2", paper.method), *by_whom),
        asides=(certificate, *place),
        chip=_tr("Destroyed"),
    )


def _title(document_id: DocumentId | None, titles: Titles) -> str:
    if document_id is None:
        return _tr("none yet")
    return titles.get(document_id, _tr("document %1").replace("%1", str(document_id)))


# --- transfers ---


def transfer_entry(transfer: Transfer, titles: Titles) -> Entry:
    """Return to whom a packet went, by what right, and whether it came."""
    made = _tr("Packet %2 made on %1; its manifest’s SHA-256 begins with %3.")
    made = made.replace("%1", wording.instant(transfer.made_at))
    made = made.replace("%2", transfer.uid[:8])
    lines = [_tr("Basis: %1").replace("%1", transfer.basis)]
    if transfer.received_on is None:
        chip = (_tr("Receipt awaited"), "attention")
    else:
        chip = (_tr("Received"), "good")
        said = _tr("Received on %1. Signed receipt: %2")
        said = said.replace("%1", wording.long_day(transfer.received_on))
        lines.append(said.replace("%2", _title(transfer.document_id, titles)))
    return Entry(
        heading=transfer.recipient,
        lines=tuple(lines),
        asides=(made.replace("%3", transfer.packet_sha256[:_HASH_SHOWN]),),
        chip=chip[0],
        chip_kind=chip[1],
    )


def part_words(part: Part) -> str:
    """Return what a packet may hold."""
    words = {
        Part.RECORD: _tr("The record, with its documents"),
        Part.PSYCHOTHERAPY: _tr("The psychotherapy notes, in a packet of their own"),
    }
    return words[part]


def part_about(part: Part) -> str:
    """Return what to know about that choice."""
    words = {
        Part.RECORD: _tr(
            "As a web page, as PDF and as data. Psychotherapy notes and unsigned drafts stay here."
        ),
        Part.PSYCHOTHERAPY: _tr(
            "They need an authorization of their own (45 CFR 164.508(a)(2)). Your passphrase is"
            " asked for once more."
        ),
    }
    return words[part]


def packed_words(name: str, size: str, heed: Sequence[str]) -> str:
    """Return what to do with a packet that was just made."""
    said = _tr(
        "%1 (%2) is written and read back; it was not opened to try it. Send the file, and tell a"
        " passphrase in another way than the file goes. The receipt inside, receipt.pdf, is for"
        " the recipient to sign and send back: enter it here when it comes."
    )
    return "\n\n".join([said.replace("%1", name).replace("%2", size), *heed])


# --- documents that prove something ---


def document_words(document: Document) -> str:
    """Return a document as it can be chosen from a list."""
    day: date = document.dated_on or document.added_at.astimezone().date()
    return f"{document.title or document.file_name} · {wording.short_day(day)}"
