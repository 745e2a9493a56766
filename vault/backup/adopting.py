"""Entering the snapshots of a place that the register does not know, in steps."""

from vault.backup import adoption, files, freshness, rows
from vault.backup.adoption import Found
from vault.backup.model import Destination
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.errors import DestinationGone, SnapshotCopied
from vault.keys import proof
from vault.keys.os_keyring import KeyStore
from vault.session import Session


class AdoptionRun:
    """Opens what a typed secret opens at a place, and enters it: do its ``steps`` in their order.

    Made with the session. Raises a ``SecretError`` at once. The steps raise ``DestinationGone``,
    ``DestinationOther``, or ``SnapshotCopied`` where another place's are among them.
    """

    def __init__(
        self, session: Session, destination: Destination, typed: str, keyring: KeyStore
    ) -> None:
        self._session = session
        self._destination = destination
        self._secret = proof.proven(session.opened, typed, keyring)
        self._place = freshness.place(session, destination)
        self._set = self._place.backup_set
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
        self._place.require()
        with files.at(self._destination.path):
            self._there = self._set.numbers()
            self._found = [one for _, one in adoption.openable(self._set, self._secret)]

    def _enter(self) -> None:
        self._require_none_copied()
        with self._session.begin("backup.adopt") as tx:
            new = adoption.enter(tx.rows, self._destination.id, self._found, tx.now)
            tx.audit(destination=self._destination.uid, snapshots=len(new))
            tx.changed(Kind.COPIES)
        opened = {one.manifest.number for one in self._found}
        self.adopted = tuple(one.manifest.number for one in new)
        self.sealed = tuple(number for number in self._there if number not in opened)

    def _require_none_copied(self) -> None:
        """A snapshot tells whose set it lies in: entered at two places, it would tell nothing."""
        session, here = self._session, self._destination
        marks = {(one.manifest.number, one.manifest.made_at) for one in self._found}
        for place in rows.destinations(session.rows):
            if place.instance_id != here.instance_id or place.id == here.id:
                continue
            known = {(one.number, one.made_at) for one in rows.snapshots(session.rows, place.id)}
            if copied := marks & known:
                raise SnapshotCopied(place.label, tuple(sorted(number for number, _ in copied)))
