"""Words stay words where a line ends: a reader that follows the text, not the page, must tell them apart.

The engine draws a line without the space it was broken at, and a word broken by the line with a hyphen
like any other: read aloud or copied, « la ligne » becomes « laligne » and « prochain » « pro-chain ». Here
a line that ends between words, or a block, ends with a space, which draws nothing, and the engine's own
hyphen is mapped to a soft one (ISO 32000-1, 14.8.2.2.3 and 14.8.2.5).

Knows ``split_text_box`` and ``remove_last_whitespace`` of ``weasyprint.layout.inline`` and
``draw_first_line`` of ``weasyprint.draw.text``; the engine's version is pinned and
``tests/unit/test_line_ends.py`` proves the result.
"""

from __future__ import annotations

import io
import re
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from printkit.render import drawn_words

_split = inline.split_text_box
_strip = inline.remove_last_whitespace
_draw = drawing.draw_first_line
_SOFT_HYPHEN = "\u00ad"
#: What the engine writes where it breaks a word (``hyphenate-character: auto``).
_HYPHEN = "\u2010"
_GLYPHS = re.compile(rb"([0-9a-f]{4})>")
_BREAKS = (b" ", b"\n")


#: Where a line may end inside what a reader takes for one word.
_INNER_BREAKS = ("-", "\u2010", "\u2011", "/", "\u2013", "\u2014", "\u2019", "\u00a0", "\u202f")


def _broken(context: Any, box: Any, available_width: Any, skip: int, **more: Any) -> Any:
    """Break a text as the engine does; the first piece knows whether it was broken inside a word."""
    piece, resume, preserved = _split(context, box, available_width, skip, **more)
    if piece is not None and resume is not None:
        text = box.text.encode()
        around = text[:resume].endswith(_BREAKS) or text[resume:].startswith(_BREAKS)
        piece.breaks_word = not around
    return piece, resume, preserved


def _stripped(context: Any, line: Any) -> None:
    """Strip a line's end as the engine does; its last words know that they end one."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    spaced = bool(texts) and texts[-1].text.endswith(" ")
    _strip(context, line)
    written = [box for box in texts if box.text.strip()]
    if not written:
        return
    last = written[-1]
    broken = getattr(last, "breaks_word", False) or last.text.endswith(_INNER_BREAKS)
    last.ends_words = spaced or not broken


def _drawn(stream: Any, textbox: Any, *arguments: Any) -> Any:
    """Draw a line as the engine does, then say how it ends."""
    drawn_words.note(textbox)
    before = len(stream.stream)
    found = _draw(stream, textbox, *arguments)
    if len(stream.stream) == before or not (shown := stream.stream[-1]).endswith(b"] TJ"):
        return found
    font = _font_of(stream)
    if font is None or font.bitmap:
        return found
    if textbox.text.endswith(_HYPHEN):
        *_others, last = _GLYPHS.findall(shown)
        font.to_unicode[int(last, 16)] = _SOFT_HYPHEN
    elif textbox.text.endswith(" "):  # drawn already
        return found
    elif getattr(textbox, "ends_words", False) and (space := _space(font)) is not None:
        stream.stream[-1] = shown.removesuffix(b"] TJ") + b"<%04x>] TJ" % space
    return found


def _font_of(stream: Any) -> Any:
    """Return the font that was set last, None where the stream names none."""
    for operator in reversed(stream.stream):
        if isinstance(operator, bytes) and operator.endswith(b" Tf"):
            name = operator[1:].split()[0].decode()
            return next((font for font in stream._fonts.values() if font.hash == name), None)
    return None


def _space(font: Any) -> int | None:
    """Return the glyph of a font's space, which the file then holds and names."""
    if not hasattr(font, "space"):
        file = TTFont(io.BytesIO(font.file_content), lazy=True)
        names = [str(glyph) for glyph in range(file["maxp"].numGlyphs)]
        file.setGlyphOrder(names)  # glyphs by number: the real names are slow to read
        found = file.getBestCmap().get(0x20)
        font.space = None if found is None else int(found)
        font.space_width = (
            None if found is None else file["hmtx"][found][0] * 1000 / file["head"].unitsPerEm
        )
    if font.space is not None:
        font.to_unicode.setdefault(font.space, " ")
        font.widths.setdefault(font.space, round(font.space_width))
    glyph: int | None = font.space
    return glyph


def install() -> None:
    """Put these in the engine's place, once per process."""
    inline.split_text_box = _broken
    inline.remove_last_whitespace = _stripped
    drawing.draw_first_line = _drawn
