"""What stands in the parts of a sealed export: planning it, and writing one part after the other.

``plan_facts`` is quick and needs the session. ``write_part`` may take long and runs on any thread:
what it needs of the session it asks for in short jobs, as an export does.
"""

from collections.abc import Iterable, Iterator, Mapping

from vault.audit import rows as audit_rows
from vault.clients import service as clients
from vault.exports.gathering import OnSession
from vault.exports.protection import Sink
from vault.ids import ClientId
from vault.practice import service as practice
from vault.progress import Progress, no_progress
from vault.retention import policy_service
from vault.sealing import caseload, index_page, practice_part, records, rows
from vault.sealing.bag import Bag
from vault.sealing.model import PartAccount, SealFacts
from vault.sealing.part_model import Part
from vault.sealing.zipping import PartArchive, part_archive
from vault.session import Session
from vault.store import schema
from vault.store.unit_of_work import commits
from vault.succession import plan_service
from vault.succession.plan_model import Audience

_WHAT = {
    Part.RECORDS: "The clinical records of a practice, sealed for its successor.",
    Part.PSYCHOTHERAPY: "Psychotherapy notes of a practice, kept apart from its records.",
}


def plan_facts(session: Session) -> SealFacts:
    """Return what the parts of one number agree on. Nothing is written.

    Sign a checkpoint before, in the same job: the newest one is told.
    """
    head = audit_rows.head(session.rows)
    points = audit_rows.checkpoints(session.rows)
    return SealFacts(
        made_at=session.now(),
        today=session.today(),
        practice=practice.get(session),
        vault_id=session.vault_id,
        public_key=session.public_key.to_text(),
        schema=schema.version(session.rows),
        commits=commits(session.rows),
        audit_seq=head.seq,
        audit_head=head.hash,
        checkpoint=points[-1] if points else None,
        clean_to=rows.newest_tombstone(session.rows),
        plan=plan_service.current(session),
        policy=policy_service.policy(session),
        rules=policy_service.switched_on(session),
        clients=_clients(session),
    )


def _clients(session: Session) -> Mapping[Part, tuple[ClientId, ...]]:
    everybody = clients.list_ids(session)
    apart = {one.client_id: one.audience for one in plan_service.kept_apart(session)}
    with_notes = rows.with_psychotherapy_notes(session.rows)
    own = [one for one in everybody if one not in apart]
    others = [one for one in everybody if apart.get(one) is Audience.ALTERNATE]

    def chosen(part: Part) -> Iterator[ClientId]:
        is_notes = part.content is Part.PSYCHOTHERAPY
        among: Iterable[ClientId] = others if part.is_apart else own
        return (one for one in among if one in with_notes or not is_notes)

    return {part: tuple(chosen(part)) for part in Part}


def write_part(
    part: Part, facts: SealFacts, sink: Sink, run: OnSession, progress: Progress = no_progress
) -> PartAccount:
    """Write the padded ZIP archive of a part into ``sink``, from front to back.

    ``progress`` hears ``"clients"`` and how many of them are written, ``"notes"`` of each, and may
    raise ``Cancelled``. A client who went meanwhile is left out, or, in the midst of that record,
    ``NotFound`` ends the writing: begin anew, from new facts. Raises ``SessionClosed`` and what
    ``sink`` raises.
    """
    with part_archive(sink, facts.made_at) as (archive, size):
        if part.content is Part.CASELOAD:
            made = records.Made()
            count, events = caseload.write(part, facts, archive, run, progress), 0
        else:
            made, events = _write_bag(part, facts, archive, run, progress)
            count = len(made.index)
    return PartAccount(
        part=part,
        clients=count,
        notes=made.notes,
        broken_signatures=made.broken_signatures,
        audit_events=events,
        documents=tuple(made.documents),
        size=size.bytes,
        kept_until=made.kept_until,
    )


def _write_bag(
    part: Part, facts: SealFacts, archive: PartArchive, run: OnSession, progress: Progress
) -> tuple[records.Made, int]:
    bag = Bag(archive)
    made = records.write(part, facts, bag, run, progress)
    has_practice = part.content is Part.RECORDS
    events = practice_part.add(facts, bag, run) if has_practice else 0
    index_page.add(part, facts, made.index, bag)
    bag.finish(facts, _WHAT[part.content])
    return made, events
