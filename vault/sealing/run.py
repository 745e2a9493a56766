"""Sealing a number of an export, in steps: some need the session, and the long ones do not.

Nothing is announced before all of it was read back from its medium, each document too, and each
part opened once. The number before stays until then. A crash leaves files that the next run
removes, or a number that is whole; the register knew of it before the first byte was written.
"""

import weakref
from collections.abc import Callable
from typing import TypeVar

from vault import age
from vault.age.in_hand import sealing_in_hand
from vault.audit import rows as audit_rows
from vault.audit import service as audit
from vault.backup import files, set_lock
from vault.backup.pacing import StandingBack
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.errors import (
    BackupError,
    Cancelled,
    CustodyNotSealed,
    DestinationGone,
    ForeignExport,
    HoldersNotProven,
    NoCeremony,
    NotFound,
)
from vault.exports.gathering import OnSession
from vault.exports.protection import Sink
from vault.keys import signing
from vault.progress import Progress
from vault.sealing import (
    attachments,
    closing,
    contents,
    freshness,
    layout,
    register,
    register_rows,
)
from vault.sealing.envelope import Envelope
from vault.sealing.export_folder import ExportFolder, SoundNumber
from vault.sealing.model import PartAccount, SealFacts
from vault.sealing.part_model import Part
from vault.sealing.places_model import (
    ExportFate,
    ExportPlace,
    SealedExport,
    SealReport,
)
from vault.sealing.register_rows import Announcement, Beginning
from vault.sealing.run_state import State, present
from vault.sealing.statement_model import SealKind
from vault.sealing.writing import Meter, Tally, Written, put, require_written
from vault.session import Session
from vault.store import atomic, bundle, custodial, erasures
from vault.store.process_lock import ProcessLock
from vault.succession import plan_service
from vault.succession import service as succession
from vault.succession.model import SealedPart

T = TypeVar("T")


class SealRun:
    """One sealing under way: do its ``steps`` in their order; ``abandon`` it if one raises."""

    def __init__(
        self,
        session: Session,
        place: ExportPlace,
        kind: SealKind,
        run: OnSession,
        progress: Progress,
        *,
        is_taking_over: bool,
    ) -> None:
        if custodial.is_custodial(session.rows):
            raise CustodyNotSealed()
        ceremony = succession.current(session)
        if ceremony is None:
            raise NoCeremony()
        kind = closing.kind_at(session, place, kind)
        if kind is SealKind.STANDING and not succession.is_ready(session):
            raise HoldersNotProven()
        self._session = session
        self._source = session.opened.rows
        self._vault_folder = session.opened.folder
        self._signing_key = session.opened.signing_key
        self._place = place
        self._spot = freshness.spot(session, place)
        self.kind = kind
        self._ceremony = ceremony
        self._folder = ExportFolder(folder=freshness.folder_of(place.path, ceremony.uid))
        self._run_job = run
        self._progress = progress
        self._is_taking_over = is_taking_over
        self._known = [
            one
            for one in register_rows.exports(session.rows, place.id)
            if one.ceremony_id == ceremony.id
        ]
        self._lock: ProcessLock | None = None
        self._stand_back = StandingBack(session.opened.rows.right_of_way)
        self._state = State()
        self.report: SealReport | None = None

    def __repr__(self) -> str:
        return f"SealRun({self._state.number})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order."""
        return (
            Step(name="prepare", needs_session=False, work=self._look),
            Step(name="plan", needs_session=True, work=self._plan),
            Step(name="parts", needs_session=False, work=self._write_parts),
            Step(name="documents", needs_session=False, work=self._copy_documents),
            Step(name="sign", needs_session=False, work=self._sign),
            Step(name="announce", needs_session=True, work=self._announce),
            Step(name="tidy", needs_session=False, work=self._tidy),
            Step(name="confirm", needs_session=True, work=self._confirm),
        )

    def abandon(self) -> None:
        """Remove what was written and not announced; on the thread for files.

        What a medium that is gone still holds the next run removes; the register knows of it.
        """
        try:
            if self._state.number and self._state.announced is None:
                with files.at(self._place.path):
                    self._folder.remove_number(self._state.number)
                    self._folder.sweep()
        except BackupError:
            return  # gone with its stick
        finally:
            self._release()

    # --- before anything is written ---

    def _look(self) -> None:
        if not self._spot.is_there():
            raise DestinationGone()
        files.require_writable(self._place.path)
        with files.at(self._place.path):
            self._folder.make()
            self._hold()
            self._folder.sweep()
            self._state.numbers = self._folder.numbers()
            self._state.sound = self._folder.sound(self._signing_key.public)

    def _hold(self) -> None:
        """Be the one writer here; a run that nobody ends gives the lock back as it goes."""
        folder = self._folder.folder
        lock = set_lock.take_file(folder.with_name(f".{folder.name}.lock"))
        if lock is not None:
            weakref.finalize(self, lock.release)
        self._lock = lock

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()

    def _plan(self) -> None:
        """Enter the number before anything of it is written."""
        self._require_same_holders()
        if not self._is_taking_over and not all(map(self._is_ours, self._state.sound)):
            raise ForeignExport()
        audit.checkpoint(self._session, "seal")
        facts = contents.plan_facts(self._session)
        wanted = plan_service.parts_wanted(self._session)
        self._state.apart_since = register_rows.newest_apart(self._session.rows)
        state = self._state
        state.facts, state.clean_to = facts, erasures.clean_to(self._session.rows)
        state.parts = tuple(one for one in self._ceremony.parts if one.part in wanted)
        state.unsealed = tuple(one for one in wanted if self._ceremony.part(one) is None)
        state.number = self._next_number()
        with self._session.begin("seal.begin") as tx:
            state.export_id = register_rows.begin(
                tx.rows,
                Beginning(
                    place_id=self._place.id,
                    ceremony_id=self._ceremony.id,
                    number=state.number,
                    kind=self.kind,
                    begun_at=facts.made_at,
                    commits=facts.commits,
                    audit_seq=facts.audit_seq,
                    audit_head=facts.audit_head,
                    clean_to=state.clean_to,
                ),
            )
            tx.audit(destination=self._place.uid, number=state.number, kind=self.kind.value)
            tx.changed(Kind.SEALED_EXPORTS)

    def _next_number(self) -> int:
        """Return one above all that were begun or signed here; files alone could be anybody's."""
        signed = (one.statement.number for one in self._state.sound if self._is_ours(one))
        number = max([0, *signed, *(one.number for one in self._known)]) + 1
        while number in self._state.numbers:
            number += 1
        return number

    def _require_same_holders(self) -> None:
        now = succession.current(self._session)
        if now is None or now.id != self._ceremony.id:
            raise Cancelled()  # a ceremony was held meanwhile: the next run seals to its holders

    def _is_ours(self, one: SoundNumber) -> bool:
        """Whether a number was sealed by this vault or one that it came from."""
        told = one.statement
        if told.vault_id != self._session.vault_id:
            return False
        if told.public_key != self._session.public_key.to_text():
            return False
        here = audit_rows.hash_at(self._session.rows, told.checkpoint.seq)
        return here is not None and here.hex() == told.checkpoint.head

    # --- the parts and the documents ---

    def _on_session(self, job: Callable[[Session], T], /) -> T:
        def on_the_same_records(session: Session) -> T:
            if session.rows is not self._source:
                raise Cancelled()  # the vault has other records now, and these are closed
            return job(session)

        return self._run_job(on_the_same_records)

    def _write_parts(self) -> None:
        facts = present(self._state.facts)
        with files.at(self._place.path):
            for one in self._state.parts:
                self._write_part(one, facts)
            for made in self._state.written:
                require_written(self._folder.path(made.name), made, self._meter("parts", 0))

    def _write_part(self, one: SealedPart, facts: SealFacts) -> None:
        name = layout.part_name(one.part, self._state.number)
        recipient = age.HybridRecipient.from_text(one.recipient)
        files.clear_name(self._folder.path(name))
        with atomic.replacing(self._folder.path(name)) as file:
            tally = Tally(file, lambda _: self._stand_back())
            with sealing_in_hand([recipient], tally) as sink:
                account = self._content(one.part, facts, sink)
        self._state.accounts.append(account)
        self._state.written.append(
            Written(name=name, size=tally.size, sha256=tally.sha256, key=sink.key)
        )

    def _content(self, part: Part, facts: SealFacts, sink: Sink) -> PartAccount:
        try:
            return contents.write_part(part, facts, sink, self._on_session, self._progress)
        except NotFound as error:
            raise Cancelled() from error  # a client went meanwhile: the next run leaves them out

    def _meter(self, name: str, total: int) -> Meter:
        return Meter(name, self._progress, self._stand_back, total)

    def _copy_documents(self) -> None:
        with files.at(self._place.path):
            self._state.copied = attachments.copy(
                self._vault_folder,
                self._folder,
                [document for one in self._state.accounts for document in one.documents],
                lambda total: self._meter("documents", total),
            )

    # --- what stands outside the seal, and the signature ---

    @property
    def _own(self) -> list[SoundNumber]:
        """The sound numbers here that this vault announced, lowest first."""
        announced = {one.manifest_sha256 for one in self._known if one.verified_at is not None}
        return [one for one in self._state.sound if one.manifest_sha256 in announced]

    def _sign(self) -> None:
        """Write what stands outside; manifest and signature last. Read it back."""
        with files.at(self._place.path):
            told = self._envelope()
            small = [self._put(name, content) for name, content in told.files.items()]
            listed = told.manifest([*self._state.written, *small], self._state.copied.there)
            signature = self._signing_key.sign(listed, signing.EXPORT).encode("ascii")
            number = self._state.number
            small.append(self._put(layout.manifest_name(number), listed))
            small.append(self._put(layout.signature_name(number), signature))
            for one in small:
                require_written(self._folder.path(one.name), one, self._meter("sign", 0))
        every = [*self._state.written, *small]
        there = self._state.copied.there.values()
        self._state.announced = Announcement(
            manifest_sha256=bundle.sha256(listed),
            clients=len({client for ids in self._sealed_clients() for client in ids}),
            documents=len(there),
            size=sum(one.size for one in every) + attachments.size_of(there),
        )

    def _put(self, name: str, content: bytes) -> Written:
        return put(self._folder.make_room(name), name, content)

    def _sealed_clients(self) -> list[tuple[int, ...]]:
        clients = present(self._state.facts).clients
        return [tuple(clients.get(one.part, ())) for one in self._state.parts]

    def _envelope(self) -> Envelope:
        own, days = self._own, (one.kept_until for one in self._state.accounts)
        return Envelope(
            facts=present(self._state.facts),
            ceremony=self._ceremony,
            parts=self._state.parts,
            sizes={one.name: one.size for one in self._state.written},
            number=self._state.number,
            kind=self.kind,
            attachments=len(self._state.copied.there),
            kept_until=max(filter(None, days), default=None),
            previous=own[-1].manifest_sha256 if own else "",
        )

    # --- afterwards ---

    def _announce(self) -> None:
        self._require_same_holders()
        found, export_id = present(self._state.announced), present(self._state.export_id)
        there = {one.statement.number for one in self._own} | {self._state.number}
        left = set(self._state.numbers)
        with self._session.begin("seal.make") as tx:
            register_rows.announce(tx.rows, export_id, found, tx.now)
            register.follow(tx.rows, self._known, there, left, tx.now)
            register.supersede(tx.rows, self._ceremony.id, tx.now)
            tx.audit(
                destination=self._place.uid,
                number=self._state.number,
                manifest=found.manifest_sha256,
                clients=found.clients,
                documents=found.documents,
                lost=len(self._state.copied.lost),
            )
            tx.changed(Kind.SEALED_EXPORTS)
        self._state.earlier = self._of_earlier_holders()
        self.report = self._state.report()

    def _of_earlier_holders(self) -> list[SealedExport]:
        """Return what was sealed here for cards of before: it goes once new ones work.

        Also what counts as missing or destroyed: its stick may be back.
        """
        if not succession.is_ready(self._session):
            return []
        known = register_rows.exports(self._session.rows, self._place.id)
        return [one for one in known if one.ceremony_id != self._ceremony.id]

    def _tidy(self) -> None:
        """Remove the numbers before the two newest, and what no kept number names.

        A closing export stays until the practice goes on.
        """
        by_hash = {one.manifest_sha256: one for one in self._known}
        may_stay = self._state.may_stay
        last = {one.manifest_sha256 for one in closing.last_numbers(self._place, self._known)}
        own = [o for o in self._own if may_stay(o, by_hash[o.manifest_sha256])]
        kept = [one for one in own if one is own[-1] or one.manifest_sha256 in last]
        staying = {self._state.number, *(one.statement.number for one in kept)}
        with files.at(self._place.path):
            for number in self._state.numbers:
                if number not in staying:
                    self._folder.remove_number(number)
            sound = self._folder.sound(self._signing_key.public)
            new = [one for one in sound if one.statement.number == self._state.number]
            if not new:
                raise DestinationGone()
            self._folder.remove_unnamed([*kept, *new])
            for export_id in {one.export_id for one in self._state.earlier}:
                at = freshness.folder_of(self._place.path, export_id)
                self._state.note_removed(export_id, ExportFolder(folder=at).remove_all())
        self._state.removed = tuple(n for n in self._state.numbers if n not in staying)
        self._release()

    def _confirm(self) -> None:
        gone = {
            one.id for one in self._known if one.number in self._state.removed and not one.is_gone
        } | {one.id for one in self._state.old_removed}
        if gone:
            with self._session.begin("seal.tidy") as tx:
                for export_id in sorted(gone):
                    register_rows.mark_fate(tx.rows, export_id, ExportFate.REMOVED, tx.now)
                numbers = ", ".join(map(str, self._state.removed))
                tx.audit(destination=self._place.uid, numbers=numbers, exports=len(gone))
                tx.changed(Kind.SEALED_EXPORTS)
        self.report = self._state.report()
