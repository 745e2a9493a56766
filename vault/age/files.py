"""Sealing and opening age v1 files: whole, streamed in constant memory, or file to file."""

import hmac
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from vault.age import file_key, stream
from vault.age.header import Stanza, read_header, serialize_mac, serialize_unauthenticated
from vault.age.passphrase import SCRYPT_TYPE
from vault.age.recipients import Identity, Recipient
from vault.age.stream import Readable, Writable
from vault.errors import DamagedAgeFile, NoMatchingIdentity
from vault.store.atomic import replacing, storage_error


def seal(recipients: Sequence[Recipient], source: Readable, target: Writable) -> None:
    """Seal all of ``source`` to ``recipients`` and write the age file to ``target``.

    Both are binary files; memory does not grow with the size. Raises ``ValueError`` for
    no recipients, for a passphrase that is not the only one, or for hybrid recipients beside
    plain ones, which would take away what the hybrid type is for (c2sp.org/age).
    """
    stream.encrypt(begin_file(recipients, target)[1], source, target)


@contextmanager
def sealing(recipients: Sequence[Recipient], target: Writable) -> Iterator[stream.Encryptor]:
    """Give something to write plaintext into, which ``target`` holds sealed on a clean exit.

    As ``seal``, for what is made piece by piece: one chunk is held. On an exception ``target``
    holds a file that is cut short. Raises as ``seal`` does.
    """
    encryptor = stream.Encryptor(begin_file(recipients, target)[1], target)
    yield encryptor
    encryptor.finish()


def begin_file(recipients: Sequence[Recipient], target: Writable) -> tuple[bytes, bytes]:
    """Write all that stands before the payload; return the file's key and the payload's."""
    _check_mix(recipients)
    key = file_key.new_file_key()
    head = serialize_unauthenticated([recipient.wrap(key) for recipient in recipients])
    nonce = secrets.token_bytes(file_key.NONCE_BYTES)
    target.write(head + serialize_mac(file_key.header_mac(key, head)) + nonce)
    return key, file_key.payload_key(key, nonce)


def unseal(identities: Sequence[Identity], source: Readable, target: Writable) -> None:
    """Open the age file ``source`` and write its plaintext to ``target``, in constant memory.

    When this raises, ``target`` may hold the beginning of the plaintext: use ``unseal_file`` for
    anything that somebody could take for the whole. Raises ``NotAgeFile``, ``NewerAgeVersion``,
    ``NoMatchingIdentity`` (also for a wrong passphrase), ``WorkFactorTooHigh`` or
    ``DamagedAgeFile``, whose argument is ``"header"``, ``"mac"`` or ``"payload"``.
    """
    stream.decrypt(open_header(identities, source), source, target)


def open_header(identities: Sequence[Identity], source: Readable) -> bytes:
    """Return the payload's key, and leave ``source`` where the payload begins.

    Raises as ``unseal`` does.
    """
    header = read_header(source)
    key = _unwrap(identities, header.stanzas)
    if not hmac.compare_digest(file_key.header_mac(key, header.authenticated), header.mac):
        raise DamagedAgeFile("mac")
    nonce = stream.read_up_to(source, file_key.NONCE_BYTES)
    if len(nonce) != file_key.NONCE_BYTES:
        raise DamagedAgeFile("header")
    return file_key.payload_key(key, nonce)


def seal_bytes(recipients: Sequence[Recipient], data: bytes) -> bytes:
    """Return ``data`` sealed to ``recipients``. Raises as ``seal`` does."""
    target = BytesIO()
    seal(recipients, BytesIO(data), target)
    return target.getvalue()


def unseal_bytes(identities: Sequence[Identity], data: bytes) -> bytes:
    """Return the whole plaintext of the age file ``data``. Raises as ``unseal`` does."""
    target = BytesIO()
    unseal(identities, BytesIO(data), target)
    return target.getvalue()


def unseal_file(identities: Sequence[Identity], source: Path, target: Path) -> None:
    """Open the age file ``source`` as ``target``, which appears when the last chunk verified.

    On any error ``target`` stays as it was and no temporary file remains. Raises as ``unseal``
    does, and ``DiskFull``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    try:
        sealed = source.open("rb")
    except OSError as error:
        raise storage_error(error) from error
    with sealed, replacing(target) as plaintext:
        unseal(identities, sealed, plaintext)


def _check_mix(recipients: Sequence[Recipient]) -> None:
    if not recipients:
        raise ValueError("no recipients")
    if len(recipients) > 1 and any(recipient.stands_alone for recipient in recipients):
        raise ValueError("a passphrase must be the only recipient")
    if len({recipient.is_post_quantum for recipient in recipients}) > 1:
        raise ValueError("hybrid recipients cannot stand beside plain ones")


def _unwrap(identities: Sequence[Identity], stanzas: Sequence[Stanza]) -> bytes:
    if len(stanzas) > 1 and any(stanza.type == SCRYPT_TYPE for stanza in stanzas):
        raise DamagedAgeFile("header")
    for identity in identities:
        if key := identity.unwrap(stanzas):
            return key
    raise NoMatchingIdentity
