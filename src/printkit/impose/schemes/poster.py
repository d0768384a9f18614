"""A poster on several small sheets, glued together where they overlap."""

from __future__ import annotations

from printkit.core.i18n import _
from printkit.impose.schemes.layout import TOLERANCE_MM, refuse
from printkit.model.sheets import Placement, Rule, Sheet, SheetJob, SheetPlan, SheetSide


def poster(job: SheetJob) -> SheetPlan:
    """Cut each page into tiles as large as the sheet inside its margin, row by row from the top.

    Each tile shows ``overlap_mm`` of the next one at its right and its foot: the next one is glued on
    that strip. Tiles are labelled A1, A2… (row, column).

    Raises:
        PrintkitError: the overlap is larger than the paper.

    """
    width, height = job.cell_mm
    ways = []
    for sheet in (job.sheet_mm, (job.sheet_mm[1], job.sheet_mm[0])):
        tile = (sheet[0] - 2 * job.margin_mm, sheet[1] - 2 * job.margin_mm)
        if min(tile) - job.overlap_mm < 20:
            raise refuse(
                "overlap-too-large",
                _("the margin and the overlap leave nothing of the sheet"),
                _("ask for a smaller overlap (--overlap 10) or a larger sheet (--sheet a3)"),
            )
        columns = _count(width, tile[0], job.overlap_mm)
        rows = _count(height, tile[1], job.overlap_mm)
        ways.append((columns * rows, sheet, tile, columns, rows))
    _least, sheet, tile, columns, rows = min(ways, key=lambda way: way[0])
    sheets: list[Sheet] = []
    for page in range(job.pages):
        for row in range(rows):
            for column in range(columns):
                side = _tile(job, page, (row, column), (rows, columns), tile)
                sheets.append(Sheet(len(sheets) + 1, *sheet, side, section=page + 1))
    return SheetPlan("poster", tuple(sheets), job.pages, job.cell_mm)


def _count(length: float, tile: float, overlap: float) -> int:
    return max(1, -int(-(length - overlap - TOLERANCE_MM) // (tile - overlap)))


def _tile(
    job: SheetJob,
    page: int,
    at: tuple[int, int],
    count: tuple[int, int],
    tile: tuple[float, float],
) -> SheetSide:
    """Return one tile; ``at`` and ``count`` are (row, column), rows from the top."""
    width, height = job.cell_mm
    margin, overlap = job.margin_mm, job.overlap_mm
    row, column = at
    # the tile's left and top on the poster, from its upper left corner
    left, top = column * (tile[0] - overlap), row * (tile[1] - overlap)
    shown = min(tile[0], width - left), min(tile[1], height - top)
    clip = (margin, margin + tile[1] - shown[1], margin + shown[0], margin + tile[1])
    rules = []
    if column < count[1] - 1:
        x = margin + tile[0] - overlap
        rules.append(Rule("glue", x, clip[1], x, clip[3]))
    if row < count[0] - 1:
        y = margin + overlap
        rules.append(Rule("glue", clip[0], y, clip[2], y))
    one = Placement(
        page,
        margin,
        margin,
        *tile,
        clip=clip,
        dx_mm=width / 2 - left - tile[0] / 2,
        dy_mm=tile[1] / 2 - (height / 2 - top),
        scale=job.scale,
    )
    return SheetSide((one,), tuple(rules), f"{_letters(row)}{column + 1}")


def _letters(row: int) -> str:
    name = ""
    row += 1
    while row:
        row, rest = divmod(row - 1, 26)
        name = chr(65 + rest) + name
    return name
