"""Matrices of the page's plane, as PDF writes them: six numbers, row vectors (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first``, then ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(x: float, y: float) -> Matrix:
    """Return a shift."""
    return (1.0, 0.0, 0.0, 1.0, x, y)


def scaled(factor: float) -> Matrix:
    """Return a scaling about the origin."""
    return (factor, 0, 0, factor, 0, 0)


def turned(degrees: int) -> Matrix:
    """Return a turn about the origin, anticlockwise, by a multiple of 90°."""
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees % 360]
    return (cos, sin, -sin, cos, 0, 0)


def matrix_from(numbers: Sequence[float]) -> Matrix:
    """Return six numbers as a matrix; that of no change where they are not six."""
    if len(numbers) != 6:
        return IDENTITY
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)


def stretch(matrix: Matrix) -> float:
    """Return by how much a matrix enlarges lengths, its two axes averaged."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def width_of(matrix: Matrix) -> float:
    """Return how long the unit to the right becomes."""
    return math.hypot(matrix[0], matrix[1])


def height_of(matrix: Matrix) -> float:
    """Return how long the unit upright becomes: a text's size as placed."""
    return math.hypot(matrix[2], matrix[3])
