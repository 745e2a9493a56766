"""A record for machines. ``resources/exports/record.schema.json`` is the form's description.

Days are ``YYYY-MM-DD``, times of day ``HH:MM`` where the practice stands, instants UTC. What
is not known is ``null`` or an empty text, never left out.
"""

import json
from datetime import date, datetime
from typing import Any

from vault import clock
from vault.audit.model import AuditEvent
from vault.clients.model import (
    CareSession,
    Client,
    ContactMethod,
    Diagnosis,
    Episode,
    RelatedPerson,
)
from vault.exports import wording
from vault.exports.model import DocumentExtract, ExportPlan, NoteExtract, RecordExtract
from vault.keys.signing import PublicKey
from vault.notes.model import Addendum, Body, Note, Signing

FORMAT = "casekeep-record"
VERSION = 1

# What a client's tables hold and this form does not: column, and why. Beside these only the
# numbers by which rows of one vault find each other (``id``, ``client_id``, ``note_id``) are
# left out where the place in the file says the same.
LEFT_OUT = {
    ("client", "audit_key"): "a secret that makes audit subjects",
    ("note", "search_key"): "the index's order: the day and the id again",
    ("document", "identity"): "the secret that opens the sealed file",
    ("document", "sealed_size"): "of the sealed file, which is not the one enclosed",
    ("document", "sealed_sha256"): "of the sealed file, which is not the one enclosed",
}

Json = dict[str, Any]


def render(plan: ExportPlan, extract: RecordExtract) -> bytes:
    """Return the record as one JSON object in UTF-8."""
    text = json.dumps(_record(plan, extract), ensure_ascii=False, indent=1)
    return text.encode("utf-8") + b"\n"


def render_compact(plan: ExportPlan, extract: RecordExtract) -> bytes:
    """Return the same without blanks, many times as fast: for where thousands are written."""
    text = json.dumps(_record(plan, extract), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def _record(plan: ExportPlan, extract: RecordExtract) -> Json:
    return {
        "format": FORMAT,
        "version": VERSION,
        "part": extract.part,
        "made_at": clock.to_text(plan.made_at),
        "read_at": clock.to_text(extract.read_at),
        "practice": _practice(plan),
        "vault": {
            "id": plan.vault_id,
            "public_key": plan.public_key,
            "fingerprint": PublicKey.from_text(plan.public_key).fingerprint,
        },
        "not_inside": [
            {"what": one.what, "count": one.count, "words": wording.missing(one)}
            for one in extract.not_inside
        ],
        "client": _client(extract.client),
        "episodes": [_episode(one) for one in extract.episodes],
        "sessions": [_session(one) for one in extract.care_sessions],
        "notes": [_note(one) for one in extract.notes],
        "documents": [_document(one) for one in extract.documents],
        "access_log": None
        if extract.accesses is None
        else [_access(one) for one in extract.accesses],
    }


def _practice(plan: ExportPlan) -> Json:
    practice = plan.practice
    return {
        "practitioner": practice.practitioner,
        "practice_name": practice.practice_name,
        "licenses": practice.licenses,
        "jurisdiction": practice.jurisdiction,
        "phone": practice.phone,
        "email": practice.email,
        "address": practice.address,
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _instant(value: datetime | None) -> str | None:
    return None if value is None else clock.to_text(value)


def _client(client: Client) -> Json:
    details = client.details
    return {
        "uid": client.uid,
        "record_number": client.record_number,
        "legal_name": details.legal_name,
        "preferred_name": details.preferred_name,
        "pronouns": details.pronouns,
        "birth_date": _day(details.birth_date),
        "status": details.status,
        "deceased_on": _day(details.deceased_on),
        "jurisdiction": details.jurisdiction,
        "risk_flag": details.risk_flag,
        "restrictions": details.restrictions,
        "privilege_holders": details.privilege_holders,
        "contact_rules": list(details.contact_rules),
        "referral": details.referral,
        "created_at": _instant(client.created_at),
        "changed_at": _instant(client.changed_at),
        "contacts": [_contact(one) for one in details.contacts],
        "people": [_person(one) for one in details.people],
        "diagnoses": [_diagnosis(one) for one in details.diagnoses],
    }


def _contact(one: ContactMethod) -> Json:
    return {
        "kind": one.kind,
        "value": one.value,
        "label": one.label,
        "rule": one.rule,
        "is_preferred": one.is_preferred,
    }


def _person(one: RelatedPerson) -> Json:
    return {
        "role": one.role,
        "name": one.name,
        "relation": one.relation,
        "phone": one.phone,
        "email": one.email,
        "authority": one.authority,
        "authority_from": _day(one.authority_from),
        "authority_to": _day(one.authority_to),
        "remark": one.remark,
    }


def _diagnosis(one: Diagnosis) -> Json:
    return {
        "code": one.code,
        "description": one.description,
        "since": _day(one.since),
        "until": _day(one.until),
    }


def _episode(one: Episode) -> Json:
    return {
        "id": one.id,
        "opened_on": _day(one.opened_on),
        "opening_reason": one.opening_reason,
        "closed_on": _day(one.closed_on),
        "closing_reason": one.closing_reason,
    }


def _session(one: CareSession) -> Json:
    details = one.details
    return {
        "id": one.id,
        "episode_id": one.episode_id,
        "status": details.status,
        "day": _day(details.day),
        "starts_at": None if details.starts_at is None else f"{details.starts_at:%H:%M}",
        "minutes": details.minutes,
        "modality": details.modality,
        "kind": details.kind,
        "remark": details.remark,
    }


def _note(one: NoteExtract) -> Json:
    note, head = one.note, one.note.head
    return {
        "uid": note.uid,
        "shelf": head.shelf,
        "kind": head.kind,
        "template": head.template_key,
        "occurred_on": _day(head.occurred_on),
        "episode_id": head.episode_id,
        "session_id": head.care_session_id,
        "about_whom": head.about_whom,
        "privilege": head.privilege,
        "late_reason": head.late_reason,
        "origin": head.origin,
        "created_at": _instant(note.created_at),
        "edited_at": _instant(note.edited_at),
        "body": _body(note.body),
        "signature_state": one.signature,
        "signing": None if note.signing is None else _signing(note.signing),
        "addenda": [_addendum(addendum) for addendum in note.addenda],
        "error": _error(note.error.at, note.error.reason) if note.error else None,
        "draft": _draft(note),
        "imported": None
        if one.imported is None
        else {"document_uid": one.imported.document_uid, "day_from": one.imported.day_from},
    }


def _body(body: Body) -> Json:
    return {"text": body.text, "layout": [list(part) for part in body.layout]}


def _signing(one: Signing) -> Json:
    return {
        "signer": one.signer,
        "at": _instant(one.at),
        "content_sha256": one.content_hash.hex(),
        "signature": one.signature,
    }


def _addendum(one: Addendum) -> Json:
    return {"uid": one.uid, "text": one.text, "signing": _signing(one.signing)}


def _error(at: datetime, reason: str) -> Json:
    return {"at": _instant(at), "reason": reason}


def _draft(note: Note) -> Json | None:
    if note.draft is None:
        return None
    return {**_body(note.draft), "saved_at": _instant(note.draft_saved_at)}


def _document(one: DocumentExtract) -> Json:
    document = one.document
    return {
        "uid": document.uid,
        "kind": document.kind,
        "title": document.title,
        "file_name": document.file_name,
        "dated_on": _day(document.dated_on),
        "source": document.source,
        "about_whom": document.about_whom,
        "privilege": document.privilege,
        "media_type": document.media_type,
        "size": document.size,
        "sha256": document.sha256,
        "added_at": _instant(document.added_at),
        "error": _error(document.error_at, document.error_reason) if document.error_at else None,
        "enclosed_as": one.path or None,
        "is_damaged": one.is_damaged,
    }


def _access(event: AuditEvent) -> Json:
    return {
        "seq": event.seq,
        "at": _instant(event.at),
        "action": event.action,
        "detail": dict(event.detail),
    }
