"""What a file object needs besides its bytes to be sought in, as ``zipfile`` does."""

import io


class Seekable(io.RawIOBase):
    """A readable stretch of ``size`` bytes; a subclass reads at ``_at`` and moves it on."""

    def __init__(self, size: int = 0) -> None:
        super().__init__()
        self.size = size
        self._at = 0

    def readable(self) -> bool:
        """Return true."""
        return True

    def seekable(self) -> bool:
        """Return true."""
        return True

    def tell(self) -> int:
        """Return the place, in bytes."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place and return it. Raises ``ValueError`` before the start."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("before the start")
        self._at = base + offset
        return self._at
