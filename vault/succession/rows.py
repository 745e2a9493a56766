"""The tables of a ceremony: rows into holders, parts and challenges, and back."""

import json
from collections.abc import Iterable
from datetime import datetime

from vault import clock, plain_json
from vault.errors import NotFound
from vault.ids import CeremonyId, ChallengeId, HolderId
from vault.sealing.part_model import Part
from vault.store.connection import Connection, Row
from vault.succession.model import (
    Answer,
    CardProof,
    Ceremony,
    Holder,
    HolderKind,
    HolderPlan,
    Places,
    SealedPart,
)

# A question counts until a later one is asked; a clock may be wrong, so their numbers tell.
_HOLDERS = """
SELECT holder.*, last.answered_at AS answered_at, coalesce(last.is_proved, 0) AS is_proved,
    (SELECT max(answered_at) FROM holder_challenge
        WHERE holder_id = holder.id AND is_proved) AS proved_at,
    (SELECT max(answered_at) FROM holder_challenge
        WHERE holder_id = holder.id AND is_drill) AS last_drill,
    (SELECT id FROM holder_challenge AS newest
        WHERE holder_id = holder.id AND answered_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM holder_challenge
            WHERE holder_id = holder.id AND id > newest.id)) AS open_challenge
FROM holder LEFT JOIN holder_challenge AS last ON last.id = (
    SELECT id FROM holder_challenge WHERE holder_id = holder.id AND answered_at IS NOT NULL
    ORDER BY id DESC LIMIT 1)
"""
_ANSWERS = """
SELECT holder_challenge.*, holder.place, holder.label
FROM holder_challenge JOIN holder ON holder.id = holder_challenge.holder_id
WHERE holder_challenge.answered_at IS NOT NULL AND holder_challenge.is_drill
ORDER BY holder_challenge.id DESC
"""


def end_current(connection: Connection, at: datetime) -> None:
    """Write that a later ceremony takes the place of the one that counts."""
    connection.run("UPDATE ceremony SET ended_at = ? WHERE ended_at IS NULL", (clock.to_text(at),))


def insert(connection: Connection, uid: str, at: datetime) -> CeremonyId:
    """Write a ceremony; holders and parts follow."""
    sql = "INSERT INTO ceremony (uid, at) VALUES (?, ?)"
    return CeremonyId(connection.run(sql, (uid, clock.to_text(at))))


def insert_holder(connection: Connection, ceremony_id: CeremonyId, plan: HolderPlan) -> HolderId:
    """Write a holder."""
    proof = {} if plan.proof is None else plain_json.plain(plan.proof)
    return HolderId(
        connection.run(
            "INSERT INTO holder (ceremony_id, place, label, kind, recipient, proof)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (ceremony_id, plan.place, plan.label, plan.kind, plan.recipient, json.dumps(proof)),
        )
    )


def insert_part(connection: Connection, ceremony_id: CeremonyId, part: SealedPart) -> None:
    """Write a part and its opening files."""
    part_id = connection.run(
        "INSERT INTO sealed_part (ceremony_id, name, recipient, holders, threshold)"
        " VALUES (?, ?, ?, ?, ?)",
        (ceremony_id, part.part, part.recipient, json.dumps(part.holders), part.threshold),
    )
    connection.many(
        "INSERT INTO opening_file (part_id, holders, content) VALUES (?, ?, ?)",
        ((part_id, _joined(holders), content) for holders, content in part.openings.items()),
    )


def insert_challenge(
    connection: Connection, holder_id: HolderId, asked: str, at: datetime, *, is_drill: bool
) -> ChallengeId:
    """Write a question that nobody answered yet; ``asked`` is JSON."""
    return ChallengeId(
        connection.run(
            "INSERT INTO holder_challenge (holder_id, is_drill, asked, asked_at)"
            " VALUES (?, ?, ?, ?)",
            (holder_id, is_drill, asked, clock.to_text(at)),
        )
    )


def set_answer(
    connection: Connection, challenge_id: ChallengeId, at: datetime, *, is_proved: bool
) -> None:
    """Write the answer to a question."""
    connection.run(
        "UPDATE holder_challenge SET answered_at = ?, is_proved = ? WHERE id = ?",
        (clock.to_text(at), is_proved, challenge_id),
    )


def current(connection: Connection) -> Ceremony | None:
    """Return the ceremony that counts, ``None`` before the first one."""
    row = connection.one("SELECT * FROM ceremony WHERE ended_at IS NULL ORDER BY id DESC LIMIT 1")
    return None if row is None else _ceremony(connection, row)


def get(connection: Connection, ceremony_id: CeremonyId) -> Ceremony:
    """Return a ceremony, also one that a later one replaced. Raises ``NotFound``."""
    row = connection.one("SELECT * FROM ceremony WHERE id = ?", (ceremony_id,))
    if row is None:
        raise NotFound("ceremony")
    return _ceremony(connection, row)


def count(connection: Connection) -> int:
    """Return how many ceremonies there were."""
    return int(connection.value("SELECT count(*) FROM ceremony"))


def holder(connection: Connection, holder_id: HolderId) -> tuple[Holder, CardProof | None]:
    """Return a holder with what knows the card again. Raises ``NotFound``."""
    row = connection.one(f"{_HOLDERS} WHERE holder.id = ?", (holder_id,))
    if row is None:
        raise NotFound("holder")
    told = json.loads(row["proof"])
    return _holder(row), plain_json.parsed(CardProof, told) if told else None


def challenge(connection: Connection, challenge_id: ChallengeId) -> Row:
    """Return the row of a question. Raises ``NotFound``."""
    row = connection.one("SELECT * FROM holder_challenge WHERE id = ?", (challenge_id,))
    if row is None:
        raise NotFound("challenge")
    return row


def is_superseded(connection: Connection, challenge_id: ChallengeId) -> bool:
    """Return whether the same holder was asked again since."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM holder_challenge AS later JOIN holder_challenge AS this"
        " ON this.holder_id = later.holder_id WHERE this.id = ? AND later.id > this.id)"
    )
    return bool(connection.value(sql, (challenge_id,)))


def first_asked(connection: Connection, holder_id: HolderId) -> str | None:
    """Return what a holder was asked first, as JSON; ``None`` before the first question.

    What was typed when the card was made was typed in another process: it is no question of here.
    """
    asked: str | None = connection.value(
        "SELECT asked FROM holder_challenge WHERE holder_id = ? AND asked <> '[]'"
        " ORDER BY id LIMIT 1",
        (holder_id,),
    )
    return asked


def drills(connection: Connection) -> list[Answer]:
    """Return the answers of all drills, the newest first."""
    return [_answer(row) for row in connection.all(_ANSWERS)]


def _ceremony(connection: Connection, row: Row) -> Ceremony:
    of_this = f"{_HOLDERS} WHERE holder.ceremony_id = ? ORDER BY holder.place"
    parts = connection.all("SELECT * FROM sealed_part WHERE ceremony_id = ?", (row["id"],))
    return Ceremony(
        id=row["id"],
        uid=row["uid"],
        at=clock.from_text(row["at"]),
        holders=tuple(_holder(one) for one in connection.all(of_this, (row["id"],))),
        parts=_in_order(_part(connection, one) for one in parts),
    )


def _in_order(parts: Iterable[SealedPart]) -> tuple[SealedPart, ...]:
    order = list(Part)
    return tuple(sorted(parts, key=lambda one: order.index(one.part)))


def _part(connection: Connection, row: Row) -> SealedPart:
    sql = "SELECT holders, content FROM opening_file WHERE part_id = ?"
    files = {_split(one["holders"]): one["content"] for one in connection.all(sql, (row["id"],))}
    return SealedPart(
        part=Part(row["name"]),
        recipient=row["recipient"],
        holders=tuple(json.loads(row["holders"])),
        threshold=row["threshold"],
        openings=dict(sorted(files.items())),
    )


def _holder(row: Row) -> Holder:
    return Holder(
        id=row["id"],
        ceremony_id=row["ceremony_id"],
        place=row["place"],
        label=row["label"],
        kind=HolderKind(row["kind"]),
        recipient=row["recipient"],
        is_proved=bool(row["is_proved"]),
        answered_at=_instant(row["answered_at"]),
        proved_at=_instant(row["proved_at"]),
        last_drill=_instant(row["last_drill"]),
        open_challenge=row["open_challenge"],
    )


def _answer(row: Row) -> Answer:
    return Answer(
        id=row["id"],
        holder_id=row["holder_id"],
        place=row["place"],
        label=row["label"],
        is_drill=bool(row["is_drill"]),
        asked_at=clock.from_text(row["asked_at"]),
        answered_at=clock.from_text(row["answered_at"]),
        is_proved=bool(row["is_proved"]),
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else clock.from_text(text)


def _joined(holders: Places) -> str:
    return "-".join(map(str, holders))


def _split(holders: str) -> Places:
    return tuple(map(int, holders.split("-")))
