"""A page as a small picture for web pages."""

from __future__ import annotations

import io
from typing import Any, Final

import pypdfium2
from PIL import Image

#: How much larger a page is drawn than shown: small type then greys instead of breaking up.
_FINER: Final = 2
_QUALITY: Final = 70


def thumbnail(pdf: bytes, size_px: tuple[int, int]) -> bytes:
    """Draw the first page of a file of ours, ``size_px`` wide and high, as WebP."""
    opened: Any = pypdfium2.PdfDocument
    document: Any = opened(pdf)
    try:
        leaf = document[0]
        bitmap = leaf.render(scale=_FINER * size_px[0] / max(leaf.get_width(), 1.0))
        image = bitmap.to_pil().convert("RGB").resize(size_px, Image.Resampling.LANCZOS)
        bitmap.close()
        leaf.close()
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=6)
    return out.getvalue()
