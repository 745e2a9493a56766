"""The tour's words, each with a canary in it."""

from tests.forensics.search import canary
from tests.tour.words import Words


def canary_words() -> Words:
    """Return words for the tour that are nowhere else on this computer."""
    search = canary()
    return Words(
        typed=f"{canary()}",
        strong=f"{canary()} {canary()}",
        sealed_under=f"{canary()} {canary()}",
        first_client=f"{canary()} {canary()}",
        second_client=f"{canary()} {canary()}",
        contact_rule=canary(),
        subjective=f"{canary()} {canary()}.",
        objective=f"{canary()} {canary()}.",
        assessment=f"{canary()} {canary()}.",
        plan=f"{search} {canary()}.",
        addendum=f"{canary()} {canary()}.",
        draft=f"{canary()} {canary()}.",
        apart=f"{canary()} {canary()}.",
        consent_title=f"{canary()} {canary()}",
        consent=f"{canary()} {canary()}.",
        drawing_title=f"{canary()} {canary()}",
        letter_title=f"{canary()} {canary()}",
        letter=f"{canary()} {canary()}.",
        search=search,
        brought_client=f"{canary()} {canary()}",
        brought_note=f"{canary()} {canary()}.",
        former_client=f"{canary()} {canary()}",
        former_note=f"{canary()} {canary()}.",
    )


def single(words: Words) -> list[str]:
    """Return each canary by itself: a part of a sentence must not be found either."""
    secrets = (words.typed, words.strong, words.sealed_under)
    texts = " ".join((*words.of_clients, words.search, *secrets))
    return sorted({word.strip(".") for word in texts.split()})
