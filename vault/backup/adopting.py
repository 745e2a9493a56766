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
    ``DestinationOther``, ``DestinationReadOnly``, or ``SnapshotCopied`` where there is nothing to
    enter but what another place has.
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
        self.copied: tuple[int, ...] = ()
        """Numbers of those that another place has: they are not entered a second time."""

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
        copied = self._copied()
        mine = [one for one in self._found if one.manifest.number not in copied]
        known = {one.number for one in rows.snapshots(self._session.rows, self._destination.id)}
        if copied and known.issuperset(one.manifest.number for one in mine):
            raise SnapshotCopied(next(iter(copied.values())), tuple(sorted(copied)))
        with self._session.begin("backup.adopt") as tx:
            new = adoption.enter(tx.rows, self._destination.id, mine, tx.now)
            tx.audit(destination=self._destination.uid, snapshots=len(new))
            tx.changed(Kind.COPIES)
        opened = {one.manifest.number for one in self._found}
        self.adopted = tuple(one.manifest.number for one in new)
        self.sealed = tuple(number for number in self._there if number not in opened)
        self.copied = tuple(sorted(copied))

    def _copied(self) -> dict[int, str]:
        """Return the numbers that another place has, with its label.

        A snapshot tells whose set it lies in: entered at two places, it would tell nothing. Of one
        that is gone there, this is the last.
        """
        session, here = self._session, self._destination
        marks = {(one.manifest.number, one.manifest.made_at) for one in self._found}
        others = [
            one
            for one in rows.destinations(session.rows)
            if one.instance_id == here.instance_id and one.id != here.id
        ]
        return {
            one.number: place.label
            for place in others
            for one in rows.snapshots(session.rows, place.id)
            if not one.is_gone and (one.number, one.made_at) in marks
        }
