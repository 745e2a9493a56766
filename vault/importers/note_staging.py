"""Note files on their way in: planned (session), sealed (any thread), then committed as one unit.

Until the commit no row names what was sealed; cancelled or killed, nothing of it remains.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from vault.documents import adding
from vault.documents.model import AddPlan, DocumentFacts, DocumentKind
from vault.documents.model import Source as DocumentSource
from vault.errors import SourceChanged
from vault.importers import service
from vault.importers.batch_model import (
    Batch,
    ImportKind,
    NoteChoice,
    Source,
    StagedNote,
)
from vault.progress import Progress, no_progress
from vault.session import Session
from vault.store import custodial


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedNote:
    """A chosen file, and the document that its original becomes."""

    choice: NoteChoice
    plan: AddPlan


def plan_notes(session: Session, choices: Sequence[NoteChoice]) -> list[PlannedNote]:
    """Write down which files are about to be made. Raises as ``documents.plan_add`` does, and
    ``RecordInherited`` in a custodian's vault.

    What was planned before an error is taken back.
    """
    custodial.require_own(session.rows)
    planned: list[PlannedNote] = []
    try:
        for choice in choices:
            plan = adding.plan_add(
                session,
                choice.client_id,
                choice.path.name,
                DocumentFacts(
                    kind=DocumentKind.NOTE_ORIGINAL,
                    dated_on=choice.file.day,
                    source=DocumentSource.IMPORT,
                ),
                choice.file.media_type,
            )
            planned.append(PlannedNote(choice=choice, plan=plan))
    except BaseException:
        abandon(session, planned)
        raise
    return planned


def seal_notes(
    planned: Sequence[PlannedNote], progress: Progress = no_progress
) -> list[StagedNote]:
    """Seal the originals, on any thread. On any error ``abandon`` comes next.

    Raises ``SourceChanged`` for a file that is not what the preview read any more, and what
    sealing a document raises.
    """
    staged = []
    for done, one in enumerate(planned):
        progress("originals", done, len(planned))
        sealed = adding.seal_file(one.plan, one.choice.path)
        if sealed.sha256 != one.choice.file.sha256:
            raise SourceChanged()
        staged.append(
            StagedNote(
                file=one.choice.file,
                client_id=one.choice.client_id,
                plan=one.plan,
                sealed=sealed,
            )
        )
    return staged


def abandon(session: Session, planned: Sequence[PlannedNote]) -> None:
    """Remove what was sealed for an import that does not come."""
    for one in planned:
        adding.abandon_add(session, one.plan)


def source_of(choices: Sequence[NoteChoice]) -> Source:
    """Return what an import of these files is known by: the hash of their hashes."""
    listed = "\n".join(sorted(choice.file.sha256 for choice in choices))
    digest = hashlib.sha256(listed.encode("ascii")).hexdigest()
    return Source(kind=ImportKind.NOTES, sha256=digest)


def import_notes(
    session: Session, choices: Sequence[NoteChoice], progress: Progress = no_progress
) -> Batch:
    """Plan, seal and commit in a row. Raises what the three raise; nothing remains then."""
    planned = plan_notes(session, choices)
    try:
        staged = seal_notes(planned, progress)
        return service.commit_notes(session, staged, source_of(choices), progress)
    except BaseException:
        abandon(session, planned)
        raise
