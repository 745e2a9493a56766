"""Looking whether every document has its file, and whether every file opens whole."""

from collections.abc import Sequence

from vault.documents import rows
from vault.documents.model import ContentReport, FilesReport, Reading
from vault.errors import DocumentDamaged, DocumentMissing
from vault.progress import Progress, no_progress
from vault.session import Session
from vault.store import attachments, erasures, intents


def check_files(session: Session) -> FilesReport:
    """Look whether every document has its file, of the right size; nothing is decrypted."""
    opened = session.opened
    expected = rows.readings(session.rows, opened.folder)
    sizes = {one.document_id: (attachments.size_of(one.path), one.sealed_size) for one in expected}
    known = {one.path.relative_to(opened.folder).as_posix() for one in expected}
    known |= intents.named_files(intents.pending(opened.rows))
    known |= set(erasures.pending(opened.rows).files)
    return FilesReport(
        checked=len(expected),
        missing=tuple(one for one, (found, _) in sizes.items() if found is None),
        altered=tuple(
            one for one, (found, right) in sizes.items() if found is not None and found != right
        ),
        strays=tuple(attachments.stray_names(opened.folder, frozenset(known))),
    )


def verify(wanted: Sequence[Reading], progress: Progress = no_progress) -> ContentReport:
    """Open each document whole and keep nothing, on any thread; ``progress`` hears bytes."""
    total, before = sum(one.sealed_size for one in wanted), 0
    missing, damaged = [], []
    for one in wanted:
        try:
            attachments.read(one, None, _from(progress, before, total))
        except DocumentMissing:
            missing.append(one.document_id)
        except DocumentDamaged:
            damaged.append(one.document_id)
        before += one.sealed_size
    return ContentReport(checked=len(wanted), missing=tuple(missing), damaged=tuple(damaged))


def _from(progress: Progress, before: int, total: int) -> Progress:
    return lambda _name, done, _total: progress("verify", before + done, total)
