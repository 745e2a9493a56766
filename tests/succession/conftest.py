"""An unlocked vault for each test of succession, and a clock that stands still."""

from tests.records.conftest import clock, heard, session

__all__ = ["clock", "heard", "session"]
