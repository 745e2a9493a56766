"""Files that travel with the program: fonts, icons, words.

The package is installed unpacked, so every resource is also a file with a path.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent


def path(name: str) -> Path:
    """Return where the resource ``name`` lies, such as ``fonts/Inter-Regular.ttf``."""
    return _FOLDER / name


def read(name: str) -> bytes:
    """Return the bytes of the resource ``name``. Raises ``FileNotFoundError``."""
    return path(name).read_bytes()
