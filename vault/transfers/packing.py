"""What makes an export a packet: the manifest of its files, and the receipt to sign."""

import hashlib
from collections.abc import Callable, Mapping

from vault import clock
from vault.changes import Kind
from vault.errors import FileNameTaken
from vault.exports.archive import Archive
from vault.session import Session
from vault.store.unit_of_work import Transaction
from vault.transfers import receipt, rows
from vault.transfers.model import Transfer, TransferPlan
from vault.transfers.receipt import Contents

MANIFEST, RECEIPT = "MANIFEST.sha256", "receipt.pdf"


class Packing:
    """Ends one archive, and enters the packet when it stands."""

    def __init__(self, plan: TransferPlan) -> None:
        self._plan = plan
        self._manifest_sha256 = ""
        self._transfer: Transfer | None = None

    @property
    def uid(self) -> str:
        """The packet's number, which the receipt has too."""
        return self._plan.uid

    @property
    def transfer(self) -> Transfer:
        """The packet as it was entered."""
        if self._transfer is None:
            raise RuntimeError("the packet was not entered")
        return self._transfer

    def enclose(self, target: Archive, /) -> None:
        """Add the manifest of all that stands in ``target``, and the receipt that names it."""
        manifest = manifest_text(target.hashes).encode("utf-8")
        self._manifest_sha256 = hashlib.sha256(manifest).hexdigest()
        contents = Contents(files=len(target.hashes), manifest_sha256=self._manifest_sha256)
        _add(target, MANIFEST, manifest)
        _add(target, RECEIPT, receipt.render(self._plan, contents))

    def enter(self, session: Session, /, *, also: Callable[[Transaction], None]) -> None:
        """Write the transfer down, and ``also`` beside it; the packet has its name."""
        client_id = self._plan.request.client_id
        with session.begin("transfer.make") as tx:
            rows.insert(tx.rows, self._values(clock.to_text(tx.now)))
            self._transfer = rows.with_uid(tx.rows, self._plan.uid)
            part = self._plan.request.part.value
            tx.audit(client_id, transfer_id=self._transfer.id, part=part)
            tx.changed(Kind.TRANSFERS)
            also(tx)

    def _values(self, made_at: str) -> Mapping[str, str | int]:
        request = self._plan.request
        return {
            "uid": self._plan.uid,
            "client_id": request.client_id,
            "recipient": request.recipient,
            "basis": request.basis,
            "packet_sha256": self._manifest_sha256,
            "made_at": made_at,
        }


def manifest_text(hashes: Mapping[str, str]) -> str:
    """Return the manifest as ``sha256sum --check`` reads it: a hash, two blanks, a path."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in hashes.items())


def _add(target: Archive, name: str, content: bytes) -> None:
    path = target.name("", name)
    if path != name:
        raise FileNameTaken()  # the name is in every receipt: it must be this one
    target.add(path, content)
