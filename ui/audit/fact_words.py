"""What an event keeps beside its action, as names and values that people read. Needs no window.

What only a program can use stands among the technical details, which are shown when asked for.
"""

from PySide6.QtCore import QCoreApplication

from ui.audit.fact_names import fact_name
from ui.audit.value_words import Value, value_words
from ui.clients.presenter import Fact
from vault import clock
from vault.audit.model import AuditEvent

TECHNICAL = frozenset(
    {
        "batch",
        "care_session_id",
        "ceremony",
        "checkpoint_head",
        "checkpoint_seq",
        "checkpoint_signature",
        "code",
        "contact",
        "content",
        "destination",
        "disposal",
        "episode_id",
        "export",
        "hold_id",
        "holder",
        "instance",
        "key",
        "keys",
        "manifest",
        "note",
        "notice_id",
        "override_id",
        "paper_record_id",
        "practice",
        "task",
        "transfer_id",
    }
)
"""Numbers and hashes that lead a program to something; the export of the log has them too."""

_ONLY_IF_SO = frozenset(
    {
        "damaged",
        "dropped",
        "failed",
        "held",
        "is_archived",
        "is_drill",
        "is_instead",
        "is_merge",
        "is_other_successor",
        "is_synced",
        "left_out",
        "lost",
        "merged",
        "missing",
        "older",
        "returned",
        "same",
        "skipped",
        "unread",
        "waiting",
    }
)
"""Worth a line where there is any, and noise where there is none."""

_SAID_BY_THE_SENTENCE = {
    "audit.checkpoint": {"reason"},
    "export.make": {"part"},
    "retention.rule": {"is_on"},
    "succession.ask": {"is_drill"},
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("audit", text)


def facts(event: AuditEvent) -> tuple[Fact, ...]:
    """Return what a person may want to know of an event, beside its sentence."""
    kept = {name: value for name, value in event.detail.items() if _is_fact(event, name, value)}
    return tuple(
        Fact(name=fact_name(event.action, name), text=value_words(event.action, name, value))
        for name, value in kept.items()
    )


def technical(event: AuditEvent) -> tuple[Fact, ...]:
    """Return an event as it is kept."""
    own = (
        Fact(name=_tr("Number in the log"), text=str(event.seq)),
        Fact(name=_tr("At (UTC)"), text=clock.to_text(event.at)),
        Fact(name=_tr("Action"), text=event.action),
    )
    kept = (Fact(name=name, text=str(value)) for name, value in sorted(event.detail.items()))
    return (*own, *kept)


def _is_fact(event: AuditEvent, name: str, value: Value) -> bool:
    if value in ("", None) or name in TECHNICAL or (name in _ONLY_IF_SO and not value):
        return False
    if _is_of_a_change_of_keys(event):
        return False
    if name == "kind" and event.action.startswith(("note.", "document.")):
        return False
    return name not in _SAID_BY_THE_SENTENCE.get(event.action, ())


def _is_of_a_change_of_keys(event: AuditEvent) -> bool:
    """The end of a change of keys keeps the numbers of its files, and nothing else."""
    return {"records", "keys"} <= event.detail.keys() and event.action != "change.undone"
