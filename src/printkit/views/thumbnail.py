"""A first page, as it is cut, as a small picture for web pages and e-books."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

import pypdfium2
from PIL import Image

#: How much larger a page is drawn than shown: small type then greys instead of breaking up.
_FINER: Final = 2
_QUALITY: Final = 70
#: What cannot be seen at this width makes no other picture.
_SEEN_PX: Final = 640


def appearance(pdf: bytes) -> bytes:
    """Return a digest of how the first page of a file of ours looks; drawn in a hundredth of a second."""
    with _first_page(pdf) as leaf:
        bitmap = leaf.render(scale=_SEEN_PX / leaf.get_width())
        size = f"{bitmap.width}x{bitmap.height}".encode()
        digest = hashlib.sha256(size + bytes(bitmap.buffer)).digest()
        bitmap.close()
    return digest


def thumbnail(pdf: bytes, size_px: tuple[int, int]) -> bytes:
    """Draw the first page of a file of ours, ``size_px`` wide and high, as WebP."""
    with _first_page(pdf) as leaf:
        bitmap = leaf.render(scale=_FINER * size_px[0] / leaf.get_width())
        image = bitmap.to_pil().convert("RGB").resize(size_px, Image.Resampling.LANCZOS)
        bitmap.close()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=6)
    return out.getvalue()


def picture(pdf: bytes, width_px: int, kind: Literal["PNG", "WEBP", "JPEG"] = "PNG") -> bytes:
    """Draw the first page of a file of ours, so many pixels wide, without a word about itself."""
    with _first_page(pdf) as leaf:
        height_px = round(width_px * leaf.get_height() / leaf.get_width())
        bitmap = leaf.render(scale=_FINER * width_px / leaf.get_width())
        image = bitmap.to_pil().convert("RGB")
        image = image.resize((width_px, height_px), Image.Resampling.LANCZOS)
        bitmap.close()
    out = io.BytesIO()
    image.save(out, kind, optimize=True, quality=_QUALITY, method=6)
    return out.getvalue()


@contextmanager
def _first_page(pdf: bytes) -> Iterator[Any]:
    opened: Any = pypdfium2.PdfDocument
    document: Any = opened(pdf)
    try:
        leaf = document[0]
        leaf.set_cropbox(*leaf.get_trimbox())
        yield leaf
        leaf.close()
    finally:
        document.close()
