"""Arithmetic that all schemes share: which way up the paper lies, what lies behind what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _, number
from printkit.model.sheets import (
    Binding,
    Box,
    Flip,
    Placement,
    Rule,
    Sheet,
    SheetJob,
    SheetSide,
)

Size = tuple[float, float]
#: Paper left over that nobody trims: cells are spread over it (A5 on half an A4: 148 on 148.5 mm).
SPARE_MM = 2.0
#: Sizes are rounded to whole points in many files; half a point is no misfit.
TOLERANCE_MM = 0.2


def refuse(rule: str, message: str, hint: str) -> PrintkitError:
    """Return the error of a job that cannot be done as asked."""
    return PrintkitError([Finding(rule, Severity.ERROR, message, hint=hint)], ExitCode.FINDINGS)


def fits(needed: Size, sheet: Size) -> bool:
    """Tell whether something fits a sheet lying this way."""
    return needed[0] <= sheet[0] + TOLERANCE_MM and needed[1] <= sheet[1] + TOLERANCE_MM


def lay(sheet: Size, needed: Size) -> Size:
    """Return the sheet lying the way that ``needed`` fits it, and as ``needed`` does if both ways fit.

    Raises:
        PrintkitError: it fits in neither way.

    """
    ways = (sheet, (sheet[1], sheet[0]))
    alike = (sheet[0] > sheet[1]) == (needed[0] > needed[1])
    for way in ways if alike else ways[::-1]:
        if fits(needed, way):
            return way
    message = _("{width} × {height} mm do not fit a sheet of {sheet_width} × {sheet_height} mm")
    raise refuse(
        "sheet-too-small",
        message.format(
            width=number(needed[0]),
            height=number(needed[1]),
            sheet_width=number(sheet[0]),
            sheet_height=number(sheet[1]),
        ),
        _("choose a larger sheet (--sheet), or ask for a smaller scale (--scale 0.9)"),
    )


def turns_sideways(sheet: Size, flip: Flip) -> bool:
    """Tell whether the sheet, lying this way, is turned over like the page of a book."""
    landscape = sheet[0] >= sheet[1]
    return landscape == (flip == "short-edge")


def behind(front: Placement, page: int | None, width_mm: float, binding: Binding) -> Placement:
    """Return the back of a leaf, the sheet turned over like the page of a book.

    A leaf held at its top is itself turned upwards, so that its back stands on its head here.
    """
    turn = -front.turn + (180 if binding == "top" else 0)
    return replace(
        front,
        page=page,
        x_mm=width_mm - front.x_mm - front.width_mm,
        turn=turn % 360,
        dx_mm=-front.dx_mm,
        clip=_mirrored(front.clip, width_mm),
    )


def half_turned(side: SheetSide, sheet: Size) -> SheetSide:
    """Return a side turned by 180°."""
    width, height = sheet

    def placed(one: Placement) -> Placement:
        clip = one.clip
        return replace(
            one,
            x_mm=width - one.x_mm - one.width_mm,
            y_mm=height - one.y_mm - one.height_mm,
            turn=(one.turn + 180) % 360,
            dx_mm=-one.dx_mm,
            dy_mm=-one.dy_mm,
            clip=clip and (width - clip[2], height - clip[3], width - clip[0], height - clip[1]),
        )

    rules = tuple(
        Rule(
            rule.kind,
            width - rule.x0_mm,
            height - rule.y0_mm,
            width - rule.x1_mm,
            height - rule.y1_mm,
        )
        for rule in side.rules
    )
    return replace(side, placements=tuple(map(placed, side.placements)), rules=rules)


def back_of(
    front: SheetSide, pages: Sequence[int | None], sheet: Size, flip: Flip, binding: Binding
) -> SheetSide:
    """Return the back of a sheet: ``pages`` lie behind the placements of its front, in their order."""
    width = sheet[0]
    side = SheetSide(
        tuple(
            behind(one, page, width, binding)
            for one, page in zip(front.placements, pages, strict=True)
        ),
        tuple(
            replace(rule, x0_mm=width - rule.x0_mm, x1_mm=width - rule.x1_mm)
            for rule in front.rules
        ),
    )
    return side if turns_sideways(sheet, flip) else half_turned(side, sheet)


def two_sided(
    number_: int,
    sheet: Size,
    leaves: Iterable[tuple[Placement, int | None]],
    job: SheetJob,
    *,
    rules: Iterable[Rule] = (),
    section: int = 1,
) -> Sheet:
    """Return a sheet of leaves: each a placement of the front and the page behind it."""
    pairs = tuple(leaves)
    front = SheetSide(tuple(one for one, _page in pairs), tuple(rules))
    back = back_of(front, [page for _one, page in pairs], sheet, job.flip, job.binding)
    return Sheet(number_, *sheet, front, back, section)


def padded(pages: int, places: int, *, back_cover_last: bool) -> list[int | None]:
    """Return what stands in each of ``places``: blanks at the end, or before the back cover."""
    blanks: list[int | None] = [None] * (places - pages)
    if back_cover_last and pages > 1:
        return [*range(pages - 1), *blanks, pages - 1]
    return [*range(pages), *blanks]


def blanks_of(order: Sequence[int | None]) -> tuple[int, ...]:
    """Return the 1-based places that are blank."""
    return tuple(place for place, page in enumerate(order, 1) if page is None)


def divided(pages: int, section: tuple[int, int], unit: int = 4) -> tuple[int, ...]:
    """Divide pages into sections of ``section`` pages (least, most): fewest blanks, then fewest sections.

    Sections are multiples of ``unit``, as even as can be, longer ones first.

    Raises:
        PrintkitError: no multiple of ``unit`` lies in the range.

    """
    low = -(-max(section[0], unit) // unit)
    high = section[1] // unit
    if low > high:
        message = _("no section of {low} to {high} pages is a multiple of {unit}")
        raise refuse(
            "section-impossible",
            message.format(low=section[0], high=section[1], unit=unit),
            _("ask for sections of 16 to 32 pages: --section 16-32"),
        )
    units = -(-pages // unit)
    least: tuple[int, int] | None = None
    for count in range(1, -(-units // low) + 1):
        if count * high < units:
            continue
        total = max(units, count * low)
        if least is None or total < least[0]:
            least = (total, count)
    total, count = least or (units, 1)
    base, more = divmod(total, count)
    return tuple((base + (index < more)) * unit for index in range(count))


def spread_cells(length: float, cell: float, count: int, gutter: float) -> list[float]:
    """Return where cells begin along a length: spread over little spare paper, else one centred block."""
    spare = length - count * cell - (count - 1) * gutter
    if gutter == 0 and 0 <= spare <= SPARE_MM * count:
        share = length / count
        return [index * share + (share - cell) / 2 for index in range(count)]
    return [spare / 2 + index * (cell + gutter) for index in range(count)]


def inside(box: Box, sheet: Size) -> Box:
    """Cut a box at the edges of the sheet."""
    return (max(box[0], 0.0), max(box[1], 0.0), min(box[2], sheet[0]), min(box[3], sheet[1]))


def creep_of(job: SheetJob, depth: int, sheets: int) -> float:
    """Return how far the pages of a sheet move towards the spine, in mm; below 0: away from it.

    ``depth`` counts the sheets around it in its section of ``sheets`` sheets.
    """
    return job.creep_mm * (depth if job.creep_from == "outside" else depth - (sheets - 1)) + 0.0


def _mirrored(box: Box | None, width: float) -> Box | None:
    return box and (width - box[2], box[1], width - box[0], box[3])
