"""Names turned and compared; candidates and duplicates."""

from datetime import date

import pytest

from vault.ids import ClientId
from vault.importers import names
from vault.importers.matching import Matcher, Seen
from vault.importers.model import Duplicate, KnownClient, Likeness

BORN = date(1990, 5, 20)


def known(number: int, name: str, born: date | None = None, preferred: str = "") -> KnownClient:
    return KnownClient(
        id=ClientId(number),
        record_number=f"{number:04d}",
        legal_name=name,
        preferred_name=preferred,
        birth_date=born,
    )


@pytest.mark.parametrize(
    ("typed", "turned"),
    [
        ("Diaz, Ana", "Ana Diaz"),
        ("Diaz,Ana Maria", "Ana Maria Diaz"),
        ("Garcia, Jr., Ana", "Ana Garcia, Jr."),
        ("Garcia, Ana, III", "Ana Garcia, III"),
        ("Ana Diaz, LCSW", "Ana Diaz, LCSW"),
        ("Ana Diaz, Jr.", "Ana Diaz, Jr."),
        ("Ana Diaz", "Ana Diaz"),
        ("Ana", "Ana"),
        ("Diaz,", "Diaz,"),
        (", Ana", ", Ana"),
        ("A, B, C, D", "A, B, C, D"),
        ("עמר, נועה", "נועה עמר"),
    ],
)
def test_last_first_is_turned(typed: str, turned: str) -> None:
    assert names.turned(typed) == turned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Díaz", "DIAZ, ANA"),
        ("Ana Di\u0301az", "Ana D\u00edaz"),
        ("Siobhán O’Brien", "siobhan o'brien"),
        ("Anna-Lena Groß", "Anna Lena Gross"),
        ("🙂", "🙂"),
        ("محمد  علي", "علي محمد"),
    ],
)
def test_names_are_compared_by_their_letters(one: str, other: str) -> None:
    assert names.tokens(one) == names.tokens(other)


@pytest.mark.parametrize(("one", "other"), [("🙂", "🙃"), ("Ana Diaz", "Ana Dias"), ("李", "王")])
def test_other_letters_are_other_names(one: str, other: str) -> None:
    assert names.tokens(one) != names.tokens(other)


def test_a_name_and_a_birth_date_make_a_duplicate() -> None:
    seen = Seen([known(1, "Ana Díaz", BORN), known(2, "Ana Diaz"), known(3, "Bo Chu", BORN)])
    assert seen.duplicates(("Diaz, Ana", ""), BORN, "") == (
        Duplicate(likeness=Likeness.NAME_AND_BIRTH_DATE, client_id=ClientId(1)),
        Duplicate(likeness=Likeness.NAME, client_id=ClientId(2)),
    )


def test_two_birth_dates_make_two_people() -> None:
    assert Seen([known(1, "Ana Diaz", BORN)]).duplicates(("Ana Diaz",), date(1991, 1, 1), "") == ()


def test_a_preferred_name_and_a_record_number_are_known_too() -> None:
    seen = Seen([known(1, "Robert Lee", BORN, "Bob Lee")])
    assert seen.duplicates(("Bob Lee", ""), BORN, "")[0].likeness is Likeness.NAME_AND_BIRTH_DATE
    (found,) = seen.duplicates(("Else",), None, "0001")
    assert (found.likeness, found.client_id) == (Likeness.RECORD_NUMBER, 1)


def test_a_record_number_says_least() -> None:
    seen = Seen([known(1, "Ana Diaz", BORN), known(2, "Bo Chu", BORN)], ["0099"])
    assert seen.duplicates(("Bo Chu",), BORN, "0001") == (
        Duplicate(likeness=Likeness.NAME_AND_BIRTH_DATE, client_id=ClientId(2)),
        Duplicate(likeness=Likeness.RECORD_NUMBER, client_id=ClientId(1)),
    )
    (found,) = seen.duplicates(("Ana Diaz",), BORN, "0001")
    assert found.likeness is Likeness.NAME_AND_BIRTH_DATE
    assert [seen.is_number_taken(one) for one in ("0001", "0099", "0003", "")] == [
        *(True, True),
        *(False, False),
    ]


def test_candidates_stand_in_order_of_likeness() -> None:
    matcher = Matcher(
        [known(1, "Ana Diaz"), known(2, "Anna Diaz"), known(3, "Diana Azar"), known(4, "Bo Chu")]
    )
    found = matcher.candidates("diaz, ana")
    assert [one.client_id for one in found][:2] == [1, 2]
    assert found[0].likeness == 100 > found[1].likeness
    assert 4 not in [one.client_id for one in found]
    assert matcher.candidates("Ana Diaz - weekly session")[0].client_id == 1
    assert matcher.candidates("session 0004")[0].client_id == 4
    assert matcher.candidates("") == ()
    assert len(matcher.candidates("Ana Diaz", limit=1)) == 1
