"""A face cut down to a page's letters, to travel inside the page."""

from __future__ import annotations

import io
import logging

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


def web_face(data: bytes, letters: str) -> bytes:
    """Return a font file with no more than ``letters`` and their kerning, as WOFF2."""
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "locl", "mark", "tnum", "lnum"]
    options.hinting = False
    options.desubroutinize = True  # compresses better
    options.notdef_outline = True
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()
