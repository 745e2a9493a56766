"""A child that a document took over: nothing that it says is believed beyond its bounds."""

import os
import struct
import sys

import pytest

from tests.viewing import made
from vault.errors import DocumentUnshowable
from vault.viewing import child_process
from vault.viewing.service import ViewedDocument, open_document

# Reads each question, as the child does, and answers with the next of these.
PROGRAM = """
import struct, sys
answers = [{answers}]
read, out = sys.stdin.buffer.read, sys.stdout.buffer
for answer in answers:
    head, body = struct.unpack(">IQ", read(12))
    read(head), read(body)
    out.write(answer)
    out.flush()
read()
"""


def frame(head: bytes, body: bytes = b"", *, said: int | None = None) -> bytes:
    return struct.pack(">IQ", len(head), len(body) if said is None else said) + head + body


OPENED = frame(b'{"kind": "picture", "pages": 1}')


def taken_over(monkeypatch: pytest.MonkeyPatch, *answers: bytes) -> None:
    told = ", ".join(repr(answer) for answer in answers)
    line = [sys.executable, "-I", "-c", PROGRAM.format(answers=told)]
    monkeypatch.setattr(child_process, "command", lambda: line)


@pytest.mark.parametrize(
    "answer",
    [
        frame(b'{"kind": "picture", "pages": 0}'),
        frame(b'{"kind": "picture", "pages": 1000000000}'),
        frame(b'{"kind": "picture", "pages": "many"}'),
        frame(b'{"kind": "pdf", "pages": 1}'),
        frame(b'{"pages": 1}'),
        frame(b"[]"),
        frame(b"no JSON at all"),
        frame(b"{}", said=1 << 62),
        frame(b" " * 100_000),
        b"\xff" * 50,
    ],
    ids=lambda answer: str(answer[12:40]),
)
def test_a_false_beginning(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    taken_over(monkeypatch, answer)
    with pytest.raises(DocumentUnshowable):
        open_document(made.declared_png(1, 1), "image/png")


@pytest.fixture
def viewed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ViewedDocument:
    taken_over(monkeypatch, OPENED, request.param)
    return open_document(made.declared_png(1, 1), "image/png")


@pytest.mark.parametrize(
    "viewed",
    [
        frame(b'{"width": 2, "height": 2}', bytes(15)),
        frame(b'{"width": 2, "height": 2}', bytes(17)),
        frame(b'{"width": -2, "height": -2}', bytes(16)),
        frame(b'{"width": 0, "height": 0}'),
        frame(b'{"width": 1e3, "height": 2}', bytes(8000)),
        frame(b'{"width": 40000, "height": 40000}', b"", said=4 * 40_000 * 40_000),
        frame(b"{}"),
    ],
    indirect=True,
    ids=lambda answer: str(answer[12:40]),
)
def test_a_false_picture(viewed: ViewedDocument) -> None:
    with viewed, pytest.raises(DocumentUnshowable):
        viewed.page(0, 1.0)


@pytest.mark.parametrize(
    "viewed",
    [
        frame(b'{"width": NaN, "height": 1}'),
        frame(b'{"width": Infinity, "height": 1}'),
        frame(b'{"width": 0, "height": 1}'),
        frame(b'{"width": "1", "height": 1}'),
        frame(b'{"refused": {"a": [1]}}'),
    ],
    indirect=True,
    ids=lambda answer: str(answer[12:40]),
)
def test_a_false_size(viewed: ViewedDocument) -> None:
    with viewed, pytest.raises(DocumentUnshowable):
        viewed.size(0)


@pytest.mark.parametrize("viewed", [frame(b"{}", b"\xff\xfe\xed" * 10)], indirect=True)
def test_a_text_that_is_none_has_letters_all_the_same(viewed: ViewedDocument) -> None:
    with viewed:
        assert set(viewed.text(0)) == {"\ufffd"}


@pytest.mark.parametrize("viewed", [frame(b"{}", b"x", said=4_000_000)], indirect=True)
def test_a_text_longer_than_a_page_can_be(viewed: ViewedDocument) -> None:
    with viewed, pytest.raises(DocumentUnshowable):
        viewed.text(0)


def test_a_child_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "command", lambda: ["/nowhere/python"])
    with pytest.raises(DocumentUnshowable):
        open_document(b"x", "text/plain")


def test_no_child_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_over(monkeypatch, frame(b"[]"))
    with pytest.raises(DocumentUnshowable):
        open_document(b"x", "text/plain")
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
