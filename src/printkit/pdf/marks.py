"""What stands on a page: each painted thing with its place, size and ink.

Boxes are left, bottom, right, top in points of the page's user space, as the file has it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from printkit.pdf import geometry
from printkit.pdf.colour import Colour
from printkit.pdf.fonts import Font
from printkit.pdf.geometry import Box, Point
from printkit.pdf.images import Picture
from printkit.pdf.inks import Paint, paint, paint_of
from printkit.pdf.interpreter import Interpreter, Visitor
from printkit.pdf.matrix import height_of, matrix_from, stretch, times, width_of
from printkit.pdf.objects import Thing, entry, name, numbers
from printkit.pdf.shadings import shading_of
from printkit.pdf.state import State
from printkit.pdf.texts import Text

Kind = Literal["text", "fill", "stroke", "image", "shading"]
#: How far a text reaches below its line, and above it where its font does not say, in em.
_BELOW, _ABOVE = -0.2, 0.7
#: Of fills of so many square points or more the outline is kept: 25 mm².
_GROUND: Final = 200.0
_UNIT: Final[Box] = (0.0, 0.0, 1.0, 1.0)
#: Marks of one pattern's tile that are told, and inks of one gradient.
_MOST_IN_TILE: Final = 200
_MOST_SHADES: Final = 64
#: Glyphs that are drawings and are followed on a page; those after them look like them.
_MOST_GLYPHS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Mark:
    """One painted thing.

    ``size_pt``: a text's size, a line's width, as placed; for a filled path the shorter side of its
    box. ``plain``: a path that is one rectangle. ``overprint`` with ``opm`` as in force.
    ``ppi`` is the lower of an image's two resolutions as placed. ``alpha`` and ``blend`` are those
    of the painting; ``soft``: under a soft mask. ``signs``: a text's number of characters.
    ``outline``: the parts of a wide fill, in points. ``hidden``: an optional group switches it off.
    """

    kind: Kind
    box: Box
    paint: Paint
    size_pt: float = 0.0
    font: Font | None = None
    picture: Picture | None = None
    ppi: float = 0.0
    overprint: bool = False
    opm: int = 0
    alpha: float = 1.0
    blend: str = "/Normal"
    soft: bool = False
    plain: bool = False
    signs: int = 0
    outline: tuple[tuple[Point, ...], ...] = ()
    hidden: bool = False

    @property
    def length_pt(self) -> float:
        """The longer side of the box."""
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])


class Recorder(Visitor):
    """Records marks into ``found``.

    ``groups`` counts the transparency groups that were drawn, ``blends`` are the colour spaces those
    name; ``fonts`` are all that show text, wherever it stands first: blank or clipping text too, but not
    invisible text; ``codes`` are those set in each. ``zone`` is the page, over which a gradient without a
    clip is painted.
    """

    def __init__(self, found: list[Mark] | None = None, zone: Box = (0.0, 0.0, 0.0, 0.0)) -> None:
        self.found: list[Mark] = [] if found is None else found
        self.groups = 0
        self.fonts: dict[Font, Box] = {}
        self.codes: dict[Font, set[int]] = {}
        self.blends: list[Thing] = []
        self._zone = zone
        self._glyphs = 0

    def path(self, run: Interpreter, operator: bytes, *, fill: bool, stroke: bool) -> None:
        """Record a fill, a stroke, or both."""
        if not (fill or stroke):
            return
        shape, state = run.path, run.state
        box = shape.box(state.matrix)
        if box is None:
            return
        if fill:
            wide, high = box[2] - box[0], box[3] - box[1]
            outline = shape.outline(state.matrix) if wide * high > _GROUND else ()
            more = {"plain": shape.is_rectangle, "outline": outline}
            self._area(run, "fill", box, state.fill, False, size_pt=min(wide, high), **more)
        if stroke:
            width = state.width * stretch(state.matrix)
            grown = geometry.grown(box, width / 2)
            lines = shape.lines(state.matrix)
            more = {"outline": lines, "plain": shape.is_rectangle}
            self._area(run, "stroke", grown, state.stroke, True, size_pt=width, **more)

    def text(self, run: Interpreter, text: Text) -> None:
        """Record a text, without the spaces it ends with."""
        state = run.state
        if state.font is not None and state.render != 3 and text.signs:
            point = (text.matrix[4], text.matrix[5])
            self.fonts.setdefault(state.font, (*point, *point))
            if state.render != 7:
                used = self.codes.setdefault(state.font, set())
                for piece in text.pieces:
                    if isinstance(piece, bytes):
                        used.update(state.font.codes(piece))
        if text.signs == text.blanks or state.render in (3, 7):
            return
        advance = text.advance - text.blank
        above = state.font.cap_height if state.font else _ABOVE
        low, high = (state.rise + reach * state.size for reach in (_BELOW, above))
        box = geometry.placed((min(0.0, advance), low, max(0.0, advance), high), text.matrix)
        size = abs(state.size) * height_of(text.matrix)
        stroke = state.render % 4 == 1
        colour = state.stroke if stroke else state.fill
        more = {"size_pt": size, "font": state.font, "signs": text.signs}
        self._area(run, "text", box, colour, stroke, **more)
        if state.render % 4 == 2:  # filled, then outlined
            width = {"size_pt": state.width * stretch(state.matrix)}
            self._area(run, "stroke", box, state.stroke, True, **width)
        if state.font is not None and state.font.is_type3 and self._glyphs < _MOST_GLYPHS:
            self._glyphs += text.signs
            run.follow_glyphs(text)

    def image(self, run: Interpreter, key: str, picture: Picture) -> None:
        """Record an image."""
        state = run.state
        matrix = state.matrix
        wide, high = width_of(matrix), height_of(matrix)
        ppi = min(72 * picture.width / max(wide, 1e-6), 72 * picture.height / max(high, 1e-6))
        seen = self._seen(state, geometry.placed(_UNIT, matrix))
        if seen is None:
            return
        inks = paint_of(state.fill) if picture.stencil else Paint(picture.space.root.family, None)
        if picture.stencil and state.fill.pattern and inks.family == "pattern":
            self._pattern(run, state.fill.pattern, seen)
            return
        soft = state.soft is not None or picture.soft
        self._add(run, "image", seen, inks, False, picture=picture, ppi=ppi, soft=soft)

    def form(self, run: Interpreter, key: str, form: Thing) -> None:
        """Follow a form, and count it if it is a transparency group."""
        if name(entry(form, "/Group", "/S")) == "/Transparency":
            self.groups += 1
            if (space := entry(form, "/Group", "/CS")) is not None:
                self.blends.append(space)
        run.follow(form)

    def shading(self, run: Interpreter, key: str, shading: Thing) -> None:
        """Record a gradient over the whole clip."""
        self._shaded(run, shading, run.state.clip or self._zone)

    def _area(
        self, run: Interpreter, kind: Kind, box: Box, colour: Colour, stroke: bool, **more: Any
    ) -> None:
        """Record something painted, as far as the clip lets it show; ``stroke``: with the line's colour."""
        seen = self._seen(run.state, box)
        if seen is None:
            return
        inks = paint_of(colour)
        if colour.pattern and inks.family == "pattern":
            self._pattern(run, colour.pattern, seen)
            return
        self._add(run, kind, seen, inks, stroke, **more)

    def _seen(self, state: State, box: Box) -> Box | None:
        """Return what of a box the clip lets show, None for nothing."""
        clip = state.clip
        if clip is None:
            return box
        left, bottom = max(clip[0], box[0]), max(clip[1], box[1])
        right, top = min(clip[2], box[2]), min(clip[3], box[3])
        if (right <= left and box[2] > box[0]) or (top <= bottom and box[3] > box[1]):
            return None
        return (left, bottom, max(left, right), max(bottom, top))

    def _add(
        self, run: Interpreter, kind: Kind, box: Box, inks: Paint, stroke: bool, **more: Any
    ) -> None:
        state = run.state
        more.setdefault("soft", state.soft is not None)
        self.found.append(
            Mark(
                kind,
                box,
                inks,
                overprint=state.over_stroke if stroke else state.over_fill,
                opm=state.opm,
                alpha=state.alpha_stroke if stroke else state.alpha_fill,
                blend=state.blend,
                hidden=run.hidden,
                **more,
            )
        )
        run.cache.budget.objects -= 1

    def _pattern(self, run: Interpreter, key: str, box: Box) -> None:
        """Record what a pattern paints, within the box it fills."""
        pattern = run.named("/Pattern", key)
        shading = entry(pattern, "/Shading")
        if shading is not None:
            self._shaded(run, shading, box)
            return
        if pattern is None:
            return
        inside = Recorder()
        to_page = times(matrix_from(numbers(entry(pattern, "/Matrix"))), run.base)  # 8.7.3.1
        state = State(matrix=to_page)
        run.interpret(pattern, state, visitor=inside)
        self.groups += inside.groups
        self.blends += inside.blends
        self.fonts = dict.fromkeys(inside.fonts, box) | self.fonts
        for font, codes in inside.codes.items():
            self.codes.setdefault(font, set()).update(codes)
        self.found += [replace(mark, box=box) for mark in inside.found[:_MOST_IN_TILE]]

    def _shaded(self, run: Interpreter, thing: Thing, box: Box) -> None:
        """Record a gradient: one mark for each ink it runs through."""
        seen = self._seen(run.state, box)
        if seen is None:
            return
        found = shading_of(thing, run.spaces)
        inks = dict.fromkeys(paint(found.space, values) for values in found.colours())
        for one in list(inks)[:_MOST_SHADES] or [Paint(found.space.root.family, None)]:
            self._add(run, "shading", seen, one, False)
