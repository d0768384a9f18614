"""The maquette: a picture of every sheet with its page numbers, heads, folds and cuts.

Both sides of a sheet lie beside one another as they are looked at; a thick edge is the one the sheet is
turned over.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from printkit.core.i18n import _
from printkit.impose.canvas import INK, Canvas, width_of
from printkit.impose.howto import called, steps
from printkit.impose.plan_text import heading
from printkit.impose.schemes.layout import turns_sideways
from printkit.model.sheets import Placement, RuleKind, Sheet, SheetPlan, SheetSide

#: More sheets than these are told, not drawn.
MOST_SHEETS: Final = 60
_WIDE: Final = 980.0
_MARGIN: Final = 36.0
_GAP: Final = 14.0
_CAPTION: Final = 20.0
#: A side is drawn at most this wide and high: the first at which the sheets fill a row, else the last.
_SIDES: Final = (440.0, 290.0, 212.0)
_GREY, _PAPER, _GROUND = "#6b6b6b", "#ffffff", "#efece6"
_PAGE, _EDGE, _BLANK = "#fbf7ee", "#b9b2a3", "#e4e0d8"
#: colour, pen and dashes of each kind of line
_LOOKS: Final[dict[RuleKind, tuple[str, float, tuple[float, ...]]]] = {
    "fold": ("#1f6f9c", 1.6, (6.0, 4.0)),
    "cut": ("#c1121f", 1.6, ()),
    "glue": ("#8a5a00", 2.0, (1.5, 3.5)),
}
_FLIP: Final = "#e07a1f"


def maquette(plan: SheetPlan, name: str = "") -> Canvas:
    """Draw the sheets of a plan; ``name`` is what they are the sheets of."""
    title = " · ".join(filter(None, (name, called(plan))))
    canvas = Canvas(_WIDE, 0, f"{title}: {heading(plan)}")
    y = _head(canvas, plan, title)
    if plan.scheme == "poster":
        y = _assembly(canvas, plan, y)
    drawn = plan.sheets[:MOST_SHEETS]
    scale, unit, across = _fitted(drawn)
    several = len(plan.sections) > 1
    for section, group in itertools.groupby(drawn, lambda one: one.section if several else 1):
        sheets = list(group)
        if several:
            canvas.words(
                _("Section {number}").format(number=section), _MARGIN, y + 14, 13, bold=True
            )
            y += 24
        for start in range(0, len(sheets), across):
            row = sheets[start : start + across]
            for column, sheet in enumerate(row):
                _sheet(canvas, plan, sheet, (_MARGIN + column * (unit + 2 * _GAP), y), scale)
            y += _CAPTION + max(sheet.height_mm for sheet in row) * scale + 1.5 * _GAP
    if len(plan.sheets) > len(drawn):
        rest = _("… and {count} sheets more").format(count=len(plan.sheets) - len(drawn))
        canvas.words(rest, _MARGIN, y + 12, 13, colour=_GREY)
        y += 24
    canvas.height = _legend(canvas, plan, y) + _MARGIN
    ground = Canvas(canvas.width, canvas.height, "")
    ground.box(0, 0, canvas.width, canvas.height, fill=_GROUND)
    return replace(canvas, items=[*ground.items, *canvas.items])


def _fitted(sheets: Sequence[Sheet]) -> tuple[float, float, int]:
    """Return scale, width of one sheet's sides and how many sheets stand in a row."""
    wide, high = (max(getattr(one, side) for one in sheets) for side in ("width_mm", "height_mm"))
    sides = max(1 if sheet.back is None else 2 for sheet in sheets)
    for most in _SIDES:
        scale = min(most / wide, most / high)
        unit = wide * scale * sides + _GAP * (sides - 1)
        across = int((_WIDE - 2 * _MARGIN + 2 * _GAP) / (unit + 2 * _GAP))
        if across >= len(sheets):
            break
    return scale, unit, max(1, across)


def _head(canvas: Canvas, plan: SheetPlan, title: str) -> float:
    """Write title, count and what to do; returns where the sheets begin."""
    canvas.words(title, _MARGIN, 54, 24, bold=True)
    said = heading(plan)
    canvas.words(said[:1].upper() + said[1:] + ".", _MARGIN, 80, 14)
    y = 102.0
    for number, step in enumerate(steps(plan), 1):
        canvas.words(f"{number}.", _MARGIN, y, 13, colour=_GREY)
        canvas.words(step, _MARGIN + 18, y, 13, colour=_GREY)
        y += 18
    return y + 10


def _sheet(
    canvas: Canvas, plan: SheetPlan, sheet: Sheet, at: tuple[float, float], scale: float
) -> None:
    x, y = at
    front = _("both sides") if plan.both_sides_alike else _("front")
    for side, name in ((sheet.front, front), (sheet.back, _("back"))):
        if side is None:
            continue
        label = side.label or str(sheet.number)
        canvas.words(label, x, y + 13, 13, bold=True)
        canvas.words(name, x + width_of(label, 13) * 1.06 + 6, y + 13, 12, colour=_GREY)
        _side(canvas, sheet, side, (x, y + _CAPTION), scale)
        if sheet.back is not None and plan.flip is not None:
            _turning_edge(canvas, plan, sheet, (x, y + _CAPTION), scale)
        x += sheet.width_mm * scale + _GAP


def _turning_edge(
    canvas: Canvas, plan: SheetPlan, sheet: Sheet, at: tuple[float, float], scale: float
) -> None:
    """Thicken the edge over which the sheet is turned."""
    x, y = at
    width, height = sheet.width_mm * scale, sheet.height_mm * scale
    assert plan.flip is not None
    if turns_sideways((sheet.width_mm, sheet.height_mm), plan.flip):
        canvas.line((x, y), (x, y + height), stroke=_FLIP, pen=4.0)
    else:
        canvas.line((x, y), (x + width, y), stroke=_FLIP, pen=4.0)


def _side(
    canvas: Canvas, sheet: Sheet, side: SheetSide, at: tuple[float, float], scale: float
) -> None:
    x, y = at
    width, height = sheet.width_mm * scale, sheet.height_mm * scale
    canvas.box(x + 2, y + 2, width, height, fill="#d6d1c6")
    canvas.box(x, y, width, height, fill=_PAPER, stroke="#8d8778", pen=0.8)
    for one in side.placements:
        _page(canvas, one, (x, y + height), scale, side.label)
    for rule in side.rules:
        ends = (
            (x + rule.x0_mm * scale, y + height - rule.y0_mm * scale),
            (x + rule.x1_mm * scale, y + height - rule.y1_mm * scale),
        )
        colour, pen, dash = _LOOKS[rule.kind]
        canvas.line(*ends, stroke=colour, pen=pen, dash=dash)


def _page(
    canvas: Canvas, one: Placement, foot: tuple[float, float], scale: float, label: str
) -> None:
    """Draw a page: its number (a tile's label) stands as the page stands, a bar is at its head."""
    shown = one.clip if one.scale and one.dx_mm and one.clip else one.box  # a tile shows a part
    x0, y0 = foot[0] + shown[0] * scale, foot[1] - shown[3] * scale
    width, height = (shown[2] - shown[0]) * scale, (shown[3] - shown[1]) * scale
    if min(width, height) <= 0:
        return
    fill = _PAGE if one.page is not None else _BLANK
    canvas.box(x0, y0, width, height, fill=fill, stroke=_EDGE, pen=0.6)
    middle = x0 + width / 2, y0 + height / 2
    up = {0: (0, -1), 90: (-1, 0), 180: (0, 1), 270: (1, 0)}[one.turn]
    long_, across = (height, width) if up[0] == 0 else (width, height)
    if one.page is None:
        _centred(canvas, _("blank"), middle, min(11.0, across / 5), one.turn, _GREY)
        return
    text = label or str(one.page + 1)
    size = min(long_ * 0.42, across * 0.75 / (0.556 * len(text)))
    _centred(canvas, text, middle, size, one.turn, bold=True)
    head = middle[0] + up[0] * long_ * 0.42, middle[1] + up[1] * long_ * 0.42
    half = across * 0.3
    canvas.line(
        (head[0] - up[1] * half, head[1] - up[0] * half),
        (head[0] + up[1] * half, head[1] + up[0] * half),
        stroke=INK,
        pen=max(1.5, long_ * 0.02),
    )


def _centred(
    canvas: Canvas,
    text: str,
    middle: tuple[float, float],
    size: float,
    turn: int,
    colour: str = INK,
    *,
    bold: bool = False,
) -> None:
    """Write a text about a point, its page turned anticlockwise."""
    drop = size * 0.36
    way = {0: (0, 1), 90: (1, 0), 180: (0, -1), 270: (-1, 0)}[turn]
    canvas.words(
        text, middle[0] + way[0] * drop, middle[1] + way[1] * drop, size,
        colour=colour, anchor="middle", bold=bold, turn=-turn % 360,
    )  # fmt: skip


def _assembly(canvas: Canvas, plan: SheetPlan, y: float) -> float:
    """Draw how the tiles of a poster lie on one another; returns where the sheets begin."""
    tiles = [sheet for sheet in plan.sheets if sheet.section == 1]
    width, height = plan.trim_mm
    scale = min((_WIDE - 2 * _MARGIN) * 0.6 / width, 300 / height)
    canvas.words(_("Assembly plan"), _MARGIN, y + 14, 13, bold=True)
    y += 24
    for sheet in tiles:
        (one,) = sheet.front.placements
        left, top = (side * scale for side in tile_corner(one, plan))
        assert one.clip is not None
        wide, high = (one.clip[2] - one.clip[0]) * scale, (one.clip[3] - one.clip[1]) * scale
        canvas.box(_MARGIN + left, y + top, wide, high, fill=_PAGE, stroke=_LOOKS["glue"][0])
    for sheet in tiles:
        (one,) = sheet.front.placements
        left, top = (side * scale for side in tile_corner(one, plan))
        high = (one.clip[3] - one.clip[1]) * scale if one.clip else 0.0
        size = min(14.0, high * 0.8)
        canvas.words(sheet.front.label, _MARGIN + left + 6, y + top + size * 1.2, size, bold=True)
    canvas.box(_MARGIN, y, width * scale, height * scale, stroke=INK, pen=1.6)
    return y + height * scale + 2 * _GAP


def tile_corner(one: Placement, plan: SheetPlan) -> tuple[float, float]:
    """Return where a tile's upper left corner lies on its poster, in mm from the poster's."""
    width, height = plan.trim_mm
    assert one.clip is not None
    left = one.clip[0] - (one.x_mm + one.width_mm / 2 + one.dx_mm - width / 2)
    top = (one.y_mm + one.height_mm / 2 + one.dy_mm + height / 2) - one.clip[3]
    return left, top


def _legend(canvas: Canvas, plan: SheetPlan, y: float) -> float:
    """Explain the lines that are there; returns where it ends."""
    kinds = {rule.kind for side in plan.sides for rule in side.rules}
    names: dict[RuleKind, str] = {"fold": _("fold"), "cut": _("cut"), "glue": _("glue here")}
    x, y = _MARGIN, y + 16
    for kind, name in names.items():
        if kind in kinds:
            colour, pen, dash = _LOOKS[kind]
            canvas.line((x, y - 4), (x + 34, y - 4), stroke=colour, pen=pen, dash=dash)
            x = _caption(canvas, name, x + 42, y)
    if plan.flip is not None:
        canvas.line((x, y - 4), (x + 34, y - 4), stroke=_FLIP, pen=4.0)
        x = _caption(canvas, _("edge to turn over"), x + 42, y)
    canvas.line((x, y - 4), (x + 22, y - 4), stroke=INK, pen=3.0)
    _caption(canvas, _("head of the page"), x + 30, y)
    return y


def _caption(canvas: Canvas, name: str, x: float, y: float) -> float:
    canvas.words(name, x, y, 12, colour=_GREY)
    return x + width_of(name, 12) + 26
