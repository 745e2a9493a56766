"""Passphrases: how strong one is, how one is made, and which bytes it stands for."""

import secrets
import unicodedata

import resources
from vault.errors import InvalidValue, WeakPassphrase

STRONG = 4
MINIMUM_WORDS = 6

_WORD_LIST = "words/eff_large_wordlist.txt"
# zxcvbn raises beyond 72 characters; what follows can only add strength.
_MEASURED_LENGTH = 72


def normalize(passphrase: str) -> bytes:
    """Return the bytes that a typed passphrase stands for: UTF-8 of its NFC form.

    One line end at the very end is dropped, as it comes from a file or a terminal; spaces
    stay, they were typed. Raises ``InvalidValue`` for text that has no UTF-8.
    """
    canonical = _canonical(passphrase)
    # Looked for, not caught: an encoding error would carry the passphrase with it.
    if any(unicodedata.category(character) == "Cs" for character in canonical):
        raise InvalidValue("passphrase")
    return canonical.encode("utf-8")


def strength(passphrase: str) -> int:
    """Return zxcvbn's estimate, 0 (guessed at once) to 4 (strong)."""
    from zxcvbn import zxcvbn  # its dictionaries load when a passphrase is chosen, not at start

    measured = _canonical(passphrase)[:_MEASURED_LENGTH]
    return int(zxcvbn(measured)["score"]) if measured else 0


def require_strong(passphrase: str) -> None:
    """Raise ``WeakPassphrase`` unless the passphrase is of strength 4."""
    if strength(passphrase) < STRONG:
        raise WeakPassphrase


def generate_words(count: int = MINIMUM_WORDS) -> str:
    """Return ``count`` random words (6 or more) with spaces between: 12.9 bits each.

    The words are the EFF's long list of 7,776. Raises ``ValueError`` below six words,
    which would be under 77 bits.
    """
    if count < MINIMUM_WORDS:
        raise ValueError("at least six words")
    words = _words()
    return " ".join(secrets.choice(words) for _ in range(count))


def _canonical(passphrase: str) -> str:
    line_end = "\r\n" if passphrase.endswith("\r\n") else "\n"
    return unicodedata.normalize("NFC", passphrase.removesuffix(line_end))


def _words() -> list[str]:
    """Read the list; its lines are five dice, a tab, the word."""
    return [line.split()[1] for line in resources.read(_WORD_LIST).decode("ascii").splitlines()]
