"""The graphics state as far as colours need it (ISO 32000-1, 8.4), and small plane geometry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from printkit.pdf.matrix import IDENTITY, Matrix
from printkit.press.ink_colours import BLACK, Colour
from printkit.press.spaces import GREY, Space

#: left, bottom, right, top
Box = tuple[float, float, float, float]
_STEP = re.compile(rb"([-+\d. \n\r\t]*)(re|[mlcvyh])(?![A-Za-z*])")


@dataclass(frozen=True, slots=True)
class Paint:
    """What an area is painted with: a colour of the master, or a pattern by name."""

    colour: Colour = BLACK
    pattern: bytes = b""
    space: Space = GREY


@dataclass(slots=True)
class State:
    """One level of the graphics state.

    ``clip`` is the box of the clip in points of the page's space; ``fine`` says its shape is finer
    than its box. ``set_fill``, ``set_stroke`` and ``set_over`` are what the new stream has set:
    empty or None where that is not known.
    """

    matrix: Matrix = IDENTITY
    fill: Paint = Paint()
    stroke: Paint = Paint()
    render: int = 0
    clip: Box | None = None
    fine: bool = False
    set_fill: bytes = b""
    set_stroke: bytes = b""
    set_over: bool | None = None
    alpha: tuple[tuple[str, str], ...] = ()

    def copy(self) -> State:
        """Return this level for ``q``."""
        return State(
            self.matrix,
            self.fill,
            self.stroke,
            self.render,
            self.clip,
            self.fine,
            self.set_fill,
            self.set_stroke,
            self.set_over,
            self.alpha,
        )


class Uses:
    """Whether a stream painted with the colours it began with."""

    def __init__(self, state: State) -> None:
        self._fill, self._stroke = state.fill, state.stroke
        self.inherited = False

    def fill(self, paint: Paint) -> None:
        """Note a fill."""
        self.inherited = self.inherited or paint is self._fill

    def stroke(self, paint: Paint) -> None:
        """Note a stroke."""
        self.inherited = self.inherited or paint is self._stroke


def path_box(path: bytes, matrix: Matrix) -> tuple[Box | None, int]:
    """Return the box of a path under a matrix, and how many subpaths it has."""
    points: list[tuple[float, float]] = []
    subpaths = 0
    for numbers, operator in _STEP.findall(path):
        at = [float(number) for number in numbers.split()]
        if operator == b"re":
            x, y, width, height = at
            points += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
            subpaths += 1
        else:
            points += zip(at[::2], at[1::2], strict=True)
            subpaths += operator == b"m"
    if not points:
        return None, 0
    a, b, c, d, e, f = matrix
    across = [a * x + c * y + e for x, y in points]
    up = [b * x + d * y + f for x, y in points]
    return (min(across), min(up), max(across), max(up)), subpaths


def meet(one: Box | None, other: Box | None) -> Box | None:
    """Return what two boxes share; None stands for the whole plane."""
    if one is None or other is None:
        return one or other
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return (left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3])))
