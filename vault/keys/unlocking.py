"""From a secret to an open vault: what is looked at, ended and warned about on the way."""

from datetime import timedelta
from pathlib import Path

from vault import clock
from vault.audit import rows as audit_rows
from vault.errors import VaultError
from vault.keys import anchor, proof, slot_changes
from vault.keys.model import VaultWarning
from vault.keys.os_keyring import KeyStore
from vault.keys.secret import PinnedSecret
from vault.session import Session
from vault.store import erasures, intents, opening, removal, schema, surroundings
from vault.store.opening import OpenedVault
from vault.store.switch import switch

_CLOCK_TOLERANCE = timedelta(minutes=10)


def unlocked(folder: Path, found: PinnedSecret, keyring: KeyStore, now: clock.Clock) -> Session:
    """Open the vault of ``folder`` with a secret, and end what a crash left in it.

    Raises what ``opening.open_vault`` and a migration's switch raise.
    """
    opened = opening.open_vault(folder, found)
    try:
        warnings = _warnings(opened, keyring, now)
        _clean_up(opened, keyring, now)
        _bring_to_our_schema(opened, found, keyring, now)
        warnings += _end_erasures(opened, found, keyring, now)
        session = Session(
            opened,
            check_step_up=lambda typed: _step_up(opened, typed, keyring),
            warnings=warnings,
            now=now,
        )
        with session.begin("vault.unlock") as tx:
            tx.audit(warnings=", ".join(warnings))
    except BaseException:
        opened.close()
        raise
    return session


def _clean_up(opened: OpenedVault, keyring: KeyStore, now: clock.Clock) -> None:
    """End what a crash left. A file that can't be removed is no reason to keep anybody out."""
    try:
        intents.settle(opened, keyring, now)
        removal.destroy_leftovers(opened.folder)
    except VaultError:
        return


def _step_up(opened: OpenedVault, typed: bytes, keyring: KeyStore) -> None:
    proof.proven(opened, typed.decode("utf-8", "replace"), keyring)


def _bring_to_our_schema(
    opened: OpenedVault, found: PinnedSecret, keyring: KeyStore, now: clock.Clock
) -> None:
    """Migrate an older vault: by the switch, like every change of files."""
    if schema.version(opened.rows) < schema.latest_version():
        switch(opened, slot_changes.unchanged(opened, "vault.migrate"), found, keyring, now=now)


def _end_erasures(
    opened: OpenedVault, found: PinnedSecret, keyring: KeyStore, now: clock.Clock
) -> tuple[VaultWarning, ...]:
    """Carry to its end what an interrupted disposal began. Where it cannot be, the vault opens.

    Whose records wait is hidden meanwhile, and the next unlock tries again.
    """
    if erasures.pending(opened.rows).is_nothing:
        return ()
    try:
        switch(opened, slot_changes.erasing(opened), found, keyring, now=now)
    except VaultError:
        if opened.is_closed:
            raise
        return (VaultWarning.DISPOSAL_PENDING,)
    return ()


def _warnings(opened: OpenedVault, keyring: KeyStore, now: clock.Clock) -> tuple[VaultWarning, ...]:
    found = list(surroundings.warnings(opened, intents.pending(opened.rows)))
    from_anchor = anchor.compare(opened.rows, opened.header.instance_id, keyring)
    if from_anchor is not None:
        found.append(from_anchor)
    last = audit_rows.newest_instant(opened.rows)
    if last is not None and now() < last - _CLOCK_TOLERANCE:
        found.append(VaultWarning.CLOCK_SET_BACK)
    return tuple(found)
