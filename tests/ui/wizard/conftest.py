from tests.ui.unlocked import clock, desk

__all__ = ["clock", "desk"]
