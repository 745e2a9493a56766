"""A holder's card in letters alone, for a terminal or to be copied by hand."""

import textwrap

from vault.succession import card_words
from vault.succession.card import Card

_WIDTH = 78


def text_card(card: Card) -> str:
    """Return the whole card as text."""
    facts = "\n".join(f"{label:<12} {value}" for label, value in card_words.facts(card))
    lines = "\n".join(f"  {line.number}  {line.text}" for line in card.secret.lines)
    sections = (
        card_words.TITLE.upper(),
        _wrapped(card_words.WHAT),
        facts,
        f"  {card.secret.prefix}\n{lines}",
        _listed(card_words.STEPS_HEADING, card_words.steps(card)),
        _listed(card_words.KEEP_HEADING, card_words.KEEP),
        _listed(card_words.NEVER_HEADING, card_words.NEVER),
        f"{card_words.WITHOUT_HEADING}\n{_wrapped(card_words.WITHOUT)}",
    )
    return "\n\n".join(sections) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH)


def _listed(heading: str, items: tuple[str, ...]) -> str:
    wrapped = (
        textwrap.fill(one, _WIDTH, initial_indent="- ", subsequent_indent="  ") for one in items
    )
    return "\n".join((heading, *wrapped))
