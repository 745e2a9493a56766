"""A certificate on paper: PDF/A-1b, made from the signed text and from nothing else.

One page, or two: what a board asks comes first, what a specialist checks last.
"""

import hashlib
from datetime import UTC, date

from vault.disposal import certificate_text, certificate_words
from vault.disposal.certificate_model import CertificateFacts, WrittenBy
from vault.exports import wording
from vault.keys.signing import CERTIFICATE, PublicKey
from vault.printing.document import MONO, SANS, SANS_STRONG, Style
from vault.printing.flow import LEFT, Flow, flowing
from vault.retention.model import Anchor

_TITLE = Style(SANS_STRONG, 17, line=8)
_CLAIM = Style(SANS_STRONG, 9.6, line=4.7)
_LEAD = Style(SANS, 9, grey=60, line=4.4)
_CHAPTER = Style(SANS_STRONG, 9.8, line=5)
_LABEL = Style(SANS, 8.2, grey=95, line=4)
_VALUE = Style(SANS, 8.6, line=4)
_CODE = Style(MONO, 7.4, line=3.7)
_VALUES_LEFT = LEFT + 32
_CHAPTER_HEIGHT = 18.0
_SIGNING_HEIGHT = 26.0
_LIMITS_HEIGHT = 32.0
_CHECKING_HEIGHT = 50.0
_NONE_KNOWN = "None known to the vault."
_ALLOWED = "signers.txt"

Fact = tuple[str, str]


def render(text: str) -> bytes:
    """Return a certificate's text as a PDF. Raises ``CertificateUnreadable``."""
    facts = certificate_text.read(text)
    title = f"Certificate of disposal {facts.number}"
    made_on = facts.issued_at.astimezone(UTC).date()
    families = (SANS, SANS_STRONG, MONO)
    with flowing(title, f"{title} · Confidential", made_on, lambda page: None, families) as flow:
        _head(flow, facts)
        for name, told in _chapters(facts):
            _chapter(flow, name, told)
        _limits(flow)
        _signing(flow, facts)
        _checking(flow, facts, text)
        return flow.finish()


def _head(flow: Flow, facts: CertificateFacts) -> None:
    flow.text("Certificate of disposal", _TITLE)
    told = f"No. {facts.number} · issued {certificate_words.instant(facts.issued_at)}"
    if facts.supplements:
        told += f" · supplements no. {facts.supplements}, which stays valid"
    flow.text(told, _LEAD)
    flow.space(2)
    flow.text(certificate_words.claimed(facts), _CLAIM)


def _chapter(flow: Flow, name: str, told: list[Fact], height: float = _CHAPTER_HEIGHT) -> None:
    flow.space(2.6)
    flow.keep(height)
    flow.rule()
    flow.space(1.2)
    flow.text(name, _CHAPTER)
    for label, value in told:
        flow.fact(label, value, (_LABEL, _VALUE), _VALUES_LEFT)


def _chapters(facts: CertificateFacts) -> list[tuple[str, list[Fact]]]:
    return [
        ("Whose record", _whose(facts)),
        ("Why it might go", _why(facts)),
        ("What was done", _done(facts)),
        ("Residual copies", _left(facts)),
        ("Ways into the vault", _ways(facts)),
    ]


def _whose(facts: CertificateFacts) -> list[Fact]:
    issuer, record = facts.issuer, facts.record
    practice = (issuer.practitioner, issuer.practice_name, issuer.licenses, issuer.jurisdiction)
    classes = ", ".join(certificate_words.CLASSES[one] for one in record.classes)
    days = (record.first_service, record.last_service)
    services = [wording.day(day) for day in dict.fromkeys(days) if day is not None]
    return [
        ("Practice", " · ".join(part for part in practice if part)),
        *_written_by(facts.written_by),
        ("Record", f"No. {record.record_number} · {record.client_uid}"),
        ("Name", record.name or "not kept, by choice"),
        ("Record class", classes),
        ("Dates of service", " to ".join(services) or "none"),
    ]


def _written_by(one: WrittenBy | None) -> list[Fact]:
    """Whose record it was, where the practice that disposes of it kept it for another."""
    if one is None:
        return []
    told = (one.practitioner, one.practice_name, one.licenses, one.jurisdiction)
    since = f"in custody since {wording.day(one.in_custody_since)}"
    key = PublicKey.from_text(one.public_key).fingerprint
    return [
        ("Kept for", " · ".join([*(part for part in told if part), since])),
        ("Their vault", f"{one.vault_id}, key {key}"),
    ]


def _why(facts: CertificateFacts) -> list[Fact]:
    retention, approval = facts.retention, facts.approval
    told = [("Rule", certificate_words.trace(line)) for line in retention.trace]
    is_traced = any(line.anchor is Anchor.OVERRIDE for line in retention.trace)
    if retention.override_until is not None and not is_traced:
        until = wording.day(retention.override_until)
        told.append(("Override", f"The practice decided for this client: {until}."))
    told.append(("Allowed from", _days(facts)))
    told.append(("Holds", _holds(facts)))
    told.append(("Client notice", _notice(facts)))
    kept = f"{approval.verified_copies} fresh verified copies of the vault"
    fewer = ", fewer than two, which was accepted in writing" if approval.fewer_accepted else ""
    by = f"{approval.by}, {certificate_words.instant(approval.at)}; {kept}{fewer}."
    told.append(("Approved by", by))
    return told


def _days(facts: CertificateFacts) -> str:
    first, last = facts.retention.eligible_on, facts.retention.no_later_than
    told = "no day was computed" if first is None else wording.day(first)
    return told if last is None else f"{told}, no later than {wording.day(last)}"


def _holds(facts: CertificateFacts) -> str:
    checked = certificate_words.instant(facts.holds.checked_at)
    return f"Checked {checked}: none in force. Released before: {facts.holds.released}."


def _notice(facts: CertificateFacts) -> str:
    sent = [
        f"{one.method}, sent {wording.day(one.sent_on)}, waited until {wording.day(one.wait_until)}"
        for one in facts.notices
    ]
    required = "Required." if facts.is_notice_required else "Not required."
    return " ".join((required, "; ".join(sent) + "." if sent else "None sent."))


def _done(facts: CertificateFacts) -> list[Fact]:
    medium = [part for part in (facts.medium.file_system, facts.medium.device) if part]
    moments = (facts.started_at, facts.erased_at, facts.finished_at)
    began, erased, ended = (certificate_words.instant(at) for at in moments)
    checks = [
        f"{certificate_words.CHECKS[one.kind]}: {certificate_words.RESULTS[one.result]}"
        for one in facts.checks
    ]
    return [
        ("Medium", ", ".join(medium) or "not known to the program"),
        ("Technique", "Records made anew without this one under a new key; old files destroyed."),
        *(("Key destroyed", certificate_words.key(one)) for one in facts.keys_destroyed),
        ("Tool", f"{facts.tool.name} {facts.tool.version}"),
        ("Course", f"Begun {began}; erased {erased}; last step {ended}."),
        ("Verification", "\n".join(checks) or "none"),
        *(("Copy treated", one) for one in certificate_words.copies(facts.copies)),
        *(("Paper", _paper(one.disposed_on, one.method, one.vendor)) for one in facts.paper),
    ]


def _paper(disposed_on: date, how: str, vendor: str) -> str:
    by = f", by {vendor}" if vendor else ""
    return f"{how}{by}, {wording.day(disposed_on)}."


def _left(facts: CertificateFacts) -> list[Fact]:
    left = [("", certificate_words.residual(one)) for one in facts.residual]
    return left or [("", _NONE_KNOWN)]


def _ways(facts: CertificateFacts) -> list[Fact]:
    reissued = facts.reissued
    if reissued is None:
        return [("Made anew", "No.")]
    named = ", ".join(certificate_words.WAYS.get(one, one) for one in reissued.ways)
    at = reissued.old_sheet_destroyed_at
    attested = "not attested" if at is None else f"attested {certificate_words.instant(at)}"
    return [
        ("Made anew", f"{certificate_words.instant(reissued.at)}: {named}."),
        ("Older sheets destroyed", attested),
    ]


def _limits(flow: Flow) -> None:
    _chapter(flow, "What this does not cover", [], _LIMITS_HEIGHT)
    for one in certificate_words.LIMITS:
        flow.text(f"–  {one}", _VALUE)


def _signing(flow: Flow, facts: CertificateFacts) -> None:
    flow.space(5)
    flow.keep(_SIGNING_HEIGHT)
    flow.space(11)
    flow.rule()
    flow.space(1)
    flow.text(f"{facts.performer}, who carried it out: signature and date", _LABEL)


def _checking(flow: Flow, facts: CertificateFacts, text: str) -> None:
    """The signed text's hash, the key, and the command that needs no Casekeep."""
    key = PublicKey.from_text(facts.issuer.public_key)
    name = certificate_text.file_name(facts.number)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    head = facts.audit_head
    _chapter(
        flow,
        "Checking this certificate",
        [
            ("Signed text", f"{name}, with {name}.sig beside it; this page only shows it."),
            ("Its SHA-256", digest),
            ("Key’s fingerprint", key.fingerprint),
            ("Vault", facts.issuer.vault_id),
            ("Audit chain", f"event {head.seq}, {head.hash}"),
        ],
        _CHECKING_HEIGHT,
    )
    flow.space(1)
    flow.text(f"Write this line into a file named {_ALLOWED}, then give the command:", _LABEL)
    flow.text(f"practice {key.to_text()}", _CODE)
    flow.text(f"ssh-keygen -Y verify -f {_ALLOWED} -I practice -n {CERTIFICATE} \\", _CODE)
    flow.text(f"    -s {name}.sig < {name}", _CODE)
    if flow.undrawable:
        lost = f"{flow.undrawable} characters have no letter in these fonts and stand as □ here; "
        flow.text(lost + "the signed text holds them.", _LABEL)
