"""Draw a slice of glyphs as the engine draws a line: font, matrix, glyphs with what moves them.

Letters are widened by the first number of the text matrix. A line that ends between words ends with a space,
which draws nothing, and a hyphen made for a line is mapped to a soft one, so that who copies the text or has
it read aloud meets words (ISO 32000-1, 14.8.2.2.3 and 14.8.2.5). The same for lines the engine set.

Knows ``draw_first_line`` of the engine's ``draw.text`` and the fonts of its streams.
"""

from __future__ import annotations

import io
import re
from typing import Any, Final

from fontTools.ttLib import TTFont
from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout

from printkit.render import drawn_words
from printkit.render.paragraphs.shaping import Face, Glyphs, Hyphen, Slice

_engines_own = drawing.draw_first_line
_SOFT_HYPHEN: Final = "\u00ad"
#: What the engine writes where it breaks a word (``hyphenate-character: auto``).
_HYPHEN: Final = "\u2010"
#: Spaces that many faces show by the glyph of the word space.
_SPACES: Final = ("\u00a0", "\u202f", "\u2009")
_GLYPHS: Final = re.compile(rb"([0-9a-f]{4})>")


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> list[Any]:
    """Show the glyphs of a slice; texts the engine shaped, and ellipses, as it does."""
    drawn_words.note(textbox)
    piece = textbox.pango_layout
    if not isinstance(piece, Slice):
        return _engines(stream, textbox, text_overflow, block_ellipsis, matrix)
    parts = _parts(stream, piece)  # a space alone too: without it words join for who reads the text
    special = any(font.bitmap or font.svg or font.png or font.colr for font, *_rest in parts)
    if special or block_ellipsis != "none" or text_overflow == "ellipsis":
        layout = Layout(textbox.style, piece.spacing, textbox.width)
        layout.set_text(piece.text, justify=True)
        textbox.pango_layout = layout
        return _engines(stream, textbox, text_overflow, block_ellipsis, matrix)
    a, *others = matrix.values
    stream.set_text_matrix(a * piece.scale, *others)
    for font, face, first, end in parts:
        shown = _shown(stream, piece, font, face, first, end)
        if end == piece.last:
            shown += _end(stream, piece, font, face)
        stream.set_font_size(font.hash, face.size)
        stream.show_text(f"<{''.join(shown)}>")
    return []


def _parts(stream: Any, piece: Slice) -> list[tuple[Any, Face, int, int]]:
    """Return font of the file, face, first glyph and end of each stretch in one face."""
    glyphs, found = piece.glyphs, []
    bounds = [*(first for first, _face in glyphs.parts), len(glyphs.ids)]
    for (start, face), stop in zip(glyphs.parts, bounds[1:], strict=True):
        first, end = max(start, piece.first), min(stop, piece.last)
        if first < end:
            font = stream._fonts.get(face.key) or stream.add_font(face.font)[0]
            found.append((font, face, first, end))
    return found


def _shown(stream: Any, piece: Slice, font: Any, face: Face, first: int, end: int) -> list[str]:
    """Return each glyph as the string that shows and moves it."""
    glyphs = piece.glyphs
    known = _known(font, face)
    pairs = list(zip(glyphs.ids[first:end], glyphs.advances[first:end], strict=True))
    if not all(pair in known for pair in pairs):
        _learn(stream, font, face, glyphs, known)
    shown = [known[pair] for pair in pairs]
    if piece.spacing:
        gap = f">{-piece.spacing / piece.scale * 1000 / face.size:.1f}<"
        for glyph in piece.spaces:
            if first <= glyph < end:
                shown[glyph - first] += gap
    return shown


def _end(stream: Any, piece: Slice, font: Any, face: Face) -> list[str]:
    """Return what is shown after the last glyph: a hyphen, or a space that ends the words."""
    if piece.hyphen is not None:
        return _hyphen(stream, piece.hyphen, font, face)
    if piece.ends_words and not piece.text.endswith(" ") and (space := _space(font)) is not None:
        return [f"{space:04x}"]
    return []


def _hyphen(stream: Any, hyphen: Hyphen, font: Any, face: Face) -> list[str]:
    known = _known(font, face)
    _learn(stream, font, face, hyphen.glyphs, known)
    number, advance = hyphen.glyphs.ids[hyphen.glyph], hyphen.glyphs.advances[hyphen.glyph]
    _soften(font, number)
    moved = -hyphen.kern * 1000 / face.size
    return [f">{moved:.0f}<" if hyphen.kern else "", known[number, advance]]


def _known(font: Any, face: Face) -> dict[tuple[int, int], str]:
    """Return how glyphs of a font are written, by number and advance (Pango units), at a size."""
    found: dict[tuple[int, int], str] = font.__dict__.setdefault("pk_glyphs", {}).setdefault(
        face.size, {}
    )
    return found


def _learn(
    stream: Any, font: Any, face: Face, glyphs: Glyphs, known: dict[tuple[int, int], str]
) -> None:
    """Note how each glyph is written: its number, and what its advance differs from the font's by."""
    text, clusters = glyphs.shaped, glyphs.clusters
    bounds = [*(first for first, _face in glyphs.parts), len(glyphs.ids)]
    for (start, own), stop in zip(glyphs.parts, bounds[1:], strict=True):
        if own.key != face.key:
            continue
        for glyph in range(start, stop):
            number, advance = glyphs.ids[glyph], glyphs.advances[glyph]
            if (number, advance) in known:
                continue
            if number not in font.to_unicode:
                end = clusters[glyph + 1] if glyph + 1 < len(clusters) else len(text)
                read = text[clusters[glyph] : end]
                is_space = read in _SPACES and _characters(font).get(0x20) == number
                font.to_unicode[number] = " " if is_space else read
            if number not in font.widths:
                pango.pango_font_get_glyph_extents(
                    own.font, number, stream.ink_rect, stream.logical_rect
                )
                width = stream.logical_rect.width * 1000 * FROM_UNITS / face.size
                font.widths[number] = round(width)
            move = round(font.widths[number] - advance * 1000 * FROM_UNITS / face.size)
            known[number, advance] = f"{number:04x}>{move}<" if move else f"{number:04x}"


def _engines(stream: Any, textbox: Any, *arguments: Any) -> list[Any]:
    """Draw a line as the engine does, then say how it ends."""
    before = len(stream.stream)
    found: list[Any] = _engines_own(stream, textbox, *arguments)
    if len(stream.stream) == before or not (shown := stream.stream[-1]).endswith(b"] TJ"):
        return found
    font = _font_of(stream)
    if font is None or font.bitmap:
        return found
    if textbox.text.endswith(_HYPHEN):
        *_others, last = _GLYPHS.findall(shown)
        _soften(font, int(last, 16))
    elif (
        getattr(textbox.pango_layout, "ends_words", False)
        and not textbox.text.endswith(" ")
        and (space := _space(font)) is not None
    ):
        stream.stream[-1] = shown.removesuffix(b"] TJ") + b"<%04x>] TJ" % space
    return found


def _font_of(stream: Any) -> Any:
    """Return the font that was set last, None where the stream names none."""
    for operator in reversed(stream.stream):
        if isinstance(operator, bytes) and operator.endswith(b" Tf"):
            name = operator[1:].split()[0].decode()
            return next((font for font in stream._fonts.values() if font.hash == name), None)
    return None


def _soften(font: Any, glyph: int) -> None:
    """Let a hyphen's glyph be read as a soft hyphen, unless the face shows written ones by it too."""
    if _characters(font).get(0x2D) != glyph:
        font.to_unicode[glyph] = _SOFT_HYPHEN


def _space(font: Any) -> int | None:
    """Return the glyph of a font's space, which the file then holds and names."""
    glyph = _characters(font).get(0x20)
    if glyph is not None:
        font.to_unicode.setdefault(glyph, " ")
        font.widths.setdefault(glyph, font.pk_space_width)
    return glyph


def _characters(font: Any) -> dict[int, int]:
    """Return the glyphs of space and hyphen by code point; kept on the font."""
    found: dict[int, int] | None = font.__dict__.get("pk_characters")
    if found is None:
        file = TTFont(io.BytesIO(font.file_content), lazy=True)
        names = [str(glyph) for glyph in range(file["maxp"].numGlyphs)]
        file.setGlyphOrder(names)  # glyphs by number: the real names are slow to read
        cmap = file.getBestCmap() or {}
        found = font.pk_characters = {one: int(cmap[one]) for one in (0x20, 0x2D) if one in cmap}
        if 0x20 in found:
            width = file["hmtx"][str(found[0x20])][0]
            font.pk_space_width = round(width * 1000 / file["head"].unitsPerEm)
    return found
