"""The maquette: a picture of every sheet with its page numbers, folds (dashed) and cuts, as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

from printkit.i18n import _
from printkit.impose.plan import heading
from printkit.model.sheets import Placement, Rule, Sheet, SheetPlan, SheetSide

_GAP: Final = 12.0
_TITLE: Final = 14.0
_DASHES: Final = {"fold": "6 4", "cut": "none", "glue": "1 3"}
_COLOURS: Final = {"fold": "#00618a", "cut": "#b00020", "glue": "#6a6a6a"}


def svg_plan(plan: SheetPlan) -> str:
    """Return one SVG with all sheets, fronts at the left, backs at the right; 1 unit is 1 mm."""
    width = max(sheet.width_mm for sheet in plan.sheets)
    height = max(sheet.height_mm for sheet in plan.sheets)
    columns = 2 if any(sheet.back for sheet in plan.sheets) else 1
    whole = columns * (width + _GAP) + _GAP
    tall = _TITLE * 2 + len(plan.sheets) * (height + _TITLE + _GAP)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(whole)} {_n(tall)}"'
        f' width="{_n(whole)}mm" height="{_n(tall)}mm" font-family="sans-serif">',
        f"<title>{escape(heading(plan))}</title>",
        f'<rect width="{_n(whole)}" height="{_n(tall)}" fill="#e8e8e8"/>',
        _words(heading(plan), _GAP, _TITLE, 8),
    ]
    y = _TITLE * 2
    for sheet in plan.sheets:
        sides = [(sheet.front, _("front")), (sheet.back, _("back"))]
        for column, (side, name) in enumerate(sides):
            if side is None:
                continue
            x = _GAP + column * (width + _GAP)
            label = f"{sheet.number} {name} {side.label}".strip()
            parts.append(_words(label, x, y + 8, 7))
            parts += _side(sheet, side, x, y + _TITLE)
        y += height + _TITLE + _GAP
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _side(sheet: Sheet, side: SheetSide, x: float, y: float) -> Iterable[str]:
    yield (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(sheet.width_mm)}" height="{_n(sheet.height_mm)}"'
        ' fill="#ffffff" stroke="#000000" stroke-width="0.6"/>'
    )
    for one in side.placements:
        yield from _page(one, x, y + sheet.height_mm)
    for rule in side.rules:
        yield _rule(rule, x, y + sheet.height_mm)


def _page(one: Placement, x: float, foot: float) -> Iterable[str]:
    left, top = x + one.x_mm, foot - one.y_mm - one.height_mm
    fill = "#f4f4f4" if one.page is not None else "#dcdcdc"
    yield (
        f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(one.width_mm)}" height="{_n(one.height_mm)}"'
        f' fill="{fill}" stroke="#9a9a9a" stroke-width="0.4"/>'
    )
    size = min(one.width_mm, one.height_mm) / 3
    middle = (left + one.width_mm / 2, top + one.height_mm / 2)
    turn = f' transform="rotate({-one.turn} {_n(middle[0])} {_n(middle[1])})"'
    text = "–" if one.page is None else str(one.page + 1)
    head = min(one.height_mm, one.width_mm) * 0.42
    yield (
        f'<g{turn}><text x="{_n(middle[0])}" y="{_n(middle[1] + size * 0.35)}" font-size="{_n(size)}"'
        f' text-anchor="middle">{text}</text>'
        # a bar at the head of the page
        f'<path d="M{_n(middle[0] - size / 2)} {_n(middle[1] - head)}h{_n(size)}"'
        ' stroke="#000000" stroke-width="1.2"/></g>'
    )


def _rule(rule: Rule, x: float, foot: float) -> str:
    return (
        f'<path d="M{_n(x + rule.x0_mm)} {_n(foot - rule.y0_mm)}'
        f'L{_n(x + rule.x1_mm)} {_n(foot - rule.y1_mm)}" fill="none"'
        f' stroke="{_COLOURS[rule.kind]}" stroke-width="0.9" stroke-dasharray="{_DASHES[rule.kind]}"/>'
    )


def _words(text: str, x: float, y: float, size: float) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}">{escape(text)}</text>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
