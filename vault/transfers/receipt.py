"""The receipt that goes with a packet: a PDF/A to sign and send back. It names no client."""

from collections.abc import Iterator
from dataclasses import dataclass

from vault import clock
from vault.exports import wording
from vault.exports.model import Part
from vault.printing.document import SANS, SANS_STRONG, Style
from vault.printing.flow import LEFT, Flow, flowing
from vault.transfers.model import TransferPlan

_TITLE = Style(SANS_STRONG, 20, line=10)
_HEADING = Style(SANS_STRONG, 11, line=6)
_BODY = Style(SANS, 10, line=4.9)
_LABEL = Style(SANS, 9, grey=95, line=4.7)
_VALUE = Style(SANS, 9.6, line=4.7)
_CAPTION = Style(SANS, 8.8, grey=70, line=4.4)
_VALUES_LEFT = LEFT + 42
_SIGNING_HEIGHT = 118.0
_WHAT = {Part.RECORD: "The record", Part.PSYCHOTHERAPY: "Psychotherapy notes"}
_STATES = (
    "I received this packet and could open it.",
    "I compared its files with MANIFEST.sha256:   □ all agree   □ these do not agree:",
)
_HOW = (
    "To compare: unpack the archive, open a terminal in its folder, and type",
    "sha256sum --check MANIFEST.sha256   (Linux; on a Mac: shasum -a 256 -c MANIFEST.sha256)",
    "The SHA-256 of MANIFEST.sha256 itself stands above. The manifest lists every file"
    " but itself and this receipt.",
)
_ORIGINALS = (
    "The originals stay with the sender until their retention ends. This receipt names no client"
    " on purpose, so that it can travel openly. Please sign it and send it back."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the receipt says of the packet. ``manifest_sha256`` is 64 hex digits."""

    files: int
    manifest_sha256: str


def render(plan: TransferPlan, contents: Contents) -> bytes:
    """Return the receipt as a PDF/A."""
    number = plan.export.record_number
    made_on = clock.local_day(plan.export.made_at)
    head = f"Receipt {plan.uid[:8]} · Record {number}"
    with flowing(f"Receipt for record {number}", head, made_on, _on_page) as flow:
        flow.text("Receipt for a transferred record", _TITLE)
        flow.space(4)
        for label, value in _facts(plan, contents):
            flow.fact(label, value, (_LABEL, _VALUE), _VALUES_LEFT)
            flow.space(0.8)
        _draw_signing(flow)
        return flow.finish()


def _on_page(_: int) -> None:
    """Nobody watches: a receipt is a page or two."""


def _facts(plan: TransferPlan, contents: Contents) -> Iterator[tuple[str, str]]:
    practice = plan.export.practice
    sender = (practice.practitioner, practice.practice_name, practice.licenses)
    reach = (practice.address, practice.phone, practice.email)
    yield "From", "\n".join(filter(None, (*sender, *reach)))
    yield "To", plan.request.recipient
    yield "What", f"{_WHAT[plan.request.part]}, record number {plan.export.record_number}"
    yield "On the basis of", plan.request.basis
    yield "Packet", plan.uid
    yield "Made", wording.instant(plan.export.made_at)
    yield "Files in it", f"{contents.files:,}"
    yield "SHA-256 of its manifest", _in_blocks(contents.manifest_sha256)


def _in_blocks(sha256: str) -> str:
    """Return a hash as two people can read it to each other."""
    blocks = [sha256[at : at + 8] for at in range(0, len(sha256), 8)]
    half = len(blocks) // 2
    return "\n".join("  ".join(part) for part in (blocks[:half], blocks[half:]))


def _draw_signing(flow: Flow) -> None:
    flow.space(6)
    flow.keep(_SIGNING_HEIGHT)
    flow.text("To be filled in by the recipient", _HEADING)
    flow.space(1.5)
    for line in _STATES:
        flow.text(f"–  {line}", _BODY)
        flow.space(1)
    flow.space(7)
    flow.rule()
    for caption in ("Name and license, in print", "Signature", "Day"):
        flow.space(11)
        flow.rule()
        flow.space(1)
        flow.text(caption, _CAPTION)
    flow.space(6)
    for line in (*_HOW, _ORIGINALS):
        flow.text(line, _CAPTION)
        flow.space(0.8)
