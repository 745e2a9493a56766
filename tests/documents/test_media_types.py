"""What a file is: by its first bytes, and only then by its name."""

import io
import zipfile

import pytest

from vault.documents.media_types import HEAD_BYTES, UNKNOWN, detect


def _zip(name: str, text: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"%PDF-1.7\n", "a.pdf", "application/pdf"),
        (b"\xef\xbb\xbf junk before\n%PDF-1.4", "a", "application/pdf"),
        (b"%PDF-1.7\n", "holiday.jpg", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "scan.pdf", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "x.JPG", "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "x", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "x", "audio/wav"),
        (b"II*\x00\x08\x00\x00\x00", "x", "image/tiff"),
        (b"MM\x00*\x00\x00\x00\x08", "x", "image/tiff"),
        (b"\x00\x00\x00\x18ftypheic\x00", "IMG_1.HEIC", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1\x00", "x", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom\x00", "x", "video/mp4"),
        (b"\x00\x00\x00\x18ftypM4A \x00", "x", "audio/mp4"),
        (b"\x00\x00\x00\x14ftypqt  ", "x", "video/quicktime"),
        (b"ID3\x03\x00", "x", "audio/mpeg"),
        (b"{\\rtf1\\ansi", "x.doc", "application/rtf"),
        (
            _zip("word/document.xml"),
            "x.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (_zip("a"), "x.docm", "application/zip"),
        (
            _zip("mimetype", "application/vnd.oasis.opendocument.text"),
            "x",
            "application/vnd.oasis.opendocument.text",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc", "application/msword"),
        (b"MZ\x90\x00", "photo.jpg", "application/vnd.microsoft.portable-executable"),
        (b"age-encryption.org/v1\n-> x", "x.pdf", "application/age"),
        (b"BEGIN:VCARD\r\nVERSION:3.0", "x", "text/vcard"),
        (b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", "x", "text/calendar"),
        (b"<!DOCTYPE html><p>", "x.txt", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "x.png", "image/svg+xml"),
        ("Grüße, mémoire 🌱".encode(), "x.txt", "text/plain"),
        ("Grüße".encode("cp1252"), "x.txt", "text/plain"),
        ("Grüße".encode("utf-16"), "x.txt", "text/plain"),
        (b"# Title\n", "notes.MD", "text/markdown"),
        (b"a;b\n", "x.csv", "text/csv"),
        (b"only text", "x.pdf", "text/plain"),
        (b"", "x", "text/plain"),
        (b"\x00\x01\x02\x03", "x.pdf", UNKNOWN),
        (b"\x00\x01\x02\x03", "x.txt", UNKNOWN),
    ],
)
def test_types(head: bytes, name: str, expected: str) -> None:
    assert detect(head, name) == expected


def test_a_character_that_the_end_cuts_is_no_fault() -> None:
    for before in range(4):
        head = (b"a" * before + "🌱".encode() * HEAD_BYTES)[:HEAD_BYTES]
        assert detect(head, "x") == "text/plain"
