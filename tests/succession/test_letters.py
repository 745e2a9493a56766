"""The letters that ship: every field is one that we fill, and none is left in braces."""

import re

import pytest

from vault.succession import letters
from vault.succession.plan_model import Letter, LetterCode

SHIPPED = letters.shipped()


def test_there_is_a_letter_of_each_kind() -> None:
    assert [one.code for one in SHIPPED] == list(LetterCode)
    assert all(one.title and len(one.body) > 100 for one in SHIPPED)


@pytest.mark.parametrize("letter", SHIPPED, ids=lambda one: one.code)
def test_a_letter_is_filled_in_and_nothing_stays_in_braces(letter: Letter) -> None:
    assert letters.unknown_fields(letter.body) == ()
    text = letters.merged(letter.body, {name: f"<{name}>" for name in letters.FIELDS})
    assert "<practitioner>" in text and "<custodian>" in text
    assert not re.search("[{}]", text)


@pytest.mark.parametrize("code", [LetterCode.INSURER, LetterCode.BOARD, LetterCode.PUBLIC], ids=str)
def test_no_letter_to_an_outsider_names_a_client(code: LetterCode) -> None:
    (letter,) = (one for one in SHIPPED if one.code is code)
    assert "{client}" not in letter.body


def test_what_is_not_known_is_a_line_and_what_is_no_field_stays() -> None:
    assert letters.merged("{client}, {date} {nobody} {", {"date": "{client}"}) == (
        "______________, {client} {nobody} {"
    )


def test_the_plans_own_letter_stands_for_the_one_that_ships() -> None:
    own = Letter(code=LetterCode.BOARD, title="Board", body="Ours.")
    found = letters.of_plan((own,))
    assert [one.code for one in found] == list(LetterCode)
    assert own in found and SHIPPED[0] in found
