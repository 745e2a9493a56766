"""Where a line of text may end, in scripts of which some put no space between words."""

import re
import unicodedata
from collections.abc import Iterator

# Chinese, Japanese and their signs; Korean has spaces.
_EAST_ASIAN = "\u2e80-\u31ff\u3200-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f"
# Signs that begin no line and signs that end none (the commonest of JIS X 4051).
_CLOSING = "、。，．・：；？！）」』】〕〉》｝］々ー…‥ァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ"
_OPENING = "（「『【〔〈《｛［"
_SPACELESS = "\u200b"
# No word is longer; what is, is cut before it is measured, so that no measuring takes forever.
_LONGEST = 240
_WORD = re.compile(
    rf"[ ]+"
    rf"|[{_OPENING}]{{0,3}}[{_EAST_ASIAN}][{_CLOSING}]{{0,3}}"
    rf"|[^ {_SPACELESS}{_EAST_ASIAN}]{{1,{_LONGEST}}}[{_CLOSING}{_SPACELESS}]{{0,3}}"
    rf"|{_SPACELESS}"
)
_JOINER = "\u200d"
_VIRAMA = 9
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def words(line: str) -> list[str]:
    """Return the pieces between which ``line`` may end; together they are the line."""
    return _WORD.findall(line)


def clusters(word: str) -> Iterator[str]:
    """Yield what must stay together of a word too wide for a line: letters with their marks."""
    held = ""
    for character in word:
        if held and not _is_bound(held[-1], character):
            yield held
            held = ""
        held += character
    if held:
        yield held


def _is_bound(before: str, character: str) -> bool:
    is_mark = unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
    is_joined = before == _JOINER or unicodedata.combining(before) == _VIRAMA
    return is_mark or is_joined or ord(character) in _SKIN_TONES
