"""Several pages on a sheet that is cut apart (amalgame): the same page repeated, or different ones."""

from __future__ import annotations

from dataclasses import replace

from printkit.impose.schemes.grid import Grid, grid_of
from printkit.impose.schemes.layout import two_sided
from printkit.model.sheets import Placement, Sheet, SheetJob, SheetPlan, SheetSide


def nup(job: SheetJob) -> SheetPlan:
    """Fill the cells from the upper left; behind each page lies the next one, for the flip asked for.

    ``repeat`` gives every leaf a sheet of its own and fills all cells with it. ``head_to_head``
    (tête-bêche) then turns every other cell so that either flip is right; an odd number of cells
    cannot be turned so, and keeps the flip asked for.
    """
    grid = grid_of(job)
    per_leaf = 2 if job.duplex and job.pages > 1 else 1
    leaves: list[tuple[int | None, int | None]] = [
        (page, page + 1 if per_leaf == 2 and page + 1 < job.pages else None)
        for page in range(0, job.pages, per_leaf)
    ]
    either = job.head_to_head and job.repeat and len(grid.cells) % 2 == 0
    cells = _head_to_head(grid) if either else grid.cells
    sheets: list[Sheet] = []
    if job.repeat:
        for leaf in leaves:
            sheets.append(_sheet(job, grid, cells, [leaf] * len(cells), len(sheets) + 1, per_leaf))
    else:
        for first in range(0, len(leaves), len(cells)):
            own = leaves[first : first + len(cells)]
            own += [(None, None)] * (len(cells) - len(own))
            sheets.append(_sheet(job, grid, cells, own, len(sheets) + 1, per_leaf))
    places = len(sheets) * per_leaf * (1 if job.repeat else len(cells))
    return SheetPlan(
        "nup",
        tuple(sheets),
        job.pages,
        job.cell_mm,
        job.flip if per_leaf == 2 and not either else None,
        tuple(range(job.pages + 1, places + 1)),
    )


def _sheet(
    job: SheetJob,
    grid: Grid,
    cells: tuple[Placement, ...],
    leaves: list[tuple[int | None, int | None]],
    number: int,
    per_leaf: int,
) -> Sheet:
    placed = [
        (replace(cell, page=recto), verso)
        for cell, (recto, verso) in zip(cells, leaves, strict=True)
    ]
    if per_leaf == 2:
        return two_sided(number, grid.sheet, placed, job, rules=grid.cuts)
    side = SheetSide(tuple(one for one, _verso in placed), grid.cuts)
    return Sheet(number, *grid.sheet, side)


def _head_to_head(grid: Grid) -> tuple[Placement, ...]:
    """Turn half of the cells so that the whole side looks the same upside down."""
    half = len(grid.cells) // 2
    return tuple(
        replace(cell, turn=0 if index >= half else 180)
        if grid.rows % 2 == 0
        else replace(cell, turn=0 if index % grid.columns < grid.columns // 2 else 180)
        for index, cell in enumerate(grid.cells)
    )
