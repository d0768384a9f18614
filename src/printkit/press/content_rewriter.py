"""Content streams rewritten: every colour an ink, black text over everything, tags left out.

Colours are not converted where they are set but where something is painted with them, for what is
painted decides: the palette's black is a rich ground over a wide field and black ink alone in text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Protocol

from printkit.pdf.colour import Colour
from printkit.pdf.geometry import Box, meet
from printkit.pdf.images import Picture
from printkit.pdf.interpreter import Interpreter, Visitor
from printkit.pdf.lexer import Operands
from printkit.pdf.objects import Thing, written_name
from printkit.pdf.texts import Text
from printkit.press.ink_colours import ONLY_BLACK, Inks
from printkit.press.painting import MODES, reduced

#: Both sides of a wide field, in points (10 mm): what a palette's ground is mixed for.
WIDE: Final = 28.3
#: Black rules thinner than this, in points, overprint (Ghent Workgroup 2022, R0010).
THIN: Final = 2.0
OVER, KNOCK_OUT = "/PkOver", "/PkKnockOut"
_DROPPED: Final = frozenset({b"BMC", b"BDC", b"EMC", b"MP", b"DP", b"ri"})
#: Bytes that end a token by themselves (ISO 32000-1, 7.2.2).
_APART: Final = frozenset(b"\0\t\n\f\r ()<>[]{}/%")


class NotSeparableError(ValueError):
    """What no print shop gets from us; says what it is."""


class Host(Protocol):
    """Who knows the objects a stream names. Each method returns the name to write, with its slash.

    Raises:
        NotSeparableError: the object cannot be converted.

    """

    inks: Inks

    def use_font(self, key: str) -> None:
        """Note that the new stream still needs a font."""

    def graphics_state(self, run: Interpreter, key: str) -> None:
        """Convert an extended graphics state."""

    def overprint(self, key: str) -> None:
        """Note that the new stream needs an overprint state."""

    def image(self, run: Interpreter, key: str, picture: Picture) -> str:
        """Convert an image; ``key`` is empty for an inline image."""

    def form(self, run: Interpreter, key: str) -> str:
        """Convert a form."""

    def shading(self, run: Interpreter, key: str) -> str:
        """Convert a shading."""

    def pattern(self, run: Interpreter, key: str) -> str:
        """Convert a pattern."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the new stream has set so far: empty or None where that is not known."""

    fill: bytes = b""
    stroke: bytes = b""
    over: bool | None = None


class Rewriter(Visitor):
    """Rewrites one content stream. ``inherits``: something was painted with a colour the caller had set."""

    measures = False

    def __init__(self, host: Host, fill: Colour, stroke: Colour) -> None:
        self.inherits = False
        self._host = host
        self._first = (fill, stroke)
        self._pieces: list[bytes] = []
        self._copied = 0

    def result(self, data: bytes) -> bytes:
        """Return the rewritten stream; ``data`` is the one that was interpreted."""
        return b"".join((*self._pieces, data[self._copied :]))

    # --- writing ---------------------------------------------------------------------------

    def _put(self, run: Interpreter, at: int, text: bytes, resume: int | None = None) -> None:
        """Write ``text`` at an offset of the old stream; go on copying from ``resume``.

        Tokens that would grow together are kept apart: nothing need stand between ``Tc`` and ``[``.
        """
        data = run.data
        resume = at if resume is None else resume
        if at > self._copied:
            self._pieces.append(data[self._copied : at])
        before = self._pieces[-1][-1:] if self._pieces else b""
        after = data[resume : resume + 1]
        last = text[-1:] or before
        text = _space(before, text[:1]) + text + _space(last, after)
        if text:
            self._pieces.append(text)
        self._copied = resume

    def _drop(self, run: Interpreter) -> None:
        self._put(run, run.start, b"", run.end)

    def _prepare(
        self,
        run: Interpreter,
        at: int,
        *,
        fill: bool,
        stroke: bool,
        text: bool = False,
        box: Box | None = None,
    ) -> tuple[bool, bool]:
        """Set the inks for what is painted next, before ``at``.

        Returns whether it is to be filled and stroked still: what overprints leaves no mark on the
        plates of other inks (:meth:`Inks.ink`).
        """
        state, inks = run.state, self._host.inks
        known = state.own or Written()
        wide = box is not None and not text and box[2] - box[0] >= WIDE and box[3] - box[1] >= WIDE
        parts = []
        black = inks.overprints and (
            text or stroke or (box is not None and min(box[2] - box[0], box[3] - box[1]) < THIN)
        )
        if fill:
            self.inherits = self.inherits or state.fill is self._first[0]
            written, only = self._operators(run, state.fill, b"k", large=wide, text=text)
            black = black and only
            fill = bool(written)
            if written and written != known.fill:
                parts.append(written)
                known = replace(known, fill=written)
        if stroke:
            self.inherits = self.inherits or state.stroke is self._first[1]
            written, only = self._operators(run, state.stroke, b"K", large=False, text=True)
            black = black and only
            stroke = bool(written)
            if written and written != known.stroke:
                parts.append(written)
                known = replace(known, stroke=written)
        if inks.overprints and known.over is not black:
            key = OVER if black else KNOCK_OUT
            self._host.overprint(key)
            parts.append(key.encode() + b" gs\n")
            known = replace(known, over=black)
        state.own = known
        if parts:
            self._put(run, at, b"".join(parts))
        return fill, stroke

    def _operators(
        self, run: Interpreter, colour: Colour, operator: bytes, *, large: bool, text: bool
    ) -> tuple[bytes, bool]:
        """Return the operators that set a colour, and whether it is black ink alone.

        No operators: nothing is to be painted.
        """
        if colour.pattern:
            if colour.values:
                raise NotSeparableError("/Pattern")
            key = self._host.pattern(run, colour.pattern).encode("utf-8", "surrogateescape")
            words = (b"cs", key, b"scn") if operator == b"k" else (b"CS", key, b"SCN")
            return b"/Pattern %s %s %s\n" % words, False
        ink = self._host.inks.ink(device(colour), large=large, text=text)
        if not ink:
            return b"", False
        if len(ink) == 1:
            operator = b"g" if operator == b"k" else b"G"
        return b" ".join([*map(number, ink), operator]) + b"\n", ink == ONLY_BLACK

    # --- what is told ----------------------------------------------------------------------

    def colour(self, run: Interpreter, *, stroke: bool) -> None:
        """Take the operator out: the colour is set where it paints."""
        self._drop(run)

    def changed(self, run: Interpreter, key: str, state: Thing) -> None:
        """Convert a graphics state."""
        self._host.graphics_state(run, key)

    def font(self, run: Interpreter, key: str) -> None:
        """Keep a font."""
        self._host.use_font(key)

    def other(self, run: Interpreter, operator: bytes, operands: Operands) -> None:
        """Take out what a press has no use for."""
        if operator in _DROPPED:
            self._drop(run)

    def text(self, run: Interpreter, text: Text) -> None:
        """Set the inks of a text."""
        render = run.state.render
        clips, mode = divmod(render, 4)
        fill, stroke = mode in (0, 2), mode in (1, 2)
        if fill or stroke:
            kept = self._prepare(run, run.start, fill=fill, stroke=stroke, text=True)
            if kept != (fill, stroke):
                self._put(run, run.start, b"%d Tr\n" % (4 * clips + MODES[kept]))
                self._put(run, run.end, b"\n%d Tr" % render)

    def path(self, run: Interpreter, operator: bytes, *, fill: bool, stroke: bool) -> None:
        """Set the inks of a path."""
        if not (fill or stroke):
            return
        box = self._field(run) if fill and not run.state.fill.pattern else None
        kept = self._prepare(run, run.path_start, fill=fill, stroke=stroke, box=box)
        if kept != (fill, stroke):
            painted = reduced(operator, fill=kept[0], stroke=kept[1])
            self._put(run, run.start, painted, run.end)

    def _field(self, run: Interpreter) -> Box | None:
        """Return the box a plain shape paints; None when it is finer than its box."""
        state, inks = run.state, self._host.inks
        colour = device(state.fill)
        if inks.ink(colour) != ONLY_BLACK and not inks.ambiguous(colour):
            return None
        if run.path.parts != 1 or state.fine:
            return None
        return meet(state.clip, run.path.box(state.matrix))

    def image(self, run: Interpreter, key: str, picture: Picture) -> None:
        """Convert an image; a stencil is painted with the colour in force."""
        if picture.is_inline and picture.stencil:
            self._prepare(run, run.start, fill=True, stroke=False)
            return
        written = self._host.image(run, key, picture)
        self._prepare(run, run.start, fill=picture.stencil, stroke=False)
        self._call(run, written, b" Do")

    def form(self, run: Interpreter, key: str, form: Thing) -> None:
        """Convert a form."""
        self._call(run, self._host.form(run, key), b" Do")

    def missing(self, run: Interpreter, key: str) -> None:
        """Refuse it."""
        raise NotSeparableError(key)

    def shading(self, run: Interpreter, key: str, shading: Thing) -> None:
        """Convert a gradient."""
        written = self._host.shading(run, key)
        self._prepare(run, run.start, fill=False, stroke=False)
        self._call(run, written, b" sh")

    def _call(self, run: Interpreter, key: str, operator: bytes) -> None:
        self._put(run, run.start, written_name(key) + operator, run.end)


def device(colour: Colour) -> tuple[float, ...]:
    """Return a colour as grey, RGB or CMYK.

    Raises:
        ColourError: it has no such meaning.

    """
    return colour.space.device(colour.values)


def _space(before: bytes, after: bytes) -> bytes:
    """Return what must stand between two bytes so that their tokens stay two."""
    glued = before and after and before[0] not in _APART and after[0] not in _APART
    return b"\n" if glued else b""


def number(value: float) -> bytes:
    """Write an ink with at most four decimals."""
    return b"%g" % (round(value, 4) + 0.0)
