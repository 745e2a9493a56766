"""What is typed into Find: words of the notes themselves, common and rare, and names."""

import random
import re
from collections import Counter

from vault.session import Session

_NOTES_READ = 600
_LONGEST = 12


def typed_texts(session: Session, count: int, seed: int = 5) -> list[str]:
    """Return ``count`` texts: three in four a word, the others two words or a name."""
    chance = random.Random(seed)  # which words, not a secret
    words = _words(session)
    names = [row[0] for row in session.rows.all("SELECT legal_name FROM client ORDER BY id")]
    texts = []
    for number in range(count):
        # Evenly over the ranks, so that the commonest words and the rarest are there.
        word = words[number * len(words) // count]
        if number % 8 == 3:
            word = f"{word} {chance.choice(words[:200])}"
        elif number % 8 == 7:
            word = chance.choice(names)
        texts.append(word[: 2 * _LONGEST])
    return texts


def _words(session: Session) -> list[str]:
    """Return words of three letters or more, the commonest first."""
    sql = "SELECT body FROM note WHERE id % :step = 0 LIMIT :most"
    total = session.rows.value("SELECT max(id) FROM note")
    step = max(1, total // _NOTES_READ)
    counted: Counter[str] = Counter()
    for row in session.rows.all(sql, {"step": step, "most": _NOTES_READ}):
        counted.update(re.findall(r"[a-z]{3,12}", row[0].lower()))
    return [word for word, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]


def prefixes(texts: list[str]) -> list[str]:
    """Return what stands in the field after each keystroke."""
    return [text[:end] for text in texts for end in range(1, len(text) + 1)]
