"""Pictures, by Pillow and pi-heif. The declared size is judged before anything is decoded."""

import warnings
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps

# Loaded here, by name: after the confinement no module can be read, and no other is wanted.
from PIL import (  # isort: skip
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from vault.viewing.model import MOST_PAGES, MOST_PIXELS, PageSize, Pixels, ViewKind
from vault.viewing.pages import TooLarge, Unshowable, bounded_scale

READERS = (
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,  # what a JPEG of two pictures turns out to be
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
_ORIENTATION, _QUARTER_TURNS = 0x0112, (5, 6, 7, 8)
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_PAGED = ("TIFF",)
"""Of what moves (GIF, WebP) the first picture is shown."""
_WHITE = 65_535.0
_DEEP = ("I", "I;16", "I;16B", "I;16L", "F")


def load_readers() -> None:
    """Load what reads pictures, while files can still be opened."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    pi_heif.register_heif_opener(thumbnails=False)
    Image.preinit()


class PicturePages:
    """One page, or those of a TIFF. Turned as the camera says it was held."""

    kind = ViewKind.PICTURE

    def __init__(self, data: bytes, reader: str) -> None:
        self._data = data
        self._reader = reader
        self._count = self._counted() if reader in _PAGED else 1
        self.size(0)

    def __len__(self) -> int:
        """Return how many pages can be shown."""
        return self._count

    def _counted(self) -> int:
        picture = self._opened(0)
        for page in range(1, MOST_PAGES):
            try:
                picture.seek(page)
            except EOFError:
                return page
        return MOST_PAGES

    def _opened(self, page: int) -> Image.Image:
        """Return a page whose pixels are not decoded yet."""
        try:
            picture = Image.open(BytesIO(self._data), formats=(self._reader,))
            if page:
                picture.seek(page)
        except Image.DecompressionBombError as error:
            raise TooLarge from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise Unshowable from error
        if picture.width * picture.height > MOST_PIXELS:
            raise TooLarge
        return picture

    def size(self, page: int) -> PageSize:
        """Return a page's size in its own pixels."""
        picture = self._opened(page)
        size = PageSize(width=picture.width, height=picture.height)
        return size.turned(90) if _is_on_its_side(picture) else size

    def draw(self, page: int, scale: float, rotation: int) -> Pixels:
        """Draw a page; what is transparent stays so."""
        picture = self._opened(page)
        size = PageSize(width=picture.width, height=picture.height)
        bounded = bounded_scale(size, scale)
        shown = _shown(_decoded(picture, bounded), _target(size, bounded))
        if rotation in _TURNS:
            shown = shown.transpose(_TURNS[rotation])
        return Pixels(width=shown.width, height=shown.height, data=shown.tobytes())

    def text(self, page: int) -> str:
        """Return nothing: no letters are recognized here."""
        return ""


def _target(size: PageSize, scale: float) -> tuple[int, int]:
    return max(1, round(size.width * scale)), max(1, round(size.height * scale))


def _is_on_its_side(picture: Image.Image) -> bool:
    return picture.getexif().get(_ORIENTATION) in _QUARTER_TURNS


def _decoded(picture: Image.Image, scale: float) -> Image.Image:
    """Decode; a JPEG no larger than needed, which saves time and memory."""
    size = PageSize(width=picture.width, height=picture.height)
    try:
        picture.draft(None, _target(size, scale))
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unshowable from error
    return picture


def _shown(picture: Image.Image, target: tuple[int, int]) -> Image.Image:
    orientation = picture.getexif().get(_ORIENTATION)
    plain = _plain(picture)
    if plain.size != target:
        plain = plain.resize(target, Image.Resampling.BICUBIC, reducing_gap=2.0)
    if orientation:
        plain.getexif()[_ORIENTATION] = orientation
        plain = ImageOps.exif_transpose(plain)
    return plain.convert("RGBA")


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be made smaller without lines and dots."""
    if picture.mode in _DEEP:
        return _shallow(picture)
    if picture.mode in ("RGB", "RGBA", "L", "CMYK", "YCbCr"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGBA")


def _shallow(picture: Image.Image) -> Image.Image:
    """Return 256 shades of a scan that has 65,536, or measures light in numbers of its own."""
    deep = picture.convert("F")
    most = _WHITE if picture.mode.startswith("I;16") else _brightest(deep)
    return deep.point(lambda value: value * (255.0 / most) + 0).convert("L")


def _brightest(deep: Image.Image) -> float:
    _, high = deep.getextrema()
    return high if isinstance(high, float) and high > 0 else 1.0
