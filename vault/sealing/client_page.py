"""A client's page in a part: the record as exports show it, and what the practice keeps of it."""

from collections.abc import Iterator
from dataclasses import replace

from vault.exports import page as exports_page
from vault.exports import wording
from vault.exports.model import ExportPlan, RecordExtract
from vault.exports.page import Chapter, Entry, Page
from vault.holds.model import Hold, HoldKind
from vault.paper.model import PaperRecord
from vault.retention.model import Notice
from vault.sealing import retention_words
from vault.sealing.gathering import Office
from vault.succession.plan_model import Apart, Audience
from vault.transfers.model import Transfer

HOME = "../../index.html"
_HINT = (
    "A document opens from its title; by hand, once it was unsealed into the folder “documents”."
)
_HOLDS = {
    HoldKind.LEGAL: "Legal hold",
    HoldKind.COMPLAINT: "Hold for a complaint",
    HoldKind.ACCESS: "Hold for a request for access",
    HoldKind.OTHER: "Hold",
}
_AUDIENCES = {
    Audience.ALTERNATE: "Kept from the successor, for the alternate",
    Audience.NOBODY: "Kept from everybody",
}


def page(plan: ExportPlan, extract: RecordExtract, office: Office | None) -> Page:
    """Return the page; ``office`` is ``None`` for what holds nothing but psychotherapy notes."""
    shown = replace(exports_page.page(plan, extract), home=HOME)
    if office is None:
        return shown
    first, *rest = shown.chapters
    chapters = (first, *_kept(office), *map(_with_hint, rest))
    return replace(shown, chapters=chapters)


def _with_hint(chapter: Chapter) -> Chapter:
    has_links = any(one.link for one in chapter.entries)
    return replace(chapter, lines=(*chapter.lines, _HINT)) if has_links else chapter


def _kept(office: Office) -> Iterator[Chapter]:
    line = office.line
    yield Chapter(
        title="How long this record is kept",
        facts=tuple(retention_words.facts(line)),
        lines=tuple(retention_words.steps(line.outcome)),
    )
    others = (
        Chapter(title="Holds", entries=tuple(map(_hold, office.holds))),
        Chapter(title="Notices of disposal", lines=tuple(map(_notice, office.notices))),
        Chapter(title="Records on paper", entries=tuple(map(_paper, office.paper))),
        Chapter(title="Transfers", entries=tuple(map(_transfer, office.transfers))),
        Chapter(title="Kept apart", lines=tuple(_apart(office.apart))),
    )
    yield from (one for one in others if one.lines or one.entries)


def _filled(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)


def _hold(one: Hold) -> Entry:
    released = wording.instant(one.released_at) if one.released_at else ""
    state = "released" if one.released_at else "in force: nothing of this record may be disposed of"
    return Entry(
        title=_HOLDS[one.kind],
        marks=(state,),
        facts=_filled(
            ("Reason", one.reason),
            ("Placed by", one.placed_by),
            ("From", wording.day(one.starts_on)),
            ("Placed", wording.instant(one.placed_at)),
            ("Covers", "one episode of care" if one.episode_id is not None else "the whole record"),
            ("Released", released),
            ("Why released", one.release_reason),
        ),
    )


def _notice(one: Notice) -> str:
    sent = f"Sent {wording.day(one.sent_on)} by {one.method.replace('_', ' ')}"
    waits = f"the record may not go before {wording.day(one.wait_until)}"
    if one.is_under_wrong_clock:
        waits = "entered while the computer’s date was wrong, so it does not count"
    return " · ".join(filter(None, (sent, waits, one.remark)))


def _paper(one: PaperRecord) -> Entry:
    gone = wording.day(one.disposed_on) if one.disposed_on else ""
    return Entry(
        title=one.description,
        marks=("disposed of" if one.is_disposed else "still to be found on paper",),
        facts=_filled(
            ("Place", one.place),
            ("Entered", wording.instant(one.entered_at)),
            ("Disposed of", gone),
            ("Method", one.method),
            ("By", one.vendor),
        ),
    )


def _transfer(one: Transfer) -> Entry:
    received = wording.day(one.received_on) if one.received_on else "not confirmed"
    return Entry(
        title=f"To {one.recipient}",
        facts=_filled(
            ("By what right", one.basis),
            ("Made", wording.instant(one.made_at)),
            ("Received", received),
            ("SHA-256 of the packet’s manifest", one.packet_sha256),
        ),
    )


def _apart(one: Apart | None) -> Iterator[str]:
    if one is not None:
        yield f"{_AUDIENCES[one.audience]}, since {wording.instant(one.at)}: {one.reason}"
