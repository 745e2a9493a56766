"""The recovery sheet on paper: one page that fits A4 and Letter.

It is made for a person under stress, perhaps years from now: the secret large and in
groups, four steps, and enough of the public procedure to open the vault without us.
"""

from dataclasses import dataclass
from datetime import date

from fpdf import FPDF

from vault.keys.recovery_sheet import SheetText
from vault.printing import secret_box
from vault.printing.document import (
    MONO,
    SANS,
    SANS_STRONG,
    Style,
    drawable,
    new_page,
    paragraph,
    put,
)

_LEFT, _RIGHT, _TOP = secret_box.LEFT, secret_box.RIGHT, 18.0
_WIDTH = _RIGHT - _LEFT
_COLUMN_GAP = 10.0
_COLUMN = (_WIDTH - _COLUMN_GAP) / 2

_TITLE = Style(SANS_STRONG, 22, line=10)
_LEAD = Style(SANS, 10.5, grey=40, line=5.2)
_HEADING = Style(SANS_STRONG, 10.5, line=5)
_BODY = Style(SANS, 9.6, grey=30, line=4.7)
_LABEL = Style(SANS, 9, grey=95, line=4.4)
_VALUE = Style(MONO, 9.5, line=4.4)
_NAME = Style(SANS_STRONG, 10, line=4.4)

_WHAT = (
    "This sheet opens the vault named below when the computer, its keyring or the passphrase "
    "is gone. Whoever holds it and a copy of the vault can read every record in it."
)
_STEPS = (
    "Start Casekeep on any computer and choose the vault’s folder, or one from a backup.",
    "Choose “Recovery sheet” and type lines 1 to 5, each with its two check characters. Spaces "
    "and capitals do not matter. Casekeep names a line that is wrong.",
    "Line 5 shows that this sheet belongs to this vault. If Casekeep says it does not, stop.",
    "Once it is open, print a new sheet if this one may have been seen, and destroy this one.",
)
_KEEP = (
    "In a safe, a bank box or with your lawyer. Not with the computer, and not with the backups.",
    "Flat, dry and dark. Look at it once a year.",
)
_NEVER = (
    "Don’t photograph, scan or e-mail it, and don’t copy it on a shared machine.",
    "Don’t write the name of a client on it.",
)
_WITHOUT = (
    "The prefix and lines 1 to 4, written together without spaces and check characters, are an age "
    "identity (age-encryption.org, type mlkem768x25519). It opens the file keys-<number>.age, "
    "which holds the key of records-<number>.db, an SQLCipher 4 database. Every step is written "
    "down in Casekeep’s source: docs/opening-a-vault-without-casekeep.md."
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SheetContent:
    """What one sheet says. ``qr_text`` is the whole identity, ``fingerprint`` ``SHA256:…``."""

    vault_name: str
    vault_id: str
    created_on: date
    slot_label: str
    secret: SheetText
    qr_text: str
    fingerprint: str

    def __repr__(self) -> str:
        return "SheetContent()"


def render_recovery_sheet(content: SheetContent) -> bytes:
    """Return the sheet as a PDF/A-1b file of one page. Nothing is written to disk."""
    pdf = new_page("Casekeep recovery sheet", content.created_on)
    y = _draw_head(pdf)
    y = _draw_facts(pdf, y + 5, content)
    y = secret_box.draw(pdf, y + 5, content.secret, content.qr_text)
    y = _draw_columns(pdf, y + 7)
    _draw_without_casekeep(pdf, y + 5)
    return bytes(pdf.output())


def _draw_head(pdf: FPDF) -> float:
    put(pdf, (_LEFT, _TOP), "Recovery sheet", _TITLE)
    put(pdf, (_RIGHT, _TOP + 3), "Casekeep", _LABEL, align="R")
    return paragraph(pdf, (_LEFT, _TOP + 13), _WIDTH, _WHAT, _LEAD)


def _draw_facts(pdf: FPDF, y: float, content: SheetContent) -> float:
    value_x = _LEFT + 32
    rows = (
        ("Vault", content.vault_name, _NAME),
        ("Vault id", content.vault_id, _VALUE),
        ("Fingerprint", content.fingerprint, _VALUE),
        ("Sheet", f"{content.slot_label}, made on {content.created_on.isoformat()}", _BODY),
    )
    for label, value, style in rows:
        put(pdf, (_LEFT, y), label, _LABEL)
        put(pdf, (value_x, y), drawable(pdf, value, style, _RIGHT - value_x), style)
        y += 5.4
    return y


def _draw_columns(pdf: FPDF, y: float) -> float:
    left = draw_list(pdf, (_LEFT, y), "Opening the vault with Casekeep", _STEPS, numbered=True)
    x = _LEFT + _COLUMN + _COLUMN_GAP
    right = draw_list(pdf, (x, y), "Where to keep it", _KEEP)
    right = draw_list(pdf, (x, right + 3), "What not to do", _NEVER)
    return max(left, right)


def draw_list(
    pdf: FPDF, at: tuple[float, float], heading: str, items: tuple[str, ...], numbered: bool = False
) -> float:
    """Draw a heading and its items in a column half as wide as the page; return the y below."""
    put(pdf, at, heading, _HEADING)
    x, y = at[0], at[1] + 6.5
    for place, item in enumerate(items, start=1):
        put(pdf, (x, y), str(place) if numbered else "–", _BODY)
        y = paragraph(pdf, (x + 5, y), _COLUMN - 5, item, _BODY) + 1.2
    return y


def _draw_without_casekeep(pdf: FPDF, y: float) -> None:
    pdf.set_draw_color(200)
    pdf.line(_LEFT, y, _RIGHT, y)
    put(pdf, (_LEFT, y + 4), "Opening it without Casekeep", _HEADING)
    paragraph(pdf, (_LEFT, y + 10.5), _WIDTH, _WITHOUT, _BODY)
