"""The vault that imports come into: one client, one signed note, a keyring slot."""

from tests.store.conftest import drawer, session, sheet

__all__ = ["drawer", "session", "sheet"]
