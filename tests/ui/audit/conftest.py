"""The vault on a desk, for every test here."""

from tests.ui.unlocked import clock, desk, practice

__all__ = ["clock", "desk", "practice"]
