"""Entering the snapshots of a place that the register does not know, in steps."""

from vault.backup import adoption, files, layout
from vault.backup.adoption import Found
from vault.backup.model import Destination
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.errors import DestinationGone
from vault.keys import proof
from vault.keys.os_keyring import KeyStore
from vault.session import Session


class AdoptionRun:
    """Opens what a typed secret opens at a place, and enters it: do its ``steps`` in their order.

    Made with the session. Raises a ``SecretError`` at once.
    """

    def __init__(
        self, session: Session, destination: Destination, typed: str, keyring: KeyStore
    ) -> None:
        self._session = session
        self._destination = destination
        self._secret = proof.proven(session.opened, typed, keyring)
        self._set = layout.set_of(destination.path, session.vault_id, destination.instance_id)
        self._found: list[Found] = []
        self._there: list[int] = []
        self.adopted: tuple[int, ...] = ()
        """Numbers of those that the register did not know."""
        self.sealed: tuple[int, ...] = ()
        """Numbers of those that the secret does not open, or that are damaged."""

    def __repr__(self) -> str:
        return f"AdoptionRun({len(self._found)})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order."""
        return (
            Step(name="adopt", needs_session=False, work=self._open),
            Step(name="confirm", needs_session=True, work=self._enter),
        )

    def _open(self) -> None:
        if not files.is_there(self._set.folder):
            raise DestinationGone()
        with files.at(self._destination.path):
            self._there = self._set.numbers()
            self._found = [one for _, one in adoption.openable(self._set, self._secret)]

    def _enter(self) -> None:
        with self._session.begin("backup.adopt") as tx:
            new = adoption.enter(tx.rows, self._destination.path, self._found, tx.now)
            tx.audit(destination=self._destination.uid, snapshots=len(new))
            tx.changed(Kind.COPIES)
        opened = {one.manifest.number for one in self._found}
        self.adopted = tuple(one.manifest.number for one in new)
        self.sealed = tuple(number for number in self._there if number not in opened)
