"""Every dialog is walked for names and the Tab key, and the rule that says so can fail."""

import pytest

from tests.arch import dialog_rules
from tests.arch.source import Source, all_sources, parse

_BASE = parse("ui/widgets/form.py", "class Form(QDialog): ...")
_NEW = parse("ui/notes/new.py", "class New(Form): ...\nclass Page(QWidget): ...")
_WALKS = parse("tests/ui/test_new.py", "def test(): assert_accessible(New())")
_WALKED = {"test_new.py": ("notes/new.py:New",)}


def test_every_dialog_of_the_window_is_walked() -> None:
    assert list(dialog_rules.unwalked(all_sources())) == []


def test_a_dialog_that_is_walked_is_fine() -> None:
    assert dialog_rules.dialogs([_BASE, _NEW]) == {"notes/new.py:New"}
    assert list(dialog_rules.unwalked([_BASE, _NEW, _WALKS], _WALKED)) == []


@pytest.mark.parametrize(
    ("sources", "walked", "said"),
    [
        ([_BASE, _NEW, _WALKS], {}, "no test walks it"),
        ([_BASE, _WALKS], _WALKED, "is no dialog"),
        ([_BASE, _NEW], _WALKED, "does not walk it"),
        ([_BASE, _NEW, parse("tests/ui/test_new.py", "New()")], _WALKED, "does not walk it"),
        (
            [_BASE, _NEW, parse("tests/ui/test_new.py", "assert_accessible(page)")],
            _WALKED,
            "does not walk it",
        ),
    ],
    ids=["unlisted", "gone", "no test", "no walk", "another is walked"],
)
def test_a_dialog_that_is_not_walked_is_told(
    sources: list[Source], walked: dict[str, tuple[str, ...]], said: str
) -> None:
    assert any(said in one for one in dialog_rules.unwalked(sources, walked))
