"""A pytest plugin: a warning in the log that no test announced fails that test.

``@pytest.mark.announced_log("vault.keys", level="ERROR")`` announces records of that logger
and its children up to that level; an announced logger that stays silent fails too.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What one marker expects: records of ``logger``, none above ``level``."""

    logger: str
    level: int

    def covers(self, record: logging.LogRecord) -> bool:
        is_ours = record.name == self.logger or record.name.startswith(f"{self.logger}.")
        return is_ours and record.levelno <= self.level


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def complaints(
    records: list[logging.LogRecord], announcements: list[Announcement]
) -> Iterator[str]:
    """Yield a line for each record nobody announced and each announcement nothing met."""
    for record in records:
        if not any(one.covers(record) for one in announcements):
            yield f"unannounced {record.levelname} of {record.name}: {record.getMessage()}"
    for one in announcements:
        if not any(one.covers(record) for record in records):
            yield f"announced, but never logged: {one.logger}"


def _announcement(mark: pytest.Mark) -> Announcement:
    level = logging.getLevelNamesMapping()[mark.kwargs.get("level", "WARNING")]
    return Announcement(logger=mark.args[0], level=level)


@pytest.fixture(autouse=True)
def _no_unannounced_log(request: pytest.FixtureRequest) -> Iterator[None]:
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    announcements = [_announcement(mark) for mark in request.node.iter_markers("announced_log")]
    found = list(complaints(collector.records, announcements))
    if found:
        pytest.fail("\n".join(found), pytrace=False)
