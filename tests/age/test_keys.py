from itertools import combinations_with_replacement

import pytest

from vault.age import (
    HybridIdentity,
    HybridRecipient,
    Identity,
    Recipient,
    ScryptPassphrase,
    X25519Identity,
    X25519Recipient,
    bech32,
    seal_bytes,
    unseal_bytes,
)
from vault.errors import DamagedAgeFile, NoMatchingIdentity, WorkFactorTooHigh

_HYBRID = HybridIdentity(seed=bytes(range(32)))
_X25519 = X25519Identity(secret=bytes(range(32)))
Key = HybridIdentity | HybridRecipient | X25519Identity | X25519Recipient
_TEXTS: dict[type[Key], str] = {
    HybridIdentity: _HYBRID.to_text(),
    HybridRecipient: _HYBRID.recipient.to_text(),
    X25519Identity: _X25519.to_text(),
    X25519Recipient: _X25519.recipient.to_text(),
}


def test_prefixes_and_lengths() -> None:
    assert _HYBRID.to_text().startswith("AGE-SECRET-KEY-PQ-1")
    assert _HYBRID.recipient.to_text().startswith("age1pq1")
    assert len(_HYBRID.recipient.public_key) == 1184 + 32
    assert _X25519.to_text().startswith("AGE-SECRET-KEY-1")
    assert _X25519.recipient.to_text().startswith("age1")


@pytest.mark.parametrize("kind", _TEXTS)
def test_text_round_trip(kind: type[Key]) -> None:
    assert kind.from_text(_TEXTS[kind]).to_text() == _TEXTS[kind]


@pytest.mark.parametrize("kind", _TEXTS)
def test_malformed_text_is_refused_without_quoting_it(kind: type[Key]) -> None:
    text = _TEXTS[kind]
    others = [other for other in _TEXTS.values() if other != text]
    prefix, data = bech32.decode(text)
    in_upper = text.isupper()
    short = bech32.encode(prefix, data[:-1])
    long = bech32.encode(prefix, data + b"\0")
    lengths = [short.upper(), long.upper()] if in_upper else [short, long]
    altered = text[:-1] + ("q" if text[-1].lower() != "q" else "p")
    for bad in [*others, *lengths, text.swapcase(), altered, f"{text} ", f"{text}\n", "", "age1"]:
        with pytest.raises(ValueError) as caught:
            kind.from_text(bad)
        assert text[-12:] not in str(caught.value)


def test_a_recipient_whose_numbers_are_out_of_range_is_refused() -> None:
    """FIPS 203, 7.2: the check of an encapsulation key."""
    with pytest.raises(ValueError):
        HybridRecipient(public_key=b"\xff" * 1184 + bytes(31) + b"\x09")


def test_a_recipient_of_low_order_seals_nothing() -> None:
    for recipient in (
        X25519Recipient(public_key=bytes(32)),
        HybridRecipient(public_key=_HYBRID.recipient.public_key[:1184] + bytes(32)),
    ):
        with pytest.raises(ValueError):
            seal_bytes([recipient], b"note")


def test_a_generated_identity_is_new() -> None:
    assert len({HybridIdentity.generate().to_text() for _ in range(20)}) == 20
    assert len({X25519Identity.generate().to_text() for _ in range(20)}) == 20


def test_repr_never_shows_a_secret() -> None:
    passphrase = ScryptPassphrase(b"wintergreen", work_factor=2)
    assert repr(_HYBRID) == "HybridIdentity()"
    assert repr(_X25519) == "X25519Identity()"
    assert "wintergreen" not in repr(passphrase)
    assert repr(passphrase) == "ScryptPassphrase(work_factor=2, max_work_factor=20)"


def test_what_may_stand_beside_what() -> None:
    kinds: dict[str, Recipient] = {
        "hybrid": _HYBRID.recipient,
        "plain": _X25519.recipient,
        "passphrase": ScryptPassphrase(b"x", work_factor=1),
    }
    allowed = {("hybrid", "hybrid"), ("plain", "plain")}
    for pair in combinations_with_replacement(kinds, 2):
        recipients = [kinds[name] for name in pair]
        if pair in allowed:
            assert unseal_bytes([_HYBRID, _X25519], seal_bytes(recipients, b"note")) == b"note"
            continue
        for order in (recipients, recipients[::-1]):
            with pytest.raises(ValueError):
                seal_bytes(order, b"note")
    with pytest.raises(ValueError):
        seal_bytes([], b"note")


def test_the_right_identity_may_stand_anywhere() -> None:
    right = HybridIdentity.generate()
    others = [HybridIdentity.generate() for _ in range(3)]
    recipients = [identity.recipient for identity in (*others[:2], right, others[2])]
    sealed = seal_bytes(recipients, b"note")
    wrong: list[Identity] = [_X25519, _HYBRID, ScryptPassphrase(b"x", work_factor=1)]
    assert unseal_bytes([*wrong, right], sealed) == b"note"
    with pytest.raises(NoMatchingIdentity):
        unseal_bytes(wrong, sealed)
    with pytest.raises(NoMatchingIdentity):
        unseal_bytes([], sealed)


def test_a_wrong_passphrase_is_no_match() -> None:
    sealed = seal_bytes([ScryptPassphrase(b"one", work_factor=1)], b"note")
    assert unseal_bytes([ScryptPassphrase(b"one")], sealed) == b"note"
    with pytest.raises(NoMatchingIdentity):
        unseal_bytes([ScryptPassphrase(b"One")], sealed)


def test_a_work_factor_above_the_limit_is_refused_before_any_work() -> None:
    sealed = seal_bytes([ScryptPassphrase(b"one", work_factor=3)], b"note")
    weak = ScryptPassphrase(b"one", work_factor=2, max_work_factor=2)
    with pytest.raises(WorkFactorTooHigh):
        unseal_bytes([weak], sealed)
    for text in (b" 21\n", b" 63\n", b" " + b"9" * 5000 + b"\n"):
        with pytest.raises(WorkFactorTooHigh):
            unseal_bytes([ScryptPassphrase(b"one")], sealed.replace(b" 3\n", text))


@pytest.mark.parametrize("text", ["0", "03", "+3", "-3", "3 ", "0x3", "3.0", "³"])
def test_a_work_factor_is_written_in_one_way(text: str) -> None:
    sealed = seal_bytes([ScryptPassphrase(b"one", work_factor=3)], b"note")
    with pytest.raises(DamagedAgeFile):
        unseal_bytes([ScryptPassphrase(b"one")], sealed.replace(b" 3\n", f" {text}\n".encode()))


@pytest.mark.parametrize(("work_factor", "limit"), [(0, 20), (-1, 20), (21, 20), (18, 17)])
def test_a_passphrase_never_seals_what_it_would_not_open(work_factor: int, limit: int) -> None:
    with pytest.raises(ValueError):
        ScryptPassphrase(b"one", work_factor, limit)
