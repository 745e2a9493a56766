"""A real vault with one full record, stepped up, and a folder for packets."""

from tests.exports.conftest import clock, out, record, session

__all__ = ["clock", "out", "record", "session"]
