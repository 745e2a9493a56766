"""Lines of a list that are merged with a client, or with each other."""

from dataclasses import replace

from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId
from vault.importers import service
from vault.importers.batch_model import ImportKind, Source
from vault.importers.model import (
    Choice,
    ClientImport,
    Duplicate,
    Likeness,
    PlannedClient,
    Verdict,
)
from vault.session import Session

LIST = Source(kind=ImportKind.CLIENTS, sha256="ab" * 32)
ANA = ClientId(1)


def _line(line: int, details: ClientDetails, into: Duplicate | None = None) -> PlannedClient:
    return PlannedClient(
        line=line,
        verdict=Verdict.TAKEN,
        findings=(),
        details=details,
        choice=None if into is None else Choice.MERGE,
        into=into,
    )


def _same(client_id: ClientId | None = None, line: int | None = None) -> Duplicate:
    return Duplicate(likeness=next(iter(Likeness)), client_id=client_id, line=line)


def test_two_lines_of_a_list_are_merged_with_one_client(session: Session) -> None:
    first = _line(2, ClientDetails(legal_name="Ana", pronouns="she/her"), _same(ANA))
    second = _line(3, ClientDetails(legal_name="Ana", risk_flag="x"), _same(ANA))
    service.commit_clients(session, ClientImport(rows=(first, second)), LIST)
    assert clients.get(session, ANA).details.risk_flag == "x"


def test_a_line_is_merged_with_the_line_before_it(session: Session) -> None:
    first = _line(2, ClientDetails(legal_name="Bo", pronouns="he/him"))
    second = _line(3, ClientDetails(legal_name="Bo", risk_flag="x"), _same(line=2))
    service.commit_clients(session, ClientImport(rows=(first, second)), LIST)


def test_a_later_merge_does_not_hide_what_was_typed(session: Session) -> None:
    made = _line(2, ClientDetails(legal_name="Bo"))
    batch = service.commit_clients(session, ClientImport(rows=(made,)), LIST)
    bo = clients.list_ids(session, "Bo")[0]
    clients.change(session, bo, replace(clients.get(session, bo).details, restrictions="typed"))
    merged = _line(2, ClientDetails(legal_name="Bo", pronouns="he/him"), _same(bo))
    service.commit_clients(session, ClientImport(rows=(merged,)), LIST)
    assert bo in service.used_clients(session, batch.id)
