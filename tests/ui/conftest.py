"""Every test of a window: on Qt's offscreen screen, unless another is chosen."""

import gc
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """As in the program, Python's collector never runs on the worker (``ui/collecting.py``)."""
    gc.disable()
    yield
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Offscreen says with each window that it has no size hints: no fault of ours."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))
