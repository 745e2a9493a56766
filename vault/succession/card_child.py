"""The process that makes a card without a window: ``python -m vault.succession.card_child``.

The request stands on standard input, the report goes to standard output. The card itself goes to
``--pdf FILE``, or as letters to the terminal (standard error): nowhere else.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from vault.dumps import forbid_dumps
from vault.errors import VaultError
from vault.private_output import private_output
from vault.succession import card_service


def main(argv: Sequence[str] | None = None) -> int:
    """Make one card; return the exit code."""
    forbid_dumps()
    arguments = _parse(argv)
    answers = private_output()
    card = card_service.make(card_service.request_from_text(sys.stdin.readline()))
    try:
        if arguments.pdf is None:
            sys.stderr.write(card_service.as_text(card))
        else:
            card_service.save(card, arguments.pdf)
    except (VaultError, OSError):
        return 1  # nobody has this card, so nobody hears of it
    answers.write(card_service.report_text(card, is_proved=False).encode("ascii"))
    answers.close()
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="card_child", description="Make a holder's card.")
    parser.add_argument("--pdf", type=Path, help="where the card is written, instead of here")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
