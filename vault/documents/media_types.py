"""What a file is, told by its first bytes; only where those say nothing, by its name's end.

A name alone never makes a file a PDF or a picture: those begin in their own way, or are none.
"""

import re

UNKNOWN = "application/octet-stream"
HEAD_BYTES = 4096
"""How much of a file's beginning ``detect`` looks at."""

PDF = "application/pdf"
PLAIN_TEXT = "text/plain"
MARKDOWN = "text/markdown"
_ZIP = "application/zip"
_OLE = "application/x-ole-storage"

_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), media_type)
    for pattern, media_type in (
        (rb".{0,1019}%PDF-", PDF),
        (rb"\x89PNG\r\n\x1a\n", "image/png"),
        (rb"\xff\xd8\xff", "image/jpeg"),
        (rb"RIFF....WEBP", "image/webp"),
        (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", "image/tiff"),
        (rb"....ftyp(hei[cxms]|hev[cxms]|heif|mif1|msf1)", "image/heic"),
        (rb"....ftypavi[fs]", "image/avif"),
        (rb"GIF8[79]a", "image/gif"),
        (rb"BM.{4}\0{4}", "image/bmp"),
        (rb"....ftypqt  ", "video/quicktime"),
        (rb"....ftypM4A", "audio/mp4"),
        (rb"....ftyp3g", "video/3gpp"),
        (rb"....ftyp", "video/mp4"),
        (rb"\x1a\x45\xdf\xa3.{0,60}webm", "video/webm"),
        (rb"\x1a\x45\xdf\xa3", "video/x-matroska"),
        (rb"RIFF....AVI ", "video/x-msvideo"),
        (rb"RIFF....WAVE", "audio/wav"),
        (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]", "audio/mpeg"),
        (rb"OggS", "audio/ogg"),
        (rb"fLaC", "audio/flac"),
        (rb"#!AMR", "audio/amr"),
        (rb"\{\\rtf", "application/rtf"),
        (
            rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text",
            "application/vnd.oasis.opendocument.text",
        ),
        (
            rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet",
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        (rb"PK\x03\x04|PK\x05\x06", _ZIP),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
        (rb"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (rb"Rar!\x1a\x07", "application/vnd.rar"),
        (rb"\x1f\x8b\x08", "application/gzip"),
        (rb"age-encryption\.org/v1\n", "application/age"),
        (rb"MZ", "application/vnd.microsoft.portable-executable"),
        (rb"\x7fELF", "application/x-elf"),
        (rb"SQLite format 3\0", "application/vnd.sqlite3"),
    )
)

# Containers whose beginning says no more than that: the name tells which of them.
_INSIDE = {
    _ZIP: {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "epub": "application/epub+zip",
        "pages": "application/vnd.apple.pages",
        "numbers": "application/vnd.apple.numbers",
    },
    _OLE: {
        "doc": "application/msword",
        "xls": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint",
        "msg": "application/vnd.ms-outlook",
    },
}

_TEXTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), media_type)
    for pattern, media_type in (
        (r"BEGIN:VCARD\s", "text/vcard"),
        (r"BEGIN:VCALENDAR\s", "text/calendar"),
        (r"<!doctype html|<html[\s>]", "text/html"),
        (r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg[\s>]", "image/svg+xml"),
        (r"<\?xml\s", "application/xml"),
    )
)
_TEXT_NAMES = {
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "eml": "message/rfc822",
    "json": "application/json",
    "htm": "text/html",
    "html": "text/html",
    "vcf": "text/vcard",
    "ics": "text/calendar",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CUT_OFF = 4
_NOT_IN_TEXT = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")


def detect(head: bytes, file_name: str) -> str:
    """Return the media type of a file that begins with ``head`` (``HEAD_BYTES`` are enough)."""
    suffix = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    for beginning, media_type in _BEGINNINGS:
        if beginning.match(head):
            return _INSIDE.get(media_type, {}).get(suffix, media_type)
    text = _decoded(head)
    if text is None:
        return UNKNOWN
    return _text_type(text.lstrip("\ufeff \t\r\n"), suffix)


def _text_type(text: str, suffix: str) -> str:
    for beginning, media_type in _TEXTS:
        if beginning.match(text):
            return media_type
    return _TEXT_NAMES.get(suffix, PLAIN_TEXT)


def _decoded(head: bytes) -> str | None:
    """Return what begins as text does; ``None`` for anything else.

    Bytes that are no UTF-8 are taken for Windows-1252, as old letters are; a character that the
    end of ``head`` cuts is no fault.
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[: len(head) // 2 * 2].decode(encoding, "ignore")
    if _NOT_IN_TEXT.search(head):
        return None
    for cut in range(_CUT_OFF):
        try:
            return head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
    return head.decode("cp1252", "replace") if b"\x1b" not in head else None
