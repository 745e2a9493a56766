"""Signatures, against the real ``ssh-keygen`` in both directions."""

import base64
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools import require
from vault.errors import BadSignature
from vault.keys.signing import CHECKPOINT, HEADER, NOTE, PublicKey, SigningKey

SEED = bytes(range(32))
MESSAGE = "Zoë wrote this – on two\nlines\r\n".encode()


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.from_seed(SEED)


@pytest.fixture(scope="session")
def ssh_keygen() -> str:
    return require("ssh-keygen", "Debian package openssh-client")


def _run(*command: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=stdin, capture_output=True, timeout=20)


@pytest.fixture(scope="session")
def ssh_key_file(ssh_keygen: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ssh") / "key"
    assert (
        _run(ssh_keygen, "-q", "-t", "ed25519", "-N", "", "-C", "them", "-f", path).returncode == 0
    )
    return path


def _ssh_verify(
    ssh_keygen: str, folder: Path, public: PublicKey, armored: str, namespace: str, message: bytes
) -> int:
    signers, signature = folder / "signers", folder / "signature"
    signers.write_text(f"practice {public.to_text()}\n")
    signature.write_text(armored)
    verify = (ssh_keygen, "-Y", "verify", "-f", signers, "-I", "practice", "-n", namespace)
    return _run(*verify, "-s", signature, stdin=message).returncode


@pytest.mark.parametrize("namespace", [HEADER, NOTE, CHECKPOINT])
@pytest.mark.parametrize("message", [MESSAGE, b"", b"\x00" * 100_000])
def test_ssh_keygen_verifies_ours(
    key: SigningKey, ssh_keygen: str, tmp_path: Path, namespace: str, message: bytes
) -> None:
    armored = key.sign(message, namespace)
    key.public.verify(message, armored, namespace)
    assert _ssh_verify(ssh_keygen, tmp_path, key.public, armored, namespace, message) == 0
    assert _ssh_verify(ssh_keygen, tmp_path, key.public, armored, namespace, message + b".") != 0
    assert _ssh_verify(ssh_keygen, tmp_path, key.public, armored, "file", message) != 0


def test_we_verify_what_ssh_keygen_signed(ssh_keygen: str, ssh_key_file: Path) -> None:
    signed = _run(ssh_keygen, "-Y", "sign", "-f", ssh_key_file, "-n", NOTE, stdin=MESSAGE)
    public = PublicKey.from_text(ssh_key_file.with_suffix(".pub").read_text())
    armored = signed.stdout.decode()
    public.verify(MESSAGE, armored, NOTE)
    with pytest.raises(BadSignature):
        public.verify(MESSAGE, armored, HEADER)


def test_the_same_key_writes_the_same_bytes_as_ssh_keygen(
    ssh_keygen: str, ssh_key_file: Path
) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    loaded = load_ssh_private_key(ssh_key_file.read_bytes(), None)
    assert isinstance(loaded, Ed25519PrivateKey)
    ours = SigningKey.from_seed(loaded.private_bytes_raw()).sign(MESSAGE, HEADER)
    theirs = _run(ssh_keygen, "-Y", "sign", "-f", ssh_key_file, "-n", HEADER, stdin=MESSAGE)
    assert ours == theirs.stdout.decode()


def test_fingerprint_is_what_ssh_keygen_prints(ssh_keygen: str, ssh_key_file: Path) -> None:
    public = PublicKey.from_text(ssh_key_file.with_suffix(".pub").read_text())
    printed = _run(ssh_keygen, "-l", "-f", ssh_key_file).stdout.decode().split()[1]
    assert public.fingerprint == printed
    assert len(public.fingerprint) == len("SHA256:") + 43
    padded = public.fingerprint.removeprefix("SHA256:") + "="
    assert base64.b64decode(padded) == public.fingerprint_bytes


def test_public_key_text_goes_both_ways(key: SigningKey) -> None:
    assert PublicKey.from_text(key.public.to_text()) == key.public
    assert SigningKey.from_seed(key.seed).public == key.public
    assert SigningKey.generate().public != key.public


@given(message=st.binary(max_size=300), namespace=st.text(min_size=1, max_size=30))
def test_what_is_signed_verifies_and_nothing_else(message: bytes, namespace: str) -> None:
    key = SigningKey.from_seed(SEED)
    armored = key.sign(message, namespace)
    key.public.verify(message, armored, namespace)
    for other_message, other_namespace in ((message + b"x", namespace), (message, namespace + "x")):
        with pytest.raises(BadSignature):
            key.public.verify(other_message, armored, other_namespace)


def test_another_key_is_refused(key: SigningKey) -> None:
    other = SigningKey.from_seed(bytes(32))
    with pytest.raises(BadSignature):
        other.public.verify(MESSAGE, key.sign(MESSAGE, NOTE), NOTE)


def test_every_flipped_bit_and_every_cut_is_refused(key: SigningKey) -> None:
    lines = key.sign(MESSAGE, NOTE).splitlines()
    blob = base64.b64decode("".join(lines[1:-1]))

    def armored(content: bytes) -> str:
        return "\n".join((lines[0], base64.b64encode(content).decode(), lines[-1]))

    key.public.verify(MESSAGE, armored(blob), NOTE)
    damaged = [blob[:i] for i in range(len(blob))] + [blob + b"\x00"]
    for bit in range(len(blob) * 8):
        flipped = bytearray(blob)
        flipped[bit // 8] ^= 1 << bit % 8
        damaged.append(bytes(flipped))
    for content in damaged:
        with pytest.raises(BadSignature):
            key.public.verify(MESSAGE, armored(content), NOTE)


@pytest.mark.parametrize(
    "armored", ["", "garbage", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----", "é"]
)
def test_garbage_is_no_signature(key: SigningKey, armored: str) -> None:
    with pytest.raises(BadSignature):
        key.public.verify(MESSAGE, armored, NOTE)


def test_line_ends_of_another_system_do_no_harm(key: SigningKey) -> None:
    key.public.verify(MESSAGE, key.sign(MESSAGE, NOTE).replace("\n", "\r\n"), NOTE)


def test_rsa_is_refused(key: SigningKey, ssh_keygen: str, tmp_path: Path) -> None:
    path = tmp_path / "rsa"
    assert _run(ssh_keygen, "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", path).returncode == 0
    text = path.with_suffix(".pub").read_text()
    with pytest.raises(BadSignature):
        PublicKey.from_text(text)
    with pytest.raises(BadSignature):
        PublicKey.from_text(text.replace("ssh-rsa", "ssh-ed25519"))
    signed = _run(ssh_keygen, "-Y", "sign", "-f", path, "-n", NOTE, stdin=MESSAGE).stdout.decode()
    with pytest.raises(BadSignature):
        key.public.verify(MESSAGE, signed, NOTE)


@pytest.mark.parametrize(
    "text", ["", "ssh-ed25519", "ssh-ed25519 ????", "ssh-ed25519 AAAA", "ssh-ed25519 é"]
)
def test_garbage_is_no_public_key(text: str) -> None:
    with pytest.raises(BadSignature):
        PublicKey.from_text(text)


def test_trailing_bytes_and_wrong_sizes_are_no_public_key(key: SigningKey) -> None:
    blob = base64.b64decode(key.public.to_text().split()[1])
    for content in (blob + b"\x00", blob[:-1]):
        with pytest.raises(BadSignature):
            PublicKey.from_text("ssh-ed25519 " + base64.b64encode(content).decode())
    with pytest.raises(BadSignature):
        PublicKey(bytes(31))


def test_a_signature_needs_a_namespace(key: SigningKey) -> None:
    with pytest.raises(ValueError, match="namespace"):
        key.sign(MESSAGE, "")


def test_repr_shows_no_secret(key: SigningKey) -> None:
    assert repr(key) == f"SigningKey({key.public.fingerprint})"
