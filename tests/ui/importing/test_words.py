"""Every word there is to say about an import, without a window."""

from enum import StrEnum

import pytest

from ui.importing import reasons, words
from ui.importing.words import field_name, kind_about, kind_name, source_question
from vault.importers.batch_model import ImportKind
from vault.importers.model import Choice, Finding, Likeness, Reason, Verdict
from vault.importers.note_model import DayFrom, NoteFinding
from vault.importers.table_model import Field


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_a_sentence(reason: Reason) -> None:
    said = reasons.reason_words(reason)
    assert said[0].isupper() or said[0] == "“"
    assert said[-1] in ".?" and "!" not in said and "_" not in said


@pytest.mark.parametrize("finding", NoteFinding)
def test_every_remark_on_a_note_file_is_a_sentence(finding: NoteFinding) -> None:
    said = reasons.note_finding_words(finding)
    assert said[0].isupper() and said.endswith(".")


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (Verdict, words.verdict_word),
        (Choice, words.choice_word),
        (Likeness, words.likeness_words),
        (DayFrom, words.day_from_words),
        (Field, field_name),
        (ImportKind, kind_name),
        (ImportKind, kind_about),
        (ImportKind, source_question),
    ],
)
def test_every_value_has_a_word_of_its_own(kinds: type[StrEnum], said: object) -> None:
    assert callable(said)
    found = [said(one) for one in kinds]
    assert all(found) and "_" not in "".join(found)
    is_about_tables = said is kind_about
    assert is_about_tables or len(set(found)) == len(found)


def test_a_column_without_a_field_is_kept() -> None:
    assert field_name(None) == "Kept in a note"


def test_a_finding_names_its_column_and_value() -> None:
    found = Finding(reason=Reason.DATE_IMPOSSIBLE, header="DOB", value="30/30/1990")
    assert reasons.finding_words(found).endswith("DOB: “30/30/1990”")


def test_a_long_value_is_cut() -> None:
    found = Finding(reason=Reason.VALUE_TOO_LONG, header="Memo", value="word " * 200)
    assert len(reasons.finding_words(found)) < 180
