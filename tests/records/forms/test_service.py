"""What was typed into a dialog waits for it, in the vault and nowhere else."""

from datetime import timedelta

import pytest
import sqlcipher3

from tests.vault_fixtures import StoppedClock
from vault.changes import Changes, Kind
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.forms import service as forms
from vault.forms.model import Fields, FormKey
from vault.session import Session
from vault.store import registry

NEW = FormKey(form="client")


def test_it_comes_back_for_its_own_dialog_alone(session: Session, clock: StoppedClock) -> None:
    client_id = clients.add(session, ClientDetails(legal_name="Amara Osei"))
    theirs = FormKey(form="session", client_id=client_id, subject_id=4)
    fields: Fields = {
        "remark": "two\nlines\u00a0here",
        "minutes": 50,
        "contacts": [{"value": "555"}],
    }
    forms.keep(session, theirs, fields)
    kept = forms.newest(session, theirs)
    assert kept is not None
    assert kept.fields == fields
    assert kept.saved_at == clock.instant
    for other in (
        NEW,
        FormKey(form="session", client_id=client_id),
        FormKey(form="episode.open", client_id=client_id, subject_id=4),
    ):
        assert forms.newest(session, other) is None


def test_the_newest_of_each_client_is_listed_by_its_form(session: Session) -> None:
    first, second = (
        clients.add(session, ClientDetails(legal_name=name)) for name in ("Amara Osei", "Bo Lind")
    )
    for client_id, text in ((first, "old"), (second, "other"), (first, "new")):
        forms.keep(session, FormKey(form="files", client_id=client_id), {"name": text})
    forms.keep(session, FormKey(form="client", client_id=first), {"name": "another dialog"})
    forms.keep(session, FormKey(form="files"), {"name": "of nobody"})
    found = forms.newest_by_client(session, "files")
    assert {one: draft.fields["name"] for one, draft in found.items()} == {
        first: "new",
        second: "other",
    }


def test_none_takes_the_place_of_another_but_the_one_it_went_on_from(
    session: Session, clock: StoppedClock
) -> None:
    forms.keep(session, NEW, {"legal_name": "first"})
    clock.advance(timedelta(minutes=1))
    forms.keep(session, NEW, {"legal_name": "second"})
    second = forms.newest(session, NEW)
    assert second is not None
    forms.keep(session, NEW, {"legal_name": "second and more"})
    forms.forget(session, second.id)
    told = []
    for _ in range(2):
        draft = forms.newest(session, NEW)
        assert draft is not None
        told.append(draft.fields["legal_name"])
        forms.forget(session, draft.id)
        forms.forget(session, draft.id)
    assert told == ["second and more", "first"]
    assert forms.newest(session, NEW) is None


def test_listeners_hear_of_drafts_and_no_event_is_written(session: Session) -> None:
    heard: list[Changes] = []
    session.on_change.append(heard.append)
    events = session.rows.value("SELECT count(*) FROM audit_event")
    forms.keep(session, NEW, {"legal_name": "A"})
    assert heard == [frozenset({Kind.DRAFTS})]
    assert session.rows.value("SELECT count(*) FROM audit_event") == events


@pytest.mark.parametrize("table", ["practice", "vault", "client", "audit_detail"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_an_autosave_can_write_to_drafts_and_nowhere_else(
    session: Session, table: str, sql: str
) -> None:
    statement = sql.format(table).replace("audit_detail SET id = id", "audit_detail SET seq = seq")
    session.rows.all(f"SELECT * FROM {table}")
    with (
        pytest.raises(sqlcipher3.DatabaseError, match="not authorized"),
        session.autosave() as rows,
    ):
        rows.run(statement)
    assert not session.rows.in_transaction
    with session.begin("practice.change") as tx:
        tx.rows.run("UPDATE practice SET phone = '1'")
        tx.audit()


def test_a_statement_prepared_before_is_refused_too(session: Session) -> None:
    sql = "UPDATE practice SET phone = '2'"
    with session.begin("practice.change") as tx:
        tx.rows.run(sql)
        tx.audit()
    with pytest.raises(sqlcipher3.DatabaseError), session.autosave() as rows:
        rows.run(sql)


def test_the_draft_tables_are_those_of_notes_and_dialogs() -> None:
    assert registry.draft_tables() == {"note_draft", "psychotherapy_draft", "form_draft"}
