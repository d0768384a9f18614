"""One page on each side of a sheet (pages à la suite)."""

from __future__ import annotations

from printkit.impose.schemes.layout import inside, lay, two_sided
from printkit.model.sheets import Placement, Sheet, SheetJob, SheetPlan, SheetSide


def singles(job: SheetJob) -> SheetPlan:
    """Pages in reading order, each centred on its sheet; the next page lies behind it if ``duplex``."""
    width, height = job.cell_mm
    sheet = lay(job.sheet_mm, (width, height))
    x, y, b = (sheet[0] - width) / 2, (sheet[1] - height) / 2, job.bleed_mm
    clip = inside((x - b, y - b, x + width + b, y + height + b), sheet)

    def placed(page: int) -> Placement:
        return Placement(page, x, y, width, height, clip=clip, scale=job.scale)

    sheets: list[Sheet] = []
    duplex = job.duplex and job.pages > 1
    for page in range(0, job.pages, 2 if duplex else 1):
        if duplex:
            verso = page + 1 if page + 1 < job.pages else None
            sheets.append(two_sided(len(sheets) + 1, sheet, [(placed(page), verso)], job))
        else:
            sheets.append(Sheet(len(sheets) + 1, *sheet, SheetSide((placed(page),))))
    blanks = (job.pages + 1,) if duplex and job.pages % 2 else ()
    return SheetPlan(
        "singles", tuple(sheets), job.pages, job.cell_mm, job.flip if duplex else None, blanks
    )
