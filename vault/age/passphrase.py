"""Sealing under a typed secret: age's scrypt type. It stands alone in a file."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from vault.age import file_key
from vault.age.header import Stanza, decode_base64, encode_base64
from vault.errors import DamagedAgeFile, WorkFactorTooHigh

SCRYPT_TYPE = "scrypt"
_LABEL = b"age-encryption.org/v1/scrypt"
_SALT_BYTES = 16
_KEY_BYTES = 32
_BLOCK_SIZE = 8
_DECIMAL = re.compile(r"[1-9][0-9]*")
_MAX_DIGITS = 2


@dataclass(frozen=True, slots=True)
class ScryptPassphrase:
    """A passphrase, both recipient and identity.

    Work factors are base-2 logarithms: 18 takes 256 MiB, 20 takes 1 GiB. A file that asks for
    more than ``max_work_factor`` is refused. Raises ``ValueError`` unless
    1 <= work_factor <= max_work_factor.
    """

    is_post_quantum: ClassVar[bool] = True
    stands_alone: ClassVar[bool] = True
    passphrase: bytes = field(repr=False)
    work_factor: int = 18
    max_work_factor: int = 20

    def __post_init__(self) -> None:
        if not 1 <= self.work_factor <= self.max_work_factor:
            raise ValueError("work factor out of range")

    def wrap(self, key: bytes) -> Stanza:
        """Return the ``scrypt`` stanza that holds the file key ``key``."""
        salt = secrets.token_bytes(_SALT_BYTES)
        body = file_key.wrap(self._wrapping_key(salt, self.work_factor), key)
        arguments = (encode_base64(salt), str(self.work_factor))
        return Stanza(type=SCRYPT_TYPE, arguments=arguments, body=body)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, ``None`` if the passphrase is not the one.

        Raises ``DamagedAgeFile`` or ``WorkFactorTooHigh``.
        """
        own = (stanza for stanza in stanzas if stanza.type == SCRYPT_TYPE)
        return next((key for stanza in own if (key := self._unwrap_one(stanza))), None)

    def _unwrap_one(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != 2:
            raise DamagedAgeFile("header")
        salt = decode_base64(stanza.arguments[0])
        if len(salt) != _SALT_BYTES:
            raise DamagedAgeFile("header")
        work_factor = self._read_work_factor(stanza.arguments[1])
        file_key.check_wrapped_size(stanza.body)
        return file_key.unwrap(self._wrapping_key(salt, work_factor), stanza.body)

    def _read_work_factor(self, text: str) -> int:
        if not _DECIMAL.fullmatch(text):
            raise DamagedAgeFile("header")
        if len(text) > _MAX_DIGITS or int(text) > self.max_work_factor:
            raise WorkFactorTooHigh
        return int(text)

    def _wrapping_key(self, salt: bytes, work_factor: int) -> bytes:
        kdf = Scrypt(_LABEL + salt, _KEY_BYTES, n=1 << work_factor, r=_BLOCK_SIZE, p=1)
        return kdf.derive(self.passphrase)
