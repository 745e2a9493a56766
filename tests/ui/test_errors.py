"""No error is without its words, and the words keep to the voice."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import vault
from ui.errors import has_words, words_for
from ui.vault_warnings import warning_text
from vault.errors import InvalidValue, SheetLineError, VaultError
from vault.keys.model import VaultWarning


def _subclasses(kind: type[VaultError]) -> Iterator[type[VaultError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _subclasses(child)


def _kinds() -> list[type[VaultError]]:
    """Every error there is: those of modules that nobody imported yet as well."""
    for module in pkgutil.walk_packages(vault.__path__, "vault."):
        if "windows" not in module.name and "macos" not in module.name:
            importlib.import_module(module.name)
    return sorted(set(_subclasses(VaultError)), key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.__name__)
def test_every_error_has_words_of_its_own(kind: type[VaultError]) -> None:
    assert has_words(kind)


_NEEDS: dict[str, tuple[object, ...]] = {
    "SheetLineError": (3,),
    "DamagedVault": ("keys",),
    "InvalidValue": ("legal_name",),
    "DocumentDamaged": (7,),
    "DocumentMissing": (7,),
    "DamagedSnapshot": ("records",),
    "ImportFileTooLarge": ("file",),
    "ImportInUse": (frozenset({3}),),
    "RuleFileBroken": ("utah.toml: years",),
    "PolicyTooShort": ("ca-clinicians",),
    "NotEligible": ({3: "later"},),
    "Held": (frozenset({3}),),
    "CopiesMissing": (1,),
    "ExportUnreadable": ("manifest",),
    "PartDamaged": ("records",),
    "TooFewCards": (1,),
}


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.__name__)
def test_words_keep_to_the_voice(kind: type[VaultError]) -> None:
    words = words_for(kind(*_NEEDS.get(kind.__name__, ())))
    assert words.title and not words.title.endswith(".")
    for sentence in (words.text, words.safe, words.remedy):
        assert sentence[0].isupper() and sentence.endswith(".")
    said = f"{words.title} {words.body}"
    assert not re.search(r"!|%|oops|sorry|entity|object\b|operation|fail(ed|ure) \(", said, re.I)


def test_the_line_of_a_sheet_is_named() -> None:
    assert "Line 3" in words_for(SheetLineError(3)).text


def test_a_field_is_named_in_words() -> None:
    assert "“legal name”" in words_for(InvalidValue("legal_name")).text


@pytest.mark.parametrize("warning", VaultWarning)
def test_every_warning_has_words(warning: VaultWarning) -> None:
    assert warning_text(warning).endswith(".")
