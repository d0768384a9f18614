"""Cut and stack (coupe et assemblage): cut the pile once, lay the piles on one another, it reads on."""

from __future__ import annotations

from dataclasses import replace

from printkit.impose.schemes.grid import grid_of
from printkit.impose.schemes.layout import two_sided
from printkit.model.sheets import Sheet, SheetJob, SheetPlan, SheetSide


def cutstack(job: SheetJob) -> SheetPlan:
    """Give each cell its own run of leaves, downwards through the pile; piles go on in cell order."""
    grid = grid_of(job)
    duplex = job.duplex and job.pages > 1
    per_leaf = 2 if duplex else 1
    leaves = -(-job.pages // per_leaf)
    depth = -(-leaves // len(grid.cells))

    def page(leaf: int, side: int) -> int | None:
        found = leaf * per_leaf + side
        return found if found < job.pages else None

    sheets = []
    for level in range(depth):
        placed = [
            (replace(cell, page=page(leaf, 0)), page(leaf, 1) if duplex else None)
            for leaf, cell in ((index * depth + level, one) for index, one in enumerate(grid.cells))
        ]
        if duplex:
            sheets.append(two_sided(level + 1, grid.sheet, placed, job, rules=grid.cuts))
        else:
            side = SheetSide(tuple(one for one, _verso in placed), grid.cuts)
            sheets.append(Sheet(level + 1, *grid.sheet, side))
    places = depth * len(grid.cells) * per_leaf
    return SheetPlan(
        "cutstack",
        tuple(sheets),
        job.pages,
        job.cell_mm,
        job.flip if duplex else None,
        tuple(range(job.pages + 1, places + 1)),
    )
