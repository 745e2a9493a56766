"""The table registry: what becomes of each table's rows when records are shown, copied or ended.

A new table is entered here in the change that makes it; ``tests/store/test_registry.py`` walks
the schema and fails otherwise. Entries stand in the order in which a switch can copy the tables.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Shown(StrEnum):
    """Where a person sees the rows."""

    NOWHERE = "nowhere"
    CLIENT_PAGE = "client_page"
    AFTER_STEP_UP = "after_step_up"  # on the client's page, once the typed secret was given again
    SEARCH = "search"
    AUDIT = "audit"
    SETTINGS = "settings"


class Exported(StrEnum):
    """In what a release or a client's own copy holds."""

    NO = "no"
    WITH_CLIENT = "with_client"
    APART = "apart"  # never in an ordinary release (45 CFR 164.508(a)(2))
    ACCESS_REPORT = "access_report"


class Sealed(StrEnum):
    """In which part of the sealed export the rows travel."""

    NO = "no"
    RECORDS = "records"
    PSYCHOTHERAPY = "psychotherapy"


class BackedUp(StrEnum):
    """How a snapshot holds the rows."""

    COPIED = "copied"
    REBUILT = "rebuilt"


class Merged(StrEnum):
    """What happens where a successor keeps records of several exports in one vault."""

    WITH_CLIENT = "with_client"
    BY_KEY = "by_key"
    AS_TEXT = "as_text"  # kept to be read, as it came: it was of the other practice alone
    CHAINS_APART = "chains_apart"  # two practices' chains never merge
    STAYS_OURS = "stays_ours"
    REBUILT = "rebuilt"


class Disposed(StrEnum):
    """What a switch does with the rows of a client whose record is disposed of."""

    LEFT_OUT = "left_out"
    STAYS = "stays"  # says nothing about anybody
    REBUILT = "rebuilt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's entry.

    ``client_path`` is an SQL expression for the client's id of a row, with the table under its
    own name: ``SELECT … FROM note_draft WHERE (<client_path>) <> ?``. ``None`` where no row
    belongs to a client. ``is_index`` marks a full-text table, which is rebuilt and never copied.
    """

    name: str
    holds_client_data: bool
    client_path: str | None
    shown: Shown
    exported: Exported
    sealed: Sealed
    backed_up: BackedUp
    merged: Merged
    disposed: Disposed
    is_index: bool = False
    is_draft: bool = False
    """Whether ``session.autosave()`` may write here, without an audit event."""
    notes: str = ""
    """The table whose rows those of this one belong to, by ``note_id``."""

    @property
    def of_client(self) -> str:
        """The condition that a row is of the client in the parameter ``:client``; by an index."""
        if notes := self.notes:
            chosen = f"SELECT {notes}.id FROM {notes} WHERE {notes}.client_id = :client"
            return f"{self.name}.note_id IN ({chosen})"
        return f"{self.client_path} = :client"


def _of_client(name: str, client_path: str | None = None) -> Table:
    return Table(
        name=name,
        holds_client_data=True,
        client_path=client_path or f"{name}.client_id",
        shown=Shown.CLIENT_PAGE,
        exported=Exported.WITH_CLIENT,
        sealed=Sealed.RECORDS,
        backed_up=BackedUp.COPIED,
        merged=Merged.WITH_CLIENT,
        disposed=Disposed.LEFT_OUT,
    )


def _psychotherapy(name: str) -> Table:
    return Table(
        name=name,
        holds_client_data=True,
        client_path=f"{name}.client_id",
        shown=Shown.AFTER_STEP_UP,
        exported=Exported.APART,
        sealed=Sealed.PSYCHOTHERAPY,
        backed_up=BackedUp.COPIED,
        merged=Merged.WITH_CLIENT,
        disposed=Disposed.LEFT_OUT,
    )


def _draft(table: Table) -> Table:
    return replace(table, is_draft=True)


def _of_note(table: Table, notes: str) -> Table:
    path = f"(SELECT {notes}.client_id FROM {notes} WHERE {notes}.id = {table.name}.note_id)"
    return replace(table, client_path=path, notes=notes)


def _of_practice(name: str, shown: Shown, sealed: Sealed, merged: Merged) -> Table:
    return Table(
        name=name,
        holds_client_data=False,
        client_path=None,
        shown=shown,
        exported=Exported.NO,
        sealed=sealed,
        backed_up=BackedUp.COPIED,
        merged=merged,
        disposed=Disposed.STAYS,
    )


def _index(name: str, shown: Shown) -> Table:
    return Table(
        name=name,
        holds_client_data=True,
        client_path=None,
        shown=shown,
        exported=Exported.NO,
        sealed=Sealed.NO,
        backed_up=BackedUp.REBUILT,
        merged=Merged.REBUILT,
        disposed=Disposed.REBUILT,
        is_index=True,
    )


# Which client an event was about, and what: apart from the chain, so that it can be erased.
_AUDIT_DETAIL = Table(
    name="audit_detail",
    holds_client_data=True,
    client_path="audit_detail.client_id",
    shown=Shown.AUDIT,
    exported=Exported.ACCESS_REPORT,
    sealed=Sealed.RECORDS,
    backed_up=BackedUp.COPIED,
    merged=Merged.CHAINS_APART,
    disposed=Disposed.LEFT_OUT,
)

# What stands in an open dialog is no record yet, and may be of a psychotherapy note: it stays here.
_FORM_DRAFT = Table(
    name="form_draft",
    holds_client_data=True,
    client_path="form_draft.client_id",
    shown=Shown.CLIENT_PAGE,
    exported=Exported.NO,
    sealed=Sealed.NO,
    backed_up=BackedUp.COPIED,
    merged=Merged.STAYS_OURS,
    disposed=Disposed.LEFT_OUT,
    is_draft=True,
)

# Which rows an import made: numbers alone, needed while it can still be taken back.
_IMPORT_MADE = Table(
    name="import_made",
    holds_client_data=True,
    client_path="import_made.client_id",
    shown=Shown.NOWHERE,
    exported=Exported.NO,
    sealed=Sealed.NO,
    backed_up=BackedUp.COPIED,
    merged=Merged.STAYS_OURS,
    disposed=Disposed.LEFT_OUT,
)


def _of_office(name: str) -> Table:
    """What the practice notes about the keeping of a record: no part of the record itself."""
    return replace(_of_client(name), exported=Exported.NO)


def _of_succession(name: str) -> Table:
    """Who could open an export, and where it went: of this vault alone, and of no use in one."""
    return _of_practice(name, Shown.SETTINGS, Sealed.NO, Merged.STAYS_OURS)


def _of_custody(name: str) -> Table:
    """What a custodian writes about a record, or how it came: no part of the record itself."""
    return replace(_of_office(name), sealed=Sealed.NO, merged=Merged.STAYS_OURS)


TABLES: tuple[Table, ...] = (
    _of_practice("vault", Shown.NOWHERE, Sealed.NO, Merged.STAYS_OURS),
    _of_practice("practice", Shown.SETTINGS, Sealed.RECORDS, Merged.AS_TEXT),
    _of_practice("intent", Shown.NOWHERE, Sealed.NO, Merged.STAYS_OURS),
    _of_practice("note_template", Shown.SETTINGS, Sealed.RECORDS, Merged.BY_KEY),
    _of_client("client", "client.id"),
    _of_client("contact_method"),
    _of_client("related_person"),
    _of_client("diagnosis"),
    _of_client("episode"),
    _of_client("care_session"),
    _of_client("note"),
    _of_note(_draft(_of_client("note_draft")), "note"),
    _of_note(_of_client("note_addendum"), "note"),
    _of_note(_of_client("note_error"), "note"),
    _psychotherapy("psychotherapy_note"),
    _of_note(_draft(_psychotherapy("psychotherapy_draft")), "psychotherapy_note"),
    _of_note(_psychotherapy("psychotherapy_addendum"), "psychotherapy_note"),
    _of_note(_psychotherapy("psychotherapy_error"), "psychotherapy_note"),
    _FORM_DRAFT,
    _of_client("document"),
    _of_practice("import_batch", Shown.SETTINGS, Sealed.RECORDS, Merged.AS_TEXT),
    _IMPORT_MADE,
    _of_note(_of_client("imported_note"), "note"),
    _of_practice("retention_choice", Shown.SETTINGS, Sealed.RECORDS, Merged.AS_TEXT),
    _of_practice("retention_policy", Shown.SETTINGS, Sealed.RECORDS, Merged.AS_TEXT),
    _of_office("retention_override"),
    _of_office("hold"),
    _of_office("disposal_notice"),
    _of_office("paper_record"),
    _of_office("transfer"),
    _of_practice("succession_plan", Shown.SETTINGS, Sealed.RECORDS, Merged.AS_TEXT),
    _of_office("kept_apart"),
    _of_succession("ceremony"),
    _of_succession("holder"),
    _of_succession("sealed_part"),
    _of_succession("opening_file"),
    _of_succession("holder_challenge"),
    _of_succession("export_place"),
    _of_succession("sealed_export"),
    _of_succession("custody"),
    _of_succession("custody_source"),
    _of_custody("inherited_client"),
    _of_custody("inherited_row"),
    _of_succession("inherited_event"),
    _of_custody("inherited_detail"),
    _of_succession("inherited_checkpoint"),
    _of_succession("inherited_text"),
    _of_custody("custodian_note"),
    _of_custody("custodian_task"),
    _of_custody("contact_attempt"),
    _of_practice("backup_destination", Shown.SETTINGS, Sealed.NO, Merged.STAYS_OURS),
    _of_practice("vault_copy", Shown.SETTINGS, Sealed.NO, Merged.STAYS_OURS),
    _of_practice("disposal", Shown.SETTINGS, Sealed.RECORDS, Merged.AS_TEXT),
    _of_practice("tombstone", Shown.AUDIT, Sealed.RECORDS, Merged.BY_KEY),
    _of_practice("erasure", Shown.NOWHERE, Sealed.NO, Merged.STAYS_OURS),
    _of_practice("certificate", Shown.SETTINGS, Sealed.RECORDS, Merged.AS_TEXT),
    _of_practice("audit_event", Shown.AUDIT, Sealed.RECORDS, Merged.CHAINS_APART),
    _of_practice("clock_jump", Shown.SETTINGS, Sealed.RECORDS, Merged.CHAINS_APART),
    _AUDIT_DETAIL,
    _of_practice("audit_checkpoint", Shown.AUDIT, Sealed.RECORDS, Merged.CHAINS_APART),
    _of_practice("audit_erasure", Shown.AUDIT, Sealed.RECORDS, Merged.CHAINS_APART),
    _index("client_index", Shown.SEARCH),
    _index("note_index", Shown.SEARCH),
    _index("psychotherapy_index", Shown.AFTER_STEP_UP),
    _index("document_index", Shown.SEARCH),
)


def copied_tables() -> tuple[Table, ...]:
    """Return the ordinary tables, whose rows a switch copies."""
    return tuple(table for table in TABLES if not table.is_index)


def indexes() -> tuple[Table, ...]:
    """Return the full-text tables, which a switch rebuilds from the rows it copied."""
    return tuple(table for table in TABLES if table.is_index)


def draft_tables() -> frozenset[str]:
    """Return the tables that keep what is being typed."""
    return frozenset(table.name for table in TABLES if table.is_draft)
