"""What the practitioner entered while the clock of that computer went wrong.

The jumps came as a text beside the chain that names them; rows have other numbers here. Nobody can
say any more what became of a jump that nobody had spoken of, but what follows settles some, as it
does where it happened. Somebody was away where the clock went on and the work with it. Where it
went back, or nothing speaks for it, what followed counts as wrong too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vault import clock
from vault.custody import chain_rows, intake_rows, kept_text, rows
from vault.retention import clock_rows
from vault.retention.clock_rows import CONFIRMED, REFUTED, WrongEntries
from vault.retention.clock_service import A_DAY
from vault.store.connection import Connection

_JUMPS = "clock_jump"
_FOR_EVER = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Events from ``seq`` to before ``end``, the clock's own way between two jumps.

    ``began`` and ``last`` are the instants of its first and last event, empty where it has none.
    """

    seq: int
    end: int
    decision: str
    began: str
    last: str


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
    jumps = sorted((int(str(one["seq"])), str(one["decision"])) for one in found)
    if not jumps:
        return []
    limit = clock.to_text(rows.newest_intake(connection) + A_DAY)
    wrong = _wrong(_stretches(connection, jumps), limit)
    return [(one.seq, one.end) for one in wrong]


def _stretches(connection: Connection, jumps: Sequence[tuple[int, str]]) -> list[_Stretch]:
    begins = [(1, CONFIRMED), *jumps]
    spans = [
        (seq, end) for (seq, _), (end, _) in zip(begins, [*jumps, (_FOR_EVER, "")], strict=True)
    ]
    return [
        _Stretch(seq=seq, end=end, decision=decision, began=began, last=last)
        for (seq, end), (_, decision), (began, last) in zip(
            spans, begins, chain_rows.instants(connection, spans), strict=True
        )
    ]


def _wrong(stretches: Sequence[_Stretch], limit: str) -> Iterator[_Stretch]:
    """Yield those that are no anchors; no true event is after ``limit``."""
    before = ""
    for place, one in enumerate(stretches):
        is_doubted = one.decision != CONFIRMED
        is_known = one.decision == REFUTED or (is_doubted and one.last > limit)
        is_back = one.began < before or _is_set_back(one, before, stretches[place + 1 :])
        if is_known or (is_doubted and is_back):
            yield one
        if not is_known:
            before = max(before, one.last)


def _is_set_back(one: _Stretch, before: str, later: Iterable[_Stretch]) -> bool:
    """Whether the clock came back to between where it went on from and where it went on to."""
    return any(before <= other.began < one.began for other in later if other.decision != REFUTED)
