"""Both directions against age-encryption (npm), for all three types of recipients."""

import base64
import itertools
from typing import Any

import pytest

from tests.interop import node
from vault.age import (
    HybridIdentity,
    HybridRecipient,
    Identity,
    Recipient,
    ScryptPassphrase,
    X25519Identity,
    X25519Recipient,
    seal_bytes,
    unseal_bytes,
)

_CHUNK = 64 * 1024
_SIZES = (0, 1, _CHUNK - 1, _CHUNK, _CHUNK + 1, 2 * _CHUNK, 2 * _CHUNK + 1, 200_000)
_PLAINTEXTS = [bytes(itertools.islice(itertools.cycle(range(251)), size)) for size in _SIZES]
_PASSPHRASE = "schöne grüße 雪"
_SCRYPT = ScryptPassphrase(_PASSPHRASE.encode(), work_factor=4)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(texts: list[str]) -> list[bytes]:
    return [base64.b64decode(text) for text in texts]


@pytest.fixture(scope="module")
def their_keys() -> list[dict[str, str]]:
    answer = node.run("age_npm.mjs", {"generate": ["hybrid", "X25519"]})
    keys: list[dict[str, str]] = answer["generate"]
    return keys


def test_their_keys_are_ours(their_keys: list[dict[str, str]]) -> None:
    hybrid, plain = their_keys
    ours = HybridIdentity.from_text(hybrid["identity"])
    ours_plain = X25519Identity.from_text(plain["identity"])
    assert ours.to_text() == hybrid["identity"]
    assert ours.recipient.to_text() == hybrid["recipient"]
    assert ours_plain.to_text() == plain["identity"]
    assert ours_plain.recipient.to_text() == plain["recipient"]


def test_our_keys_are_theirs() -> None:
    ours = [key.generate() for key in (HybridIdentity, X25519Identity) for _ in range(20)]
    answer = node.run("age_npm.mjs", {"recipients": [identity.to_text() for identity in ours]})
    assert answer["recipients"] == [identity.recipient.to_text() for identity in ours]


def test_they_open_what_we_seal(their_keys: list[dict[str, str]]) -> None:
    hybrid, plain = their_keys
    ways: list[tuple[list[Recipient], dict[str, Any]]] = [
        ([HybridRecipient.from_text(hybrid["recipient"])], hybrid),
        (
            [HybridIdentity.generate().recipient, HybridRecipient.from_text(hybrid["recipient"])],
            hybrid,
        ),
        ([X25519Recipient.from_text(plain["recipient"])], plain),
        (
            [X25519Identity.generate().recipient, X25519Recipient.from_text(plain["recipient"])],
            plain,
        ),
        ([_SCRYPT], {"passphrase": _PASSPHRASE}),
    ]
    cases = [(*way, plaintext) for way in ways for plaintext in _PLAINTEXTS]
    request = [
        key | {"sealed": _text(seal_bytes(recipients, plaintext))}
        for recipients, key, plaintext in cases
    ]
    answer = node.run("age_npm.mjs", {"open": request})
    assert _bytes(answer["open"]) == [plaintext for _, _, plaintext in cases]


def test_we_open_what_they_seal() -> None:
    hybrid, plain = HybridIdentity.generate(), X25519Identity.generate()
    other, plain_other = HybridIdentity.generate().recipient, X25519Identity.generate().recipient
    ways: list[tuple[Identity, dict[str, Any]]] = [
        (hybrid, {"recipients": [hybrid.recipient.to_text()]}),
        (hybrid, {"recipients": [other.to_text(), hybrid.recipient.to_text()]}),
        (plain, {"recipients": [plain.recipient.to_text()]}),
        (plain, {"recipients": [plain_other.to_text(), plain.recipient.to_text()]}),
        (_SCRYPT, {"passphrase": _PASSPHRASE, "workFactor": 5}),
    ]
    cases = [(*way, plaintext) for way in ways for plaintext in _PLAINTEXTS]
    request = [how | {"plaintext": _text(plaintext)} for _, how, plaintext in cases]
    sealed = _bytes(node.run("age_npm.mjs", {"seal": request})["seal"])
    opened = [
        unseal_bytes([identity], file) for (identity, _, _), file in zip(cases, sealed, strict=True)
    ]
    assert opened == [plaintext for _, _, plaintext in cases]
