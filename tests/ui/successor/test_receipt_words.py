"""What a receipt says of a merge is what became of it."""

from ui.successor.receipt_words import merge_receipt
from vault.custody.model import MergeReport


def _said(dropped: int) -> str:
    report = MergeReport(
        number=2,
        parts=("records",),
        new=0,
        changed=0,
        same=0,
        older=0,
        waiting=0,
        dropped=dropped,
        held=0,
        documents=0,
        lost=(),
    )
    return dict(merge_receipt(report))["What came of it"]


def test_who_was_disposed_of_is_hidden_until_the_next_unlock() -> None:
    assert (
        _said(1) == "1 client whose record was disposed of is hidden, and goes at the next unlock"
    )
    assert _said(2).endswith("are hidden, and go at the next unlock")
