"""Saddle stitch (piqûre à cheval): folded sheets nested in one another, one section or several."""

from __future__ import annotations

from printkit.impose.schemes.layout import (
    SPARE_MM,
    blanks_of,
    creep_of,
    divided,
    inside,
    lay,
    padded,
    two_sided,
)
from printkit.model.sheets import Placement, Rule, Sheet, SheetJob, SheetPlan


def saddle(job: SheetJob) -> SheetPlan:
    """Two pages on each side of a sheet; the outermost sheet holds first and last of its section.

    Each page lies against the fold; where the halves of the sheet are hardly larger than a page, it
    is centred in its half. Bleed ends at the fold. Creep moves inner sheets towards the fold, or outer
    sheets away from it.
    """
    sections = divided(job.pages, job.section) if job.section else (-(-job.pages // 4) * 4,)
    order = padded(job.pages, sum(sections), back_cover_last=job.back_cover_last)
    sheets: list[Sheet] = []
    first = 0
    for section, places in enumerate(sections, 1):
        own = order[first : first + places]
        for depth in range(places // 4):
            sheets.append(_sheet(job, own, depth, len(sheets) + 1, section))
        first += places
    return SheetPlan(
        "saddle",
        tuple(sheets),
        job.pages,
        job.cell_mm,
        job.flip,
        blanks_of(order),
        sections=sections,
    )


def _sheet(job: SheetJob, order: list[int | None], depth: int, number: int, section: int) -> Sheet:
    """Return the sheet ``depth`` sheets below the outermost (0-based)."""
    last = len(order) - 1 - 2 * depth
    outer_right, behind_right = order[2 * depth], order[2 * depth + 1]
    outer_left, behind_left = order[last], order[last - 1]
    shift = creep_of(job, depth, len(order) // 4)
    if job.binding == "top":
        return _top_bound(
            job, (outer_right, behind_right), (outer_left, behind_left), shift, number, section
        )
    if job.binding == "right":
        outer_left, outer_right = outer_right, outer_left
        behind_left, behind_right = behind_right, behind_left
    width, height = job.cell_mm
    gutter = job.gutter_mm or 0.0
    sheet = lay(job.sheet_mm, (2 * width + gutter, height))
    middle = sheet[0] / 2
    left, right, y = middle - width - gutter / 2, middle + gutter / 2, (sheet[1] - height) / 2
    if not gutter and 0 < sheet[0] - 2 * width <= 2 * SPARE_MM:
        left, right = (middle - width) / 2, middle + (middle - width) / 2
    b = job.bleed_mm
    leaves = (
        (
            Placement(
                outer_left, left, y, width, height, dx_mm=shift, scale=job.scale,
                clip=inside((left - b, y - b, middle, y + height + b), sheet),
            ),
            behind_left,
        ),
        (
            Placement(
                outer_right, right, y, width, height, dx_mm=-shift, scale=job.scale,
                clip=inside((middle, y - b, right + width + b, y + height + b), sheet),
            ),
            behind_right,
        ),
    )  # fmt: skip
    fold = Rule("fold", middle, 0, middle, sheet[1])
    return two_sided(number, sheet, leaves, job, rules=(fold,), section=section)


def _top_bound(
    job: SheetJob,
    lower: tuple[int | None, int | None],
    upper: tuple[int | None, int | None],
    shift: float,
    number: int,
    section: int,
) -> Sheet:
    """Lay the first page under the fold and the last above it: leaves are turned upwards."""
    width, height = job.cell_mm
    gutter = job.gutter_mm or 0.0
    sheet = lay(job.sheet_mm, (width, 2 * height + gutter))
    middle = sheet[1] / 2
    low, high, x = middle - height - gutter / 2, middle + gutter / 2, (sheet[0] - width) / 2
    if not gutter and 0 < sheet[1] - 2 * height <= 2 * SPARE_MM:
        low, high = (middle - height) / 2, middle + (middle - height) / 2
    b = job.bleed_mm
    leaves = (
        (
            Placement(
                upper[0], x, high, width, height, dy_mm=-shift, scale=job.scale,
                clip=inside((x - b, middle, x + width + b, high + height + b), sheet),
            ),
            upper[1],
        ),
        (
            Placement(
                lower[0], x, low, width, height, dy_mm=shift, scale=job.scale,
                clip=inside((x - b, low - b, x + width + b, middle), sheet),
            ),
            lower[1],
        ),
    )  # fmt: skip
    fold = Rule("fold", 0, middle, sheet[0], middle)
    return two_sided(number, sheet, leaves, job, rules=(fold,), section=section)
