"""Known-answer test of the cryptography, run at the start of the program before any data.

A library that was miscompiled, replaced or is too old must be found out before it writes a file
that nobody can open. Takes a few milliseconds.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InternalError, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from vault.age.file_key import derive_key
from vault.age.files import seal_bytes, unseal_bytes
from vault.age.hybrid import HybridIdentity
from vault.errors import AgeError, DamagedAgeFile, SelfTestFailed


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """One computation and the bytes it must give; ``source`` says where they are published."""

    name: str
    source: str
    compute: Callable[[], bytes]
    expected: bytes


def run_self_test() -> None:
    """Compute every known answer. Raises ``SelfTestFailed`` with the name of a wrong one."""
    for answer in KNOWN_ANSWERS:
        if not _is_right(answer):
            raise SelfTestFailed(answer.name)


def _is_right(answer: KnownAnswer) -> bool:
    try:
        return answer.compute() == answer.expected
    except (ValueError, InvalidTag, InternalError, UnsupportedAlgorithm, AgeError) as error:
        raise SelfTestFailed(answer.name) from error


def _x25519() -> bytes:
    scalar = "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"
    point = "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"
    private_key = X25519PrivateKey.from_private_bytes(bytes.fromhex(scalar))
    return private_key.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(point)))


def _chacha20_poly1305() -> bytes:
    text = (
        b"Ladies and Gentlemen of the class of '99: "
        b"If I could offer you only one tip for the future, sunscreen would be it."
    )
    nonce, extra = "070000004041424344454647", "50515253c0c1c2c3c4c5c6c7"
    cipher = ChaCha20Poly1305(bytes(range(0x80, 0xA0)))
    # The tag depends on every byte of the ciphertext before it.
    return cipher.encrypt(bytes.fromhex(nonce), text, bytes.fromhex(extra))[-16:]


def _hkdf_sha256() -> bytes:
    return derive_key(b"\x0b" * 22, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)))


def _hybrid_recipient() -> bytes:
    recipient = HybridIdentity.from_text(_IDENTITY).recipient
    return hashlib.sha256(recipient.to_text().encode("ascii")).digest()


def _open_file() -> bytes:
    return unseal_bytes([HybridIdentity.from_text(_IDENTITY)], base64.b64decode(_SEALED))


def _refuse_altered_file() -> bytes:
    sealed = bytearray(base64.b64decode(_SEALED))
    sealed[-1] ^= 1
    try:
        return unseal_bytes([HybridIdentity.from_text(_IDENTITY)], bytes(sealed))
    except DamagedAgeFile:
        return b"refused"


def _seal_and_open() -> bytes:
    identity = HybridIdentity.from_text(_IDENTITY)
    return unseal_bytes([identity], seal_bytes([identity.recipient], b"age"))


_IDENTITY = "AGE-SECRET-KEY-PQ-1HZLGZUPT4ETPKDEV8HSGFDCYZ4E522W0A7PU2LHT8EH9W6YLNC3SW78XKG"
"""A published key that seals nothing of anybody's."""

_SEALED = """
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IG1sa2VtNzY4eDI1NTE5IE5mTGNnQWJ6dk5nZjBhUmI0UEFOQnZ5RHRJRERRS2Y4
NEpoaEZsbnZUMU5VQWNiR05yQXJSWi9UK2JjOWw0eG1LMURTbCtQWGs2bnFxR0JoYU0xZFVpVDdYMTdUVTEvYjloYVpaUHpF
YWx2WkhGRE1TZXZmaVpzaGxuU2djcFdoMHFucGdUeWJvV1RVK3pickg2WUQydWhzaGJKb2l1cWgrUHBYdERNc3RYeDRDZ3hB
U3JOVmxmU2wvY2FSVGkyNFFqSVhwQ053RUU0RndIcm1Bd1VxU0hMVXpHT0hmaVcvY2hPQ1R0RFg1OTF4NDFvNmVaNC9EdDky
VmhvWUtGY3BpYVdiUmhiZW5aWFVKeFBTMUMxc0s4NENWd2tESDdMSmpiWUNua3h0M21ldWw4a0tXaWhac1N0WllkLzZib3px
Y3pPWDd6TjVQYmFZRDFYcFl3TXdlZHpXbVBtUXp4QnliRDhab2RjUjdoRjdXVXhTbUZWSDdFeGlZSDNaTmJEQVZjZ0d3bGtU
Rm1VbWFUQ2JqR1pUdjhNK2VqbXZTdFFIZ0N0UGk0R0dSZEpGcjNIenZSem02YnZyZEYvcmRTUFJGdFJWTTdEOW83WkFBcXVE
MVBCeUUwWTVZQ1I0L3ZtVGxJbFJ3RlhrNGJlK1RzQUkrR290dWpvdTZucmlnd25mcW9HaU5TdmkvWlZ2U0tuRG9aUElFNXF3
T05DZWVKQjhDZVJocVhFanZndHdjMnpjV1VCdGpTSmdOTCtqODg3azJoMHhsWHBRcWxtRERIc0JPQ1AzL1ZvTStOWlVScUkr
Um9UdWRjd1RsOFRnbWhHclF5dG5vdnVXRkR2RTlIZ1BBczY3ZFBSQzY0LzNSRVMzaEYyQzYvUjFwUUFuQzdTMmlTaWpKbnlG
bGFESldmY1p2dk5vYW1waER2NjNrVU5iN2I5VjhFK3h3cUY4R2t1WEpuQkZEbzBQdUp6OHFXSDdzRE1FT2hJSW5tYW5EaXU2
Sy85ak9DdWJZTmROY1hyalFrbmx2azFrRmRqWjJ4WW5DNlF1cUE1K3FITUJwZ3JnMzAxUFgxNTRYNEtVY3hBM1BvRnlZTmV4
YUJLM25qa3M3UE54bDdIeVpJV2pqRGx6NTBXclFuRXFCamw4UlZWdW5lTDN2Z1Z5VTQ1R1NWV1FWT0g0SzZhZXBXUDArcDdX
VUQ1MnJoZFZINUhQWldRTDN2OFRqRXo4MEFlYjg3KzFzMXdnTSs1c2tOWDRMcE95dWhSeFEvQ2hYc1ZaclZKOFNSc0JsTzRL
K0NKMjcxckhqOGw4TkVoUkUyTy9aS0hzdDhCZS82ajVjOVNVbVJScXZJKzZiY2cwQmNxN1dpN2QwOHZEUXFqQzJjT2kxMTJD
R3JhNW1hemQvTkNJQ0M4MW9Za01tVHh0TTlmaWNmSWh2dDluSGFaU1FoMjd0ekozeFJXT2Vnd3pET2FOanJ0Sjd5dkNYYlY5
aVE2Ym9pQ2w2d2RtSW43azlzSTMwd0l1SGNWVTFDcitFTldocVZ5UmlBS2t0Z3Z4ZWdEbnF2UkIybjFhSEtvdnA2MEZzN1lJ
RHJjbHNjUkZpa1Y0NXgwUk5CZFZ0VWtXRDQzMHZaZ2Vra1pkbndwZUh4R1Y5VEllMkZDTm9vUXpVeng2djRmdDBzWjVTWUk0
OTBGMnNZWnUvc2lnNElCL0tPelZmUFhCWDlka2Z0TGdaVFd0ZlA3R0k5TmpFaXRMbi9sWVRoMmpmU0tUWVpTTStCUXQxNm0y
eWcvNFg3eGZ0QTJQM2ZTeVUxeldpbmVvY3o0REt5aWxXbVZoUFJqeTlMclRQdFFXVlZOR3JWZlVzTll3V0hKWDZGd2tGN0pO
YkNxTEVRdWVNalBoYzljbnI2NnVGK1d0MUlzdVRqMjc4TWd5WnFZbHI3bWtXOTF6eVdKTVNJWFRLbXF2NXVtOXlwYzNJSlVt
a3ZzNjdBOTFYQTh2c3BBUnNVTTRKdwpqWVBmaWxOQU1qRjB6R1JZTVlKcVIvY1RUemJpR3hRTWhHKzh6WmFpdGljCi0tLSA3
d0NnS2M0dDhrS21LSlROcllzN01vTEtIazhTcXQ4WTNvVFpjMDhzUWpNCt3fctBvvKtX3z0NMSSWrSGM1/1vgHi7+IEt2HlH
FV63vV6I
"""
"""The vector "hybrid" of the public suite c2sp.org/CCTV/age."""

KNOWN_ANSWERS = (
    KnownAnswer(
        "SHAKE-256",
        "FIPS 202, empty message",
        lambda: hashlib.shake_256(b"").digest(32),
        bytes.fromhex("46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f"),
    ),
    KnownAnswer(
        "HMAC-SHA-256",
        "RFC 4231, case 1",
        lambda: hmac.new(b"\x0b" * 20, b"Hi There", hashlib.sha256).digest(),
        bytes.fromhex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    ),
    KnownAnswer(
        "HKDF-SHA-256",
        "RFC 5869, A.1",
        _hkdf_sha256,
        bytes.fromhex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"),
    ),
    KnownAnswer(
        "X25519",
        "RFC 7748, 5.2",
        _x25519,
        bytes.fromhex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"),
    ),
    KnownAnswer(
        "ChaCha20-Poly1305",
        "RFC 8439, 2.8.2",
        _chacha20_poly1305,
        bytes.fromhex("1ae10b594f09e26a7e902ecbd0600691"),
    ),
    KnownAnswer(
        "scrypt",
        "RFC 7914, 12, first 32 bytes",
        lambda: Scrypt(b"", 32, n=16, r=1, p=1).derive(b""),
        bytes.fromhex("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"),
    ),
    KnownAnswer(
        "hybrid recipient",
        "SHA-256 of what age-encryption 0.3.1 (npm) gives for this identity",
        _hybrid_recipient,
        bytes.fromhex("3391361ba4a3d211173b3161b1460630cee790d95b732cd447313243226cb082"),
    ),
    KnownAnswer("open a file", "c2sp.org/CCTV/age, hybrid", _open_file, b"age"),
    KnownAnswer("refuse an altered file", "the same", _refuse_altered_file, b"refused"),
    KnownAnswer("seal and open", "round trip", _seal_and_open, b"age"),
)
