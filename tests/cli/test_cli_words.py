"""What the command line says of an error: words for a person, not for who wrote the program."""

import inspect

from vault import cli_words, errors
from vault.errors import succession
from vault.errors.base import VaultError
from vault.sealing.part_model import Part


def _made(kind: type[VaultError]) -> VaultError:
    arguments = {
        errors.SheetLineError: (3,),
        errors.TooFewCards: (2,),
        errors.PartDamaged: (Part.RECORDS,),
        errors.ExportUnreadable: ("manifest",),
    }
    return kind(*arguments.get(kind, ()))


def test_every_error_of_succession_has_words_of_its_own() -> None:
    kinds = [
        one
        for _, one in inspect.getmembers(succession, inspect.isclass)
        if issubclass(one, VaultError) and one.__module__ == succession.__name__
    ]
    assert len(kinds) > 20
    for kind in kinds:
        words = cli_words.words(_made(kind))
        assert words and words[0].isupper() and words.endswith("."), kind
        assert "``" not in words and "argument" not in words, kind


def test_no_words_speak_of_what_a_programmer_calls_something() -> None:
    for name in errors.__all__:
        kind = getattr(errors, name)
        told = cli_words.spoken(inspect.cleandoc(kind.__doc__ or ""))
        assert told and "``" not in told, name


def test_a_line_and_a_number_of_cards_are_said() -> None:
    assert "Line 3 " in cli_words.words(errors.SheetLineError(3))
    assert "2 more cards" in cli_words.words(errors.TooFewCards(2))
    assert "1 more card " in cli_words.words(errors.TooFewCards(1))
    assert "records" in cli_words.words(errors.PartDamaged(Part.RECORDS))
