"""Marks of the trade, in black alone, in the margins of the sheet: never in a page or its bleed.

A mark for which the paper has no room is left out. Lengths in mm, origin at the sheet's lower left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from printkit.core.i18n import _
from printkit.impose.drawing_operators import box, line, mm, words
from printkit.impose.tiles import TileNames
from printkit.model.sheets import Box, Rule, Sheet, SheetPlan, SheetSide

#: Marks begin this far from the bleed and are this long, if the paper is; shorter than the least: none.
OFFSET_MM: Final = 1.0
LENGTH_MM: Final = 5.0
LEAST_MM: Final = 1.5
HAIRLINE_MM: Final = 0.09  # 0.25 pt
_TARGET_MM: Final = 2.0
#: An edge so near to a fold lies on it.
_AT_FOLD_MM: Final = 0.01

Draw = Callable[[Sheet, SheetSide, bool], bytes]


def crops(plan: SheetPlan) -> Draw:
    """Return what draws where to trim: at the corners of pages, outside of all, never along a fold."""

    def draw(sheet: Sheet, side: SheetSide, front: bool) -> bytes:
        del front
        held = [one.clip or one.box for one in side.placements]
        folds = [rule for rule in side.rules if rule.kind == "fold"]
        upright = [rule.x0_mm for rule in folds if rule.x0_mm == rule.x1_mm]
        level = [rule.y0_mm for rule in folds if rule.y0_mm == rule.y1_mm]
        if plan.scheme == "folded":  # one piece: between panels nothing is trimmed, folded or not
            upright += sorted({one.x_mm for one in side.placements})[1:]
            level += sorted({one.y_mm for one in side.placements})[1:]
        found = set()
        for one in side.placements:
            clip = one.clip or one.box
            # nothing is trimmed at the fold of a booklet, whatever gutter lies there
            reach = clip if plan.scheme == "saddle" else one.box
            left, foot, right, head = (
                not any(abs(edge - fold) < _AT_FOLD_MM for fold in across)
                for edge, across in zip(reach, (upright, level) * 2, strict=True)
            )
            xs = [x for x, trimmed in ((one.box[0], left), (one.box[2], right)) if trimmed]
            ys = [y for y, trimmed in ((one.box[1], foot), (one.box[3], head)) if trimmed]
            found |= {
                segment
                for segment in _at_corners(xs, ys, clip, sheet)
                if not any(_touches(segment, area) for area in held)
            }
        return _hairlines(line(*segment) for segment in sorted(found))

    return draw


def fold_marks(sheet: Sheet, side: SheetSide, front: bool) -> bytes:
    """Draw dashes where the sheet is folded, in the margins only."""
    del front
    held = [one.clip or one.box for one in side.placements]
    found = sorted(
        segment
        for rule in side.rules
        if rule.kind == "fold"
        for segment in _ends(rule, held, sheet)
    )
    drawn = _hairlines(line(*segment) for segment in found)
    return b"q [3 2] 0 d " + drawn + b" Q" if drawn else b""


def cut_lines(sheet: Sheet, side: SheetSide, front: bool) -> bytes:
    """Draw slits that are cut inside the sheet, and lines to glue along."""
    del front
    edge = (0, sheet.width_mm), (0, sheet.height_mm)
    found = []
    for rule in side.rules:
        whole = rule.x0_mm in edge[0] and rule.x1_mm in edge[0] and rule.x0_mm != rule.x1_mm
        whole = whole or (
            rule.y0_mm in edge[1] and rule.y1_mm in edge[1] and rule.y0_mm != rule.y1_mm
        )
        if rule.kind == "fold" or (rule.kind == "cut" and whole):
            continue
        drawn = line(rule.x0_mm, rule.y0_mm, rule.x1_mm, rule.y1_mm)
        if rule.kind == "glue":  # white below black: it must be seen on any ground
            drawn = b"q 1 G [] 0 d " + drawn + b" Q [1 2] 0 d " + drawn
        found.append(drawn)
    drawn = _hairlines(found)
    return b"q " + drawn + b" Q" if drawn else b""


def registration(sheet: Sheet, side: SheetSide, front: bool) -> bytes:
    """Draw a target in the middle of every margin wide enough."""
    del front
    area = _around(side)
    if area is None:
        return b""
    middle = (sheet.width_mm / 2 + 8, sheet.height_mm / 2 + 8)  # beside the folds
    room = 2 * _TARGET_MM + 2 * OFFSET_MM
    spots = []
    if area[0] >= room:
        spots.append((area[0] / 2, middle[1]))
    if sheet.width_mm - area[2] >= room:
        spots.append(((sheet.width_mm + area[2]) / 2, middle[1]))
    if area[1] >= room:
        spots.append((middle[0], area[1] / 2))
    if sheet.height_mm - area[3] >= room:
        spots.append((middle[0], (sheet.height_mm + area[3]) / 2))
    return _hairlines(_target(x, y) for x, y in spots)


def labels(plan: SheetPlan, name: str) -> Draw:
    """Return what writes name, sheet and side into the foot margin (the slug)."""

    def draw(sheet: Sheet, side: SheetSide, front: bool) -> bytes:
        area = _around(side)
        if area is None or area[1] < 4.5:
            return b""
        told = _("sheet {number} of {count}, {side}").format(
            number=sheet.number,
            count=len(plan.sheets),
            side=_("front") if front else _("back"),
        )
        text = " · ".join(filter(None, (name, told, side.label)))
        return words(text, max(area[0], 6) + 8, max(area[1] - 4.2, 0.5), 1.8)

    return draw


def collation(plan: SheetPlan) -> Draw:
    """Return what prints a step on the spine of each signature: gathered, they run down as stairs."""

    def draw(sheet: Sheet, side: SheetSide, front: bool) -> bytes:
        first = sheet.number == 1 or plan.sheets[sheet.number - 2].section != sheet.section
        if not front or not first or len(plan.sections) < 2:
            return b""
        last_place = max(
            (one for one in side.placements if not one.turn), key=lambda one: one.x_mm, default=None
        )
        if last_place is None:
            return b""
        x = last_place.x_mm - _spine_gap(side, last_place.x_mm) / 2
        steps = max(8, len(plan.sections))
        height = min(5.0, last_place.height_mm / (steps + 2))
        top = last_place.y_mm + last_place.height_mm - height * (1 + (sheet.section - 1) % steps)
        return box(x - 0.75, top - height, x + 0.75, top) + b" f"

    return draw


def inner_lines(plan: SheetPlan) -> Sequence[Draw]:
    """Return what a scheme cannot do without: a slit, edges to glue and which tile goes there."""
    if plan.scheme == "poster":
        return (cut_lines, TileNames(plan))
    return (cut_lines,) if plan.scheme == "folded" else ()


def all_marks(plan: SheetPlan, name: str) -> Sequence[Draw]:
    """Return every mark a scheme calls for."""
    found: list[Draw] = [crops(plan), fold_marks, registration, labels(plan, name)]
    if plan.scheme == "perfect":
        found.append(collation(plan))
    return (*found, *inner_lines(plan))


def _spine_gap(side: SheetSide, x: float) -> float:
    lefts = [x - one.x_mm - one.width_mm for one in side.placements if one.x_mm < x - 1]
    return max(0.0, min(lefts, default=0.0))


def _at_corners(xs: Sequence[float], ys: Sequence[float], clip: Box, sheet: Sheet) -> Iterable[Box]:
    """Yield the ticks of the edges at ``xs`` and ``ys``, cut at the edge of the paper."""
    for x in xs:
        yield from _tick((x, clip[1] - OFFSET_MM), (0, -1), sheet)
        yield from _tick((x, clip[3] + OFFSET_MM), (0, 1), sheet)
    for y in ys:
        yield from _tick((clip[0] - OFFSET_MM, y), (-1, 0), sheet)
        yield from _tick((clip[2] + OFFSET_MM, y), (1, 0), sheet)


def _tick(start: tuple[float, float], way: tuple[int, int], sheet: Sheet) -> Iterable[Box]:
    x, y = start
    end_x = min(max(x + way[0] * LENGTH_MM, 0.0), sheet.width_mm)
    end_y = min(max(y + way[1] * LENGTH_MM, 0.0), sheet.height_mm)
    if (end_x - x) * way[0] + (end_y - y) * way[1] >= LEAST_MM:
        first, last = sorted(((round(x, 3), round(y, 3)), (round(end_x, 3), round(end_y, 3))))
        yield (*first, *last)


def _ends(rule: Rule, held: Sequence[Box], sheet: Sheet) -> Iterable[Box]:
    """Yield what of a fold lies beyond all pages."""
    upright = abs(rule.x0_mm - rule.x1_mm) < 1e-6
    low = min((area[1 if upright else 0] for area in held), default=0.0) - OFFSET_MM
    high = max((area[3 if upright else 2] for area in held), default=0.0) + OFFSET_MM
    for at, way in ((low, -1), (high, 1)):
        start = (rule.x0_mm, at) if upright else (at, rule.y0_mm)
        yield from _tick(start, (0, way) if upright else (way, 0), sheet)


def _touches(segment: Box, area: Box) -> bool:
    """Tell whether a segment runs through an area or along its edge."""
    near = 0.01
    return (
        segment[0] < area[2] + near
        and segment[2] > area[0] - near
        and segment[1] < area[3] + near
        and segment[3] > area[1] - near
    )


def _around(side: SheetSide) -> Box | None:
    held = [one.clip or one.box for one in side.placements]
    if not held:
        return None
    return (
        min(area[0] for area in held), min(area[1] for area in held),
        max(area[2] for area in held), max(area[3] for area in held),
    )  # fmt: skip


def _target(x: float, y: float) -> bytes:
    r = _TARGET_MM
    k = r * 0.5523
    circle = (
        mm(x + r, y) + b" m "
        + mm(x + r, y + k, x + k, y + r, x, y + r) + b" c "
        + mm(x - k, y + r, x - r, y + k, x - r, y) + b" c "
        + mm(x - r, y - k, x - k, y - r, x, y - r) + b" c "
        + mm(x + k, y - r, x + r, y - k, x + r, y) + b" c S"
    )  # fmt: skip
    cross = line(x - r * 1.5, y, x + r * 1.5, y) + b" " + line(x, y - r * 1.5, x, y + r * 1.5)
    return circle + b" " + cross


def _hairlines(drawn: Iterable[bytes]) -> bytes:
    ops = b" ".join(drawn)
    return mm(HAIRLINE_MM) + b" w " + ops if ops else b""
