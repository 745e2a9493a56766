"""The fixtures of the records: an unlocked vault and a clock that stands still."""

from tests.records.conftest import clock, heard, session

__all__ = ["clock", "heard", "session"]
