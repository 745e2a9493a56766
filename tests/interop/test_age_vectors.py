"""Every binary vector of the public suite c2sp.org/CCTV/age (npm: cctv-age).

Each vector holds one fault and says of which kind it is.
"""

import base64
import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO

import pytest

from tests.interop import node
from vault.age import HybridIdentity, Identity, ScryptPassphrase, X25519Identity, unseal
from vault.errors import (
    AgeError,
    DamagedAgeFile,
    NewerAgeVersion,
    NoMatchingIdentity,
    NotAgeFile,
    WorkFactorTooHigh,
)

_BINARY, _ARMORED = 110, 33
_SPECIAL_HEADER_FAILURES: dict[str, type[AgeError]] = {
    "empty": NotAgeFile,
    "version_unsupported": NewerAgeVersion,
    "scrypt_work_factor_23": WorkFactorTooHigh,
    "scrypt_work_factor_overflow": WorkFactorTooHigh,
}
_DAMAGE = {"header failure": "header", "HMAC failure": "mac", "payload failure": "payload"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    name: str
    fields: list[tuple[str, str]]
    sealed: bytes

    def all(self, key: str) -> list[str]:
        return [value for name, value in self.fields if name == key]

    def identities(self) -> list[Identity]:
        keys: list[Identity] = [_identity(text) for text in self.all("identity")]
        return keys + [ScryptPassphrase(text.encode()) for text in self.all("passphrase")]


def _identity(text: str) -> Identity:
    hybrid = text.startswith("AGE-SECRET-KEY-PQ-")
    return HybridIdentity.from_text(text) if hybrid else X25519Identity.from_text(text)


def _parse(name: str, content: bytes) -> Vector:
    head, _, sealed = content.partition(b"\n\n")
    pairs = [line.partition(": ") for line in head.decode().split("\n")]
    vector = Vector(name=name, fields=[(key, value) for key, _, value in pairs], sealed=sealed)
    known = {"expect", "payload", "file key", "identity", "passphrase", "comment"}
    assert {key for key, _ in vector.fields} <= known | {"compressed", "armored"}
    if vector.all("compressed"):
        return Vector(name=name, fields=vector.fields, sealed=zlib.decompress(sealed))
    return vector


@pytest.fixture(scope="module")
def vectors() -> list[Vector]:
    encoded: dict[str, str] = node.run("cctv_vectors.mjs")
    return [_parse(name, base64.b64decode(text)) for name, text in encoded.items()]


@pytest.fixture(scope="module")
def binary_vectors(vectors: list[Vector]) -> list[Vector]:
    return [vector for vector in vectors if not vector.all("armored")]


def _outcome(vector: Vector) -> tuple[str, str]:
    """Return what happened, and the hash of all plaintext that came out."""
    target = BytesIO()
    try:
        unseal(vector.identities(), BytesIO(vector.sealed), target)
        happened = "success"
    except DamagedAgeFile as error:
        (happened,) = error.args
    except AgeError as error:
        happened = type(error).__name__
    return happened, hashlib.sha256(target.getvalue()).hexdigest()


def _expected(vector: Vector) -> tuple[str, str]:
    (expect,) = vector.all("expect")
    happened = _DAMAGE.get(expect, expect)
    if expect == "no match":
        happened = NoMatchingIdentity.__name__
    if expect == "header failure" and vector.name in _SPECIAL_HEADER_FAILURES:
        happened = _SPECIAL_HEADER_FAILURES[vector.name].__name__
    payload = vector.all("payload") or [hashlib.sha256(b"").hexdigest()]
    return happened, payload[0]


def test_the_suite_is_whole(vectors: list[Vector], binary_vectors: list[Vector]) -> None:
    assert len(binary_vectors) == _BINARY
    assert len(vectors) - len(binary_vectors) == _ARMORED


def test_every_binary_vector(binary_vectors: list[Vector]) -> None:
    wrong = {
        vector.name: (outcome, _expected(vector))
        for vector in binary_vectors
        if (outcome := _outcome(vector)) != _expected(vector)
    }
    assert wrong == {}


def test_armored_files_are_not_taken_for_damaged(vectors: list[Vector]) -> None:
    """We read binary files only; armor is another file format around them."""
    armored = [
        vector
        for vector in vectors
        if vector.all("armored") and vector.sealed.startswith(b"-----BEGIN")
    ]
    assert len(armored) > 20
    assert {_outcome(vector)[0] for vector in armored} == {NotAgeFile.__name__}
