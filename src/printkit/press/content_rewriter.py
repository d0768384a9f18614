"""Content streams rewritten: every colour an ink, black text over everything, tags left out.

Colours are not converted where they are set but where something is painted with them, for what is
painted decides: the palette's black is a rich ground over a wide field and black ink alone in text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from printkit.pdf.matrix import times
from printkit.press.ink_colours import ONLY_BLACK, Inks
from printkit.press.operators import operations
from printkit.press.painting import FILLED, MODES, STROKED, reduced
from printkit.press.press_state import Box, Paint, State, Uses, meet, path_box
from printkit.press.spaces import CMYK, GREY, RGB, Space, UnknownSpaceError, space_of

#: Both sides of a wide field, in points (10 mm): what a palette's ground is mixed for.
WIDE: Final = 28.3
#: Black rules thinner than this, in points, overprint (Ghent Workgroup 2022, R0010).
THIN: Final = 2.0
OVER, KNOCK_OUT = "/PkOver", "/PkKnockOut"
_PATH = {b"m", b"re", b"l", b"c", b"v", b"y", b"h"}
_DEVICE: Final[Mapping[bytes, Space]] = {b"g": GREY, b"rg": RGB, b"k": CMYK}


class Host(Protocol):
    """Who knows the objects a stream names. Each method returns the name to write, with its slash."""

    inks: Inks
    named_spaces: Mapping[str, Any]

    def use(self, category: str, name: str) -> None:
        """Note that the new stream still needs a font."""

    def graphics_state(self, name: str) -> tuple[tuple[str, str], ...]:
        """Convert an extended graphics state; return the transparency it sets."""

    def overprint(self, name: str) -> None:
        """Note that the new stream needs an overprint state."""

    def draw(self, name: str, state: State) -> tuple[str, str]:
        """Convert a form or image; return the name to write and ``form``, ``image`` or ``stencil``."""

    def shading(self, name: str) -> str:
        """Convert a shading."""

    def pattern(self, name: str, state: State) -> str:
        """Convert a pattern."""


class Rewriter:
    """Rewrites one content stream. ``data`` afterwards is :attr:`result`."""

    def __init__(self, data: bytes, host: Host, state: State) -> None:
        self._data = data
        self._host = host
        self._state = state
        self._stack: list[State] = []
        self._pieces: list[bytes] = []
        self._copied = 0
        self._path: int | None = None
        self._clip_path: tuple[Box | None, int] | None = None
        self._uses = Uses(state)

    @property
    def inherits(self) -> bool:
        """Tell whether something was painted with a colour the caller had set."""
        return self._uses.inherited

    def run(self) -> bytes:
        """Return the stream in inks.

        Raises:
            UnreadableError: it is not made of operators.
            UnknownSpaceError: it uses a colour space no print shop gets from us.

        """
        handlers = _HANDLERS
        for start, end, operands, operator in operations(self._data):
            if operator in _PATH:
                if self._path is None:
                    self._path = start
                continue
            handler = handlers.get(operator)
            if handler is not None:
                handler(self, start, end, operands, operator)
        self._pieces.append(self._data[self._copied :])
        return b"".join(self._pieces)

    # --- writing ---------------------------------------------------------------------------

    def _put(self, at: int, text: bytes, resume: int | None = None) -> None:
        """Write ``text`` at an offset of the old stream; go on copying from ``resume``."""
        self._pieces += (self._data[self._copied : at], text)
        self._copied = at if resume is None else resume

    def _drop(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del operands, operator
        self._put(start, b"", end)

    def _prepare(
        self, at: int, *, fill: bool, stroke: bool, text: bool = False, box: Box | None = None
    ) -> tuple[bool, bool]:
        """Set the inks for what is painted next, before ``at``.

        Returns whether it is to be filled and stroked still: what overprints leaves no mark on the
        plates of other inks (:meth:`Inks.ink`).
        """
        state, host = self._state, self._host
        wide = box is not None and not text and box[2] - box[0] >= WIDE and box[3] - box[1] >= WIDE
        parts = []
        black = host.inks.overprints and (
            text or stroke or (box is not None and min(box[2] - box[0], box[3] - box[1]) < THIN)
        )
        if fill:
            self._uses.fill(state.fill)
            written, only = self._written(state.fill, b"k", large=wide, text=text)
            black = black and only
            fill = bool(written)
            if written and written != state.set_fill:
                parts.append(written)
                state.set_fill = written
        if stroke:
            self._uses.stroke(state.stroke)
            written, only = self._written(state.stroke, b"K", large=False, text=True)
            black = black and only
            stroke = bool(written)
            if written and written != state.set_stroke:
                parts.append(written)
                state.set_stroke = written
        if host.inks.overprints and state.set_over is not black:
            name = OVER if black else KNOCK_OUT
            host.overprint(name)
            parts.append(name.encode() + b" gs\n")
            state.set_over = black
        if parts:
            self._put(at, b"".join(parts))
        return fill, stroke

    def _written(
        self, paint: Paint, operator: bytes, *, large: bool, text: bool
    ) -> tuple[bytes, bool]:
        """Return the operators that set a paint, and whether it is black ink alone.

        No operators: nothing is to be painted.
        """
        if paint.pattern:
            name = self._host.pattern(paint.pattern.decode("latin-1"), self._state).encode(
                "latin-1"
            )
            return (
                b"/Pattern %s %s %s\n"
                % (*((b"cs", name, b"scn") if operator == b"k" else (b"CS", name, b"SCN")),),
                False,
            )
        ink = self._host.inks.ink(paint.colour, large=large, text=text)
        if not ink:
            return b"", False
        if len(ink) == 1:
            operator = b"g" if operator == b"k" else b"G"
        return b" ".join([*map(number, ink), operator]) + b"\n", ink == ONLY_BLACK

    # --- state -----------------------------------------------------------------------------

    def _save(self, *_operation: object) -> None:
        self._stack.append(self._state)
        self._state = self._state.copy()

    def _restore(self, *_operation: object) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _move(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del start, end, operator
        a, b, c, d, e, f = map(float, operands.split())
        self._state.matrix = times((a, b, c, d, e, f), self._state.matrix)

    def _device(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        space = _DEVICE[operator.lower()]
        self._set(operator, Paint(tuple(map(float, operands.split())), space=space))
        self._put(start, b"", end)

    def _space(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        space = space_of(_Name(operands.strip().decode("latin-1")), self._host.named_spaces)
        self._set(
            operator, Paint(space.colour(space.initial()) if space.parts else (0.0,), space=space)
        )
        self._put(start, b"", end)

    def _colour(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        paint = self._state.stroke if operator.isupper() else self._state.fill
        parts = operands.split()
        if parts and parts[-1].startswith(b"/"):
            if len(parts) > 1:
                raise UnknownSpaceError("/Pattern")
            self._set(operator, Paint(pattern=parts[0], space=paint.space))
        else:
            colour = paint.space.colour(tuple(map(float, parts)))
            self._set(operator, Paint(colour, space=paint.space))
        self._put(start, b"", end)

    def _set(self, operator: bytes, paint: Paint) -> None:
        if operator.isupper():
            self._state.stroke = paint
        else:
            self._state.fill = paint

    def _graphics_state(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del start, end, operator
        changed = self._host.graphics_state(operands.strip().decode("latin-1"))
        if changed:
            self._state.alpha = tuple(sorted({**dict(self._state.alpha), **dict(changed)}.items()))

    def _render(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del start, end, operator
        self._state.render = int(float(operands))

    def _font(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del start, end, operator
        self._host.use("/Font", operands.split()[0].decode("latin-1"))

    # --- painting --------------------------------------------------------------------------

    def _show(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del operands, operator
        clips, mode = divmod(self._state.render, 4)
        fill, stroke = mode in (0, 2), mode in (1, 2)
        if fill or stroke:
            kept = self._prepare(start, fill=fill, stroke=stroke, text=True)
            if kept != (fill, stroke):
                self._put(start, b"%d Tr\n" % (4 * clips + MODES[kept]))
                self._put(end, b"\n%d Tr" % self._state.render)

    def _clip(self, start: int, *_operation: object) -> None:
        first = start if self._path is None else self._path
        self._clip_path = path_box(self._data[first:start], self._state.matrix)

    def _paint(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del operands
        first = start if self._path is None else self._path
        self._path = None
        fill, stroke = operator in FILLED, operator in STROKED
        if fill or stroke:
            box = None
            if fill and not self._state.fill.pattern:
                box = self._field(self._data[first:start])
            kept = self._prepare(first, fill=fill, stroke=stroke, box=box)
            if kept != (fill, stroke):
                self._put(start, reduced(operator, fill=kept[0], stroke=kept[1]), end)
        if self._clip_path is not None:
            box, subpaths = self._clip_path
            self._state.clip = meet(self._state.clip, box)
            self._state.fine = self._state.fine or subpaths > 1
            self._clip_path = None

    def _field(self, path: bytes) -> Box | None:
        """Return the box a plain shape paints; None when it is finer than its box."""
        ink = self._host.inks.ink(self._state.fill.colour)
        if ink != ONLY_BLACK and not self._host.inks.ambiguous(self._state.fill.colour):
            return None
        box, subpaths = path_box(path, self._state.matrix)
        if subpaths != 1 or self._state.fine:
            return None
        return meet(self._state.clip, box)

    def _draw(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del operator
        name, kind = self._host.draw(operands.strip().decode("latin-1"), self._state)
        if kind != "form":
            self._prepare(start, fill=kind == "stencil", stroke=False)
        self._put(start, name.encode("latin-1") + b" Do", end)

    def _shade(self, start: int, end: int, operands: bytes, operator: bytes) -> None:
        del operator
        name = self._host.shading(operands.strip().decode("latin-1"))
        self._prepare(start, fill=False, stroke=False)
        self._put(start, name.encode("latin-1") + b" sh", end)


class _Name(str):
    """A name standing where pypdf's would."""

    __slots__ = ()

    def get_object(self) -> str:
        """Return itself, as PDF objects do."""
        return str(self)


def number(value: float) -> bytes:
    """Write an ink with at most four decimals."""
    return b"%g" % (round(value, 4) + 0.0)


_Handler = Callable[..., None]
_HANDLERS: Final[Mapping[bytes, _Handler]] = {
    b"q": Rewriter._save,
    b"Q": Rewriter._restore,
    b"cm": Rewriter._move,
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), Rewriter._device),
    **dict.fromkeys((b"cs", b"CS"), Rewriter._space),
    **dict.fromkeys((b"sc", b"SC", b"scn", b"SCN"), Rewriter._colour),
    b"gs": Rewriter._graphics_state,
    b"Tr": Rewriter._render,
    b"Tf": Rewriter._font,
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), Rewriter._show),
    **dict.fromkeys((b"W", b"W*"), Rewriter._clip),
    **dict.fromkeys((*FILLED, *STROKED, b"n"), Rewriter._paint),
    b"Do": Rewriter._draw,
    b"sh": Rewriter._shade,
    **dict.fromkeys((b"BMC", b"BDC", b"EMC", b"MP", b"DP", b"ri"), Rewriter._drop),
}
