"""Gathered signatures (dos carré collé, cahiers cousus): sections beside one another, not nested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from printkit.core.i18n import _
from printkit.impose.schemes.layout import (
    blanks_of,
    creep_of,
    divided,
    fits,
    inside,
    lay,
    padded,
    refuse,
    two_sided,
)
from printkit.model.sheets import Placement, Rule, Sheet, SheetJob, SheetPlan

#: Front of a signature, top row first, by pages on a side; 1-based places, heads meet in the middle.
#: One fold, two crossed folds, three crossed folds.
FRONTS: Final[Mapping[int, tuple[tuple[int, ...], ...]]] = {
    2: ((4, 1),),
    4: ((5, 4), (8, 1)),
    8: ((5, 12, 9, 8), (4, 13, 16, 1)),
}


def perfect(job: SheetJob) -> SheetPlan:
    """Divide the pages into signatures, each of one sheet or of several nested ones.

    Spines lie against their fold; between heads and fore edges there is room to trim (the gutter).
    Collation marks on the spine are drawn by ``marks``.

    Raises:
        PrintkitError: pages on a side are not 2, 4 or 8, or the sheet is too small.

    """
    if job.per_side not in FRONTS or job.binding == "top":
        raise refuse(
            "signature-unknown",
            _("signatures have 2, 4 or 8 pages on a side, and are not bound at the top"),
            _("leave --per-side out for sheets folded once"),
        )
    unit = 2 * job.per_side
    section = job.section or ((16, 32) if job.per_side == 2 else (unit, unit))
    sections = divided(job.pages, section, unit)
    order = padded(job.pages, sum(sections), back_cover_last=job.back_cover_last)
    sheets: list[Sheet] = []
    first = 0
    for number, places in enumerate(sections, 1):
        own = order[first : first + places]
        for depth in range(places // unit):
            sheets.append(_sheet(job, own, depth, len(sheets) + 1, number))
        first += places
    return SheetPlan(
        "perfect",
        tuple(sheets),
        job.pages,
        job.cell_mm,
        job.flip,
        blanks_of(order),
        sections=sections,
    )


def place_in(section: int, unit: int, depth: int, place: int) -> int:
    """Return the 1-based place in a section of a sheet's own ``place``; sheets nest ``depth`` deep."""
    half = unit // 2
    return depth * half + place if place <= half else section - depth * half - (unit - place)


def _sheet(job: SheetJob, own: list[int | None], depth: int, number: int, section: int) -> Sheet:
    rows = FRONTS[job.per_side]
    width, height = job.cell_mm
    gutter = _gutter(job, len(rows[0]), len(rows))
    needed = _needed(job, len(rows[0]), len(rows), gutter)
    sheet = lay(job.sheet_mm, needed)
    left, top = (sheet[0] - needed[0]) / 2, (sheet[1] + needed[1]) / 2
    leaves = []
    b = job.bleed_mm
    unit = 2 * job.per_side
    shift = creep_of(job, depth, len(own) // unit)
    for row, places in enumerate(rows):
        mirrored = places[::-1] if job.binding == "right" else places
        for column, place in enumerate(mirrored):
            x = left + column * width + (column // 2) * gutter
            y = top - (row + 1) * height - row * gutter
            spine_right = column % 2 == 0
            half = gutter / 2
            outer = column in (0, len(rows[0]) - 1)
            fore_edge = b if outer else min(b, half)
            clip = inside(
                (
                    x - (fore_edge if spine_right else 0),
                    y - (min(b, half) if row == 0 and len(rows) > 1 else b),
                    x + width + (0 if spine_right else fore_edge),
                    y + height + (min(b, half) if row == 1 else b),
                ),
                sheet,
            )
            turn = 180 if len(rows) > 1 and row == 0 else 0
            cell = Placement(
                own[place_in(len(own), unit, depth, place) - 1],
                x, y, width, height, turn,
                clip=clip, dx_mm=shift if spine_right else -shift, scale=job.scale,
            )  # fmt: skip
            verso = place + 1 if place % 2 else place - 1
            leaves.append((cell, own[place_in(len(own), unit, depth, verso) - 1]))
    folds = [
        Rule("fold", x, 0, x, sheet[1])
        for x in (
            (left + width,)
            if len(rows[0]) == 2
            else (left + width, sheet[0] / 2, left + 3 * width + gutter)
        )
    ]
    if len(rows) > 1:
        folds.append(Rule("fold", 0, sheet[1] / 2, sheet[0], sheet[1] / 2))
    return two_sided(number, sheet, leaves, job, rules=folds, section=section)


def _gutter(job: SheetJob, columns: int, rows: int) -> float:
    if job.gutter_mm is not None:
        return job.gutter_mm
    wide = _needed(job, columns, rows, 2 * job.bleed_mm)
    fit = fits(wide, job.sheet_mm) or fits(wide, (job.sheet_mm[1], job.sheet_mm[0]))
    return 2 * job.bleed_mm if fit else 0.0


def _needed(job: SheetJob, columns: int, rows: int, gutter: float) -> tuple[float, float]:
    width, height = job.cell_mm
    return columns * width + (columns // 2 - 1) * gutter, rows * height + (rows - 1) * gutter
