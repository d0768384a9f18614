"""Matrices of the page's plane, as PDF writes them: six numbers, row vectors (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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


def scaled(factor: float) -> Matrix:
    """Return a scaling about the origin."""
    return (factor, 0, 0, factor, 0, 0)


def turned(degrees: int) -> Matrix:
    """Return a turn about the origin, anticlockwise, by a multiple of 90°."""
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees % 360]
    return (cos, sin, -sin, cos, 0, 0)
