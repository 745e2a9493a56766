"""Documents of every kind, whole and hostile, made as bytes."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

from fpdf import FPDF
from PIL import Image

TEAL, SAND = (31, 111, 107), (230, 180, 90)
HEIC = (Path(__file__).parent / "samples" / "phone.heic").read_bytes()
"""160 x 120 pixels, sand in the upper left quarter, teal elsewhere."""


def scene(mode: str = "RGB", size: tuple[int, int] = (160, 120)) -> Image.Image:
    """Return a picture with sand in its upper left quarter and teal elsewhere."""
    picture = Image.new("RGB", size, TEAL)
    picture.paste(SAND, (0, 0, size[0] // 2, size[1] // 2))
    return picture.quantize(4) if mode == "P" else picture.convert(mode)


def deep_scene() -> Image.Image:
    """Return the scene in 65,536 shades of gray."""
    gray = scene("L").tobytes()
    return Image.frombytes("I;16", (160, 120), b"".join(bytes((0, shade)) for shade in gray))


def encoded(picture: Image.Image, reader: str, **how: object) -> bytes:
    """Return a picture as a file of that format."""
    stream = BytesIO()
    picture.save(stream, reader, **how)
    return stream.getvalue()


def paged_tiff(pages: int) -> bytes:
    """Return a TIFF of small pages, each wider than the one before."""
    first, *others = [Image.new("1", (8 + number, 8)) for number in range(pages)]
    return encoded(first, "TIFF", save_all=True, append_images=others)


def pdf(*pages: str) -> bytes:
    """Return a PDF of A4 pages with these texts."""
    document = FPDF()
    document.set_font("Helvetica", size=20)
    for text in pages:
        document.add_page()
        document.cell(text=text)
    return bytes(document.output())


def pdf_of_lines(*lines: str) -> bytes:
    """Return a PDF of one page with these lines below each other."""
    document = FPDF()
    document.set_font("Helvetica", size=12)
    document.add_page()
    for line in lines:
        document.cell(h=8, text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def protected_pdf() -> bytes:
    """Return a PDF that opens with a password."""
    document = FPDF()
    document.set_encryption(owner_password="owner", user_password="user")
    document.add_page()
    return bytes(document.output())


def raw_pdf(*objects: str) -> bytes:
    """Return a PDF of these objects, the first being the catalog; nothing is checked."""
    data, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + head.encode() + tail.encode()


def one_page_pdf(box: str, catalog: str = "", count: int = 1) -> bytes:
    """Return a PDF of one page of that box that says it has ``count``."""
    return raw_pdf(
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} >>",
    )


def declared_png(width: int, height: int, rows: bytes = b"") -> bytes:
    """Return a PNG whose header declares this size, with ``rows`` as its compressed pixels."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + check


def looped_tiff() -> bytes:
    """Return a TIFF whose second page says that the first comes next."""
    data = bytearray(paged_tiff(2))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    (second,) = struct.unpack_from("<I", data, first + 2 + 12 * count)
    (count,) = struct.unpack_from("<H", data, second)
    struct.pack_into("<I", data, second + 2 + 12 * count, first)
    return bytes(data)
