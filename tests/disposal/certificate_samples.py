"""Facts for tests of certificates: everything is known, treated and attested, hence *Purge*."""

from datetime import UTC, date, datetime

from vault.disposal.certificate_model import (
    DATABASE_CIPHER,
    DOCUMENT_CIPHER,
    ApprovalGiven,
    AuditHead,
    CertificateFacts,
    Check,
    CheckKind,
    CheckResult,
    DestroyedKey,
    DisposedRecord,
    HoldsCheck,
    Issuer,
    KeyPlace,
    KeyProof,
    Medium,
    NoticeSent,
    PaperDisposed,
    Reissued,
    Residual,
    ResidualCause,
    ResidualKind,
    ResidualPlan,
    RetentionFacts,
    Tool,
    TraceLine,
    TreatedCopy,
    TreatedFate,
    WrittenBy,
)
from vault.keys.signing import SigningKey
from vault.retention.model import Anchor, RecordClass

KEY = SigningKey.from_seed(bytes(range(32)))
NUMBER = "CD-2044-0007"


def at(hour: int, minute: int = 0) -> datetime:
    """Return an instant of the day on which the sample record goes."""
    return datetime(2044, 3, 1, hour, minute, tzinfo=UTC)


ERASED_AT = at(10, 2)
REWRITTEN_AT = at(10, 9)
REISSUED_AT = at(10, 30)
ATTESTED_AT = at(10, 41)

TRACE = (
    TraceLine(
        rule_id="me-psychologist",
        citation="02-415 CMR ch. 9 §2",
        record_class=RecordClass.RECORD,
        is_maximum=False,
        anchor=Anchor.TERMINATION,
        anchor_day=date(2026, 9, 1),
        age=None,
        years=7,
        days=0,
        day=date(2033, 9, 1),
        is_moved=False,
        is_counted=True,
    ),
    TraceLine(
        rule_id="me-psychologist-summary",
        citation="02-415 CMR ch. 9 §2",
        record_class=RecordClass.SUMMARY,
        is_maximum=False,
        anchor=Anchor.MAJORITY,
        anchor_day=date(2029, 2, 28),
        age=18,
        years=15,
        days=0,
        day=date(2044, 3, 1),
        is_moved=True,
        is_counted=True,
    ),
)

COPIES = tuple(
    TreatedCopy(
        place=place,
        number=number,
        made_at=at(7, number),
        fate=TreatedFate.REWRITTEN,
        at=REWRITTEN_AT,
    )
    for place in ("Safe at the office", "USB stick, blue")
    for number in (1, 2, 3)
)

PENDING = Residual(
    kind=ResidualKind.SNAPSHOT,
    place="Drive at my sister’s",
    number=12,
    made_at=at(6),
    cause=ResidualCause.UNREACHABLE,
    plan=ResidualPlan.REWRITE_WHEN_REACHED,
    until=date(2044, 4, 1),
)

WRITTEN_BY = WrittenBy(
    practitioner="Ada Lindqvist, LCSW",
    practice_name="Mill Lane Practice",
    licenses="LC 54321",
    jurisdiction="ME",
    vault_id="0d" * 16,
    public_key=KEY.public.to_text(),
    in_custody_since=date(2030, 5, 6),
)


def facts() -> CertificateFacts:
    """Return the facts of a whole disposal after which *Purge* may be said."""
    return CertificateFacts(
        number=NUMBER,
        supplements="",
        issued_at=at(10, 45),
        disposal_uid="c4" * 16,
        issuer=Issuer(
            practitioner="Robin Keller, LCSW",
            practice_name="Harbor Street Practice",
            licenses="LC 12345",
            jurisdiction="ME",
            vault_id="621e4bbbdab55a9757c4a826a0809d13",
            public_key=KEY.public.to_text(),
        ),
        record=DisposedRecord(
            record_number="2019-0042",
            client_uid="0a" * 16,
            classes=(RecordClass.RECORD, RecordClass.SUMMARY),
            first_service=date(2019, 5, 6),
            last_service=date(2026, 9, 1),
        ),
        retention=RetentionFacts(
            eligible_on=date(2044, 3, 1), no_later_than=None, override_until=None, trace=TRACE
        ),
        holds=HoldsCheck(checked_at=at(10), released=1),
        is_notice_required=False,
        notices=(
            NoticeSent(
                method="First-class mail",
                sent_on=date(2044, 1, 4),
                wait_until=date(2044, 2, 4),
            ),
        ),
        approval=ApprovalGiven(
            by="Robin Keller, LCSW", at=at(10), verified_copies=2, fewer_accepted=False
        ),
        medium=Medium(file_system="ext4", device="nvme0n1 (solid state)"),
        keys_destroyed=(
            DestroyedKey(
                key_id="5f" * 16,
                algorithm=DATABASE_CIPHER,
                place=KeyPlace.KEY_BAG,
                destroyed_at=ERASED_AT,
                proof=KeyProof.NEW_BAG_HOLDS_ANOTHER,
            ),
            DestroyedKey(
                key_id="",
                count=4,
                algorithm=DOCUMENT_CIPHER,
                place=KeyPlace.DOCUMENT_ROW,
                destroyed_at=ERASED_AT,
                proof=KeyProof.ROW_IS_GONE,
            ),
        ),
        tool=Tool(name="Casekeep", version="0.1.0"),
        started_at=at(10, 1),
        erased_at=ERASED_AT,
        finished_at=ATTESTED_AT,
        checks=tuple(Check(kind=kind, result=CheckResult.PASSED) for kind in CheckKind),
        copies=COPIES,
        residual=(),
        paper=(
            PaperDisposed(
                disposed_on=date(2044, 2, 20), method="Cross-cut shredding", vendor="Paperless Inc."
            ),
        ),
        reissued=Reissued(
            at=REISSUED_AT,
            ways=("keyring_passphrase", "sheet"),
            old_sheet_destroyed_at=ATTESTED_AT,
        ),
        performer="Robin Keller, LCSW",
        audit_head=AuditHead(seq=48_211, hash="9c" * 32),
    )
