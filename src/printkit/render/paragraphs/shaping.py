"""Texts shaped once by Pango: their glyphs, where each character begins, slices of them.

Widths follow ``spaces.py``; letter and word spacing of the style are part of the advances. Knows ``Layout`` and
``line_size`` of the engine's ``text.line_break``, ``get_pango_font_key`` of its ``text.fonts``, and the 20
bytes of a ``PangoGlyphInfo``.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from itertools import accumulate
from typing import Any, Final

import pyphen
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, line_size

from printkit.render.paragraphs.protrusion import hanging
from printkit.render.paragraphs.spaces import NO_BREAK, WORD_SPACE, stretching, width_of
from printkit.render.paragraphs.styles import shaping_key

#: Characters that are never drawn: they part or join words for whoever looks for breaks. The soft hyphen is
#: one of them; so is the forced break, whose line ends before it.
UNSEEN: Final = "\u00ad\u200b\u2060\ufeff\n"
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")
#: First bytes of characters in UTF-8 count one, others nought.
_FIRST_BYTES: Final = bytes(int(byte & 0xC0 != 0x80) for byte in range(256))
_GLYPH_INFO: Final = 20
_pyphen: Any = pyphen  # it has no types
#: Ligatures would bridge what letter spacing holds apart.
_NO_LIGATURES: Final = b"liga 0, clig 0, dlig 0"


class NotPlain(Exception):  # noqa: N818  no error: the engine sets it
    """A text or a box that is left to the engine; says what it was."""


class Face:
    """A font of Pango at a size, with the layout whose shaping found it, which keeps it alive."""

    __slots__ = ("font", "keeper", "key", "size")

    def __init__(self, font: Any, keeper: Any) -> None:
        self.font, self.keeper = font, keeper
        self.key, _description, self.size = get_pango_font_key(font)


class Glyphs:
    """The glyphs of a text.

    ``ids`` and ``advances`` (Pango units) are by glyph; ``glyph_at`` is by character, with one more for the
    end: the first glyph of a character, -1 inside a ligature; ``xs`` (px) is the x before each glyph,
    ``character_xs`` before each character, with one more each; ``stretching`` holds the places in ``text`` of
    spaces that may grow, ``spaces`` their glyphs. ``parts`` lists (first glyph, face). ``clusters`` is the
    first character of each glyph in ``shaped``, the text without what is never drawn.
    """

    def __init__(self, text: str, style: Any, kept: _Kept, shaper: Shaper) -> None:
        self.text, self.metrics = text, kept.layout
        self.shaped = shaped = _UNSEEN.sub("", text)
        self.parts: list[tuple[int, Face]] = []
        self.ids, self.advances = array("I"), array("i")
        self.clusters: list[int] = []
        self._read(shaped, style, kept, shaper)
        if any(glyph >= pango.PANGO_GLYPH_EMPTY for glyph in self.ids):
            raise NotPlain("a character no face has")
        self._space_out(style, kept)
        self.xs: list[float] = [x * FROM_UNITS for x in accumulate(self.advances, initial=0)]
        self._index()
        self.stretching = stretching(text)
        self.spaces = [self.glyph_at[place] for place in self.stretching]

    def repeated(self, count: int) -> Glyphs:
        """Return the glyphs of the text ``count`` times over, each as far from the next as alone."""
        new = object.__new__(Glyphs)
        new.metrics, new.height, new.baseline = self.metrics, self.height, self.baseline
        new.text, new.shaped = self.text * count, self.shaped * count
        length, glyphs = len(self.shaped), len(self.ids)
        new.parts = [
            (first + turn * glyphs, face) for turn in range(count) for first, face in self.parts
        ]
        new.ids, new.advances = self.ids * count, self.advances * count
        new.clusters = [one + turn * length for turn in range(count) for one in self.clusters]
        new.xs = [x * FROM_UNITS for x in accumulate(new.advances, initial=0)]
        new._index()
        new.stretching, new.spaces = [], []
        return new

    def _read(self, shaped: str, style: Any, kept: _Kept, shaper: Shaper) -> None:
        raw = shaped.encode()
        layout = kept.layout.layout
        pango.pango_layout_set_text(layout, raw, len(raw))
        line = pango.pango_layout_get_line_readonly(layout, 0)
        _width, self.height = line_size(line, style)
        self.baseline = pango.pango_layout_get_baseline(layout) * FROM_UNITS
        character = list(accumulate(raw.translate(_FIRST_BYTES)))
        run = line.runs
        while run != ffi.NULL:
            item, string, run = run.data.item, run.data.glyphs, run.next
            count, font = string.num_glyphs, item.analysis.font
            info, logs = array("i"), array("i")
            info.frombytes(ffi.buffer(string.glyphs, _GLYPH_INFO * count))
            logs.frombytes(ffi.buffer(string.log_clusters, logs.itemsize * count))
            if item.analysis.level % 2 or any(info[2::5]) or any(info[3::5]):
                raise NotPlain("marks placed apart, or text from right to left")
            self.parts.append((len(self.ids), shaper.face(font, kept)))
            self.ids.frombytes(info[0::5].tobytes())
            self.advances.extend(info[1::5])
            self.clusters += [character[item.offset + log] - 1 for log in logs]

    def _space_out(self, style: Any, kept: _Kept) -> None:
        """Set spaces to the widths of the table, and add letter and word spacing."""
        shaped, advances = self.shaped, self.advances
        letter = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"] * TO_UNITS
        word = style["word_spacing"] * TO_UNITS
        special = letter or word or any(character in shaped for character in "\u00a0\u202f\u2009")
        if not special:
            return
        em, between = style["font_size"] * TO_UNITS, kept.word_space
        previous = -1
        for glyph, cluster in enumerate(self.clusters):
            character = shaped[cluster]
            width = width_of(character, em, between)
            if width is not None:
                advances[glyph] = round(width)
            if word and character in (WORD_SPACE, NO_BREAK):
                advances[glyph] += round(word)
            if letter and cluster != previous:
                advances[glyph] += round(letter)
            previous = cluster

    def _index(self) -> None:
        text, shaped, clusters = self.text, self.shaped, self.clusters
        self.glyph_at: Any
        self.character_xs: Any
        if len(clusters) == len(text):
            self.glyph_at, self.character_xs = range(len(text) + 1), self.xs
            return
        at = [-1] * len(shaped) + [len(clusters)]
        for glyph in range(len(clusters) - 1, -1, -1):
            at[clusters[glyph]] = glyph
        if len(shaped) != len(text):  # what is not drawn begins where the next character does
            place, spread = 0, []
            for character in text:
                spread.append(at[place])
                place += character not in UNSEEN
            at = [*spread, at[place]]
        whole: Any = accumulate(at, max)
        self.glyph_at, self.character_xs = at, [self.xs[glyph] for glyph in whole]


class Slice:
    """Some glyphs of a text and perhaps a hyphen made for them; stands in for the engine's ``Layout``.

    ``spacing`` (px) is added to every space that may grow, ``scale`` widens all; ``ends_words`` says that the
    line ends between words here.
    """

    first_line_direction, max_width = 0, None

    def __init__(
        self, text: str, glyphs: Glyphs, first: int, last: int, hyphen: Hyphen | None
    ) -> None:
        self.text, self.glyphs, self.first, self.last = text, glyphs, first, last
        self.hyphen = hyphen
        spaces = glyphs.spaces
        self.spaces = spaces[bisect_left(spaces, first) : bisect_left(spaces, last)]
        self.natural: float = glyphs.xs[last] - glyphs.xs[first] + (hyphen.width if hyphen else 0.0)
        self.spacing, self.scale, self.ends_words = 0.0, 1.0, False

    def space_width(self) -> float:
        """Return the width (px) of the spaces that may grow."""
        xs = self.glyphs.xs
        return float(sum(xs[glyph + 1] - xs[glyph] for glyph in self.spaces))

    def reactivate(self, style: Any) -> None:
        """Do as the engine's layout, which forgets and makes itself anew: nothing was forgotten."""

    def deactivate(self) -> None:
        """Do as the engine's layout."""

    def __getattr__(self, name: str) -> Any:
        """Return what the engine asks a layout about its face: where an underline goes, how thick it is."""
        if name in ("glyphs", "__setstate__"):
            raise AttributeError(name)
        return getattr(self.glyphs.metrics, name)


class Hyphen:
    """A hyphen as it follows a letter: what it adds to the width, and what it moves the letter by (px)."""

    def __init__(self, both: Glyphs, letter: Glyphs) -> None:
        if len(both.parts) > 1:
            raise NotPlain("a hyphen of another face")
        self.glyphs, self.glyph = both, len(both.ids) - 1
        self.width: float = both.xs[-1] - letter.xs[-1]
        self.kern = both.xs[-2] - letter.xs[-1]


class _Kept:
    """A layout of Pango for texts of one style, its word space, and whether a face holds on to it."""

    def __init__(self, style: Any) -> None:
        self.layout = Layout(style)
        self.layout.style = None  # it would keep a document alive
        if style["letter_spacing"] != "normal":
            self._part_ligatures()
        self.held = False
        self.word_space = self._width_of_space()

    def _part_ligatures(self) -> None:
        attributes = pango.pango_layout_get_attributes(self.layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(_NO_LIGATURES))
        pango.pango_layout_set_attributes(self.layout.layout, attributes)

    def _width_of_space(self) -> int:
        """Return the word space (Pango units) between letters."""
        widths = []
        for text in (b"n n", b"nn"):
            pango.pango_layout_set_text(self.layout.layout, text, len(text))
            line = pango.pango_layout_get_line_readonly(self.layout.layout, 0)
            extents = ffi.new("PangoRectangle *")
            pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
            widths.append(extents.width)
        return int(widths[0] - widths[1])


class Shaper:
    """What is kept for one font configuration: layouts by style, faces, hyphens, syllables."""

    def __init__(self) -> None:
        self._kept: dict[Any, _Kept] = {}
        self._faces: dict[int, Face] = {}
        self._hyphens: dict[Any, Hyphen] = {}
        self._words: dict[Any, tuple[int, ...]] = {}
        self._hangs: dict[Any, tuple[float, float]] = {}

    def shape(self, text: str, style: Any) -> Glyphs:
        """Return the glyphs of a text.

        Raises:
            NotPlain: it needs more than glyphs side by side.

        """
        return Glyphs(text, style, self._layout(style), self)

    def _layout(self, style: Any) -> _Kept:
        key = shaping_key(style)
        kept = self._kept.get(key)
        if kept is None or kept.held:
            kept = self._kept[key] = _Kept(style)
        return kept

    def face(self, font: Any, kept: _Kept) -> Face:
        """Return the face of a font of Pango; ``kept`` is the layout that found it."""
        address = int(ffi.cast("intptr_t", font))
        if address not in self._faces:
            self._faces[address] = Face(font, kept.layout)
            kept.held = True
        return self._faces[address]

    def hyphen(self, letter: str, style: Any) -> Hyphen:
        """Return the hyphen after a letter, kerned."""
        key = letter, shaping_key(style)
        if key not in self._hyphens:
            both = self.shape(letter + style["hyphenate_character"], style)
            self._hyphens[key] = Hyphen(both, self.shape(letter, style))
        return self._hyphens[key]

    def hanging(self, character: str, style: Any) -> tuple[float, float]:
        """Return by how much (px) a sign hangs over the left and the right margin."""
        share = hanging(character, tuple(style["font_family"]))
        if not (share.left or share.right):
            return 0.0, 0.0
        key = character, shaping_key(style)
        if key not in self._hangs:
            width = self.shape(character, style).xs[-1]
            self._hangs[key] = share.left * width, share.right * width
        return self._hangs[key]

    def syllables(self, word: str, style: Any) -> tuple[int, ...]:
        """Return where a word may be divided by the dictionary of its language."""
        total, left, right = style["hyphenate_limit_chars"]
        if len(word) < total:
            return ()
        key = word, style["lang"], left, right
        found = self._words.get(key)
        if found is None:
            lang: Any = style["lang"] and _pyphen.language_fallback(style["lang"])
            places = (
                _pyphen.Pyphen(lang=lang, left=left, right=right).positions(word) if lang else ()
            )
            found = self._words[key] = tuple(int(place) for place in places)
        return found
