"""Records carried in and out: imported, looked at, exported, backed up, restored.

The sources lie in plain in ``SOURCES``, beside the vault; nothing else may.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.vault_fixtures import NoKeyring
from tests.viewing import made
from vault.age import HybridIdentity
from vault.backup import service as backup
from vault.clients import service as clients
from vault.documents import service as documents
from vault.errors import DocumentUnshowable
from vault.exports import service as exports
from vault.exports.model import (
    ByPassphrase,
    ExportRequest,
    Form,
    Part,
    Plain,
    Protection,
    ToRecipient,
)
from vault.ids import ClientId, DocumentId
from vault.importers import client_list, headers, note_files, note_staging, service, tables
from vault.importers.batch_model import ImportKind, NoteChoice, Source
from vault.importers.model import Choice
from vault.keys import passphrases
from vault.keys import service as keys
from vault.keys.model import SlotKind
from vault.progress import Progress, no_progress
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.viewing import service as viewing

SOURCES = "sources"
STICK = "stick"
CARRIED_OUT = "out"
WORDS = 8
_AGAIN = "again.casekeep"
_LONGEST_PX = 128
_MOST = 1 << 20


def write_sources(base: Path, words: list[str]) -> None:
    """Write what the program is to bring in: ``WORDS`` words, each in a place of its own."""
    folder = base / SOURCES / "notes"
    folder.mkdir(parents=True)
    name, email, remark, text, marked, page, file_name, title = words
    table = f"Last name,First name,Email,Favorite color\n{name},Ada,{email}@example.org,{remark}\n"
    (base / SOURCES / "clients.csv").write_text(table, encoding="utf-8")
    (folder / "2026-03-01 first.txt").write_text(f"She said {text}.\n" * 400, encoding="utf-8")
    (folder / f"2026-03-02 {file_name}.md").write_text(f"# {marked}\n\nand {marked}", "utf-8")
    (folder / "2026-03-03 scan.pdf").write_bytes(made.pdf(f"{page} spoke", title))
    (folder / "2026-03-04 drawing.png").write_bytes(made.encoded(made.scene(), "PNG"))


def carry(folder: Path, secret: str, words: list[str]) -> None:
    """Bring all of it in, look at it, export it sealed, back it up, restore it."""
    session = _open(folder, secret)
    _bring_in(session, folder.parent / SOURCES)
    _look_at_all(session)
    _export_all(session, folder.parent / CARRIED_OUT, secret)
    _back_up(session, folder.parent / STICK)
    keys.lock(session, NoKeyring(), "lock")
    again = _restore(folder.parent, secret)
    found = sum(bool(_found(again, word)) for word in words)
    again.close()
    print(json.dumps({"found": found}), flush=True)


def cut_carrying(folder: Path, secret: str, words: list[str]) -> None:
    """Fall in the middle of an export."""
    session = _open(folder, secret)
    request = _request(Form.JSON, ByPassphrase(secret))
    exports.export(session, request, folder.parent / CARRIED_OUT / "cut.age", _fall)


def cut_restoring(folder: Path, secret: str, words: list[str]) -> None:
    """Fall in the middle of a restore."""
    _restore_into(folder.parent, secret, "cut.casekeep", _fall)


def leak(folder: Path, secret: str, words: list[str]) -> None:
    """Do what must be found: the same export, in plain."""
    session = _open(folder, secret)
    _bring_in(session, folder.parent / SOURCES)
    out = folder.parent / CARRIED_OUT
    out.mkdir()
    exports.export(session, _request(Form.JSON, Plain()), out / "record.zip.age")
    (out / "record.zip.age").unlink()
    session.close()


def _open(folder: Path, secret: str) -> Session:
    session = keys.unlock_with_passphrase(folder, secret, NoKeyring())
    session.step_up(passphrases.normalize(secret))
    return session


def _bring_in(session: Session, sources: Path) -> None:
    path = sources / "clients.csv"
    table = tables.read_table(path)
    known, today = service.known_clients(session), session.today()
    plan = client_list.plan(table, headers.match(table.headers), known, today)
    chosen = replace(plan, rows=tuple(replace(row, choice=Choice.NEW) for row in plan.rows))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    service.commit_clients(session, chosen, Source(kind=ImportKind.CLIENTS, sha256=digest))
    _bring_in_notes(session, sources / "notes", today)


def _bring_in_notes(session: Session, folder: Path, today: date) -> None:
    owner = clients.list_ids(session, "Ada")[0]
    choices = [
        NoteChoice(file=one, client_id=owner, path=folder / one.name)
        for one in note_files.scan(folder, today)
    ]
    note_staging.import_notes(session, choices)


def _look_at_all(session: Session) -> None:
    """Pages, thumbnails and texts of all that can be shown."""
    for document in (one for id_ in clients.list_ids(session) for one in _of(session, id_)):
        reading = documents.open_reading(session, document)
        if not viewing.can_show(reading.media_type, reading.size):
            continue
        with suppress(DocumentUnshowable):  # one of them only begins as a picture does
            _look_at(documents.read_bytes(reading, _MOST), reading.media_type)


def _look_at(content: bytes, media_type: str) -> None:
    with viewing.open_document(content, media_type) as shown:
        if shown.kind.is_text:
            shown.text(0)
        else:
            shown.page(0, 1.0)
            shown.thumbnail(0, _LONGEST_PX)


def _of(session: Session, client_id: ClientId) -> list[DocumentId]:
    return [one.id for one in documents.list_documents(session, client_id)]


def _export_all(session: Session, out: Path, passphrase: str) -> None:
    out.mkdir()
    recipient = ToRecipient(HybridIdentity.generate().recipient.to_text())
    for form in Form:
        for part in Part:
            if part is Part.PSYCHOTHERAPY and form is Form.CSV:
                continue
            protection = recipient if form is Form.JSON else ByPassphrase(passphrase)
            request = _request(form, protection, part)
            exports.export(session, request, out / f"{form.value}-{part.value}.age")


def _request(form: Form, protection: Protection, part: Part = Part.RECORD) -> ExportRequest:
    is_whole = form is not Form.CSV and part is Part.RECORD
    return ExportRequest(
        client_id=None,
        form=form,
        protection=protection,
        part=part,
        with_documents=is_whole,
        with_drafts=is_whole,
        with_access_log=is_whole,
    )


def _back_up(session: Session, stick: Path) -> None:
    stick.mkdir()
    place = backup.add_destination(session, stick, "Stick")
    backup.make_backup(session, place.id)
    backup.drill(session, place.id)


def _restore(base: Path, secret: str) -> Session:
    _restore_into(base, secret, _AGAIN, no_progress)
    return _open(base / _AGAIN, secret)


def _restore_into(base: Path, secret: str, name: str, progress: Progress) -> None:
    newest = backup.find_snapshots(base / STICK)[0]
    backup.restore_vault(
        newest.folder,
        SlotKind.PASSPHRASE,
        secret,
        base / name,
        None,
        NoKeyring(),
        progress=progress,
    )


def _found(session: Session, word: str) -> bool:
    found = search.find(session, Query(text=word))
    return bool(found.clients or found.notes or found.documents)


def _fall(name: str, done: int, total: int) -> None:
    if 0 < total <= 2 * done:
        os.abort()
