"""A client's course: which notes stand beside which sessions."""

from datetime import date, timedelta
from random import Random

from vault.clients.model import CareSessionDetails, CareSessionStatus
from vault.demo.model import Entry, PlannedNote
from vault.notes.model import NoteKind, Shelf

_PLAN_AT = 3
_PLAN_EVERY = 16
_HEAVY = ("depression", "trauma", "grief", "alcohol")
_LENGTHS = ((1, 3, 15), (5, 14, 38), (13, 28, 30), (28, 54, 12), (54, 120, 5))


def length(rng: Random) -> int:
    """Return how many sessions a course has: a few come twice, a few for years."""
    shortest, longest, _ = rng.choices(_LENGTHS, [weight for *_, weight in _LENGTHS])[0]
    return rng.randint(shortest, longest)


def entries(
    rng: Random,
    sessions: list[CareSessionDetails],
    *,
    client: int,
    episode: int | None,
    problem: str,
    style: str,
    is_ended: bool,
    today: date,
) -> list[Entry]:
    """Return the sessions with their notes, and the contacts between them."""
    held, found = 0, []
    for number, session in enumerate(sessions):
        kinds = _kinds(rng, session, held, problem)
        held += session.status is CareSessionStatus.HELD
        if is_ended and number == len(sessions) - 1:
            kinds.append(NoteKind.TERMINATION)
        seed = f"{rng.random()}"
        notes = tuple(_note(rng, kind, style, f"{seed} {kind}") for kind in kinds)
        found.append(
            Entry(client=client, episode=episode, day=session.day, session=session, notes=notes)
        )
        found += _contact(rng, found[-1], problem, today)
    return found


def _kinds(rng: Random, session: CareSessionDetails, held: int, problem: str) -> list[NoteKind]:
    if session.status is CareSessionStatus.NO_SHOW:
        return [NoteKind.NO_SHOW]
    if session.status is not CareSessionStatus.HELD:
        return []
    if held == 0:
        return [NoteKind.INTAKE]
    found = [NoteKind.PROGRESS]
    if held % _PLAN_EVERY == _PLAN_AT:
        found.append(NoteKind.PLAN)
    if rng.random() < (0.02 if problem in _HEAVY else 0.003):
        found.append(NoteKind.RISK)
    if rng.random() < 0.012:
        found.append(NoteKind.PSYCHOTHERAPY)
    return found


def _contact(rng: Random, after: Entry, problem: str, today: date) -> list[Entry]:
    chance = rng.random()
    if chance >= 0.05:
        return []
    kind = NoteKind.CONTACT
    if chance < 0.006:
        kind = NoteKind.CONSULTATION
    elif problem in ("teen", "child") or chance < 0.012:
        kind = NoteKind.COLLATERAL
    day = after.day + timedelta(days=rng.randint(1, 4))
    if day >= today:
        return []
    note = _note(rng, kind, "", f"{rng.random()}")
    return [Entry(client=after.client, episode=after.episode, day=day, notes=(note,))]


_TEMPLATES = {NoteKind.PLAN: "treatment-plan", NoteKind.NO_SHOW: "no-show"}


def _note(rng: Random, kind: NoteKind, style: str, seed: str) -> PlannedNote:
    return PlannedNote(
        kind=kind,
        template_key=style if kind is NoteKind.PROGRESS else _TEMPLATES.get(kind, kind.value),
        seed=seed,
        shelf=Shelf.PSYCHOTHERAPY if kind is NoteKind.PSYCHOTHERAPY else Shelf.RECORD,
        is_late=rng.random() < 0.008,
        has_addendum=rng.random() < 0.015,
        is_in_error=rng.random() < 0.002,
    )
