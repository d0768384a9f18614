"""Cells side by side on a sheet, for schemes that are cut apart."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from printkit.impose.schemes.layout import TOLERANCE_MM, Size, inside, lay, spread_cells
from printkit.model.sheets import Placement, Rule, SheetJob

#: Room for bleed is worth as many cells as this share leaves.
_WORTH = 0.75


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one sheet. ``cells`` are blank placements, left to right, top row first."""

    sheet: Size
    columns: int
    rows: int
    gutter_mm: float
    cells: tuple[Placement, ...]
    cuts: tuple[Rule, ...]


def grid_of(job: SheetJob) -> Grid:
    """Return the grid of most cells; bleed gets its room between them unless it costs a quarter of them.

    Raises:
        PrintkitError: not one cell fits.

    """
    gutter = job.gutter_mm or 0.0
    best = _most(job, gutter)
    if job.gutter_mm is None and job.bleed_mm:
        apart = _most(job, 2 * job.bleed_mm)
        if apart[0] >= _WORTH * best[0]:
            best, gutter = apart, 2 * job.bleed_mm
    count, sheet, columns, rows = best
    if not count:
        columns, rows = job.columns or 1, job.rows or 1
        width, height = job.cell_mm
        needed = (_length(columns, width, gutter), _length(rows, height, gutter))
        sheet = lay(job.sheet_mm, needed)
    return _grid(job, sheet, columns, rows, gutter)


def _most(job: SheetJob, gutter: float) -> tuple[int, Size, int, int]:
    """Return the most cells and how the sheet lies for them: count, sheet, columns, rows."""
    best = (0, job.sheet_mm, 0, 0)
    for sheet in (job.sheet_mm, (job.sheet_mm[1], job.sheet_mm[0])):
        columns = job.columns or _count(sheet[0], job.cell_mm[0], gutter)
        rows = job.rows or _count(sheet[1], job.cell_mm[1], gutter)
        over = (
            _length(columns, job.cell_mm[0], gutter) > sheet[0] + TOLERANCE_MM
            or _length(rows, job.cell_mm[1], gutter) > sheet[1] + TOLERANCE_MM
        )
        if not over and columns * rows > best[0]:
            best = (columns * rows, sheet, columns, rows)
    return best


def _count(length: float, cell: float, gutter: float) -> int:
    return max(0, int((length + gutter + TOLERANCE_MM) / (cell + gutter)))


def _length(count: int, cell: float, gutter: float) -> float:
    return count * cell + (count - 1) * gutter


def _grid(job: SheetJob, sheet: Size, columns: int, rows: int, gutter: float) -> Grid:
    width, height = job.cell_mm
    lefts = spread_cells(sheet[0], width, columns, gutter)
    bottoms = spread_cells(sheet[1], height, rows, gutter)[::-1]
    between_x, between_y = _between(lefts, width), _between(bottoms[::-1], height)[::-1]
    b = job.bleed_mm
    cells = []
    for row, y in enumerate(bottoms):
        for column, x in enumerate(lefts):
            # bleed ends half-way to the next cell
            left = max(x - b, between_x[column - 1]) if column else x - b
            right = x + width + b
            if column < columns - 1:
                right = min(right, between_x[column])
            top = min(y + height + b, between_y[row - 1]) if row else y + height + b
            bottom = max(y - b, between_y[row]) if row < rows - 1 else y - b
            clip = inside((left, bottom, right, top), sheet)
            cells.append(Placement(None, x, y, width, height, clip=clip, scale=job.scale))
    edges_x = _edges(lefts, width, gutter, sheet[0])
    edges_y = _edges(bottoms[::-1], height, gutter, sheet[1])
    cuts = (
        *(Rule("cut", x, 0, x, sheet[1]) for x in edges_x),
        *(Rule("cut", 0, y, sheet[0], y) for y in edges_y),
    )
    return Grid(sheet, columns, rows, gutter, tuple(cells), cuts)


def _between(starts: list[float], length: float) -> list[float]:
    """Return the middle of what lies between each two cells."""
    return [(one + length + other) / 2 for one, other in itertools.pairwise(starts)]


def _edges(starts: list[float], length: float, gutter: float, whole: float) -> list[float]:
    """Return where to cut: on both sides of every cell, once between cells that touch."""
    spread = gutter == 0
    inner = _between(starts, length)
    if spread:
        found = [starts[0], *inner, starts[-1] + length]
    else:
        found = [edge for start in starts for edge in (start, start + length)]
    share = whole / len(starts)
    even = spread and abs(starts[0] - (share - length) / 2) < 1e-9
    limit = max(TOLERANCE_MM, (share - length) / 2 + 1e-9) if even else TOLERANCE_MM
    return [edge for edge in found if limit < edge < whole - limit]
