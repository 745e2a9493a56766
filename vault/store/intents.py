"""Intents: what a change of files is about to make and to remove, committed before it begins.

After a crash the vault stands on one side of the commit point: the header, or for a document the
row that names its file. The next unlock finishes what was committed, or undoes what was not;
either way the intent ends with an audit event, or with the transaction that it was made for.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vault import clock
from vault.errors import KeyringError, VaultError
from vault.keys.os_keyring import KeyStore
from vault.store import (
    atomic,
    bundle,
    erasures,
    folder_tree,
    outside,
    removal,
    schema,
    unit_of_work,
)
from vault.store.connection import Connection, Row
from vault.store.opening import OpenedVault

_NO_HEADER = 0
_UNDONE = "change.undone"
_ALL = "SELECT id, kind, records, keys, plan FROM intent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A change of files. ``records`` and ``keys`` are the numbers of the header it writes, or 0.

    ``is_done`` is ``None`` until a settlement has looked at the header; from then on the header
    may move on, and only keyring items are left to remove.
    """

    id: int = 0
    kind: str
    records: int
    keys: int
    new_files: tuple[str, ...] = ()
    old_files: tuple[str, ...] = ()
    new_items: tuple[str, ...] = ()
    old_items: tuple[str, ...] = ()
    is_done: bool | None = None
    outside: tuple[str, ...] = ()
    """Temporary files outside the vault, which go on either side: absolute paths."""
    medium: str = ""
    """Where the medium that has them is mounted."""
    aside: tuple[str, ...] = ()
    """What a file of before is called, and the name that it gets back."""
    unwritten: tuple[str, ...] = ()
    """Files that could not be overwritten, named before they are unlinked."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the side that goes."""
        return self.old_files if self.is_done else self.new_files

    @property
    def items(self) -> tuple[str, ...]:
        """The keyring items of the side that goes."""
        return self.old_items if self.is_done else self.new_items

    def _plan(self) -> str:
        return json.dumps(
            {
                "new_files": self.new_files,
                "old_files": self.old_files,
                "new_items": self.new_items,
                "old_items": self.old_items,
                "is_done": self.is_done,
                "outside": self.outside,
                "medium": self.medium,
                "aside": self.aside,
                "unwritten": self.unwritten,
            }
        )


def commit(rows: Connection, intent: Intent, now: clock.Clock) -> int:
    """Write the intent down, durably, before anything of it is done. Return its id.

    Raises ``ValueError`` for names that are not as ``bundle`` gives them.
    """
    if not all(map(bundle.is_normal, named_files([intent]))):
        raise ValueError("a name of a file that is not normal")
    with unit_of_work.unaudited(rows) as plain:
        return plain.run(
            "INSERT INTO intent (kind, records, keys, plan, started_at) VALUES (?, ?, ?, ?, ?)",
            (intent.kind, intent.records, intent.keys, intent._plan(), clock.to_text(now())),
        )


def claim(opened: OpenedVault, kind: str, files: Iterable[str], now: clock.Clock) -> int:
    """Name attachments, and temporary files of them, that this process is about to make.

    Until ``release`` or ``abandon`` nobody here settles the intent; after a crash the next
    unlock does. Return its id.
    """
    intent = Intent(kind=kind, records=_NO_HEADER, keys=_NO_HEADER, new_files=tuple(files))
    return _claimed(opened, intent, now)


def claim_outside(
    opened: OpenedVault,
    kind: str,
    temporary: Path,
    now: clock.Clock,
    aside: tuple[Path, ...] = (),
) -> int:
    """Name a temporary file that this process is about to make outside the vault; as ``claim``.

    ``aside`` is what a file of before is called meanwhile, and the name that it gets back unless
    ``let_stand`` came before. It ends with ``end_outside``. Raises ``ValueError`` for a temporary
    name that ``atomic`` never gives.
    """
    ours = (temporary, *aside[:1])
    if not all(one.is_absolute() and atomic.is_temporary(one.name) for one in ours):
        raise ValueError("a file that is no temporary one of ours")
    intent = Intent(
        kind=kind,
        records=_NO_HEADER,
        keys=_NO_HEADER,
        outside=(str(temporary),),
        medium=outside.medium_of(temporary.parent),
        aside=tuple(map(str, aside)),
    )
    return _claimed(opened, intent, now)


def let_stand(rows: Connection, intent_id: int) -> None:
    """Let the file of before go for good, inside the transaction that enters the new one."""
    for row in rows.all(f"{_ALL} WHERE id = ?", (intent_id,)):
        one = _intent(row)
        told = replace(one, outside=(*one.outside, *one.aside[:1]), aside=())
        rows.run("UPDATE intent SET plan = ? WHERE id = ?", (told._plan(), intent_id))


def _claimed(opened: OpenedVault, intent: Intent, now: clock.Clock) -> int:
    intent_id = commit(opened.rows, intent, now)
    opened.claims.add(intent_id)
    return intent_id


def release(opened: OpenedVault, rows: Connection, intent_id: int) -> None:
    """End an intent inside the transaction whose rows name its files from now on."""
    rows.run("DELETE FROM intent WHERE id = ?", (intent_id,))
    opened.claims.discard(intent_id)


def abandon(opened: OpenedVault, intent_id: int, now: clock.Clock) -> None:
    """Remove the files of an intent of ours and end it. Raises as ``settle`` does."""
    opened.claims.discard(intent_id)
    row = opened.rows.one(f"{_ALL} WHERE id = ?", (intent_id,))
    if row is not None:
        intent = _intent(row)
        removal.destroy_all(opened.folder, _unneeded(opened, intent.files))
        _end(opened.rows, [intent], now)


def end_outside(opened: OpenedVault, intent_id: int) -> None:
    """End an intent of ours whose file is no more. Where one is left, the next unlock does."""
    opened.claims.discard(intent_id)
    row = opened.rows.one(f"{_ALL} WHERE id = ?", (intent_id,))
    if row is not None and not outside.left(_places(_intent(row))):
        _forget(opened.rows, intent_id)


def pending(rows: Connection) -> list[Intent]:
    """Return the intents that have not ended."""
    return [_intent(row) for row in rows.all(f"{_ALL} ORDER BY id")]


def _intent(row: Row) -> Intent:
    plan = json.loads(row["plan"])
    return Intent(
        id=row["id"],
        kind=row["kind"],
        records=row["records"],
        keys=row["keys"],
        new_files=tuple(plan["new_files"]),
        old_files=tuple(plan["old_files"]),
        new_items=tuple(plan["new_items"]),
        old_items=tuple(plan["old_items"]),
        is_done=plan["is_done"],
        outside=tuple(plan.get("outside", ())),  # plans of older vaults know of none
        medium=plan.get("medium", ""),
        aside=tuple(plan.get("aside", ())),
        unwritten=tuple(plan.get("unwritten", ())),
    )


def leave_behind(rows: Connection) -> None:
    """Forget, in the caller's transaction, what was under way in the vault these are a copy of.

    Of files that it had still to remove the disposals that they concern are told.
    """
    for one in pending(rows):
        names = (*one.old_files, *one.new_files) if one.is_done is None else one.files
        records = 0 if one.is_done is False else one.records
        erasures.tell_left_elsewhere(rows, one.kind, records, names)
    rows.run("DELETE FROM intent")


def named_files(intents: list[Intent]) -> frozenset[str]:
    """Return every file name that an intent accounts for."""
    return frozenset(name for i in intents for name in (*i.new_files, *i.old_files))


def settle(opened: OpenedVault, keyring: KeyStore, now: clock.Clock) -> None:
    """Finish or undo every pending intent, whichever side of its commit point the vault is on.

    Nothing that the current header or a document's row names is ever removed, whatever an intent
    says. An intent whose keyring items can't be reached stays for the next unlock; one that this
    process claimed stays until its work ends. Raises ``ReadOnlyFolder``, ``DiskFull`` or
    ``StorageFailed``; what was not removed is still named then, and kept no other intent from its
    end.
    """
    tried = {one.id for one in pending(opened.rows) if one.is_done is not None}
    decided = decide(opened)
    _end_all_outside(opened.rows, [one for one in decided if one.outside], now)
    over, failed = [], []
    for group in _groups([one for one in decided if not one.outside]):
        try:
            # what another program held the last time may be one that nobody ever lets us write to
            _destroy_files(opened, group, is_patient=any(one.id not in tried for one in group))
        except VaultError as error:
            failed.append(error)
        else:
            over += group
    ended = [one for one in over if _are_removed(keyring, opened, one)]
    _end(opened.rows, ended, now)
    ids = {one.id for one in ended}
    _forget_files(opened.rows, [one for one in over if one.id not in ids])
    if failed:
        raise failed[0]


def _groups(decided: list[Intent]) -> Iterator[list[Intent]]:
    """Yield each that was done, and all that were undone: an import may have begun thousands."""
    yield from ([one] for one in decided if one.is_done)
    if undone := [one for one in decided if not one.is_done]:
        yield undone


def _destroy_files(opened: OpenedVault, group: list[Intent], *, is_patient: bool) -> None:
    """Remove the files of the side that goes, and tell of what went without being overwritten.

    It is noted before it goes, and told once it is gone: what stays may be overwritten yet.
    """
    folder = opened.folder
    before = [name for one in group for name in one.unwritten]
    gone = [name for name in before if folder_tree.is_gone(folder / name)]
    noted: list[str] = []

    def note(names: list[str]) -> None:
        noted.extend(names)
        told = [one for one in group if _of(one, names)]
        _update(opened.rows, [replace(one, unwritten=_of(one, noted)) for one in told])

    names = [name for intent in group for name in intent.files]
    try:
        unneeded = _unneeded(opened, names)
        removal.destroy_all(opened.folder, unneeded, note, is_patient=is_patient)
    finally:
        gone += [name for name in noted if folder_tree.is_gone(folder / name)]
        _tell(opened, group, gone)


def _of(intent: Intent, names: list[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in intent.files)


def _update(rows: Connection, changed: Iterable[Intent]) -> None:
    with unit_of_work.unaudited(rows) as plain:
        for one in changed:
            plain.run("UPDATE intent SET plan = ? WHERE id = ?", (one._plan(), one.id))


def _tell(opened: OpenedVault, group: list[Intent], unwritten: list[str]) -> None:
    if not unwritten:
        return
    with unit_of_work.unaudited(opened.rows) as plain:
        for one in group:
            if names := _of(one, unwritten):
                erasures.tell_unwritten(plain, one.kind, one.records if one.is_done else 0, names)


def _forget_files(rows: Connection, waiting: list[Intent]) -> None:
    """Name the files no more of what waits for a keyring alone: a backup would have them left."""
    named = [one for one in waiting if one.files]
    if named:
        _update(rows, [_without_files(one) for one in named])


def _without_files(one: Intent) -> Intent:
    if one.is_done:
        return replace(one, old_files=(), unwritten=())
    return replace(one, new_files=(), unwritten=())


def decide(opened: OpenedVault) -> list[Intent]:
    """Write down of every pending intent which side goes, and return them.

    It must be known before the header moves on: the next one says nothing of an earlier change.
    Raises ``ReadOnlyFolder``, ``DiskFull`` or ``StorageFailed``.
    """
    waiting = [intent for intent in pending(opened.rows) if intent.id not in opened.claims]
    if not waiting:
        return []
    # the header that we see may not be durable yet; what it replaced must not go before it is
    atomic.sync_folder(opened.folder)
    return _all_decided(opened, waiting)


def _all_decided(opened: OpenedVault, waiting: list[Intent]) -> list[Intent]:
    """Look at the header once and write down what it says; a later switch may move it on."""
    decided = [_decided(opened, intent) for intent in waiting]
    pairs = zip(waiting, decided, strict=True)
    _update(opened.rows, [after for before, after in pairs if before is not after])
    return decided


def _decided(opened: OpenedVault, intent: Intent) -> Intent:
    if intent.is_done is not None:
        return intent
    header = opened.header
    is_done = intent.keys == header.keys and intent.records == header.records
    return replace(intent, is_done=is_done)


def _unneeded(opened: OpenedVault, names: Iterable[str]) -> list[str]:
    current = bundle.current_files(opened.header)
    # under another way to say it, what is needed would not be known
    normal = [name for name in names if bundle.is_normal(name)]
    return [name for name in normal if name not in current and not _is_document(opened.rows, name)]


def _is_document(rows: Connection, name: str) -> bool:
    uid = bundle.attachment_uid(name)
    if uid is None or not schema.has_table(rows, "document"):
        return False
    return rows.value("SELECT 1 FROM document WHERE uid = ?", (uid,)) is not None


def _are_removed(keyring: KeyStore, opened: OpenedVault, intent: Intent) -> bool:
    current = {hint.keyring_item for hint in opened.header.hints}
    try:
        for item in intent.items:
            if item not in current:
                keyring.remove(item)
    except KeyringError:
        return False
    return True


def _end_all_outside(rows: Connection, decided: list[Intent], now: clock.Clock) -> None:
    """Remove what a killed process left outside the vault, and give what it put aside its name.

    A medium that was taken out may come again. What cannot be done keeps no change back. Where
    nothing is left there was nothing to undo: the file may stand, whole.
    """
    for intent in decided:
        if not outside.left(_places(intent)):
            if outside.is_in(intent.medium, intent.outside):
                _forget(rows, intent.id)
        elif outside.is_undone(intent.outside, intent.aside):
            _end(rows, [intent], now)


def _places(intent: Intent) -> tuple[str, ...]:
    return (*intent.outside, *intent.aside[:1])


def _forget(rows: Connection, intent_id: int) -> None:
    with unit_of_work.unaudited(rows) as plain:
        plain.run("DELETE FROM intent WHERE id = ?", (intent_id,))


def _end(rows: Connection, ended: list[Intent], now: clock.Clock) -> None:
    """End intents, each with an event; those that were undone in one transaction."""
    undone = [intent for intent in ended if not intent.is_done]
    if undone:
        _end_as(_UNDONE, rows, undone, now)
    for intent in ended:
        if intent.is_done:
            _end_as(intent.kind, rows, [intent], now)


def _end_as(action: str, rows: Connection, ended: list[Intent], now: clock.Clock) -> None:
    with unit_of_work.transaction(action, rows, now) as tx:
        for intent in ended:
            tx.rows.run("DELETE FROM intent WHERE id = ?", (intent.id,))
            tx.audit(kind=intent.kind, records=intent.records, keys=intent.keys)
