"""The words of an export, tested without a window."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ui.exporting import presenter
from ui.exporting.answers import Answers, ExportScope, Place, Way
from vault.exports.model import (
    ByPassphrase,
    Caution,
    Counts,
    DamagedFile,
    ExportPlan,
    ExportRequest,
    Form,
    Missing,
    NotInside,
    Part,
    Plain,
    ToRecipient,
    Written,
)
from vault.ids import ClientId
from vault.practice.model import Practice

ONE = ClientId(1)
NONE_INSIDE = Counts(
    clients=1, notes=0, drafts=0, psychotherapy_notes=0, documents=0, document_bytes=0
)
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def plan(request: ExportRequest, counts: Counts = NONE_INSIDE, **more: object) -> ExportPlan:
    facts: dict[str, object] = {
        "request": request,
        "client_ids": (ONE,),
        "record_number": "0417" if request.client_id else "",
        "practice": Practice(practitioner="Jordan Ellery"),
        "vault_id": "v",
        "public_key": "ssh-ed25519 A",
        "counts": counts,
        "not_inside": (NotInside(what=Missing.PSYCHOTHERAPY),),
        "has_restrictions": False,
        "made_at": AT,
    }
    return ExportPlan(**(facts | more))  # type: ignore[arg-type]  # as named above


def asked(form: Form = Form.PDF, **more: object) -> ExportRequest:
    facts: dict[str, object] = {"client_id": ONE, "form": form, "protection": Plain()}
    return ExportRequest(**(facts | more))  # type: ignore[arg-type]  # as named above


def written(**more: object) -> Written:
    facts: dict[str, object] = {
        "clients": 1,
        "notes": 3,
        "documents": 0,
        "not_inside": (NotInside(what=Missing.PSYCHOTHERAPY),),
        "undrawable": 0,
        "broken_signatures": 0,
        "damaged": (),
        "size": 12_345,
        "sha256": "ab" * 32,
    }
    return Written(**(facts | more))  # type: ignore[arg-type]  # as named above


@pytest.mark.parametrize(
    ("request_", "count", "words"),
    [
        (asked(), 1, "Export record 0417 unprotected"),
        (asked(protection=ByPassphrase("x")), 1, "Export record 0417"),
        (
            asked(part=Part.PSYCHOTHERAPY),
            1,
            "Export psychotherapy notes of record 0417 unprotected",
        ),
        (asked(Form.CSV, client_id=None), 1, "Export list of 1 client unprotected"),
        (asked(Form.CSV, client_id=None), 1_200, "Export list of 1,200 clients unprotected"),
        (asked(client_id=None, protection=ToRecipient("age1")), 14, "Export 14 records"),
    ],
)
def test_the_act_is_named_by_its_object(request_: ExportRequest, count: int, words: str) -> None:
    counts = Counts(
        clients=count, notes=0, drafts=0, psychotherapy_notes=0, documents=0, document_bytes=0
    )
    assert presenter.act_words(plan(request_, counts)) == words


def test_drafts_are_counted_only_where_they_go() -> None:
    counts = Counts(
        clients=1, notes=12, drafts=2, psychotherapy_notes=3, documents=4, document_bytes=1_400_000
    )
    assert presenter.contents(plan(asked(), counts)) == ["PDF", "10 notes"]
    assert presenter.contents(plan(asked(with_drafts=True), counts))[1] == (
        "12 notes, 2 of them unsigned"
    )
    whole = asked(with_documents=True, with_access_log=True)
    lines = presenter.contents(plan(whole, counts))
    assert lines[0].startswith("A ZIP archive")
    assert lines[2:] == ["4 documents, 1.4 MB", "The log of who opened and changed it"]
    apart = presenter.contents(plan(asked(part=Part.PSYCHOTHERAPY), counts))
    assert apart[1] == "3 psychotherapy notes; drafts among them stay out"


def test_what_is_missing_is_said_in_the_words_of_the_file() -> None:
    found = (NotInside(what=Missing.DRAFTS, count=2), NotInside(what=Missing.PSYCHOTHERAPY))
    assert presenter.missing(found)[0] == "Unsigned drafts: 2."
    assert "whether there are any is not said here" in presenter.missing(found)[1]


def test_restrictions_are_told_whole_or_not_at_all() -> None:
    assert presenter.restriction_words(plan(asked()), "") == ""
    told = plan(asked(), has_restrictions=True)
    assert presenter.restriction_words(told, "No contact\nwith X ").endswith("No contact\nwith X")
    many = plan(asked(client_id=None), has_restrictions=True)
    assert "some of these clients" in presenter.restriction_words(many, "")


@pytest.mark.parametrize(
    ("cautions", "is_replacing", "said", "not_said"),
    [
        ((), False, (), ("unprotected", "sync", "replaced")),
        ((Caution.PLAINTEXT,), False, ("unprotected in\n/x/y\n",), ("sync service",)),
        ((Caution.SYNCED_FOLDER,), False, ("goes there sealed",), ("unprotected",)),
        ((Caution.PLAINTEXT, Caution.SYNCED_FOLDER), False, ("/x/y", "readable file"), ("sealed",)),
        ((), True, ("is replaced",), ("unprotected",)),
    ],
)
def test_the_place_is_warned_of_by_what_lies_there(
    cautions: tuple[Caution, ...],
    is_replacing: bool,
    said: tuple[str, ...],
    not_said: tuple[str, ...],
) -> None:
    place = Place(path=Path("/x/y/r.pdf"), cautions=cautions, is_replacing=is_replacing)
    words = presenter.place_warning(place)
    assert all(one in words for one in said)
    assert not any(one in words for one in not_said)


def test_no_more_is_claimed_than_was_verified() -> None:
    sealed = plan(asked(protection=ByPassphrase("x")))
    assert "not opened to try it" in presenter.verified_words(sealed)
    assert "sealed" not in presenter.verified_words(plan(asked()))


def test_the_receipt_names_nobody_and_no_secret() -> None:
    request = asked(protection=ByPassphrase("four birds on a wire"))
    damaged = (DamagedFile(record_number="0417", title="Letter to Amara"),)
    told = written(undrawable=2, broken_signatures=1, damaged=damaged)
    text = presenter.receipt_text(plan(request), told, "record-0417.pdf.age", AT)
    assert "record 0417" in text and "12,345 bytes" in text and "ab" * 32 in text
    assert "2 characters have no shape" in text
    assert "The signature of 1 note does not agree" in text
    assert "Amara" not in text and "birds" not in text
    assert "1 damaged document stands listed, not enclosed." in text
    assert presenter.damaged_lines(told) == ["0417: Letter to Amara"]


def test_every_choice_has_its_words() -> None:
    for form in Form:
        assert presenter.form_name(form) and presenter.form_about(form)
    for way in Way:
        assert presenter.way_name(way) and presenter.way_about(way)
    for step in ("records", "notes", "pages", "documents", "check"):
        assert presenter.step_words(step) != presenter.step_words("")
    assert "recover" in presenter.way_about(Way.PASSPHRASE)


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (ExportScope(client_id=ONE, record_number="0417"), "record 0417"),
        (
            ExportScope(client_id=ONE, record_number="0417", part=Part.PSYCHOTHERAPY),
            "psychotherapy notes of record 0417",
        ),
        (ExportScope(), "What do you export?"),
    ],
)
def test_the_first_question(scope: ExportScope, said: str) -> None:
    assert said in presenter.heading(scope)
    assert presenter.about_scope(scope)


def test_a_list_holds_nothing_but_its_lines() -> None:
    answers = Answers(scope=ExportScope(among=(ONE,)), is_list=True, with_documents=True)
    request = answers.request()
    assert (request.form, request.with_documents, request.among) == (Form.CSV, False, (ONE,))


def test_notes_apart_go_without_documents_and_log() -> None:
    scope = ExportScope(client_id=ONE, record_number="1", part=Part.PSYCHOTHERAPY)
    answers = Answers(scope=scope, with_documents=True, with_access_log=True, with_drafts=True)
    request = answers.request()
    assert request.part is Part.PSYCHOTHERAPY and request.with_drafts
    assert not request.with_documents and not request.with_access_log


def test_no_secret_in_a_repr() -> None:
    answers = Answers(scope=ExportScope(), passphrase="four birds", restrictions="No contact")
    assert "birds" not in repr(answers) and "contact" not in repr(answers)
