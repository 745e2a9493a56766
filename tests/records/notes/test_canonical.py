"""The bytes under a signature: fixed for ever, and different for whatever differs."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.notes.conftest import body_of
from tests.tools import require
from vault.ids import ClientId
from vault.keys.signing import NOTE, SigningKey
from vault.notes import canonical
from vault.notes.model import Body, NoteHead, NoteKind, Section

AT = datetime(2026, 11, 24, 12, 0, 1, 5, tzinfo=UTC)
EARLIER = datetime(2026, 11, 24, 12, 0, 1, 4, tzinfo=UTC)
HEAD = NoteHead(
    client_id=ClientId(7),
    kind=NoteKind.RISK,
    template_key="soap",
    occurred_on=date(2026, 11, 23),
    about_whom="her brother",
    late_reason="ill",
)
NOTE_VALUES: dict[str, Any] = {
    "vault_id": "a" * 32,
    "client_uid": "b" * 32,
    "uid": "c" * 32,
    "head": HEAD,
    "body": body_of("Schön", "Plan"),
    "signer": "Robin Keller, LCSW",
    "signed_at": AT,
}
ADDENDUM_VALUES: dict[str, Any] = {
    "vault_id": "a" * 32,
    "note_uid": "c" * 32,
    "note_hash": bytes(range(32)),
    "uid": "d" * 32,
    "text": "added",
    "signer": "Robin Keller, LCSW",
    "signed_at": AT,
}


def _parts(content: bytes) -> list[str]:
    """Read canonical content with nothing but what its docstring says."""
    parts, at = [], 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 8], "big")
        parts.append(content[at + 8 : at + 8 + size].decode())
        at += 8 + size
    return parts


def test_a_note_field_by_field() -> None:
    parts = _parts(canonical.note_content(**NOTE_VALUES))
    assert list(zip(parts[::2], parts[1::2], strict=True)) == [
        ("casekeep", "note 1"),
        ("vault", "a" * 32),
        ("note", "c" * 32),
        ("client", "b" * 32),
        ("shelf", "record"),
        ("kind", "risk"),
        ("template", "soap"),
        ("occurred_on", "2026-11-23"),
        ("about_whom", "her brother"),
        ("privilege", "privileged"),
        ("late_reason", "ill"),
        ("origin", "here"),
        ("body", "Plan\nSchön"),
        ("layout", '[["Plan",5,10]]'),
        ("signer", "Robin Keller, LCSW"),
        ("signed_at", "2026-11-24T12:00:01.000005Z"),
    ]


def test_an_addendum_field_by_field() -> None:
    parts = _parts(canonical.addendum_content(**ADDENDUM_VALUES))
    assert list(zip(parts[::2], parts[1::2], strict=True)) == [
        ("casekeep", "addendum 1"),
        ("vault", "a" * 32),
        ("note", "c" * 32),
        ("note_hash", bytes(range(32)).hex()),
        ("addendum", "d" * 32),
        ("body", "added"),
        ("signer", "Robin Keller, LCSW"),
        ("signed_at", "2026-11-24T12:00:01.000005Z"),
    ]


def test_fixed_for_ever() -> None:
    """Notes signed years ago are checked against these bytes: never change them."""
    note = canonical.content_hash(canonical.note_content(**NOTE_VALUES))
    addendum = canonical.content_hash(canonical.addendum_content(**ADDENDUM_VALUES))
    assert note.hex() == "8c8a0b1fab4aa6960d1a946211339f461c0bd64ab893db1a9a44ee5d3307de42"
    assert addendum.hex() == "17e90fa325c9b77dc05288d637e8871ea653d2a1b0c5443a037006eed526b7ee"


@pytest.mark.parametrize("field", NOTE_VALUES)
def test_each_field_of_a_note_counts(field: str) -> None:
    others = {"head": replace(HEAD, late_reason=""), "body": body_of(""), "signed_at": EARLIER}
    changed = NOTE_VALUES | {field: others.get(field, "other")}
    assert canonical.note_content(**changed) != canonical.note_content(**NOTE_VALUES)


@pytest.mark.parametrize("field", ADDENDUM_VALUES)
def test_each_field_of_an_addendum_counts(field: str) -> None:
    others = {"note_hash": bytes(32), "signed_at": EARLIER}
    changed = ADDENDUM_VALUES | {field: others.get(field, "other")}
    assert canonical.addendum_content(**changed) != canonical.addendum_content(**ADDENDUM_VALUES)


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_nothing_slides_from_one_field_into_the_next(
    one: tuple[str, str], two: tuple[str, str]
) -> None:
    def content(signer: str, uid: str) -> bytes:
        return canonical.note_content(**NOTE_VALUES | {"signer": signer, "uid": uid})

    if all(part.isascii() for part in one + two):
        assert (content(*one) == content(*two)) == (one == two)


def test_the_same_text_cut_otherwise_is_another_note() -> None:
    one = Body.of((Section(heading="Data", text="seen"),))
    two = Body.of((Section(heading="", text="Data\nseen"),))
    assert one.text == two.text
    contents = [canonical.note_content(**NOTE_VALUES | {"body": body}) for body in (one, two)]
    assert contents[0] != contents[1]


@pytest.mark.parametrize("is_sound", [True, False])
def test_ssh_keygen_checks_a_note(tmp_path: Path, is_sound: bool) -> None:
    ssh_keygen = require("ssh-keygen", "apt-get install openssh-client")
    key, content = SigningKey.generate(), canonical.note_content(**NOTE_VALUES)
    (tmp_path / "signers").write_text(f"practice {key.public.to_text()}\n")
    (tmp_path / "note.sig").write_text(key.sign(content, NOTE))
    command = f"-Y verify -f signers -I practice -n {NOTE} -s note.sig"
    done = subprocess.run(
        [ssh_keygen, *command.split()],
        input=content if is_sound else content + b".",
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode == 0) == is_sound
