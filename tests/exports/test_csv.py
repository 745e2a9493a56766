"""The caseload as a list: read back as it was, and no cell is a formula."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exports.samples import Record, export, request
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.exports.model import Form
from vault.printing.spreadsheet import neutral
from vault.session import Session


def lines(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_line_a_client(session: Session, record: Record, out: Path) -> None:
    clients.add(session, ClientDetails(legal_name='Łukasz, "Bo" 王 🙂'))
    content, written = export(session, request(None, Form.CSV), out / "c.csv")
    found = lines(content)
    assert [one["record_number"] for one in found] == ["0001", "0002"]  # by the name to say
    assert found[1]["legal_name"] == 'Łukasz, "Bo" 王 🙂'
    assert found[0]["birth_date"] == "2010-05-20"
    assert found[0]["contacts"].startswith("phone +1 402 555 0100 (no voicemail)")
    assert found[0]["has_risk_flag"] == "yes"
    assert written.clients == 2
    assert b"Slept" not in content and b"3 March" not in content


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0@", "＝", " ＋", "－", "\u3000＠"]
)
def test_no_cell_is_a_formula(sign: str) -> None:
    assert neutral(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a;=1", "a;'=1"),
        ("; ＋1", "; '＋1"),
        ("a\n-1\r\n@b", "a\n'-1\r\n'@b"),
        ("=1;=1", "'=1;'=1"),
    ],
)
def test_no_part_of_a_cell_is_a_formula_where_semicolons_part_cells(
    cell: str, expected: str
) -> None:
    assert neutral(cell) == expected


@pytest.mark.parametrize(
    "cell", ["", "0417", "a; b", "a;b=1", "a=b", "'=1", "Zoë", "x@example.org"]
)
def test_what_is_none_stays(cell: str) -> None:
    assert neutral(cell) == cell


def test_a_name_that_would_be_a_formula(session: Session, record: Record, out: Path) -> None:
    details = clients.get(session, record.client_id).details
    formula = replace(details, preferred_name='=HYPERLINK("x")', legal_name="@SUM(A1)")
    clients.change(session, record.client_id, formula)
    content, _ = export(session, request(record.client_id, Form.CSV), out / "c.csv")
    assert lines(content)[0]["preferred_name"] == '\'=HYPERLINK("x")'
    assert lines(content)[0]["legal_name"] == "'@SUM(A1)"
