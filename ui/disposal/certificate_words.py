"""A certificate's own text in words for the last page. Needs no window."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.wording import counted
from vault.disposal.model import Certificate


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """What the last page shows of one certificate."""

    title: str
    method: str
    is_purge: bool
    reasons: tuple[str, ...]
    residual: tuple[str, ...] = field(repr=False)


def certificate_view(certificate: Certificate) -> CertificateView:
    """Return what a certificate claims, why no more, and what may be left."""
    told: dict[str, Any] = json.loads(certificate.document)
    said = _tr("Record %1 · certificate %2")
    if certificate.supplements:
        said = _tr("Record %1 · supplement %2")
    number = str(told["record"]["record_number"])
    is_purge = told["method"] == "purge"
    return CertificateView(
        title=said.replace("%1", number).replace("%2", certificate.number),
        method=_tr("Purge") if is_purge else _tr("Clear"),
        is_purge=is_purge,
        reasons=tuple(_reason(one) for one in told["not_purge_because"]),
        residual=tuple(_residual(one) for one in told["residual"]),
    )


def newest(certificates: Sequence[Certificate]) -> tuple[Certificate, ...]:
    """Return the last certificate of each record."""
    found = {one.tombstone_id: one for one in sorted(certificates, key=lambda one: one.id)}
    return tuple(found.values())


def method_words(view: CertificateView) -> str:
    """Return what the method means."""
    if view.is_purge:
        return _tr(
            "Every key that opened one of the vault's own copies of it is gone: nobody can read"
            " what may be left of those."
        )
    return _tr("It is gone from everything Casekeep can reach. No more is claimed, because:")


def residual_words(view: CertificateView) -> str:
    """Return how much may be left."""
    if not view.residual:
        return _tr("No copy that Casekeep knows of is left.")
    return counted(
        len(view.residual),
        _tr("1 copy may still hold it:"),
        _tr("%1 copies may still hold it:"),
    )


def _reason(code: str) -> str:
    words = {
        "no_key_destroyed": _tr("no key was destroyed"),
        "not_verified": _tr("not every check was done and passed"),
        "copy_pending": _tr("a copy of the vault is still to be treated"),
        "out_of_hands": _tr("what a medium or a service may have kept opens with keys still held"),
        "ways_not_reissued": _tr("today's sheet and passphrase open old files"),
        "ways_reissued_too_early": _tr(
            "sheet and passphrase were made new before the last backup was rewritten"
        ),
        "old_sheet_not_attested": _tr("nobody has said that every older sheet is destroyed"),
    }
    return words.get(code, code)


def _residual(told: dict[str, Any]) -> str:
    kinds = {
        "snapshot": _tr("Backup %1 on “%2”"),
        "sealed_export": _tr("Sealed export on “%2”"),
        "inherited_export": _tr("Sealed export %1 from which the records came"),
        "export_file": _tr("Exported file: %2"),
        "paper": _tr("Paper"),
        "transfer": _tr("A packet that went to %2"),
        "other": _tr("What a sync service or a disk keeps of “%2”"),
    }
    plans = {
        "rewrite_when_reached": _tr("it is rewritten when it can be reached"),
        "destroy_and_attest": _tr("to be destroyed by hand"),
        "dispose_of_paper": _tr("to be disposed of by hand"),
        "recipient_keeps": _tr("the recipient keeps it"),
    }
    said = kinds.get(told["kind"], "%2").replace("%1", str(told["number"]))
    plan = plans.get(told["plan"], "")
    said = f"{said.replace('%2', told['place'])}: {plan}" if plan else said
    if told["until"] is None:
        return said
    by = _tr("%1, looked at again by %2").replace("%1", said)
    return by.replace("%2", wording.long_day(date.fromisoformat(told["until"])))
