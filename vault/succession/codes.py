"""The code in a challenge file: eight letters that a holder reads out, and two that check them."""

import hashlib
import hmac
import json
import secrets

from vault.errors import CodeMistyped
from vault.keys import recovery_sheet
from vault.succession import card_proof

_LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_LENGTH = 8
_CHECK_LENGTH = 2
_GROUP = 5
_SALT_BYTES = 16


def new_code() -> str:
    """Return a random code as a person reads it: ``QPZRY 9X8GF`` (40 bits and 10 of a check)."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    code = letters + _check(letters)
    return f"{code[:_GROUP]} {code[_GROUP:]}"


def letters_of(typed: str) -> str:
    """Return a typed code's letters without the check. Raises ``CodeMistyped``."""
    compact = recovery_sheet.compact(typed)
    letters, check = compact[:_LENGTH], compact[_LENGTH:]
    is_whole = len(letters) == _LENGTH and set(compact) <= set(_LETTERS)
    if not is_whole or check != _check(letters):
        raise CodeMistyped()
    return letters


def kept(code: str) -> str:
    """Return what is kept of a code, as JSON: a salt and a scrypt hash."""
    salt = secrets.token_bytes(_SALT_BYTES)
    found = card_proof.digest(salt, "code", letters_of(code))
    return json.dumps({"salt": salt.hex(), "code": found.hex()})


def agrees(asked: str, typed: str) -> bool:
    """Return whether a typed code is the one that was kept. Raises ``CodeMistyped``."""
    told = json.loads(asked)
    found = card_proof.digest(bytes.fromhex(told["salt"]), "code", letters_of(typed))
    return hmac.compare_digest(found.hex(), told["code"])


def _check(letters: str) -> str:
    bits = int.from_bytes(hashlib.sha256(f"code:{letters}".encode("ascii")).digest()[:2]) >> 6
    return _LETTERS[bits >> 5] + _LETTERS[bits & 31]
