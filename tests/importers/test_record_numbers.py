"""Record numbers of a list: those it brings, those the vault gives, those nobody gets again."""

from collections.abc import Callable

import pytest

from tests.importers import tabling
from vault.clients import service as clients
from vault.importers import choosing, client_list, headers, service
from vault.importers.batch_model import ImportKind, Source
from vault.importers.model import Choice, ClientImport, Reason, Verdict
from vault.session import Session

LIST = Source(kind=ImportKind.CLIENTS, sha256="ab" * 32)


def _planned(session: Session, text: str) -> ClientImport:
    read = tabling.table(text)
    return client_list.plan(
        read,
        headers.match(read.headers),
        service.known_clients(session),
        session.today(),
        gone=service.gone_numbers(session),
    )


def _numbers(session: Session) -> dict[str, str]:
    found = [clients.get(session, one) for one in clients.list_ids(session)]
    return {one.details.legal_name: one.record_number for one in found}


def _as_it_is(plan: ClientImport) -> ClientImport:
    return plan


def _new(plan: ClientImport) -> ClientImport:
    return choosing.choose_each(plan, lambda row, _: (Choice.NEW, None) if row.duplicates else None)


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("Name,Client ID\nBo,\nCy,0002\n", _as_it_is),
        ("Name,Client ID\nBo,0001\nCy,0002\n", _new),
    ],
    ids=["before it", "instead of one that is taken"],
)
def test_a_number_that_comes_is_not_given_to_somebody_else(
    session: Session, text: str, decided: Callable[[ClientImport], ClientImport]
) -> None:
    plan = decided(_planned(session, text))
    assert service.commit_clients(session, plan, LIST).counts.clients == 2
    assert (_numbers(session)["Bo"], _numbers(session)["Cy"]) == ("0003", "0002")


def test_the_number_of_a_disposed_record_is_taken(session: Session) -> None:
    with session.begin("test") as tx:
        tx.rows.run(
            "INSERT INTO tombstone (client_uid, record_number, at, detail) VALUES (?, ?, ?, ?)",
            ("u" * 32, "77", "2020-01-01T00:00:00.000000Z", "{}"),
        )
        tx.audit(None)
    plan = _planned(session, "Name,Client ID\nBo,77\n")
    (row,) = plan.rows
    assert (row.verdict, row.findings[0].reason) == (Verdict.HELD, Reason.RECORD_NUMBER_TAKEN)
    service.commit_clients(session, choosing.choose(plan, 2, Choice.NEW), LIST)
    assert _numbers(session)["Bo"] == "0078"
