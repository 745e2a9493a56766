"""``casekeep dispose paper``: paper that outlived its record was destroyed."""

import argparse
from datetime import date
from typing import Any

from vault.cli_verbs import AddVerb, Result
from vault.disposal import service
from vault.disposal.model import Tombstone
from vault.errors import NotFound
from vault.session import Session


def add_parser(acts: Any, add: AddVerb) -> None:
    """Add the act to those of ``dispose``."""
    parser = add(acts, "paper", "write down how paper of a record that went was destroyed")
    parser.add_argument("number", metavar="RECORD", help="the record's number")
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="DATE", required=True, help="when it was destroyed"
    )
    parser.add_argument("--method", required=True, metavar="HOW", help="shredded, pulped, burnt …")
    parser.add_argument("--vendor", default="", metavar="NAME", help="by whom, if not by yourself")
    parser.add_argument("--count", type=int, metavar="N", help="how many (default: all)")


def paper(session: Session, arguments: argparse.Namespace) -> Result:
    """Write it down; ``casekeep dispose certificate`` issues the supplement."""
    stone = _with_number(session, arguments.number)
    after = service.dispose_paper(
        session, stone.id, arguments.on, arguments.method, arguments.vendor, arguments.count
    )
    return told(after), True


def _with_number(session: Session, number: str) -> Tombstone:
    """Return the newest record of this number that has paper left. Raises ``NotFound``."""
    for disposal in service.list_disposals(session):
        for stone in service.left_on_paper(session, disposal.id):
            if stone.record_number == number:
                return stone
    raise NotFound("paper")


def told(stone: Tombstone) -> dict[str, Any]:
    """Return how much there is of a record on paper still, for the answer."""
    return {"record": stone.record_number, "left": stone.detail.paper_left}
