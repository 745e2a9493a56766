"""Starts the program: ``python -m ui.app [VAULT_FOLDER]``.

Every start waits for what loads before the lock window stands; ``ui.composition`` puts it together.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ui.loaded_code import hash_without_openssl, import_plainly
from vault.dumps import forbid_dumps

if TYPE_CHECKING:
    from ui.desktop import Desktop


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code."""
    given = sys.argv[1:] if argv is None else argv
    if getattr(sys, "frozen", False) and _was_child(given):
        return 0
    return start(given).run()


def start(argv: Sequence[str]) -> Desktop:
    """Return the program with its lock window shown; its event loop does not run yet."""
    forbid_dumps()
    hash_without_openssl()
    arguments = _parse(argv)
    with _collector_at_rest():
        import_plainly()
        from ui.composition import open_desktop  # all of Qt and the windows, at rest too

        return open_desktop(arguments.vault, is_locked=arguments.locked)


def _was_child(argv: Sequence[str]) -> bool:
    """Serve as a child, if a frozen program started itself for that."""
    flag = argv[0] if len(argv) == 2 else ""
    if flag == "--show-a-card":
        from ui.ceremony.card_window import main as show_card

        raise SystemExit(show_card(argv[1:]))
    if flag == "--make-the-parts":
        from vault.succession import card_service

        return card_service.serve_if_child(argv)
    if flag == "--read-a-spreadsheet":
        from vault.importers import preview_service

        return preview_service.serve_if_child(argv)
    from vault.viewing.service import serve_if_child

    return serve_if_child(argv)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let Python's collector wait, and never look at what is here at the end.

    What loads now stays as long as the program. Looking through all of it, again and again as
    it grows, would take a tenth of the start. From then on ``ui/collecting.py`` has it in hand.
    """
    gc.disable()
    yield
    gc.freeze()


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="casekeep-desktop", description="Open Casekeep.")
    parser.add_argument("vault", nargs="?", type=Path, help="the folder of a vault")
    parser.add_argument("--locked", action="store_true", help="start after a lock")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
