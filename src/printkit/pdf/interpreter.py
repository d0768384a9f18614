"""Content streams interpreted: the one state machine over their operators (ISO 32000-1, 8 and 9).

The interpreter keeps the graphics state and tells a :class:`Visitor` what is painted; what the visitor
makes of it (marks to be judged, a stream rewritten in inks, text in shorter codes) is its own. Operands
that do not fit their operator are passed over where they are read (:mod:`printkit.pdf.operators`); an
exception out of a handler or a visitor is a fault of ours and is not caught.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from printkit.pdf.colour import OF_OPERATOR, Colour, Space, space_of
from printkit.pdf.fonts import Font
from printkit.pdf.geometry import Box, meet, placed
from printkit.pdf.images import Picture, inline_picture
from printkit.pdf.layers import Layers
from printkit.pdf.lexer import Operands, operations, sound_operations
from printkit.pdf.matrix import IDENTITY, Matrix, matrix_from, moved, times
from printkit.pdf.objects import Thing, entry, name, numbers
from printkit.pdf.operators import (
    BUILDS_PATH,
    FILLS,
    NUMERIC,
    SHOWS_TEXT,
    SIGNATURES,
    STROKES,
    OperandError,
    fitted,
)
from printkit.pdf.path import Path, Step
from printkit.pdf.resources import ResourceCache
from printkit.pdf.state import Changes, State
from printkit.pdf.texts import Text

#: Streams within streams that are still followed.
DEEPEST: Final = 24
_MOST_SAVED: Final = 512
_STEP: Final = 200
_MOST_NUMBER: Final = 1e9
_SPACINGS: Final = {
    b"Tc": "spacing",
    b"Tw": "word_spacing",
    b"Tz": "scale",
    b"TL": "leading",
    b"Ts": "rise",
}


class Visitor:
    """Who is told what a stream paints; each method does nothing unless it is replaced.

    ``run`` is the interpreter of the stream, its ``state`` is in force, ``run.start`` and ``run.end`` are
    where the operation stands in ``run.data``.
    """

    #: Whether texts are measured; fonts are read only for that.
    measures: bool = True
    #: Whether something that an optional group switches off is told too.
    sees_hidden: bool = True

    def path(self, run: Interpreter, operator: bytes, *, fill: bool, stroke: bool) -> None:
        """Be told of a path painted, or only ended: ``run.path``, which began at ``run.path_start``."""

    def text(self, run: Interpreter, text: Text) -> None:
        """Be told of a text shown."""

    def image(self, run: Interpreter, key: str, picture: Picture) -> None:
        """Be told of an image on the unit square; ``key`` is its name, empty for an inline image."""

    def form(self, run: Interpreter, key: str, form: Thing) -> None:
        """Be told of a form; it is followed unless this method is replaced."""
        run.follow(form)

    def shading(self, run: Interpreter, key: str, shading: Thing) -> None:
        """Be told of a gradient painted over the whole clip."""

    def colour(self, run: Interpreter, *, stroke: bool) -> None:
        """Be told that a colour, or a colour space, was set."""

    def changed(self, run: Interpreter, key: str, state: Thing) -> None:
        """Be told that an extended graphics state was applied."""

    def font(self, run: Interpreter, key: str) -> None:
        """Be told that a font was chosen by its name."""

    def missing(self, run: Interpreter, key: str) -> None:
        """Be told of a name to be drawn that means no image and no form."""

    def other(self, run: Interpreter, operator: bytes, operands: Operands) -> None:
        """Be told of any other operator: marked content, line styles, rendering intents."""


class Interpreter:
    """Interprets one stream and, where the visitor lets it, those that stream uses.

    ``resources`` are those of the stream, ``depth`` is how many streams it stands in. ``hidden`` tells
    whether an optional group switches off what is painted now.
    """

    def __init__(
        self,
        visitor: Visitor,
        resources: Thing,
        *,
        cache: ResourceCache | None = None,
        state: State | None = None,
        depth: int = 0,
        layers: Layers | None = None,
        hidden: bool = False,
    ) -> None:
        self.visitor = visitor
        self.resources = resources
        self.cache = cache if cache is not None else ResourceCache()
        self.state = state if state is not None else State()
        self.base = self.state.matrix
        self.depth = depth
        self.layers = layers
        self.hidden = hidden
        self.data = b""
        self.start = self.end = self.path_start = 0
        self._stack: list[State] = []
        self._steps: list[Step] = []
        self._made: Path | None = None
        self._clips = False
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._marked: list[bool] = []
        self._named: dict[tuple[str, str], Thing] = {}
        self._fonts: dict[str, Font | None] = {}
        self._changes: dict[str, Changes] = {}
        self._spaces: dict[str, Space] = {}

    def run(self, data: bytes, *, strict: bool = False) -> None:
        """Interpret a stream; ``strict``: one that must be sound.

        Raises:
            TooMuchError: the budget is used up.
            UnreadableError: it is not sound.

        """
        self.data = data
        read = sound_operations if strict else operations
        budget = self.cache.budget
        known = _KNOWN.get
        for count, (start, end, operands, operator) in enumerate(read(data)):
            if count % _STEP == 0:
                budget.spend(_STEP)
            found = known(operator)
            if found is None:
                continue
            handler, length = found
            if operands.__class__ is not tuple or len(operands) != length:
                try:
                    operands = fitted(operator, operands)  # noqa: PLW2901  the same, judged
                except OperandError:
                    continue  # viewers pass over them, so do we
            self.start, self.end = start, end
            handler(self, operands, operator)

    # --- what the stream names -----------------------------------------------------------------

    @property
    def spaces(self) -> Thing:
        """The resources' colour spaces by name."""
        return self.named("/ColorSpace", "")

    def named(self, category: str, key: str) -> Thing:
        """Return what the stream means by a name, None for nothing; without ``key`` the whole category."""
        place = (category, key)
        if place not in self._named:
            keys = (category, key) if key else (category,)
            self._named[place] = entry(self.resources, *keys)
        return self._named[place]

    # --- state ---------------------------------------------------------------------------------

    def _save(self, operands: Operands, operator: bytes) -> None:
        if len(self._stack) < _MOST_SAVED:
            self._stack.append(self.state.saved())

    def _restore(self, operands: Operands, operator: bytes) -> None:
        if self._stack:
            self.state = self._stack.pop()

    def _move(self, operands: Operands, operator: bytes) -> None:
        matrix = times(matrix_from(operands), self.state.matrix)
        if max(matrix) < _MOST_NUMBER and min(matrix) > -_MOST_NUMBER:
            self.state.matrix = matrix

    def _width(self, operands: Operands, operator: bytes) -> None:
        self.state.width = abs(operands[0])

    def _graphics_state(self, operands: Operands, operator: bytes) -> None:
        key = operands[0]
        holder = self.named("/ExtGState", key)
        if key not in self._changes:
            self._changes[key] = self.cache.changes(holder)
        values, font = self._changes[key]
        for attribute, value in values:
            setattr(self.state, attribute, value)
        if font is not None and self.visitor.measures:
            self.state.font = self.cache.font(font)
        self.visitor.changed(self, key, holder)

    # --- colour --------------------------------------------------------------------------------

    def _device(self, operands: Operands, operator: bytes) -> None:
        space = OF_OPERATOR[operator.lower()]
        self._set(operator, Colour(space, tuple(operands)))

    def _space(self, operands: Operands, operator: bytes) -> None:
        key = operands[0]
        if key not in self._spaces:
            self._spaces[key] = space_of(key, self.spaces)
        space = self._spaces[key]
        self._set(operator, Colour(space, space.initial()))

    def _colour(self, operands: Operands, operator: bytes) -> None:
        former = self.state.stroke if operator.isupper() else self.state.fill
        values = list(operands)
        pattern = values.pop() if values and isinstance(values[-1], str) else ""
        self._set(operator, Colour(former.space, tuple(values), pattern))

    def _set(self, operator: bytes, colour: Colour) -> None:
        stroke = operator.isupper()
        if stroke:
            self.state.stroke = colour
        else:
            self.state.fill = colour
        self.visitor.colour(self, stroke=stroke)

    # --- paths ---------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The current path; made when it is asked for."""
        if self._made is None:
            self._made = Path(self._steps)
        return self._made

    def _build(self, operands: Operands, operator: bytes) -> None:
        if not self._steps:
            self.path_start = self.start
        self._steps.append((operator, operands))

    def _clip(self, operands: Operands, operator: bytes) -> None:
        self._clips = True

    def _paint(self, operands: Operands, operator: bytes) -> None:
        if not self._steps:
            self.path_start = self.start
        self._made = None
        if self._shown():
            self.visitor.path(self, operator, fill=operator in FILLS, stroke=operator in STROKES)
        if self._clips:
            box = self.path.box(self.state.matrix)
            if box is not None:
                self.state.clip = meet(self.state.clip, box)
                self.state.fine = self.state.fine or self.path.parts != 1
            self._clips = False
        self._steps = []
        self._made = None

    def _shade(self, operands: Operands, operator: bytes) -> None:
        if self._shown():
            self.visitor.shading(self, operands[0], self.named("/Shading", operands[0]))

    # --- text ----------------------------------------------------------------------------------

    def _begin(self, operands: Operands, operator: bytes) -> None:
        self._text = self._line = IDENTITY

    def _font(self, operands: Operands, operator: bytes) -> None:
        key, size = operands
        if self.visitor.measures:
            if key not in self._fonts:
                holder = self.named("/Font", key)
                self._fonts[key] = self.cache.font(holder) if holder is not None else None
            self.state.font = self._fonts[key]
        self.state.size = size
        self.visitor.font(self, key)

    def _spacing(self, operands: Operands, operator: bytes) -> None:
        value = operands[0]
        setattr(self.state, _SPACINGS[operator], value / 100 if operator == b"Tz" else value)
        self.visitor.other(self, operator, operands)

    def _render(self, operands: Operands, operator: bytes) -> None:
        self.state.render = int(operands[0])

    def _place(self, operands: Operands, operator: bytes) -> None:
        self._text = self._line = matrix_from(operands)

    def _offset(self, operands: Operands, operator: bytes) -> None:
        x, y = operands or (0.0, -self.state.leading)
        if operator == b"TD":
            self.state.leading = -y
        self._text = self._line = times(moved(x, y), self._line)

    def _show(self, operands: Operands, operator: bytes) -> None:
        if operator in (b"'", b'"'):
            if operator == b'"':
                self.state.word_spacing, self.state.spacing = operands[0], operands[1]
            self._offset((), b"T*")
        pieces: Sequence[Any] = operands[-1] if operator == b"TJ" else operands[-1:]
        measures = self.visitor.measures
        text = self._measured(operator, pieces) if measures else Text(operator, pieces)
        if self._shown():
            self.visitor.text(self, text)

    def _measured(self, operator: bytes, pieces: Sequence[Any]) -> Text:
        advance, signs = self._advance(pieces)
        advance *= self.state.scale
        placed_ = times(self._text, self.state.matrix)
        self._text = times(moved(advance, 0.0), self._text)
        blank, blanks = self._blank_end(pieces)
        blank *= self.state.scale
        return Text(operator, pieces, placed_, advance, blank, signs, blanks)

    def _advance(self, pieces: Sequence[Any]) -> tuple[float, int]:
        """Return how far pieces of a text go before scaling, and their number of characters."""
        state, font = self.state, self.state.font
        text = b"".join([piece for piece in pieces if piece.__class__ is bytes])
        back = sum([piece for piece in pieces if piece.__class__ is float])
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
            distance, count = self._advance([blank])
            far += distance
            signs += count
            if isinstance(piece, bytes) and len(blank) < len(piece):
                break
        return far, signs

    # --- other streams -------------------------------------------------------------------------

    def _draw(self, operands: Operands, operator: bytes) -> None:
        key = operands[0]
        holder = self.named("/XObject", key)
        subtype = name(entry(holder, "/Subtype"))
        if subtype not in ("/Image", "/Form"):
            self.visitor.missing(self, key)
            return
        group = entry(holder, "/OC")
        before = self.hidden
        if group is not None and self.layers is not None and not self.layers.prints(group):
            self.hidden = True
        if self._shown():
            if subtype == "/Image":
                self.visitor.image(self, key, self.cache.picture(holder, self.spaces))
            else:
                self.visitor.form(self, key, holder)
        self.hidden = before

    def _inline(self, operands: Operands, operator: bytes) -> None:
        if self._shown():
            picture = inline_picture(operands[0], operands[1], self.spaces)
            self.visitor.image(self, "", picture)

    def within(self, form: Thing) -> State:
        """Return the state in which a form's content begins."""
        state = self.state.saved()
        state.matrix = times(matrix_from(numbers(entry(form, "/Matrix"))), state.matrix)
        bounds = numbers(entry(form, "/BBox"))
        if len(bounds) == 4:
            box: Box = (bounds[0], bounds[1], bounds[2], bounds[3])
            state.clip = meet(state.clip, placed(box, state.matrix))
        return state

    def follow(self, form: Thing) -> None:
        """Interpret a form as it is drawn here."""
        self.interpret(form, self.within(form))

    def follow_glyphs(self, text: Text) -> None:
        """Interpret the drawings a text in a Type 3 font is made of (9.6.5), one after another."""
        font = self.state.font
        if font is None or not font.glyphs:
            return
        state = self.state
        at = 0.0
        for piece in text.pieces:
            if not isinstance(piece, bytes):
                at -= piece / 1000 * state.size * state.scale if isinstance(piece, float) else 0.0
                continue
            for code in font.codes(piece):
                drawing = font.glyphs.get(code)
                if drawing is not None:
                    inner = state.saved()
                    to_line = (state.size * state.scale, 0.0, 0.0, state.size, at, state.rise)
                    inner.matrix = times(times(font.matrix, to_line), text.matrix)
                    self.interpret(drawing, inner, font.resources)
                advance, _signs = self._advance([bytes([code])])
                at += advance * state.scale

    def interpret(
        self, stream: Thing, state: State, resources: Thing = None, visitor: Visitor | None = None
    ) -> None:
        """Interpret another stream in a state of its own; one too deep in others is left out.

        ``resources`` are those of a stream that has none itself; without, those of this one.
        """
        if self.depth >= DEEPEST:
            return
        self.cache.budget.spend(20)
        own = entry(stream, "/Resources")
        if own is None:
            own = resources if resources is not None else self.resources
        Interpreter(
            visitor or self.visitor,
            own,
            cache=self.cache,
            state=state,
            depth=self.depth + 1,
            layers=self.layers,
            hidden=self.hidden,
        ).run(self.cache.data(stream))

    # --- marked content ------------------------------------------------------------------------

    def _shown(self) -> bool:
        return not self.hidden or self.visitor.sees_hidden

    def _mark(self, operands: Operands, operator: bytes) -> None:
        self._marked.append(self.hidden)
        if operator == b"BDC" and self.layers and operands[0] == "/OC":
            group = operands[1]
            found = self.named("/Properties", group) if isinstance(group, str) else None
            if found is not None and not self.layers.prints(found):
                self.hidden = True
        self.visitor.other(self, operator, operands)

    def _unmark(self, operands: Operands, operator: bytes) -> None:
        if self._marked:
            self.hidden = self._marked.pop()
        self.visitor.other(self, operator, operands)

    def _other(self, operands: Operands, operator: bytes) -> None:
        self.visitor.other(self, operator, operands)


_Handler = Callable[[Interpreter, Operands, bytes], None]
_HANDLERS: Final[Mapping[bytes, _Handler]] = {
    **dict.fromkeys(SIGNATURES, Interpreter._other),
    b"q": Interpreter._save,
    b"Q": Interpreter._restore,
    b"cm": Interpreter._move,
    b"w": Interpreter._width,
    b"gs": Interpreter._graphics_state,
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), Interpreter._device),
    **dict.fromkeys((b"cs", b"CS"), Interpreter._space),
    **dict.fromkeys((b"sc", b"SC", b"scn", b"SCN"), Interpreter._colour),
    **dict.fromkeys(BUILDS_PATH, Interpreter._build),
    **dict.fromkeys((b"W", b"W*"), Interpreter._clip),
    **dict.fromkeys((*FILLS, *STROKES, b"n"), Interpreter._paint),
    b"BT": Interpreter._begin,
    b"Tf": Interpreter._font,
    b"Tr": Interpreter._render,
    b"Tm": Interpreter._place,
    **dict.fromkeys(_SPACINGS, Interpreter._spacing),
    **dict.fromkeys((b"Td", b"TD", b"T*"), Interpreter._offset),
    **dict.fromkeys(SHOWS_TEXT, Interpreter._show),
    b"Do": Interpreter._draw,
    b"sh": Interpreter._shade,
    b"BI": Interpreter._inline,
    **dict.fromkeys((b"BMC", b"BDC"), Interpreter._mark),
    b"EMC": Interpreter._unmark,
}
#: Handlers with how many numbers each takes, −1 where it takes anything else.
_KNOWN: Final = {
    operator: (handler, NUMERIC.get(operator, -1)) for operator, handler in _HANDLERS.items()
}
