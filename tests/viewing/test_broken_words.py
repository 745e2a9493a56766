"""Words at a line's end of a PDF: what they mean stays, and what can only be one word is whole."""

import pytest

from vault.viewing.broken_words import LINE_END, whole_words


@pytest.mark.parametrize(
    "broken",
    [
        "re-sign",
        "re-sent",
        "re-cover",
        "re-lease",
        "co-parent",
        "pre-scribed",
        "anti-depressant",
        "TF-CBT",
        "LCSW-R",
        "DSM-IV",
        "CBT-I",
        "EMDR-ENT",
        "Long-term",
        "self-harm",
        "ex-husband",
        "well-being",
        "check-in",
        "follow-up",
        "drop-out",
        "evidence-based",
        "trauma-informed",
        "court-ordered",
        "mother-daughter",
        "inner-city",
        "low-cal",
        "sub-stance",  # "stance" is a word: nothing tells which it is
        "dis-order",
        "Smith-Jones",
        "25-year",
    ],
)
def test_a_hyphen_stays_that_may_be_the_words_own(broken: str) -> None:
    assert whole_words(f"She {broken.replace('-', LINE_END)} it") == f"She {broken} it"


@pytest.mark.parametrize(
    "broken",
    [
        "confi-dential",
        "medi-cation",
        "impul-sive",
        "appoint-ment",
        "Treat-ment",
        "depres-sion",
        "anxi-ety",
        "be-havior",
        "cli-ents",
        "rela-tionship",
        "hos-pital",
        "psy-chologist",
        "well-ness",
        "SUICIDAL IDEA-TION",
    ],
)
def test_a_hyphen_goes_before_what_is_no_word(broken: str) -> None:
    text = f"Her {broken.replace('-', LINE_END)} now"
    assert whole_words(text) == f"Her {broken.replace('-', '')} now"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The disorder, a mood dis~order", "The disorder, a mood disorder"),
        ("The no-show, the no~show, no noshow", "The no-show, the no-show, no noshow"),
        ("A re-emotion, a re~emotion", "A re-emotion, a re-emotion"),
        # Both are words, and of two meanings.
        ("They resign. We re~sign the plan", "They resign. We re-sign the plan"),
        ("One~two~three", "One-two-three"),
    ],
)
def test_the_page_tells_how_a_word_is_written(text: str, read: str) -> None:
    assert whole_words(text.replace("~", LINE_END)) == read


def test_a_long_page_takes_no_time() -> None:
    for text in ("a" * 300_000, ("a-" * 150_000), f"a{LINE_END}" * 150_000, "ab " * 100_000):
        whole_words(text + LINE_END)
