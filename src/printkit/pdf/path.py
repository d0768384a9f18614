"""Paths under construction: their box, whether they are one rectangle, and their outline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from printkit.pdf.geometry import Box, Point, box_of
from printkit.pdf.matrix import Matrix

#: Into how many straight pieces a curve is taken apart.
_PIECES: Final = 6
#: Paths of more parts are no printer's marks.
_MOST_LINES: Final = 64
#: Outlines of more points are not kept: they are drawings, not grounds.
_MOST_POINTS: Final = 3000

#: An operator that builds a path, and its operands.
Step = tuple[bytes, Sequence[float]]


class Path:
    """A path in the space it is built in (ISO 32000-1, 8.5.2)."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._parts: list[list[Point]] = []
        self._rectangles = 0
        for operator, operands in steps:
            self._add(operator, operands)

    @property
    def is_rectangle(self) -> bool:
        """Tell whether it is one rectangle and nothing else."""
        return self._rectangles == len(self._parts) == 1

    @property
    def parts(self) -> int:
        """Return how many subpaths it has."""
        return len(self._parts)

    def _add(self, operator: bytes, numbers: Sequence[float]) -> None:
        if operator == b"re":
            x, y, width, height = numbers
            right, top = x + width, y + height
            self._parts.append([(x, y), (right, y), (right, top), (x, top)])
            self._rectangles += 1
        elif operator == b"m":
            self._parts.append([(numbers[0], numbers[1])])
        elif not self._parts:
            return  # a line from nowhere: viewers pass over it
        elif operator == b"l":
            self._parts[-1].append((numbers[0], numbers[1]))
        elif operator != b"h":
            self._curve(operator, numbers)

    def _curve(self, operator: bytes, numbers: Sequence[float]) -> None:
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        start = self._parts[-1][-1]
        if operator == b"v":
            points = [start, *points]
        elif operator == b"y":
            points = [*points, points[-1]]
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, *points
        for step in range(1, _PIECES + 1):
            t = step / _PIECES
            s = 1 - t
            a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            self._parts[-1].append(
                (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
            )

    def box(self, matrix: Matrix) -> Box | None:
        """Return the box around it under a matrix, None while it is empty."""
        return box_of([point for part in self._parts for point in part], matrix)

    def outline(self, matrix: Matrix) -> tuple[tuple[Point, ...], ...]:
        """Return its closed parts under a matrix; nothing where they are too many."""
        if sum(map(len, self._parts)) > _MOST_POINTS:
            return ()
        return _moved([part for part in self._parts if len(part) > 2], matrix)

    def lines(self, matrix: Matrix) -> tuple[tuple[Point, ...], ...]:
        """Return the parts of a path of several straight lines, nothing of any other."""
        parts = self._parts
        if not 1 < len(parts) <= _MOST_LINES or any(len(part) != 2 for part in parts):
            return ()
        return _moved(parts, matrix)


def _moved(parts: list[list[Point]], matrix: Matrix) -> tuple[tuple[Point, ...], ...]:
    a, b, c, d, e, f = matrix
    return tuple(tuple((a * x + c * y + e, b * x + d * y + f) for x, y in part) for part in parts)
