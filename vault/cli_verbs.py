"""What each verb of the command line does. Results are plain values; nothing is printed here
but the recovery sheet, which has to be written down."""

import argparse
import getpass
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vault.audit import service as audit_service
from vault.custody import service as custody
from vault.documents import service as documents
from vault.errors import FolderExists, SheetLineError, VaultError
from vault.keys import creation, recovery_sheet
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import KeyStore, OsKeyring
from vault.keys.recovery_sheet import SheetText
from vault.notes import service as notes
from vault.practice.model import Practice
from vault.search import service as search_service
from vault.search.model import Order, Query
from vault.session import Session
from vault.store import atomic, bundle

Ask = Callable[[str], str]
Result = tuple[dict[str, Any], bool]
AddVerb = Callable[[Any, str, str], argparse.ArgumentParser]
"""Makes the parser of a verb, with what all verbs take: the verbs, its name, its help."""


def create(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Create a vault; its sheet is written to a file, or shown and two lines typed back."""
    folder: Path = arguments.folder
    if folder.suffix != bundle.SUFFIX:
        folder = folder.with_name(folder.name + bundle.SUFFIX)
    if folder.exists():
        raise FolderExists()
    kind = SlotKind(arguments.way)
    typed = "" if kind is SlotKind.KEYRING else ask("A secret to unlock it with")
    way = FirstWay(kind=kind, typed=typed)
    creation.require_usable(way)
    plan = creation.plan_vault(arguments.name or folder.stem)
    hand_over(plan.sheet, arguments.sheet_out)
    practice = Practice(
        practitioner=arguments.practitioner, jurisdiction=arguments.jurisdiction.upper()
    )
    try:
        made = creation.create_vault(plan, folder, practice, way, OsKeyring())
    except VaultError:
        if arguments.sheet_out is not None:  # ours, of a vault that is not
            arguments.sheet_out.unlink()
        raise
    result = {"vault_id": made.vault_id, "folder": str(folder), "fingerprint": made.fingerprint}
    return {**result, "warnings": [one.value for one in keys.ground_warnings(folder)]}, True


def hand_over(sheet: SheetText, out: Path | None) -> None:
    """Write a sheet's lines to a new file, or show them and have two typed back.

    Raises ``FolderExists`` or ``SheetLineError``.
    """
    if out is not None:
        if out.exists():  # never over a file: it may be somebody's vault
            raise FolderExists()
        atomic.write_whole(out, "".join(f"{line.text}\n" for line in sheet.lines).encode("ascii"))
        return
    print("Write these lines down. Whoever has them opens the vault; without them and without")
    print("your secret nobody does.")
    for line in sheet.lines:
        print(f"  {line.number}  {line.text}")
    for line in sorted(random.sample(sheet.lines, 2), key=lambda line: line.number):
        answer = getpass.getpass(f"Type back line {line.number}: ")
        recovery_sheet.check_line(line.number, answer)
        if "".join(answer.split()).upper() != "".join(line.text.split()):
            raise SheetLineError(line.number)


@contextmanager
def unlocked(arguments: argparse.Namespace, ask: Ask) -> Iterator[tuple[Session, str, KeyStore]]:
    """Give the unlocked vault, the secret that was typed and the keyring; lock it at the end."""
    keyring = OsKeyring()
    typed = _typed(arguments, ask)
    session = _unlock(arguments, typed, keyring)
    try:
        yield session, typed, keyring
        keys.lock(session, keyring, "lock")
    finally:
        session.close()


def _typed(arguments: argparse.Namespace, ask: Ask) -> str:
    summary = keys.describe(arguments.folder)
    if arguments.way is None:
        has_item = summary.has(SlotKind.KEYRING) or summary.has(SlotKind.KEYRING_PASSPHRASE)
        arguments.way = "keyring" if has_item else "passphrase"
    if arguments.way == "keyring" and summary.has(SlotKind.KEYRING):
        return ""
    return ask("The recovery sheet's lines" if arguments.way == "sheet" else "Secret")


def _unlock(arguments: argparse.Namespace, typed: str, keyring: KeyStore) -> Session:
    if arguments.way == "sheet":
        return keys.unlock_with_sheet(arguments.folder, typed.splitlines(), keyring)
    if arguments.way == "passphrase":
        return keys.unlock_with_passphrase(arguments.folder, typed, keyring)
    return keys.unlock_with_keyring(arguments.folder, typed or None, keyring)


def unlock_check(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Open the vault once and lock it again."""
    with unlocked(arguments, ask) as (session, _, _keyring):
        slots = [{"kind": slot.kind.value, "id": slot.id} for slot in keys.slots(session)]
        warnings = [warning.value for warning in session.warnings]
        return {"vault_id": session.vault_id, "slots": slots, "warnings": warnings}, True


def import_demo(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Fill the vault with a made-up practice."""
    from vault.demo import service as demo  # its word lists are wanted by nobody else

    with unlocked(arguments, ask) as (session, _, _keyring):
        counts = demo.import_demo(session, arguments.years, arguments.seed)
        return {"clients": counts.clients, "sessions": counts.sessions, "notes": counts.notes}, True


def search(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Find notes, documents and clients; best first."""
    with unlocked(arguments, ask) as (session, _, _keyring):
        query = Query(text=" ".join(arguments.words), order=Order.BEST)
        found = search_service.find(session, query)
        return {
            "client": [{"record": hit.record_number, "name": hit.name} for hit in found.clients],
            "note": [
                {
                    "record": hit.record_number,
                    "day": hit.occurred_on.isoformat(),
                    "kind": hit.kind.value,
                    "snippet": hit.snippet,
                }
                for hit in found.notes
            ],
            "document": [
                {
                    "record": hit.record_number,
                    "id": int(hit.document_id),
                    "day": hit.day.isoformat(),
                    "kind": hit.kind.value,
                    "snippet": hit.snippet,
                }
                for hit in found.documents
            ],
            "is_complete": found.is_complete,
        }, True


def verify_vault(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Read every page, walk the audit chain, check every signature and document's file."""
    with unlocked(arguments, ask) as (session, _, _keyring):
        session.rows.check()
        chain = audit_service.verify(session)
        signatures = notes.check_all(session)
        files, are_documents_sound = _check_documents(session, is_full=arguments.documents)
        result = {
            "audit_events": chain.events,
            "first_broken_event": chain.first_broken,
            "erased_details": chain.erased,
            "unexplained_erasures": chain.unexplained,
            "checkpoints": chain.checkpoints,
            "bad_checkpoints": chain.bad_checkpoints,
            "signatures": signatures.checked,
            "broken_signatures": [int(note_id) for note_id in signatures.broken],
            **files,
            "warnings": [warning.value for warning in session.warnings],
        }
        inherited, is_inherited_sound = _check_inherited(session)
        is_rolled_back = any(warning in keys.FROM_ANCHOR for warning in session.warnings)
        are_records_sound = chain.is_sound and not signatures.broken and not is_rolled_back
        is_sound = are_records_sound and are_documents_sound and is_inherited_sound
        return {**result, **inherited}, is_sound


def _check_inherited(session: Session) -> Result:
    """In a custodian's vault, walk the practitioner's audit chain too."""
    if custody.custody(session) is None:
        return {}, True
    found = custody.verify_inherited_chain(session)
    return {
        "inherited_events": found.events,
        "inherited_first_broken": found.first_broken,
        "inherited_checkpoints": found.checkpoints,
        "inherited_bad_checkpoints": found.bad_checkpoints,
    }, found.is_sound


def _check_documents(session: Session, *, is_full: bool) -> Result:
    """Look whether each document has its file; ``is_full`` decrypts them too."""
    files = documents.check_files(session)
    content = documents.verify(documents.readings(session) if is_full else ())
    damaged = {*files.altered, *content.damaged}
    return {
        "documents": files.checked,
        "decrypted_documents": content.checked,
        "missing_documents": [int(one) for one in files.missing],
        "damaged_documents": sorted(int(one) for one in damaged),
        "stray_files": list(files.strays),
    }, files.is_sound and content.is_sound


def rotate(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Put the records under a new key."""
    with unlocked(arguments, ask) as (session, typed, keyring):
        keys.rotate_keys(session, typed, keyring)
        header = session.opened.header
        return {"records": header.records, "keys": header.keys}, True


def audit(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Return the newest audit events."""
    with unlocked(arguments, ask) as (session, _, _keyring):
        events = audit_service.page(session, limit=arguments.limit)
        return {
            "event": [
                {
                    "seq": event.seq,
                    "at": event.at.isoformat(),
                    "action": event.action,
                    "record": event.record_number,
                    "detail": dict(event.detail),
                }
                for event in events
            ]
        }, True
