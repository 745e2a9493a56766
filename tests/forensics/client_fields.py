"""A client with a word in every field that takes text, and the care they had."""

from collections.abc import Iterator
from datetime import date, time

from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import (
    CareSessionDetails,
    CareSessionStatus,
    ClientDetails,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.ids import ClientId
from vault.session import Session


def details(words: Iterator[str]) -> ClientDetails:
    """Return what is known of a client who has no day of birth."""
    return ClientDetails(
        legal_name=next(words),
        preferred_name=next(words),
        pronouns=next(words),
        risk_flag=next(words),
        restrictions=next(words),
        privilege_holders=next(words),
        contact_rules=(next(words),),
        referral=next(words),
        contacts=(
            ContactMethod(
                kind=ContactKind.OTHER, value=next(words), label=next(words), rule=next(words)
            ),
        ),
        people=(
            RelatedPerson(
                role=PersonRole.REPRESENTATIVE,
                name=next(words),
                relation=next(words),
                phone=next(words),
                email=next(words),
                authority=next(words),
                remark=next(words),
            ),
        ),
        diagnoses=(Diagnosis(description=next(words), code=next(words)),),
    )


def care(
    session: Session,
    client: ClientId,
    day: date,
    words: Iterator[str],
    status: CareSessionStatus = CareSessionStatus.PLANNED,
) -> None:
    """Enter one episode with one session, begun and ended on ``day``, and open the record."""
    episode = episodes.open_episode(session, client, day, next(words))
    seen = CareSessionDetails(day=day, starts_at=time(10), status=status, remark=next(words))
    care_sessions.add(session, client, seen)
    episodes.close_episode(session, episode, day, next(words))
    clients.open_record(session, client)
