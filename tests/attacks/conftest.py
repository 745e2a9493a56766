"""The vault with a stick, and the vault that imports come into."""

from tests.backup.conftest import world
from tests.store.conftest import drawer, session, sheet

__all__ = ["drawer", "session", "sheet", "world"]
