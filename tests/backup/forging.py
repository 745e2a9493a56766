"""A snapshot that somebody else signed, or that a Casekeep of later made."""

import json
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


def make_newer(snapshot: Path) -> None:
    """Let a snapshot say that it has a format of later."""
    path = snapshot / bundle.HEADER_FILE
    envelope = json.loads(path.read_text(encoding="utf-8"))
    header = json.loads(envelope["header"]) | {"version": bundle.VERSION + 1}
    path.write_text(json.dumps(envelope | {"header": json.dumps(header)}), encoding="utf-8")
