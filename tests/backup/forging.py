"""A snapshot that somebody else signed."""

from dataclasses import replace
from pathlib import Path

from vault.backup import manifest
from vault.keys.signing import SigningKey
from vault.store import bundle
from vault.store.bundle import SNAPSHOT_FORMAT


def sign_by_another_key(snapshot: Path) -> None:
    """Sign header and manifest anew, by a key that is not the practice's."""
    key = SigningKey.generate()
    header = bundle.read_header(snapshot, SNAPSHOT_FORMAT)
    found = manifest.read(snapshot, header)
    forged = replace(header, public_key=key.public)
    (snapshot / bundle.HEADER_FILE).write_bytes(forged.signed(key))
    (snapshot / "snapshot.json").write_bytes(found.signed(key))
