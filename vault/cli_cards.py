"""The cards and the export that a command of a successor names."""

from collections.abc import Iterable
from pathlib import Path

from vault.errors import VaultError
from vault.unsealing import service as unsealing
from vault.unsealing.model import Card


def load(paths: Iterable[Path]) -> list[Card]:
    """Return what the files of cards hold; an error says which file it is about.

    Raises ``SheetLineError``, ``CardUnreadable`` or ``SourceUnreadable``.
    """
    return [_loaded(path) for path in paths]


def _loaded(path: Path) -> Card:
    try:
        return unsealing.load_card(path)
    except VaultError as error:
        error.add_note(str(path))
        raise


def source(path: Path) -> unsealing.ExportSource:
    """Open the export that lies there, or the only one right inside; a context manager.

    Raises ``NotAnExport`` or ``StorageFailed``.
    """
    found = unsealing.find_exports(path)
    return unsealing.open_source(found[0] if len(found) == 1 else path)
