"""Paper that outlived the record it belongs to: it is destroyed later, and somebody says how."""

from dataclasses import replace
from datetime import date

from vault.changes import Kind
from vault.clients import rules, typed_text
from vault.disposal import issuing, rows
from vault.disposal.model import DisposalKind, StonePaper, Tombstone
from vault.errors import InvalidValue, PaperGone
from vault.ids import DisposalId, TombstoneId
from vault.session import Session


def left_on_paper(session: Session, disposal_id: DisposalId) -> tuple[Tombstone, ...]:
    """Return the records of a disposal of which there is paper still. Raises ``NotFound``.

    What was entered by mistake was no record: nothing is asked about its paper.
    """
    found = issuing.disposal(session, disposal_id)
    if found.kind is DisposalKind.MISTAKE:
        return ()
    return tuple(one for one in found.records if one.detail.paper_left)


def dispose_paper(
    session: Session,
    tombstone_id: TombstoneId,
    disposed_on: date,
    method: str,
    vendor: str = "",
    count: int | None = None,
) -> Tombstone:
    """Write down that paper of a record that went is gone: the day, how, by whom, how much of it.

    ``count`` of ``None`` is all that is left. What it was is not known any more, and a vendor's
    certificate has no record to lie in: the next certificate of disposal names method and vendor.
    Raises ``NotFound``, ``PaperGone`` where none is left, or ``InvalidValue``: a day to come, no
    method, more than there is.
    """
    stone = rows.tombstone(session.rows, tombstone_id)
    there = stone.detail.paper_left
    if not there:
        raise PaperGone()
    if not rules.EARLIEST <= disposed_on <= session.today():
        raise InvalidValue("disposed_on")
    typed_text.check_filled_line("method", method)
    typed_text.check_line("vendor", vendor)
    gone = there if count is None else count
    if not 1 <= gone <= there:
        raise InvalidValue("count")
    one = StonePaper(disposed_on=disposed_on, method=method, vendor=vendor)
    detail = replace(stone.detail, paper=(*stone.detail.paper, *[one] * gone))
    with session.begin("disposal.paper") as tx:
        rows.set_detail(tx.rows, tombstone_id, replace(detail, paper_left=there - gone))
        tx.audit(disposal=stone.detail.disposal_uid, papers=gone)
        tx.changed(Kind.DISPOSALS)
    return rows.tombstone(session.rows, tombstone_id)
