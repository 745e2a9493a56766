"""Bytes to text, whatever program wrote them: every byte becomes a character, none is lost."""

import codecs

# Windows-1252 leaves five bytes without a meaning; they stay the control characters they are.
_WINDOWS = {
    byte: text for byte in range(0x80, 0xA0) if (text := bytes([byte]).decode("cp1252", "ignore"))
}
_SAMPLE = 4_096
_CHARSETS = ("iso-8859-", "windows-125", "cp125")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    UTF-8 and UTF-16 with their marks, UTF-16 without one where every other byte of the beginning
    is zero, else UTF-8, else Windows-1252. Where a file holds lines of both, each line is read as
    what it is: ``mixed``.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data, "utf-16"), "utf-16"
    elif codec := _markless_utf16(data):
        return _utf16(data, codec), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _by_line(data)


def is_sure(data: bytes) -> bool:
    """Whether the bytes themselves prove their encoding; Windows-1252 would read any."""
    return decode(data)[1] in ("utf-8", "utf-16")


def _utf16(data: bytes, codec: str) -> str:
    # U+FFFD stands for half a character: a file cut short, nothing that a person wrote.
    return data.decode(codec, "replace")


def _markless_utf16(data: bytes) -> str:
    sample = data[: _SAMPLE // 2 * 2]
    half = len(sample) // 2
    for codec, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        others = sample.count(0) - zeros.count(0)
        if half and zeros.count(0) > 0.7 * half and not others:
            return codec
    return ""


def _by_line(data: bytes) -> tuple[str, str]:
    lines = [_line(line) for line in data.split(b"\n")]
    text = "\n".join(line for line, _ in lines)
    return text, "mixed" if any(is_utf8 for _, is_utf8 in lines) else "windows-1252"


def decode_line(line: bytes, charset: str = "") -> str:
    """Return one line as text: in ``charset`` if that is told and right, else as it looks."""
    if charset.lower().startswith(_CHARSETS):
        try:
            return line.decode(charset)
        except (LookupError, UnicodeError):
            return _line(line)[0]
    return _line(line)[0]


def _line(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), not line.isascii()
    except UnicodeDecodeError:
        return line.decode("latin-1").translate(_WINDOWS), False
