"""The signed text: one form, its schema, and the signature, checked by ``ssh-keygen`` too."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from tests.disposal.certificate_samples import KEY, PENDING, WRITTEN_BY, at, facts
from tests.tools import require
from vault.disposal import certificate_text
from vault.disposal.certificate_claim_model import Method
from vault.disposal.certificate_model import (
    CertificateFacts,
    Residual,
    ResidualKind,
)
from vault.errors import BadSignature, CertificateUnreadable
from vault.keys.signing import CERTIFICATE, NOTE, SigningKey

# Of the sample's text. A change here means: certificates issued before read differently now.
SAMPLE_SHA256 = "e8b0a8f3d5c77318761c37cb235607111a11fa1e22f668588c04bb7aaf186093"
CUSTODIANS = {"written_by"}
"""What stands in a custodian's certificates alone."""
KINDS = {
    "clear": replace(facts(), residual=(PENDING,), reissued=None, supplements="CD-2044-0006"),
    "purge": facts(),
    "custody": replace(facts(), written_by=WRITTEN_BY),
}
METHODS = {"clear": "clear", "purge": "purge", "custody": "purge"}


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(resources.read("disposal/certificate.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _signed(told: CertificateFacts) -> tuple[str, str]:
    text = certificate_text.to_text(told)
    return text, KEY.sign(text.encode("utf-8"), CERTIFICATE)


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_says_what_the_schema_says(
    validator: jsonschema.Draft202012Validator, kind: str
) -> None:
    told = json.loads(certificate_text.to_text(KINDS[kind]))
    validator.validate(told)
    assert told["method"] == METHODS[kind]
    assert told["format"] == "casekeep-disposal-certificate"
    assert told["version"] == 1


def test_the_schema_refuses_what_is_missing_or_more(
    validator: jsonschema.Draft202012Validator,
) -> None:
    told = json.loads(certificate_text.to_text(facts()))
    for key in told:
        assert not validator.is_valid({k: v for k, v in told.items() if k != key}), key
    assert not validator.is_valid({**told, "more": 1})
    assert not validator.is_valid({**told, "reissued": None}), "purge without new ways in"
    assert not validator.is_valid({**told, "method": "clear"}), "clear without a reason"
    assert not validator.is_valid({**told, "method": "destroy"})


def test_each_part_of_the_schema_is_closed_and_told(
    validator: jsonschema.Draft202012Validator,
) -> None:
    schema: Any = validator.schema
    for part in (schema, *schema["$defs"].values()):
        if part["type"] == "object":
            assert part["additionalProperties"] is False
            assert sorted(part["required"]) == sorted(part["properties"].keys() - CUSTODIANS)
            assert all(one["description"] for one in part["properties"].values())


def test_the_form_never_changes_unseen() -> None:
    text = certificate_text.to_text(facts())
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == SAMPLE_SHA256


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_is_read(kind: str) -> None:
    text = certificate_text.to_text(KINDS[kind])
    assert certificate_text.read(text) == KINDS[kind]
    assert text.endswith("}\n")
    keys = [line.split('"')[1] for line in text.splitlines() if line.startswith(' "')]
    assert keys == sorted(keys)


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))
INSTANTS = st.integers(0, 10**15).map(lambda n: at(0) + timedelta(microseconds=n))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(deadline=None)
@given(name=TEXTS, label=TEXTS, day=st.none() | DAYS, instant=INSTANTS, number=st.integers(0, 9**9))
def test_any_names_and_days_are_kept(
    name: str, label: str, day: date | None, instant: datetime, number: int
) -> None:
    left = replace(PENDING, place=label, until=day, made_at=instant, number=number)
    record = replace(facts().record, name=name, first_service=day)
    told = replace(facts(), record=record, residual=(left,), issued_at=instant)
    text, signature = _signed(told)
    assert certificate_text.verify(text, signature, KEY.public) == told


def _tampered(text: str) -> Iterator[str]:
    yield text.replace('"purge"', '"clear"')
    yield text.replace("2019-0042", "2019-0043")
    yield text.removesuffix("\n")
    yield text + "\n"
    yield text.replace("\n", "\r\n")
    yield json.dumps(json.loads(text), sort_keys=True)
    for place in range(0, len(text), 97):
        yield text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]


def test_a_changed_text_is_detected() -> None:
    text, signature = _signed(facts())
    for changed in _tampered(text):
        with pytest.raises(BadSignature):
            certificate_text.verify(changed, signature, KEY.public)


def test_a_text_in_any_other_form_is_no_certificate() -> None:
    text = certificate_text.to_text(facts())
    others = [one for one in _tampered(text) if "x" not in one or '"clear"' in one]
    for other in (*others, "", "{}", "[]", "null", "[" * 100_000, text * 2, '"a"'):
        with pytest.raises(CertificateUnreadable):
            certificate_text.read(other)


def test_a_text_that_claims_more_than_its_facts_is_no_certificate() -> None:
    text = certificate_text.to_text(KINDS["clear"])
    told = json.loads(text)
    told["method"], told["not_purge_because"] = "purge", []
    claimed = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    with pytest.raises(CertificateUnreadable):
        certificate_text.read(claimed)
    signature = KEY.sign(claimed.encode("utf-8"), CERTIFICATE)
    with pytest.raises(CertificateUnreadable):
        certificate_text.verify(claimed, signature, KEY.public)


@pytest.mark.parametrize("wrong", [True, "7", 7.0, None, [], {}])
def test_values_of_another_type_are_refused(wrong: object) -> None:
    told = json.loads(certificate_text.to_text(facts()))
    told["audit_head"]["seq"] = wrong
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    with pytest.raises(CertificateUnreadable):
        certificate_text.read(text)


def test_only_this_key_and_this_purpose_count() -> None:
    text, signature = _signed(facts())
    other = SigningKey.from_seed(bytes(32))
    with pytest.raises(BadSignature):
        certificate_text.verify(text, signature, other.public)
    with pytest.raises(BadSignature):
        certificate_text.verify(text, KEY.sign(text.encode(), NOTE), KEY.public)
    with pytest.raises(BadSignature):  # signed well, by a key that the text does not name
        certificate_text.verify(text, other.sign(text.encode(), CERTIFICATE), other.public)


def _ssh_keygen(folder: Path, text: str, signature: str) -> int:
    tool = require("ssh-keygen", "Debian package openssh-client")
    (folder / "signers.txt").write_text(f"practice {KEY.public.to_text()}\n")
    (folder / "c.json.sig").write_text(signature)
    command = [tool, "-Y", "verify", "-f", "signers.txt", "-I", "practice", "-n", CERTIFICATE]
    done = subprocess.run(
        [*command, "-s", "c.json.sig"],
        input=text.encode("utf-8"),
        cwd=folder,
        capture_output=True,
        timeout=20,
    )
    return done.returncode


def test_ssh_keygen_says_the_same(tmp_path: Path) -> None:
    told = replace(facts(), record=replace(facts().record, name="Zoë 王小明 עברית"))
    text, signature = _signed(told)
    assert _ssh_keygen(tmp_path, text, signature) == 0
    changes = list(_tampered(text))
    for changed in (*changes[:6], changes[len(changes) // 2]):
        assert _ssh_keygen(tmp_path, changed, signature) != 0
    assert _ssh_keygen(tmp_path, text, KEY.sign(text.encode(), NOTE)) != 0


def test_residual_copies_are_always_listed() -> None:
    left = tuple(replace(PENDING, kind=kind, number=n) for n, kind in enumerate(ResidualKind))
    told = certificate_text.read(certificate_text.to_text(replace(facts(), residual=left)))
    assert told.residual == left
    assert json.loads(certificate_text.to_text(told))["method"] == Method.CLEAR


def test_repr_shows_no_name() -> None:
    record = replace(facts().record, name="Zoltan Quillfeather")
    left = Residual(
        kind=ResidualKind.SNAPSHOT,
        place="Quillfeather’s drive",
        number=1,
        made_at=at(9),
        cause=PENDING.cause,
        plan=PENDING.plan,
        until=None,
    )
    shown = repr(replace(facts(), record=record, residual=(left,)))
    assert "Quillfeather" not in shown
    assert "Robin" not in shown
