"""A practice of thirty years: a page of the list keeps no save waiting."""

import time

from tests.retention.practice import CARE, Practitioner
from vault.ids import ClientId
from vault.retention import service

CLIENTS = 1_500
MOST_SECONDS_A_PAGE = 0.25  # measured: 0.03 on an idle machine


def _fill(work: Practitioner) -> None:
    with work.session.begin("demo.import") as tx:
        tx.rows.many(
            "INSERT INTO client (id, uid, record_number, legal_name, birth_date, status,"
            " jurisdiction, audit_key, created_at, changed_at)"
            " VALUES (?, 'u' || ?1, printf('%04d', ?1), 'Ana Ortiz', '1980-05-20', 'closed',"
            " ?, x'00', '2026-09-01T12:00:00.000000Z', '')",
            [(number, ("CA", "NJ", "FL", "")[number % 4]) for number in range(1, CLIENTS + 1)],
        )
        tx.rows.run(
            "INSERT INTO episode (client_id, opened_on, closed_on) SELECT id, ?1, ?1 FROM client",
            (CARE.isoformat(),),
        )
        tx.rows.run(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)"
            " INSERT INTO care_session (client_id, status, day)"
            " SELECT id, 'held', ? FROM client, n",
            (CARE.isoformat(),),
        )
        tx.rows.run(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)"
            " INSERT INTO note (id, uid, client_id, kind, occurred_on, search_key, body, layout,"
            " created_at, edited_at) SELECT client.id * 100 + i, client.id || '-' || i, client.id,"
            " 'progress', '2026-09-01', client.id * 100 + i, printf('%.1500c', 'x'), '[]',"
            " '2026-09-01T12:00:00.000000Z', '2026-09-01T12:00:00.000000Z' FROM client, n"
        )
        tx.audit()


def test_a_page_of_1500_clients_is_quick(work: Practitioner) -> None:
    _fill(work)
    ids = service.ids(work.session)
    assert len(ids) == CLIENTS
    fastest = min(_seconds(work, ids[: service.PAGE]) for _ in range(3))
    assert fastest < MOST_SECONDS_A_PAGE
    overview = service.overview(work.session)
    assert [line.client_id for line in overview.lines] == ids
    assert {line.outcome.eligible_on for line in overview.lines} != {None}


def _seconds(work: Practitioner, page: list[ClientId]) -> float:
    started = time.perf_counter()
    assert len(service.lines(work.session, page)) == service.PAGE
    return time.perf_counter() - started
