"""What a publication's file asks of its sheets, as jobs of the schemes."""

from __future__ import annotations

from printkit.impose.creep import creep_per_sheet
from printkit.impose.paper_sizes import SIZES
from printkit.impose.schemes.grid import grid_of
from printkit.impose.schemes.saddle import saddle
from printkit.model.sheets import Flip, SheetJob, SheetPlan, SheetWish

A4 = SIZES["a4"]


def booklet_job(
    pages: int, trim_mm: tuple[float, float], wish: SheetWish, flip: Flip, bleed_mm: float = 0.0
) -> SheetJob:
    """Return the job of a stapled booklet; without a paper asked for, the smallest that two pages fit."""
    width, height = (side * wish.scale for side in trim_mm)
    return SheetJob(
        pages,
        trim_mm,
        wish.paper_mm or sheet_for(width, height, top=wish.binding == "top"),
        flip,
        wish.binding,
        bleed_mm,
        wish.gutter_mm,
        section=wish.section,
        back_cover_last=wish.back_cover_last,
        creep_mm=creep_per_sheet(wish.thickness_mm),
        creep_from=wish.creep_from,
        scale=wish.scale,
    )


def booklet_plan(pages: int, trim_mm: tuple[float, float], wish: SheetWish) -> SheetPlan:
    """Return the sheets of a booklet.

    Raises:
        PrintkitError: the pages do not fit the paper asked for.

    """
    return saddle(booklet_job(pages, trim_mm, wish, "short-edge"))


def flyer_job(
    pages: int, trim_mm: tuple[float, float], wish: SheetWish, flip: Flip, bleed_mm: float = 0.0
) -> SheetJob:
    """Return the job of flyers to be cut apart: as many as the paper (A4) holds, head to head."""
    return SheetJob(
        pages,
        trim_mm,
        wish.paper_mm or A4,
        flip,
        bleed_mm=bleed_mm,
        gutter_mm=wish.gutter_mm,
        repeat=True,
        head_to_head=True,
        scale=wish.scale,
    )


def flyers_on_sheet(pages: int, trim_mm: tuple[float, float], wish: SheetWish) -> int:
    """Return how many flyers the paper holds, 0 when not even one."""
    job = flyer_job(pages, trim_mm, wish, "long-edge")
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
