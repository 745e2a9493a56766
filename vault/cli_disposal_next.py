"""What ends a disposal on the command line: the commands for copies that wait to be treated."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vault.disposal.model import (
    CopyLine,
    Disposal,
    DisposalKind,
    DisposalState,
    ExportLine,
    Tombstone,
)


def steps(
    found: Disposal,
    copies: Sequence[CopyLine],
    exports: Sequence[ExportLine],
    papers: Sequence[Tombstone],
    folder: Path,
) -> list[str]:
    """Return what is to be done, in its order; nothing where the disposal is over.

    ``copies`` and ``exports`` are those that may still hold a record, ``papers`` the records of
    which there is paper still.
    """
    vault = shlex.quote(str(folder))
    told = [*_of_copies(copies, vault), *_of_exports(exports, vault), *_of_papers(papers, vault)]
    has_certificate = found.kind is DisposalKind.RETENTION
    if has_certificate and (told or found.state is not DisposalState.FINISHED):
        told.append(f"casekeep dispose certificate {vault}")
    return told


def _of_copies(pending: Iterable[CopyLine], vault: str) -> Iterator[str]:
    places = {one.destination: one.is_reachable for one in pending}
    for label, is_reachable in places.items():
        before = "" if is_reachable else f"connect {label}, then "
        yield f"{before}casekeep backup {vault} --rewrite"
    for one in pending:
        gone = f"casekeep backup {vault} --destroyed {int(one.copy_id)} --statement WHY"
        yield f"or, where number {one.number} on {one.destination} no longer exists, {gone}"


def _of_exports(pending: Iterable[ExportLine], vault: str) -> Iterator[str]:
    places = {one.place_id: one for one in pending}
    for one in places.values():
        before = "" if one.is_reachable else f"connect {one.place}, then "
        yield f"{before}casekeep seal now {vault} --place {int(one.place_id)}"
    for one in pending:
        gone = f"casekeep seal destroyed {vault} {int(one.export_id)} --statement WHY"
        yield f"or, where export {one.number} on {one.place} no longer exists, {gone}"


def _of_papers(papers: Iterable[Tombstone], vault: str) -> Iterator[str]:
    for one in papers:
        record = shlex.quote(one.record_number)
        yield (
            f"destroy the paper of record {one.record_number}, then"
            f" casekeep dispose paper {vault} {record} --on DATE --method HOW"
        )
