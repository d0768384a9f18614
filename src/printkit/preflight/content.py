"""Content streams interpreted: what is painted, where, how large, with which ink (ISO 32000-1, 8 and 9).

Nothing is drawn. Forms are followed as often as they are used, within the budget; the glyphs of
Type 3 fonts and soft masks are not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from printkit.pdf.matrix import IDENTITY, Matrix, times
from printkit.preflight import marks as plane
from printkit.preflight.file_fonts import Font
from printkit.preflight.images import inline_picture
from printkit.preflight.ink import CMYK, GREY, RGB, Paint, Space, space_of
from printkit.preflight.lexer import flat, operations
from printkit.preflight.marks import Mark
from printkit.preflight.painter import Painter, matrix_from, matrix_of
from printkit.preflight.path import Path
from printkit.preflight.resource_cache import Shelf
from printkit.preflight.safe_objects import entry, name, numbers
from printkit.preflight.state import Changes, State

_DEEPEST: Final = 24
_MOST_SAVED: Final = 512
#: How far a text reaches below its line, and above it where its font does not say, in em.
_BELOW, _ABOVE = -0.2, 0.7
_STEP: Final = 200
#: Of fills of so many square points or more the outline is kept: 25 mm².
_GROUND: Final = 200.0

_FILLED: Final = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_STROKED: Final = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
_SPACINGS: Final = {
    b"Tc": "spacing",
    b"Tw": "word_spacing",
    b"Tz": "scale",
    b"TL": "leading",
    b"Ts": "rise",
}

Operands = list[Any]


class Interpreter(Painter):
    """Reads one stream and those it uses into ``found``."""

    def __init__(
        self, shelf: Shelf, resources: Any, state: State, found: list[Mark], depth: int = 0
    ) -> None:
        super().__init__(shelf, resources, state, found, depth)
        self._stack: list[State] = []
        self._fonts: dict[Any, Font | None] = {}
        self._changes: dict[Any, Changes] = {}
        self._shape = Path()
        self._clips = False
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY

    def run(self, data: bytes) -> None:
        """Interpret a stream.

        Raises:
            TooMuchError: the budget is used up.

        """
        budget = self.shelf.budget
        handlers = _HANDLERS
        for count, (operands, operator) in enumerate(operations(data)):
            if count % _STEP == 0:
                budget.spend(_STEP)
            handler = handlers.get(operator)
            if handler is None:
                continue
            try:
                handler(self, operands, operator)
            except (TypeError, ValueError, IndexError, OverflowError, ZeroDivisionError):
                continue  # operands that do not fit: viewers pass over them, so do we

    # --- state ---------------------------------------------------------------------------------

    def _save(self, operands: Operands, operator: bytes) -> None:
        if len(self._stack) < _MOST_SAVED:
            self._stack.append(self.state.saved())

    def _restore(self, operands: Operands, operator: bytes) -> None:
        if self._stack:
            self.state = self._stack.pop()

    def _move(self, operands: Operands, operator: bytes) -> None:
        self.state.matrix = times(matrix_from(operands), self.state.matrix)

    def _width(self, operands: Operands, operator: bytes) -> None:
        self.state.width = abs(float(operands[-1]))

    def _graphics_state(self, operands: Operands, operator: bytes) -> None:
        key = operands[-1]
        if key not in self._changes:
            self._changes[key] = self.shelf.changes(entry(self.resources, "/ExtGState", key))
        values, font = self._changes[key]
        for attribute, value in values:
            setattr(self.state, attribute, value)
        if font is not None:
            self.state.font = self.shelf.font(font)

    # --- colour --------------------------------------------------------------------------------

    def _device(self, operands: Operands, operator: bytes) -> None:
        space = {b"g": GREY, b"rg": RGB, b"k": CMYK}[operator.lower()]
        self._set(operator.isupper(), space.paint(operands[-space.parts :]), space)

    def _space(self, operands: Operands, operator: bytes) -> None:
        space = space_of(operands[-1], entry(self.resources, "/ColorSpace"))
        self._set(operator.isupper(), space.initial(), space)

    def _colour(self, operands: Operands, operator: bytes) -> None:
        stroke = operator.isupper()
        space = self.state.stroke_space if stroke else self.state.fill_space
        pattern = operands[-1] if operands and isinstance(operands[-1], str) else ""
        self._set(stroke, space.paint(operands), space, pattern)

    def _set(self, stroke: bool, paint: Paint, space: Space, pattern: str = "") -> None:
        state = self.state
        if stroke:
            state.stroke, state.stroke_space, state.stroke_pattern = paint, space, pattern
        else:
            state.fill, state.fill_space, state.fill_pattern = paint, space, pattern

    # --- paths ---------------------------------------------------------------------------------

    def _path(self, operands: Operands, operator: bytes) -> None:
        self._shape.add(operator, operands)

    def _clip(self, operands: Operands, operator: bytes) -> None:
        self._clips = True

    def _paint(self, operands: Operands, operator: bytes) -> None:
        state = self.state
        shape, self._shape = self._shape, Path()
        clips, self._clips = self._clips, False
        box = shape.box(state.matrix)
        if box is None:
            return
        if operator in _FILLED:
            wide, high = box[2] - box[0], box[3] - box[1]
            outline = shape.outline(state.matrix) if wide * high > _GROUND else ()
            more = {"plain": shape.is_rectangle, "outline": outline}
            self.area("fill", box, state.fill, False, size_pt=min(wide, high), **more)
        if operator in _STROKED:
            width = state.width * plane.stretch(state.matrix)
            lines = shape.lines(state.matrix)
            grown = plane.grown(box, width / 2)
            self.area("stroke", grown, state.stroke, True, size_pt=width, outline=lines)
        if clips:
            state.clip = plane.meet(state.clip, box)

    def _shade(self, operands: Operands, operator: bytes) -> None:
        shading = entry(self.resources, "/Shading", operands[-1])
        self.shaded(shading, self.state.clip or (0.0, 0.0, 0.0, 0.0))

    # --- text ----------------------------------------------------------------------------------

    def _begin(self, operands: Operands, operator: bytes) -> None:
        self._text = self._line = IDENTITY

    def _font(self, operands: Operands, operator: bytes) -> None:
        key, size = operands[-2:]
        if key not in self._fonts:
            holder = dict.get(_plain(entry(self.resources, "/Font")), key)
            self._fonts[key] = self.shelf.font(holder) if holder is not None else None
        self.state.font = self._fonts[key]
        self.state.size = float(size)

    def _spacing(self, operands: Operands, operator: bytes) -> None:
        value = operands[-1]
        setattr(self.state, _SPACINGS[operator], value / 100 if operator == b"Tz" else value)

    def _render(self, operands: Operands, operator: bytes) -> None:
        self.state.render = int(operands[-1])

    def _place(self, operands: Operands, operator: bytes) -> None:
        self._text = self._line = matrix_from(operands)

    def _offset(self, operands: Operands, operator: bytes) -> None:
        x, y = operands[-2:] if operator != b"T*" else (0.0, -self.state.leading)
        if operator == b"TD":
            self.state.leading = -y
        self._text = self._line = times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _show(self, operands: Operands, operator: bytes) -> None:
        if operator in (b"'", b'"'):
            if operator == b'"':
                self.state.word_spacing, self.state.spacing = operands[-3:-1]
            self._offset([], b"T*")
        pieces = operands[-1] if operator == b"TJ" else operands[-1:]
        state = self.state
        font = state.font
        advance, signs = self._advance(pieces)
        advance *= state.scale
        placed = times(self._text, state.matrix)
        self._text = times((1.0, 0.0, 0.0, 1.0, advance, 0.0), self._text)
        blank, spaces = self._blank_end(pieces)
        if signs == spaces or state.render in (3, 7):
            return
        advance -= blank * state.scale
        above = font.cap_height if font else _ABOVE
        low, high = (state.rise + reach * state.size for reach in (_BELOW, above))
        shape = plane.corners((min(0.0, advance), low, max(0.0, advance), high))
        box = plane.box_of(shape, placed)
        if box is not None:
            size = abs(state.size) * plane.height_of(placed)
            stroke = state.render % 4 == 1
            paint = state.stroke if stroke else state.fill
            self.area("text", box, paint, stroke, size_pt=size, font=font, signs=signs)

    def _advance(self, pieces: Sequence[Any]) -> tuple[float, int]:
        """Return how far pieces of a text go before scaling, and their number of characters."""
        state, font = self.state, self.state.font
        text = b"".join([piece for piece in pieces if isinstance(piece, bytes)])
        back = sum([piece for piece in pieces if isinstance(piece, float)])
        em, count, spaces = font.run(text) if font else (0.5 * len(text), len(text), 0)
        far = (em - back / 1000) * state.size + count * state.spacing + spaces * state.word_spacing
        return far, count

    def _blank_end(self, pieces: Sequence[Any]) -> tuple[float, int]:
        """Return how far the spaces go that a text ends with, and how many they are."""
        font, far, signs = self.state.font, 0.0, 0
        if font is None or not font.blanks:
            return far, signs
        for piece in reversed(pieces):
            blank = font.blank_end(piece) if isinstance(piece, bytes) else piece
            if blank == b"":
                break
            moved, count = self._advance([blank])
            far += moved
            signs += count
            if isinstance(piece, bytes) and len(blank) < len(piece):
                break
        return far, signs

    # --- other streams -------------------------------------------------------------------------

    def _draw(self, operands: Operands, operator: bytes) -> None:
        holder = dict.get(_plain(entry(self.resources, "/XObject")), operands[-1])
        subtype = name(entry(holder, "/Subtype"))
        if subtype == "/Image":
            self.image(self.shelf.picture(holder, entry(self.resources, "/ColorSpace")))
        elif subtype == "/Form":
            state = self.state.saved()
            state.matrix = times(matrix_of(entry(holder, "/Matrix")), state.matrix)
            bounds = numbers(entry(holder, "/BBox"))
            if len(bounds) == 4:
                shape = plane.corners((bounds[0], bounds[1], bounds[2], bounds[3]))
                state.clip = plane.meet(state.clip, plane.box_of(shape, state.matrix))
            if name(entry(holder, "/Group", "/S")) == "/Transparency":
                self.shelf.groups += 1
            self.use(holder, state, self.found)

    def use(self, holder: Any, state: State, found: list[Mark]) -> None:
        """Interpret a form or pattern; one too deep in others is left out."""
        if self.depth >= _DEEPEST:
            return
        self.shelf.budget.spend(20)
        resources = entry(holder, "/Resources")
        below = Interpreter(
            self.shelf,
            resources if resources is not None else self.resources,
            state,
            found,
            self.depth + 1,
        )
        below.run(self.shelf.data(holder))

    def _inline(self, operands: Operands, operator: bytes) -> None:
        named = entry(self.resources, "/ColorSpace")
        self.image(inline_picture(flat(operands[0]), named))


def _plain(thing: Any) -> dict[Any, Any]:
    return thing if isinstance(thing, dict) else {}


_Handler = Callable[[Interpreter, Operands, bytes], None]
_HANDLERS: Final[Mapping[bytes, _Handler]] = {
    b"q": Interpreter._save,
    b"Q": Interpreter._restore,
    b"cm": Interpreter._move,
    b"w": Interpreter._width,
    b"gs": Interpreter._graphics_state,
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), Interpreter._device),
    **dict.fromkeys((b"cs", b"CS"), Interpreter._space),
    **dict.fromkeys((b"sc", b"SC", b"scn", b"SCN"), Interpreter._colour),
    **dict.fromkeys((b"m", b"l", b"c", b"v", b"y", b"re"), Interpreter._path),
    **dict.fromkeys((b"W", b"W*"), Interpreter._clip),
    **dict.fromkeys((*_FILLED, *_STROKED, b"n"), Interpreter._paint),
    b"BT": Interpreter._begin,
    b"Tf": Interpreter._font,
    b"Tr": Interpreter._render,
    b"Tm": Interpreter._place,
    **dict.fromkeys(_SPACINGS, Interpreter._spacing),
    **dict.fromkeys((b"Td", b"TD", b"T*"), Interpreter._offset),
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), Interpreter._show),
    b"Do": Interpreter._draw,
    b"sh": Interpreter._shade,
    b"BI": Interpreter._inline,
}
