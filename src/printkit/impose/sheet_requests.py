"""What a publication's file asks of its sheets, as jobs of the schemes."""

from __future__ import annotations

from printkit.impose.creep import creep_per_sheet
from printkit.impose.paper_sizes import SIZES
from printkit.impose.schemes.grid import grid_of
from printkit.impose.schemes.saddle import saddle
from printkit.model.sheets import Flip, SheetJob, SheetOptions, SheetPlan

A4 = SIZES["a4"]


def booklet_job(
    pages: int,
    trim_mm: tuple[float, float],
    options: SheetOptions,
    flip: Flip,
    bleed_mm: float = 0.0,
) -> SheetJob:
    """Return the job of a stapled booklet; without a paper asked for, the smallest that two pages fit."""
    width, height = (side * options.scale for side in trim_mm)
    return SheetJob(
        pages,
        trim_mm,
        options.paper_mm or sheet_for(width, height, top=options.binding == "top"),
        flip,
        options.binding,
        bleed_mm,
        options.gutter_mm,
        section=options.section,
        back_cover_last=options.back_cover_last,
        creep_mm=creep_per_sheet(options.thickness_mm),
        creep_from=options.creep_from,
        scale=options.scale,
    )


def booklet_plan(pages: int, trim_mm: tuple[float, float], options: SheetOptions) -> SheetPlan:
    """Return the sheets of a booklet.

    Raises:
        PrintkitError: the pages do not fit the paper asked for.

    """
    return saddle(booklet_job(pages, trim_mm, options, "short-edge"))


def flyer_job(
    pages: int,
    trim_mm: tuple[float, float],
    options: SheetOptions,
    flip: Flip,
    bleed_mm: float = 0.0,
) -> SheetJob:
    """Return the job of flyers to be cut apart: as many as the paper (A4) holds, head to head."""
    return SheetJob(
        pages,
        trim_mm,
        options.paper_mm or A4,
        flip,
        bleed_mm=bleed_mm,
        gutter_mm=options.gutter_mm,
        repeat=True,
        head_to_head=True,
        scale=options.scale,
    )


def flyers_on_sheet(pages: int, trim_mm: tuple[float, float], options: SheetOptions) -> int:
    """Return how many flyers the paper holds, 0 when not even one."""
    job = flyer_job(pages, trim_mm, options, "long-edge")
    width, height = job.cell_mm
    low, high = sorted(job.sheet_mm)
    if min(width, height) > low + 1 or max(width, height) > high + 1:
        return 0
    return len(grid_of(job).cells)


def sheet_for(width: float, height: float, *, top: bool = False) -> tuple[float, float]:
    """Return the smallest of the usual papers that two pages, held at their side or top, fit."""
    needed = sorted((width, 2 * height) if top else (2 * width, height))
    for name in ("a5", "a4", "a3"):
        low, high = SIZES[name]
        if needed[0] <= low + 0.5 and needed[1] <= high + 0.5:
            return low, high
    return needed[0], needed[1]
