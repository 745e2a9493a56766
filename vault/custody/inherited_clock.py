"""What the practitioner entered while the clock of that computer went wrong.

The jumps came as a text beside the chain that names them; rows have other numbers here. Nobody can
say any more what became of a jump that nobody had spoken of: what followed it counts as wrong too.
"""

from collections.abc import Iterable
from dataclasses import replace

from vault.custody import chain_rows, intake_rows, kept_text, rows
from vault.retention import clock_rows
from vault.retention.clock_rows import CONFIRMED, WrongEntries
from vault.store.connection import Connection

_JUMPS = "clock_jump"
_FOR_EVER = 2**63 - 1


def wrong_entries(connection: Connection) -> WrongEntries:
    """Return them by their numbers here; next to nothing to ask outside of custody."""
    spans = wrong_spans(connection)
    if not spans:
        return WrongEntries()
    acts = chain_rows.acts(connection, spans)
    there, whose = clock_rows.entered(acts), frozenset(act["client_id"] for act in acts)

    def here(found: Iterable[int], *tables: str) -> frozenset[int]:
        return intake_rows.numbers_here(connection, whose, tables, found)

    return replace(
        there,
        notes=here(there.notes, "note", "psychotherapy_note"),
        amended=here(there.amended, "note", "psychotherapy_note"),
        care_sessions=here(there.care_sessions, "care_session"),
        episodes=here(there.episodes, "episode"),
        documents=here(there.documents, "document"),
        notices=here(there.notices, "disposal_notice"),
        overrides=here(there.overrides, "retention_override"),
    )


def wrong_spans(connection: Connection) -> list[tuple[int, int]]:
    """Return from which event of theirs to before which one the clock was not known to be right."""
    found = kept_text.from_text(rows.text(connection, _JUMPS) or "")
    jumps = sorted((int(str(one["seq"])), one["decision"]) for one in found)
    ends = [*(seq for seq, _ in jumps[1:]), _FOR_EVER]
    return [
        (seq, end)
        for (seq, decision), end in zip(jumps, ends, strict=False)
        if decision != CONFIRMED
    ]
