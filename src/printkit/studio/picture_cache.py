"""Pages as pictures: PDFium draws them, one at a time, and the last ones stay in memory."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

import pypdfium2

#: left, bottom, right, top
Box = tuple[float, float, float, float]
#: Bytes of pictures kept; what was asked for longest ago goes first.
_KEPT_BYTES: Final = 32 << 20
#: PDFium is one for the whole process and not made for two threads.
_DRAWING = threading.Lock()


class Pictures:
    """PNG pictures by key, made once."""

    def __init__(self, kept_bytes: int = _KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._known: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """Return a picture still in memory."""
        with self._lock:
            picture = self._known.get(key)
            if picture is not None:
                self._known.move_to_end(key)
            return picture

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return a picture, drawn now if it is not in memory."""
        picture = self.get(key)
        if picture is None:
            picture = make()
            self._keep(key, picture)
        return picture

    def pages(self, pdf: bytes, width_px: int) -> tuple[str, ...]:
        """Draw every page of a file; returns the keys of the pictures in order."""
        stem = hashlib.sha256(pdf).hexdigest()[:32]
        keys: list[str] = []
        for index, picture in enumerate(drawn(pdf, width_px)):
            key = f"{stem}-{index + 1}-{width_px}"
            self._keep(key, picture)
            keys.append(key)
        return tuple(keys)

    def _keep(self, key: str, picture: bytes) -> None:
        with self._lock:
            former = self._known.pop(key, b"")
            self._known[key] = picture
            self._size += len(picture) - len(former)
            while self._size > self._kept_bytes and len(self._known) > 1:
                _key, old = self._known.popitem(last=False)
                self._size -= len(old)


def drawn(pdf: bytes, width_px: int, page: int | None = None) -> list[bytes]:
    """Draw the pages of a file, or its 0-based ``page`` alone, ``width_px`` wide, as PNG."""
    found: list[bytes] = []
    with _DRAWING:
        document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
        try:
            wanted = range(len(document)) if page is None else [page]
            for index in wanted:
                leaf = document[index]
                bitmap = leaf.render(scale=width_px / max(leaf.get_width(), 1.0))
                buffer = io.BytesIO()
                bitmap.to_pil().save(buffer, "PNG", compress_level=1)
                bitmap.close()
                leaf.close()
                found.append(buffer.getvalue())
        finally:
            document.close()
    return found


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of every page of a file."""
    with _DRAWING:
        document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
        try:
            return [leaf.get_textpage().get_text_bounded() for leaf in document]
        finally:
            document.close()


def boxes_of(pdf: bytes, page: int) -> tuple[Box, Box, Box]:
    """Return what is shown of the 0-based ``page``, its trim and its bleed, in points.

    Raises:
        IndexError: there is no such page.

    """
    with _DRAWING:
        document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            leaf = document[page]
            shown, trim, bleed = leaf.get_bbox(), leaf.get_trimbox(), leaf.get_bleedbox()
            leaf.close()
        finally:
            document.close()
    return tuple(shown), tuple(trim), tuple(bleed)
