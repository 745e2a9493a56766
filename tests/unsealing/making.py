"""Small sealed exports, made from the format alone: real age files, real signatures."""

import hashlib
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from vault import age
from vault.age import HybridIdentity, X25519Identity
from vault.keys import signing
from vault.keys.recovery_sheet import sheet_lines
from vault.keys.signing import SigningKey
from vault.sealing import documents_text, layout, manifest, start_here
from vault.sealing.documents_text import DocumentLine
from vault.sealing.part_model import Part
from vault.sealing.start_here import Opening
from vault.sealing.statement import Statement
from vault.sealing.statement_model import Checkpoint, HolderLine, PartLine, SealKind
from vault.store import bundle
from vault.unsealing.model import Card

HolderIdentity = HybridIdentity | X25519Identity
LABELS = ("Successor", "Lawyer", "Colleague", "Family", "Board")
DOCUMENTS = ("consent, signed", "letter to the school", "drawing")
FILLING = 200_000
"""Bytes of an entry that does not compress: a part has several chunks, so that one can break."""


@dataclass(frozen=True, slots=True)
class PartMade:
    """A part as the ceremony left it."""

    part: Part
    identity: HybridIdentity
    holders: tuple[int, ...]
    threshold: int
    openings: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class DocumentMade:
    """A document, sealed as in the vault."""

    uid: str
    identity: HybridIdentity
    content: bytes
    sealed: bytes

    @property
    def file(self) -> str:
        return bundle.attachment_file(self.uid)


@dataclass(slots=True)
class Making:
    """One ceremony, one practice's key, and what is sealed under them."""

    parts: tuple[PartMade, ...]
    holders: tuple[HolderIdentity, ...]
    documents: tuple[DocumentMade, ...]
    key: SigningKey = field(default_factory=SigningKey.generate)
    export_id: str = "5ea1ed" + "0" * 26
    month: str = "2026-11"
    previous: str = ""

    def cards(self, *places: int) -> list[Card]:
        """Return the cards of the holders at these places; all of them without any."""
        chosen = places or range(1, len(self.holders) + 1)
        return [self._card(self.holders[place - 1]) for place in chosen]

    def lines(self, place: int) -> list[str]:
        """Return a card as a person types it."""
        identity = self.holders[place - 1].to_text()
        sheet = sheet_lines(identity, self.key.public.fingerprint_bytes)
        return [line.text for line in sheet.lines]

    def _card(self, holder: HolderIdentity) -> Card:
        is_own = isinstance(holder, X25519Identity)
        pin = None if is_own else self.key.public.fingerprint_bytes[:10]
        return Card(identity=holder.to_text(), fingerprint_start=pin)

    def write(self, folder: Path, *numbers: int) -> None:
        """Write these numbers, as a refresh after the other would leave them."""
        for number in numbers:
            self.write_number(folder, number)

    def write_number(self, folder: Path, number: int) -> None:
        files = self.files(number)
        for name, content in files.items():
            put(folder, name, content)
        self.sign(folder, number, {name: _sha256(content) for name, content in files.items()})

    def sign(self, folder: Path, number: int, hashes: Mapping[str, str]) -> None:
        """Write manifest and signature."""
        text = manifest.to_text(hashes)
        put(folder, layout.manifest_name(number), text.encode("ascii"))
        signature = self.key.sign(text.encode("ascii"), signing.EXPORT)
        put(folder, layout.signature_name(number), signature.encode("ascii"))
        self.previous = _sha256(text.encode("ascii"))

    def files(self, number: int) -> dict[str, bytes]:
        """Return every file of a number but its manifest and signature."""
        sealed = {
            layout.part_name(one.part, number): age.seal_bytes(
                [one.identity.recipient], self.plain(one.part, number)
            )
            for one in self.parts
        }
        openings = {name: content for one in self.parts for name, content in one.openings.items()}
        statement = self.statement(number, {name: len(c) for name, c in sealed.items()})
        return {
            **self.start_here(),
            **openings,
            **sealed,
            layout.statement_name(number): statement.to_text().encode("utf-8"),
            **{one.file: one.sealed for one in self.documents},
        }

    def start_here(self) -> dict[str, bytes]:
        openings = [
            Opening(part=one.part, holders=one.holders, threshold=one.threshold)
            for one in self.parts
        ]
        facts = start_here.facts(
            None,
            "Dana Whitfield",
            export_id=self.export_id,
            public_key=self.key.public,
            openings=openings,
            holders=self.holder_lines,
        )
        return {
            layout.START_HTML: start_here.render_html(facts),
            layout.START_TEXT: start_here.render_text(facts),
        }

    @property
    def holder_lines(self) -> tuple[HolderLine, ...]:
        return tuple(
            HolderLine(place=place, label=LABELS[place - 1])
            for place in range(1, len(self.holders) + 1)
        )

    def statement(self, number: int, sizes: Mapping[str, int]) -> Statement:
        """Return what a number says of itself."""
        return Statement(
            export_id=self.export_id,
            vault_id="ab" * 16,
            number=number,
            kind=SealKind.STANDING,
            month=self.month,
            public_key=self.key.public.to_text(),
            parts=tuple(self._line(one, number, sizes) for one in self.parts),
            holders=self.holder_lines,
            attachments=len(self.documents),
            checkpoint=Checkpoint(seq=7, head="cd" * 32, at="", reason="seal", signature=""),
            previous=self.previous,
        )

    def _line(self, one: PartMade, number: int, sizes: Mapping[str, int]) -> PartLine:
        name = layout.part_name(one.part, number)
        return PartLine(
            part=one.part,
            file=name,
            size=sizes[name],
            holders=one.holders,
            threshold=one.threshold,
        )

    def plain(self, part: Part, number: int) -> bytes:
        """Return the ZIP archive that a part is."""
        if part.content is Part.CASELOAD:
            return archive(
                {
                    "caseload.html": _page(f"Caseload of number {number}"),
                    "caseload.csv": b"record,name\r\n0001,Amara Osei\r\n",
                    "caseload.json": b'{"clients": []}',
                }
            )
        listed = self.documents if part is Part.RECORDS else ()
        return archive(
            {
                "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
                "data/index.html": _page(f"{part.value} of number {number}"),
                "data/filling.bin": random.Random(number).randbytes(FILLING),
                "data/clients/0001/record.html": _page("Amara Osei"),
                "data/documents.json": documents_file(lines_of(listed)),
            }
        )


def make(
    *,
    holders: Sequence[HolderIdentity] | None = None,
    parts: Mapping[Part, tuple[tuple[int, ...], int]] | None = None,
    documents: Sequence[str] = DOCUMENTS,
) -> Making:
    """Hold a ceremony: ``parts`` says which holders open each, and how many of them it takes."""
    held = tuple(holders or (HybridIdentity.generate() for _ in range(3)))
    wanted = parts or {Part.CASELOAD: ((1, 2, 3), 1), Part.RECORDS: ((1, 2, 3), 2)}
    return Making(
        parts=tuple(_part(part, *who, held) for part, who in wanted.items()),
        holders=held,
        documents=tuple(map(_document, documents)),
    )


def put(folder: Path, name: str, content: bytes) -> None:
    """Write a file of an export."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def packed(folder: Path, target: Path, front: str = "") -> Path:
    """Pack an export as one stored ZIP file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                made.write(path, front + path.relative_to(folder).as_posix())
    return target


def archive(entries: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive; what does not compress is stored."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, content in entries.items():
            method = zipfile.ZIP_STORED if name.endswith(".bin") else zipfile.ZIP_DEFLATED
            target.writestr(name, content, method)
    return made.getvalue()


def _part(
    part: Part, places: tuple[int, ...], threshold: int, held: Sequence[HolderIdentity]
) -> PartMade:
    identity = HybridIdentity.generate()
    openings = {
        layout.opening_name(part, group): _nested(identity, [held[place - 1] for place in group])
        for group in combinations(places, threshold)
    }
    return PartMade(part, identity, places, threshold, openings)


def _nested(identity: HybridIdentity, group: Sequence[HolderIdentity]) -> bytes:
    """The outer layer is for the first of the group, the inner one for the last."""
    content = f"{identity.to_text()}\n".encode("ascii")
    for holder in reversed(group):
        content = age.seal_bytes([holder.recipient], content)
    return content


def _document(text: str) -> DocumentMade:
    identity = HybridIdentity.generate()
    content = f"{text}\n".encode() * 3000
    uid = hashlib.sha256(text.encode()).hexdigest()[:32]
    return DocumentMade(uid, identity, content, age.seal_bytes([identity.recipient], content))


def lines_of(documents: Sequence[DocumentMade]) -> list[DocumentLine]:
    """Return how a part names its documents."""
    return [_line(number, one) for number, one in enumerate(documents, 1)]


def documents_file(lines: Sequence[DocumentLine]) -> bytes:
    """Return ``documents.json``."""
    return b"".join(documents_text.to_pieces(map(documents_text.to_line, lines)))


def _line(number: int, one: DocumentMade) -> DocumentLine:
    return DocumentLine(
        id=one.uid,
        client="c1" * 16,
        title=f"Document {number}",
        file_name=f"document {number}.txt",
        media_type="text/plain",
        size=len(one.content),
        sha256=_sha256(one.content),
        file=one.file,
        sealed_size=len(one.sealed),
        sealed_sha256=_sha256(one.sealed),
        identity=one.identity.to_text(),
        path=f"documents/0001/document {number}.txt",
    )


def _page(title: str) -> bytes:
    return f"<!DOCTYPE html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>".encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
