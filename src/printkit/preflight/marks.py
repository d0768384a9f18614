"""What stands on a page: each painted thing with its place, size and ink; and small plane geometry.

Boxes are left, bottom, right, top in points of the page's user space, as the file has it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from printkit.pdf.matrix import Matrix
from printkit.preflight.fault import Box
from printkit.preflight.file_fonts import Font
from printkit.preflight.images import Picture
from printkit.preflight.ink import Paint

Kind = Literal["text", "fill", "stroke", "image", "shading"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One painted thing.

    ``size_pt``: a text's size, a line's width, as placed; for a filled path the shorter side of its
    box. ``plain``: a filled path that is one rectangle. ``overprint`` with ``opm`` as in force.
    ``ppi`` is the lower of an image's two resolutions as placed. ``alpha`` and ``blend`` are those
    of the painting; ``soft``: under a soft mask. ``signs``: a text's number of characters.
    ``outline``: the parts of a wide fill, in points.
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
    outline: tuple[tuple[tuple[float, float], ...], ...] = ()

    @property
    def length_pt(self) -> float:
        """The longer side of the box."""
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])


def stretch(matrix: Matrix) -> float:
    """Return by how much a matrix enlarges lengths, its two axes averaged."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def height_of(matrix: Matrix) -> float:
    """Return how long the unit upright becomes: a text's size as placed."""
    return math.hypot(matrix[2], matrix[3])


def width_of(matrix: Matrix) -> float:
    """Return how long the unit to the right becomes."""
    return math.hypot(matrix[0], matrix[1])


def box_of(points: list[tuple[float, float]], matrix: Matrix) -> Box | None:
    """Return the box around points under a matrix; None without points."""
    if not points:
        return None
    a, b, c, d, e, f = matrix
    across = [a * x + c * y + e for x, y in points]
    up = [b * x + d * y + f for x, y in points]
    return (min(across), min(up), max(across), max(up))


def corners(box: Box) -> list[tuple[float, float]]:
    """Return the four corners of a box."""
    return [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]


def meet(one: Box | None, other: Box | None) -> Box | None:
    """Return what two boxes share, of no width where they share nothing; None is the whole plane."""
    if one is None or other is None:
        return one or other
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return (left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3])))


def grown(box: Box, by: float) -> Box:
    """Return a box larger by ``by`` on each side (smaller where negative)."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


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
