"""A holder's card on paper: one page that fits A4 and Letter, made in memory."""

from fpdf import FPDF

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
from vault.printing.sheet_pdf import draw_list
from vault.succession import card_words
from vault.succession.card import Card

_LEFT, _RIGHT, _TOP = secret_box.LEFT, secret_box.RIGHT, 18.0
_WIDTH = _RIGHT - _LEFT
_SECOND_COLUMN = _LEFT + _WIDTH / 2 + 5
_VALUES_LEFT = _LEFT + 32

_TITLE = Style(SANS_STRONG, 22, line=10)
_LEAD = Style(SANS, 10.5, grey=40, line=5.2)
_HEADING = Style(SANS_STRONG, 10.5, line=5)
_BODY = Style(SANS, 9.6, grey=30, line=4.7)
_LABEL = Style(SANS, 9, grey=95, line=4.4)
_VALUE = Style(SANS_STRONG, 10, line=4.4)
_CODE = Style(MONO, 9.5, line=4.4)
_IN_CODE = ("Export", "Fingerprint")


def render_card(card: Card) -> bytes:
    """Return the card as a PDF/A-1b file of one page. Nothing is written to disk."""
    pdf = new_page("Casekeep key card", card.facts.made_on)
    y = _draw_head(pdf)
    y = _draw_facts(pdf, y + 4, card)
    y = secret_box.draw(pdf, y + 4, card.secret, card.qr_text)
    y = _draw_columns(pdf, y + 6, card)
    _draw_without_casekeep(pdf, y + 3)
    return bytes(pdf.output())


def _draw_head(pdf: FPDF) -> float:
    put(pdf, (_LEFT, _TOP), card_words.TITLE, _TITLE)
    put(pdf, (_RIGHT, _TOP + 3), "Casekeep", _LABEL, align="R")
    return paragraph(pdf, (_LEFT, _TOP + 13), _WIDTH, card_words.WHAT, _LEAD)


def _draw_facts(pdf: FPDF, y: float, card: Card) -> float:
    for label, value in card_words.facts(card):
        style = _CODE if label in _IN_CODE else _VALUE
        put(pdf, (_LEFT, y), label, _LABEL)
        put(pdf, (_VALUES_LEFT, y), drawable(pdf, value, style, _RIGHT - _VALUES_LEFT), style)
        y += 5.4
    return y


def _draw_columns(pdf: FPDF, y: float, card: Card) -> float:
    steps = card_words.steps(card)
    left = draw_list(pdf, (_LEFT, y), card_words.STEPS_HEADING, steps, numbered=True)
    x = _SECOND_COLUMN
    right = draw_list(pdf, (x, y), card_words.KEEP_HEADING, card_words.KEEP)
    right = draw_list(pdf, (x, right + 2), card_words.NEVER_HEADING, card_words.NEVER)
    return max(left, right)


def _draw_without_casekeep(pdf: FPDF, y: float) -> None:
    pdf.set_draw_color(200)
    pdf.line(_LEFT, y, _RIGHT, y)
    put(pdf, (_LEFT, y + 3), card_words.WITHOUT_HEADING, _HEADING)
    paragraph(pdf, (_LEFT, y + 9), _WIDTH, card_words.WITHOUT, _BODY)
