"""Contact cards of three versions and several programs."""

from datetime import date

import pytest

from tests.importers.tabling import TODAY, extras, reasons
from vault.clients.model import ContactKind, ContactMethod, PersonRole
from vault.errors import NotContactCards
from vault.ids import ClientId
from vault.importers import vcards
from vault.importers.model import KnownClient, PlannedClient, Reason, Verdict

BORN = date(1990, 5, 20)


def one(*lines: str, known: tuple[KnownClient, ...] = ()) -> PlannedClient:
    text = "\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""])
    (row,) = vcards.plan(text.encode(), known, TODAY).rows
    return row


def contacts(row: PlannedClient) -> list[tuple[str, str, str]]:
    assert row.details is not None
    return [(one.kind.value, one.value, one.label) for one in row.details.contacts]


def test_version_2_1() -> None:
    row = one(
        "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:D=C3=ADaz;Ana;M.;;Jr.",
        "FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Ana M. D=EDaz Jr.",
        "TEL;HOME;VOICE:555-1",
        "TEL;CELL;PREF:555-2",
        "ADR;WORK;ENCODING=QUOTED-PRINTABLE:;;1 Main=0D=0ASt;Tul=",
        "sa;OK;74101;USA",
        "BDAY:19900520",
    )
    assert row.details is not None
    assert (row.details.legal_name, row.details.birth_date) == ("Ana M. Díaz Jr.", BORN)
    assert contacts(row) == [
        ("phone", "555-1", "home"),
        ("phone", "555-2", "cell"),
        ("address", "1 Main\nSt\nTulsa, OK 74101\nUSA", "work"),
    ]
    assert row.details.contacts[1].is_preferred
    assert (row.verdict, extras(row)) == (Verdict.TAKEN, [])


def test_version_3_0_with_groups_and_labels() -> None:
    row = one(
        "VERSION:3.0",
        "N:Diaz;Ana;;Dr.;",
        "FN:Dr. Ana Diaz",
        "NICKNAME:Annie",
        "item1.TEL;type=pref:555",
        "item1.X-ABLabel:_$!<Mother>!$_",
        "EMAIL;type=INTERNET;type=HOME:a@b.org",
        "ORG:Acme;Sales",
        "NOTE:two\\nlines\\, and",
        "  more",
        "BDAY;value=date:1990-05-20",
        "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 5_000,
        "UID:x",
    )
    assert row.details is not None
    assert (row.details.legal_name, row.details.preferred_name) == ("Ana Diaz", "Annie")
    assert contacts(row) == [("phone", "555", "Mother"), ("email", "a@b.org", "home")]
    assert extras(row) == [
        ("N", "Dr."),
        ("FN", "Dr. Ana Diaz"),
        ("ORG", "Acme;Sales"),
        ("NOTE", "two\nlines, and more"),
    ]
    assert reasons(row) == {Reason.BINARY_LEFT_OUT}


def test_version_4_0() -> None:
    row = one(
        "VERSION:4.0",
        "FN:Ana Diaz",
        "PRONOUNS:she/her",
        'TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+1-555-0100',
        "BDAY:1990-05-20",
        "RELATED;TYPE=emergency;VALUE=text:Bo Diaz",
    )
    assert row.details is not None
    assert row.details.contacts == (
        ContactMethod(kind=ContactKind.PHONE, value="+1-555-0100", label="cell", is_preferred=True),
    )
    assert (row.details.pronouns, row.details.birth_date) == ("she/her", BORN)
    assert extras(row) == [("RELATED", "Bo Diaz")]


@pytest.mark.parametrize(
    "line", ["BDAY:--0520", "BDAY:1990-05", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-20", "BDAY:1990"]
)
def test_a_partial_birthday_is_held_and_kept(line: str) -> None:
    row = one("VERSION:4.0", "FN:Ana", line)
    assert row.details is not None
    assert (row.verdict, row.details.birth_date) == (Verdict.HELD, None)
    assert reasons(row) == {Reason.DATE_INCOMPLETE}
    assert extras(row) == [("BDAY", line.partition(":")[2])]


def test_a_line_that_is_no_property_is_kept_and_said() -> None:
    row = one(
        "astray at once",
        "FN:Ana Diaz",
        "N:Diaz;Ana;;;",
        "NOTE:first line",
        "Do not call\\n mother; at work",
        "",
        "nor at home",
        "TEL:555",
    )
    assert row.details is not None
    assert (row.details.legal_name, contacts(row)) == ("Ana Diaz", [("phone", "555", "")])
    assert extras(row) == [
        ("NOTE", "first line"),
        ("", "astray at once"),
        ("NOTE", "Do not call\\n mother; at work\nnor at home"),
    ]
    assert (row.verdict, reasons(row)) == (Verdict.HELD, {Reason.DAMAGED})
    person = vcards.as_related_person(row, PersonRole.OTHER)
    assert person is not None and "astray at once" in person.remark.splitlines()


def test_a_card_without_its_end_swallows_no_other() -> None:
    names = [f"N{number}" for number in range(20)]
    text = "".join(f"BEGIN:VCARD\nFN:{name}\nTEL:555\n" for name in names)
    plan = vcards.plan(text.encode(), [], TODAY)
    found = {row.details.legal_name: contacts(row) for row in plan.rows if row.details}
    assert found == {name: [("phone", "555", "")] for name in names}
    assert all(Reason.CUT_OFF in reasons(row) for row in plan.rows)
    assert {row.verdict for row in plan.rows} == {Verdict.HELD}


def test_a_stray_line_of_a_card_within_a_card_is_of_that_one_alone() -> None:
    inner = ("BEGIN:VCARD", "FN:Bo", "NOTE:x", "of Bo", "END:VCARD")
    lines = ("BEGIN:VCARD", "FN:Ana", "NOTE:y", "of Ana", *inner, "END:VCARD", "")
    plan = vcards.plan("\r\n".join(lines).encode(), [], TODAY)
    assert [row.extras[-1].value for row in plan.rows] == ["of Ana", "of Bo"]
    assert [len(row.findings) for row in plan.rows] == [1, 1]


def test_a_picture_in_lines_that_are_not_indented_is_no_damage() -> None:
    row = one("FN:Ana", "PHOTO;ENCODING=BASE64;JPEG:", *["A" * 76] * 20, "", "TEL:555")
    assert (row.verdict, reasons(row)) == (Verdict.TAKEN, {Reason.BINARY_LEFT_OUT})
    assert (contacts(row), extras(row)) == ([("phone", "555", "")], [])


def test_a_group_and_a_nameless_card() -> None:
    assert reasons(one("FN:Team", "KIND:group")) == {Reason.NOT_A_PERSON}
    nameless = one("ORG:Acme", "TEL:555")
    assert (nameless.verdict, nameless.details) == (Verdict.REFUSED, None)


def test_several_cards_and_duplicates() -> None:
    known = KnownClient(id=ClientId(7), record_number="0007", legal_name="Bo Chu")
    text = "BEGIN:VCARD\nFN:{}\nEND:VCARD\n"
    data = "".join(text.format(name) for name in ("Ana", "Ana", "Chu Bo")).encode()
    rows = vcards.plan(data, [known], TODAY).rows
    assert [row.line for row in rows] == [1, 4, 7]
    assert [row.verdict.value for row in rows] == ["taken", "held", "held"]
    assert rows[1].duplicates[0].line == 1
    assert rows[2].duplicates[0].client_id == 7


def test_a_contact_may_become_somebody_around_a_client() -> None:
    row = one("FN:Bo Diaz", "TEL:555", "TEL:556", "EMAIL:b@c.org", "NOTE:brother", "NICKNAME:B")
    person = vcards.as_related_person(row, PersonRole.EMERGENCY)
    assert person is not None
    assert (person.name, person.phone, person.email) == ("Bo Diaz", "555", "b@c.org")
    assert person.remark == "B\n556\nNOTE: brother"
    assert vcards.as_related_person(one("ORG:Acme"), PersonRole.OTHER) is None


@pytest.mark.parametrize("data", [b"Name,Phone\nA,1\n", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"])
def test_what_holds_no_card_is_refused(data: bytes) -> None:
    with pytest.raises(NotContactCards):
        vcards.plan(data, (), TODAY)
