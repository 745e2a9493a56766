"""Templates: those that come with the program, and what a practice makes of them."""

from dataclasses import replace

import pytest

from tests.records.notes.conftest import Actions, body_of, head_of
from vault.changes import Changes, Kind
from vault.errors import InvalidValue, NotFound
from vault.ids import ClientId
from vault.notes import service, templates
from vault.notes.model import WRITTEN_KINDS, NoteKind, Shelf, Template
from vault.session import Session

OWN = Template(
    key="play_therapy-2", name="Play therapy", kind=NoteKind.PROGRESS, sections=("Theme", "Play")
)


def _keys(session: Session) -> list[str]:
    return [template.key for template in templates.all(session)]


def _by_key(session: Session, key: str) -> Template:
    found = templates.all(session, include_archived=True)
    return next(template for template in found if template.key == key)


def test_what_comes_with_the_program() -> None:
    by_key = {template.key: template for template in templates.built_in()}
    assert list(by_key) == [
        "soap",
        "dap",
        "birp",
        "girp",
        "pirp",
        "narrative",
        "intake",
        "treatment-plan",
        "termination",
        "contact",
        "collateral",
        "risk",
        "consultation",
        "no-show",
        "psychotherapy",
    ]
    assert by_key["birp"].sections == ("Behavior", "Intervention", "Response", "Plan")
    assert by_key["narrative"].sections == ()
    assert {template.kind for template in by_key.values()} == set(WRITTEN_KINDS)


@pytest.mark.parametrize("template", templates.built_in(), ids=lambda template: template.key)
def test_the_built_in_ones_keep_the_rules_and_start_a_note(
    session: Session, client_id: ClientId, template: Template
) -> None:
    assert _by_key(session, template.key) == template
    templates.save(session, replace(template, name=f"{template.name} 2"))
    if template.kind is not NoteKind.PSYCHOTHERAPY:
        head = head_of(client_id, kind=template.kind, template_key=template.key)
        note = service.get(session, Shelf.RECORD, service.start(session, head))
        headings = tuple(section.heading for section in note.body.sections)
        assert headings == (template.sections or ("",))


def test_a_practice_adds_its_own(
    session: Session, client_id: ClientId, actions: Actions, heard: list[Changes]
) -> None:
    heard.clear()
    templates.save(session, OWN)
    templates.save(session, OWN)
    assert _keys(session)[-1] == "play_therapy-2"
    assert actions() == ["template.change"]
    assert heard == [frozenset({Kind.TEMPLATES, Kind.AUDIT})]
    note_id = service.start(session, head_of(client_id, template_key=OWN.key))
    body = service.get(session, Shelf.RECORD, note_id).body
    assert [section.heading for section in body.sections] == ["Theme", "Play"]


def test_changing_one_keeps_its_place(session: Session) -> None:
    before = _keys(session)
    templates.save(session, replace(_by_key(session, "dap"), sections=("Data", "Dance", "Plan")))
    assert _keys(session) == before
    assert _by_key(session, "dap").sections == ("Data", "Dance", "Plan")


def test_notes_do_not_change_with_their_template(session: Session, client_id: ClientId) -> None:
    empty = service.start(session, head_of(client_id, template_key="soap"))
    signed = service.start(
        session, head_of(client_id, template_key="soap"), body_of("well", heading="Plan")
    )
    service.sign(session, Shelf.RECORD, signed)
    before = service.notes(session, Shelf.RECORD, [empty, signed])
    templates.save(session, replace(_by_key(session, "soap"), name="S", sections=("Only",)))
    templates.archive(session, "soap")
    assert service.notes(session, Shelf.RECORD, [empty, signed]) == before
    service.check_signature(session, Shelf.RECORD, signed)


def test_archiving(session: Session, actions: Actions) -> None:
    templates.archive(session, "girp")
    templates.archive(session, "girp")
    assert "girp" not in _keys(session)
    assert _by_key(session, "girp").is_archived
    assert actions() == ["template.change"]
    templates.save(session, replace(_by_key(session, "girp"), is_archived=False))
    assert "girp" in _keys(session)
    with pytest.raises(NotFound):
        templates.archive(session, "no-such")


def test_installing_again_keeps_what_the_practice_made(session: Session) -> None:
    templates.save(session, OWN)
    templates.save(session, replace(_by_key(session, "soap"), name="Our SOAP"))
    templates.archive(session, "pirp")
    before = templates.all(session, include_archived=True)
    with session.begin("vault.create") as tx:
        templates.install_built_in(tx)
        tx.audit()
    assert templates.all(session, include_archived=True) == before


@pytest.mark.parametrize("key", ["", "SOAP", "a b", "ä", "x" * 41, "a\n", "../soap"])
def test_keys_that_cannot_be(session: Session, key: str) -> None:
    with pytest.raises(InvalidValue, match="key"):
        templates.save(session, replace(OWN, key=key))


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 201, "a\x00", "\ud800"])
def test_names_and_headings_that_cannot_be(session: Session, name: str) -> None:
    with pytest.raises(InvalidValue, match="name"):
        templates.save(session, replace(OWN, name=name))
    with pytest.raises(InvalidValue, match="sections"):
        templates.save(session, replace(OWN, sections=("Theme", name)))


@pytest.mark.parametrize(
    "sections", [("Plan", "plan "), tuple(f"Heading {number}" for number in range(41))]
)
def test_sections_that_cannot_be(session: Session, sections: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue, match="sections"):
        templates.save(session, replace(OWN, sections=sections))
