"""Which column holds what."""

import pytest

from vault.importers import headers
from vault.importers.headers import Vocabulary
from vault.importers.table_model import Field

CLIENTS = {
    "first name": Field.FIRST_NAME,
    "First_Name": Field.FIRST_NAME,
    "FirstName": Field.FIRST_NAME,
    "client_first_name": Field.FIRST_NAME,
    "First Name *": Field.FIRST_NAME,
    "Patient Last Name": Field.LAST_NAME,
    "preferred name": Field.PREFERRED_NAME,
    "Préferred  Name": Field.PREFERRED_NAME,
    "DOB": Field.BIRTH_DATE,
    "D.O.B.": Field.BIRTH_DATE,
    "birth date": Field.BIRTH_DATE,
    "Birth Date (MM/DD/YYYY)*": Field.BIRTH_DATE,
    "e-mail": Field.EMAIL,
    "E-Mail Address": Field.EMAIL,
    "Mobile Phone": Field.PHONE,
    "Cell #": Field.PHONE,
    "Address Line 1": Field.STREET,
    "Address 2": Field.STREET_MORE,
    "Zip/Postal Code": Field.ZIP,
    "Client ID": Field.RECORD_NUMBER,
    "MRN": Field.RECORD_NUMBER,
    "ICD-10 Code": Field.DIAGNOSIS_CODE,
    "Emergency Contact Relationship": Field.EMERGENCY_RELATION,
    "Date Closed": Field.CLOSED_ON,
    "Client Since": Field.OPENED_ON,
    "Pronouns:": Field.PRONOUNS,
    "Name (Last, First)": Field.FULL_NAME,
    "Date of Birth [required]": Field.BIRTH_DATE,
    "Phone (cell)": Field.PHONE,
    "State (2 letters)": Field.STATE,
    "Client's Name": Field.FULL_NAME,
    "Client 1 Name": Field.FULL_NAME,
    "Emergency Contact": Field.EMERGENCY_NAME,
    "Insurance": None,
    "Member ID": None,
    "Member Number": None,
    "Primary Insurance Member ID": None,
    "": None,
    "2": None,
    "🙂": None,
}


@pytest.mark.parametrize(("header", "field"), CLIENTS.items())
def test_a_header_is_known_by_its_letters(header: str, field: Field | None) -> None:
    assert headers.meaning(header, Vocabulary.CLIENTS)[0] is field


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Not a client since",
            "Not client since",
            "Former client name",
            "Contact",
            "Contact name",
        ),
        *("Partner's name", "Partner name", "Spouse", "Spouse DOB", "Mother's date of birth"),
        *("Mother's name", "Father phone", "Child name", "Insured's name", "Subscriber DOB"),
        *("Name (mother)", "DOB (spouse)", "Phone [emergency contact]", "Email (parent/guardian)"),
        *("Date of birth (policy holder)", "First name (therapist)", "Address (Referring MD)"),
        *("Client 2 name", "Client 2 DOB", "Patient 2 phone", "DOB 2", "First Name 2", "Zip 2"),
        *("Do not call phone", "No email", "Unsafe phone", "Never phone", "Client's mother"),
    ],
)
def test_what_is_somebody_elses_or_denied_is_not_the_clients(header: str) -> None:
    assert headers.meaning(header, Vocabulary.CLIENTS)[0] is None


def test_a_number_tells_columns_apart() -> None:
    columns = headers.match(["Phone", "Phone 2", "Emergency Contact 2 Name", "Diagnosis 3"])
    assert [(column.field, column.number) for column in columns] == [
        (Field.PHONE, 0),
        (Field.PHONE, 2),
        (Field.EMERGENCY_NAME, 2),
        (Field.DIAGNOSIS, 3),
    ]


def test_the_second_of_a_field_is_kept_for_a_note() -> None:
    columns = headers.match(["DOB", "Birth Date", "Email", "E-mail"])
    fields = [column.field for column in columns]
    assert fields == [Field.BIRTH_DATE, None, Field.EMAIL, Field.EMAIL]
    assert [column.position for column in columns] == [0, 1, 2, 3]


def test_one_header_means_different_things_in_different_tables() -> None:
    assert headers.meaning("Status", Vocabulary.CLIENTS)[0] is Field.STATUS
    assert headers.meaning("Status", Vocabulary.SESSIONS)[0] is Field.SESSION_STATUS


@pytest.mark.parametrize(
    ("text", "code"),
    [("OK", "OK"), ("oklahoma", "OK"), ("N. Mex", None), ("", None), ("n.y.", None)],
)
def test_a_state_is_known_by_code_and_name(text: str, code: str | None) -> None:
    assert headers.state_code(text) == code


def test_no_synonym_belongs_to_two_fields() -> None:
    for kind in Vocabulary:
        fields = headers._data()[kind]
        folded = [one for said in fields.values() for one in {headers.fold(word) for word in said}]
        assert len(folded) == len(set(folded)), sorted(x for x in folded if folded.count(x) > 1)
        assert all(Field(field) for field in fields)


def test_every_word_for_nothing_can_be_found() -> None:
    for field, said in headers._data()["nothing_said"].items():
        assert all(headers.says_nothing(Field(field), word) for word in said)
    assert not headers.says_nothing(Field.LAST_NAME, "none")
