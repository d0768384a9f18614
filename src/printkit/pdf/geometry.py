"""Small plane geometry: points and upright boxes, in points unless a name says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from printkit.pdf.matrix import Matrix

Point = tuple[float, float]
#: left, bottom, right, top
Box = tuple[float, float, float, float]


def box_of(points: Iterable[Point], matrix: Matrix) -> Box | None:
    """Return the box around points under a matrix; None without points."""
    a, b, c, d, e, f = matrix
    placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    if not placed:
        return None
    across, up = [x for x, _y in placed], [y for _x, y in placed]
    return (min(across), min(up), max(across), max(up))


def placed(box: Box, matrix: Matrix) -> Box:
    """Return the box around a box under a matrix."""
    found = box_of(corners(box), matrix)
    assert found is not None
    return found


def corners(box: Box) -> list[Point]:
    """Return the four corners of a box."""
    return [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]


def meet(one: Box | None, other: Box | None) -> Box | None:
    """Return what two boxes share, of no width where they share nothing; None is the whole plane."""
    if one is None or other is None:
        return one or other
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return (left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3])))


def union(one: Box, other: Box) -> Box:
    """Return the box around two boxes."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def grown(box: Box, by: float) -> Box:
    """Return a box larger by ``by`` on each side (smaller where negative)."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def shifted(box: Box, x: float, y: float) -> Box:
    """Return a box moved to the right by ``x`` and up by ``y``."""
    return (box[0] + x, box[1] + y, box[2] + x, box[3] + y)


def holds(outer: Box, inner: Box, slack: float = 0.01) -> bool:
    """Tell whether a box lies within another, up to ``slack`` points."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def touches(one: Box, other: Box, slack: float = 0.0) -> bool:
    """Tell whether two boxes overlap by more than ``slack`` points."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > slack
        and min(one[3], other[3]) - max(one[1], other[1]) > slack
    )
