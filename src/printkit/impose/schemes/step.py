"""Work-and-turn and work-and-tumble (en bascule): one form prints both sides, the sheet is then cut."""

from __future__ import annotations

from dataclasses import replace

from printkit.core.i18n import _
from printkit.impose.schemes.grid import Grid, grid_of
from printkit.impose.schemes.layout import behind, half_turned, refuse
from printkit.model.sheets import Placement, Sheet, SheetJob, SheetPlan, SheetSide


def step(job: SheetJob) -> SheetPlan:
    """Lay fronts in one half and their backs in the other; every sheet gives each leaf twice.

    Turned (à l'anglaise), the halves are left and right and the gripper edge stays; tumbled (in-douze),
    they are top and bottom. Each pair of pages has its own sheet.

    Raises:
        PrintkitError: the sheet does not hold two cells that way.

    """
    grid = _even(job)
    turned = job.turning == "turn"
    sheets: list[Sheet] = []
    for first in range(0, job.pages, 2):
        verso = first + 1 if first + 1 < job.pages else None
        fronts = [
            replace(cell, page=first)
            for index, cell in enumerate(grid.cells)
            if (
                index % grid.columns < grid.columns // 2 if turned else index < len(grid.cells) // 2
            )
        ]
        backs = tuple(behind(one, verso, grid.sheet[0], job.binding) for one in fronts)
        if not turned:
            backs = half_turned(SheetSide(backs), grid.sheet).placements
        placed = sorted((*fronts, *backs), key=_reading)
        side = SheetSide(tuple(placed), grid.cuts)
        sheets.append(Sheet(len(sheets) + 1, *grid.sheet, side))
    blanks = (job.pages + 1,) if job.pages % 2 else ()
    return SheetPlan(
        "step",
        tuple(sheets),
        job.pages,
        job.cell_mm,
        None,
        blanks,
        both_sides_alike=True,
        variant=job.turning,
    )


def _even(job: SheetJob) -> Grid:
    found = grid_of(job)
    if job.turning == "turn":
        found = grid_of(replace(job, columns=found.columns // 2 * 2 or 2, rows=found.rows))
    else:
        found = grid_of(replace(job, columns=found.columns, rows=found.rows // 2 * 2 or 2))
    if found.columns % 2 if job.turning == "turn" else found.rows % 2:
        raise refuse(
            "sheet-too-small",
            _("the sheet does not hold two pages side by side for work-and-turn"),
            _("choose a larger sheet (--sheet), or the other way: --turning tumble"),
        )
    return found


def _reading(one: Placement) -> tuple[float, float]:
    return (-round(one.y_mm, 3), round(one.x_mm, 3))
