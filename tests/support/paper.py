"""Paper in software: sheets printed, turned over, folded, cut and gathered, to see what is read.

Nothing here uses the arithmetic that made the sheets. A face is (page, the way its head points) in the
coordinates of the front of its sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from printkit.model.sheets import Flip, Placement, Sheet

UP = {0: (0, 1), 90: (-1, 0), 180: (0, -1), 270: (1, 0)}
Face = tuple[int | None, tuple[int, int]]


@dataclass(frozen=True)
class Leaf:
    """A piece of paper: where it lies on the sheet (middle, mm), its front and what is behind it."""

    x: float
    y: float
    front: Face
    back: Face


def turned_over(one: Placement, sheet: Sheet, flip: Flip) -> tuple[float, float, Face]:
    """Return where a placement of the back really lies: the sheet turns around the edge named."""
    x, y = one.x_mm + one.width_mm / 2, one.y_mm + one.height_mm / 2
    ux, uy = UP[one.turn]
    vertical_is_short = sheet.height_mm <= sheet.width_mm
    around_vertical = vertical_is_short == (flip == "short-edge")
    if around_vertical:
        return sheet.width_mm - x, y, (one.page, (-ux, uy))
    return x, sheet.height_mm - y, (one.page, (ux, -uy))


def leaves_of(sheet: Sheet, flip: Flip) -> list[Leaf]:
    """Return the pieces of a sheet, top row first, from the left; front and back must cover each other."""
    backs = [turned_over(one, sheet, flip) for one in (sheet.back.placements if sheet.back else ())]
    found = []
    for one in sheet.front.placements:
        x, y = one.x_mm + one.width_mm / 2, one.y_mm + one.height_mm / 2
        behind = [face for bx, by, face in backs if abs(bx - x) < 0.01 and abs(by - y) < 0.01]
        assert len(behind) == (1 if backs else 0), "front and back do not lie on one another"
        back = behind[0] if behind else (None, (0, 1))
        found.append(Leaf(x, y, (one.page, UP[one.turn]), back))
    return sorted(found, key=lambda leaf: (-round(leaf.y, 1), leaf.x))


Layer = tuple[Face, Face]
Pile = list[Layer]


def foldings(leaves: list[Leaf]) -> list[Pile]:
    """Return the piles of all ways to fold a sheet in halves, backwards, until one leaf is left."""
    rows = sorted({round(leaf.y, 1) for leaf in leaves}, reverse=True)
    columns = sorted({round(leaf.x, 1) for leaf in leaves})
    grid = {
        (rows.index(round(one.y, 1)), columns.index(round(one.x, 1))): [(one.front, one.back)]
        for one in leaves
    }
    return _fold(grid, len(rows), len(columns))


def _fold(grid: dict[tuple[int, int], Pile], rows: int, columns: int) -> list[Pile]:
    if rows == columns == 1:
        return [grid[0, 0]]
    found = []
    for upright, second_goes in product((True, False), (True, False)):
        count = columns if upright else rows
        if count % 2:
            continue
        half = count // 2
        folded = {}
        for row, column in product(
            range(rows if upright else half), range(half if upright else columns)
        ):
            here = (row, column)
            there = (row, count - 1 - column) if upright else (count - 1 - row, column)
            stays, goes = (here, there) if second_goes else (there, here)
            folded[row, column] = grid[stays] + [
                _over(layer, upright) for layer in reversed(grid[goes])
            ]
        found += _fold(folded, rows if upright else half, half if upright else columns)
    return found


def _over(layer: Layer, upright: bool) -> Layer:
    """Turn a layer over around a vertical or horizontal fold."""

    def face(one: Face) -> Face:
        page, (x, y) = one
        return page, (-x, y) if upright else (x, -y)

    front, back = layer
    return face(back), face(front)


def read(pile: Pile) -> tuple[list[int | None], bool]:
    """Return the pages of a pile in order, and whether all stand upright, turned like a book."""
    pages = [face[0] for layer in pile for face in layer]
    return pages, all(face[1] == (0, 1) for layer in pile for face in layer if face[0] is not None)
