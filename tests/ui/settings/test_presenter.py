from datetime import UTC, datetime

import pytest

from ui.preferences import ThemeChoice
from ui.settings.presenter import headings, new_key, strength_words, theme_words, way_lines
from vault.keys.model import Slot, SlotKind


def slot(kind: SlotKind) -> Slot:
    made_at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    return Slot(id=kind.value, kind=kind, recipient=kind.value, created_at=made_at)


def test_the_sheet_stands_last_and_is_never_removed() -> None:
    kinds = (SlotKind.SHEET, SlotKind.PASSPHRASE, SlotKind.KEYRING_PASSPHRASE)
    lines = way_lines([slot(kind) for kind in kinds])
    assert [line.kind for line in lines] == list(reversed(kinds))
    assert [line.can_remove for line in lines] == [True, True, False]


def test_the_second_way_cannot_be_removed() -> None:
    lines = way_lines([slot(SlotKind.SHEET), slot(SlotKind.PASSPHRASE)])
    assert not any(line.can_remove for line in lines)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Group note", "group-note"), ("Élan", "elan"), ("موجز", "template"), ("SOAP", "soap-2")],
)
def test_a_new_templates_key_is_free_and_plain(name: str, key: str) -> None:
    assert new_key(name, {"soap"}) == key


def test_headings_are_the_lines_that_are_not_empty() -> None:
    assert headings(" Data \n\nPlan\n") == ("Data", "Plan")


def test_each_strength_and_each_theme_has_words() -> None:
    assert len({strength_words(strength) for strength in range(5)}) == 5
    assert all(theme_words(choice) for choice in ThemeChoice)
