"""Succession's ceremony: who can open an export, and whether they still can.

``make`` runs a process of its own for a second or two, on any thread; ``hold`` enters what it
made, and makes it where nobody did before. No identity of a holder or a part is ever in this
process: it knows recipients, sealed files, and hashes of a card's lines.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from vault import age, clock, ids
from vault.changes import Kind
from vault.errors import ChallengeAnswered, InvalidValue, NoCeremony
from vault.ids import ChallengeId, HolderId
from vault.sealing.part_model import Part
from vault.session import Session
from vault.store import atomic
from vault.succession import (
    card_proof,
    ceremony_rules,
    challenge_file,
    codes,
    part_making,
    recipients,
    rows,
)
from vault.succession.model import (
    Answer,
    CardFacts,
    Ceremony,
    Challenge,
    Holder,
    HolderKind,
    HolderPlan,
    PartPlan,
    SealedPart,
)

DRILL_EVERY = timedelta(days=365)
_MOST_RECIPIENT = 64 << 10


def current(session: Session) -> Ceremony | None:
    """Return the ceremony that counts, ``None`` before the first one."""
    return rows.current(session.rows)


def get(session: Session, ceremony_id: ids.CeremonyId) -> Ceremony:
    """Return a ceremony, also one that a later one replaced. Raises ``NotFound``."""
    return rows.get(session.rows, ceremony_id)


def card_facts(session: Session, *, on: date | None = None) -> CardFacts:
    """Return what cards of a ceremony to come say; ``hold`` takes its ``export_id`` as ``uid``."""
    from vault.practice import service as practice

    return CardFacts(
        export_id=ids.new_uid(),
        fingerprint=session.public_key.fingerprint_bytes.hex(),
        practitioner=practice.get(session).practitioner,
        made_on=on or session.today(),
    )


def least_needed(part: Part) -> int:
    """Return how many holders a part takes at least: 1 for the caseload, else 2."""
    return ceremony_rules.least_needed(part)


def recipient_of(text: str) -> str:
    """Return a pasted recipient as age writes it. Raises ``NotARecipient``."""
    return recipients.tidied(text)


def read_recipient(path: Path) -> str:
    """Return the recipient that a file holds. Raises ``NotARecipient`` or ``StorageFailed``."""
    try:
        content = atomic.read_small(path, _MOST_RECIPIENT)
    except OSError as error:
        raise atomic.storage_error(error) from error
    return recipients.tidied((content or b"").decode("utf-8", "replace"))


def make(holders: Sequence[HolderPlan], parts: Sequence[PartPlan]) -> tuple[SealedPart, ...]:
    """Return the parts, made by a process that then forgets their identities. On any thread.

    Raises ``InvalidValue``, ``NotARecipient`` or ``SameRecipientTwice`` for a ceremony that may
    not be, and ``CeremonyFailed``.
    """
    ceremony_rules.check(holders, parts)
    return part_making.made(holders, parts)


def hold(
    session: Session,
    holders: Sequence[HolderPlan],
    parts: Sequence[PartPlan],
    *,
    uid: str | None = None,
    made: Sequence[SealedPart] | None = None,
) -> Ceremony:
    """Enter a ceremony in place of the one before. ``uid`` is the id that the cards bear.

    Exports sealed before stay openable by the cards of their time. Raises ``StepUpRequired`` and
    what ``make`` raises.
    """
    session.require_step_up()
    ceremony_rules.check(holders, parts)
    sealed = part_making.made(holders, parts) if made is None else made
    _require_same(parts, sealed)
    with session.begin("succession.ceremony") as tx:
        rows.end_current(tx.rows, tx.now)
        held = rows.insert(tx.rows, uid or ids.new_uid(), tx.now)
        for one in holders:
            holder_id = rows.insert_holder(tx.rows, held, one)
            if one.is_proved:
                asked = rows.insert_challenge(tx.rows, holder_id, "[]", tx.now, is_drill=False)
                rows.set_answer(tx.rows, asked, tx.now, is_proved=True)
        for part in sealed:
            rows.insert_part(tx.rows, held, part)
        proved = sum(one.is_proved for one in holders)
        tx.audit(ceremony=held, holders=len(holders), parts=len(parts), proved=proved)
        tx.changed(Kind.SUCCESSION)
        return rows.get(tx.rows, held)


def _require_same(parts: Sequence[PartPlan], sealed: Sequence[SealedPart]) -> None:
    """A part made for other holders than those entered would open for nobody."""
    planned = [(one.part, one.holders, one.threshold) for one in parts]
    if planned != [(one.part, one.holders, one.threshold) for one in sealed]:
        raise InvalidValue("parts")


def is_ready(session: Session) -> bool:
    """Return whether enough holders of every part have shown that they can open it."""
    ceremony = rows.current(session.rows)
    return ceremony is not None and all(not missing for missing in lacking(ceremony).values())


def lacking(ceremony: Ceremony) -> dict[Part, int]:
    """Return how many more holders of each part have to answer before it counts."""
    proved = {one.place for one in ceremony.holders if one.is_proved}
    return {
        one.part: max(0, one.threshold - len(proved & set(one.holders))) for one in ceremony.parts
    }


def ask(session: Session, holder_id: HolderId, *, is_drill: bool = False) -> Challenge:
    """Ask a holder of the current ceremony to show the card or key.

    A card's open question is asked again as it was: its other lines stay untyped. For an own key
    there is a file to hand out; an older file's code no longer counts. Raises ``NotFound`` and
    ``NoCeremony`` for a holder of an earlier one.
    """
    holder = _current_holder(session, holder_id)
    if holder.kind is HolderKind.CARD and holder.open_challenge is not None:
        return open_challenge(session, holder.open_challenge)
    if holder.kind is HolderKind.CARD:
        return _ask_lines(session, holder, is_drill)
    return _ask_code(session, holder, is_drill)


def open_challenge(session: Session, challenge_id: ChallengeId) -> Challenge:
    """Return a question again, without its file.

    Raises ``NotFound``, or ``ChallengeAnswered`` for one that counts no more: it was answered, or
    the holder was asked anew since.
    """
    row = rows.challenge(session.rows, challenge_id)
    if row["answered_at"] is not None or rows.is_superseded(session.rows, challenge_id):
        raise ChallengeAnswered()
    asked = json.loads(row["asked"])
    return Challenge(
        id=challenge_id,
        holder_id=row["holder_id"],
        is_drill=bool(row["is_drill"]),
        asked_at=clock.from_text(row["asked_at"]),
        lines=tuple(asked) if isinstance(asked, list) else (),
    )


def _current_holder(session: Session, holder_id: HolderId) -> Holder:
    holder, _ = rows.holder(session.rows, holder_id)
    ceremony = rows.current(session.rows)
    if ceremony is None or ceremony.id != holder.ceremony_id:
        raise NoCeremony()
    return holder


def _ask_lines(session: Session, holder: Holder, is_drill: bool) -> Challenge:
    """The two lines of the first question, each time: the others are never typed here."""
    lines = rows.first_asked(session.rows, holder.id) or json.dumps(card_proof.asked_lines())
    return open_challenge(session, _entered(session, holder, lines, is_drill))


def _ask_code(session: Session, holder: Holder, is_drill: bool) -> Challenge:
    code = codes.new_code()
    ceremony = rows.get(session.rows, holder.ceremony_id)
    text = challenge_file.text(ceremony, holder, code, session.today())
    file = age.seal_bytes([recipients.parsed(holder.recipient)], text.encode("utf-8"))
    asked = _entered(session, holder, codes.kept(code), is_drill)
    return replace(open_challenge(session, asked), file=file)


def _entered(session: Session, holder: Holder, asked: str, is_drill: bool) -> ChallengeId:
    with session.begin("succession.ask") as tx:
        found = rows.insert_challenge(tx.rows, holder.id, asked, tx.now, is_drill=is_drill)
        tx.audit(holder=holder.id, place=holder.place, is_drill=is_drill)
        tx.changed(Kind.SUCCESSION)
    return found


def question_name(ceremony: Ceremony, holder: Holder) -> str:
    """Return a name for the file that an own key's holder gets. It names nobody."""
    return challenge_file.name(ceremony, holder)


def save_question(question: Challenge, target: Path) -> None:
    """Write the file of a question. Raises ``ReadOnlyFolder``, ``DiskFull``, ``StorageFailed``."""
    atomic.write_whole(target, question.file)


def answer(
    session: Session,
    challenge_id: ChallengeId,
    *,
    lines: Mapping[int, str] | None = None,
    code: str = "",
) -> bool:
    """Enter a holder's answer and return whether it was right. It counts once.

    What was merely mistyped is no answer: it raises ``SheetLineError`` or ``CodeMistyped`` and the
    question stays open. Raises ``NotFound``, ``ChallengeAnswered``, ``NoCeremony``.
    """
    asked = open_challenge(session, challenge_id)
    holder = _current_holder(session, asked.holder_id)
    is_right = _is_right(session, challenge_id, lines or {}, code)
    with session.begin("succession.answer") as tx:
        rows.set_answer(tx.rows, challenge_id, tx.now, is_proved=is_right)
        tx.audit(holder=holder.id, place=holder.place, is_drill=asked.is_drill, is_proved=is_right)
        tx.changed(Kind.SUCCESSION)
    return is_right


def _is_right(
    session: Session, challenge_id: ChallengeId, lines: Mapping[int, str], code: str
) -> bool:
    row = rows.challenge(session.rows, challenge_id)
    _, proof = rows.holder(session.rows, row["holder_id"])
    if proof is None:
        return codes.agrees(row["asked"], code)
    return card_proof.agrees(proof, tuple(json.loads(row["asked"])), lines)


def drill_due(session: Session) -> date | None:
    """Return the day on which the holders are to be asked again; ``None`` without holders.

    A year after the ceremony, or after the oldest of each holder's last right answer.
    """
    ceremony = rows.current(session.rows)
    if ceremony is None:
        return None
    shown = [one.proved_at or ceremony.at for one in ceremony.holders]
    return clock.local_day(min(shown)) + DRILL_EVERY


def drills(session: Session) -> list[Answer]:
    """Return the answers of all drills, the newest first."""
    return rows.drills(session.rows)
