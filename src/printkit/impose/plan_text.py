"""The plan of a job in text: one line a sheet, as a printer writes it.

``1  front [8|1]  back [2|7]``: sheet 1 carries pages 8 and 1 in front, 2 and 7 behind. Rows are parted
by ``/``; an arrow shows where the head of a turned page points, ``–`` is a blank.
"""

from __future__ import annotations

from typing import Final

from printkit.core.i18n import _, ngettext, number
from printkit.model.sheets import Placement, Sheet, SheetPlan, SheetSide

_ARROWS: Final = {0: "", 90: "←", 180: "↓", 270: "→"}


def text_plan(plan: SheetPlan) -> str:
    """Return the whole plan, one line for each sheet; ends without a line break."""
    return "\n".join(sheet_lines(plan))


def sheet_lines(plan: SheetPlan) -> list[str]:
    """Return one line for each sheet; sections are told where there are several."""
    wide = len(str(len(plan.sheets)))
    several = len(plan.sections) > 1
    lines: list[str] = []
    for sheet in plan.sheets:
        if several and (not lines or sheet.section != _section_before(plan, sheet)):
            lines.append(_("section {number}").format(number=sheet.section))
        lines.append(f"{sheet.number:>{wide}}  {_sides(sheet, plan)}")
    return lines


def heading(plan: SheetPlan) -> str:
    """Return what the plan is about: pages, sheets, paper, and how to turn it over."""
    sheet = plan.sheets[0]
    count = len(plan.sheets)
    paper = f"{number(sheet.width_mm)} × {number(sheet.height_mm)} mm"
    pages = ngettext("{count} page", "{count} pages", plan.pages).format(count=plan.pages)
    words = ngettext(
        "{pages} on {count} sheet of {paper}", "{pages} on {count} sheets of {paper}", count
    ).format(pages=pages, count=count, paper=paper)
    return _("{sheets}; {turning}").format(sheets=words, turning=turning(plan))


def turning(plan: SheetPlan) -> str:
    """Say how the sheets are turned over."""
    if plan.both_sides_alike:
        return _("print the same side on both sides of the paper")
    if not any(sheet.back for sheet in plan.sheets):
        return _("one side")
    if plan.flip is None:
        return _("two sides, either edge")
    return {
        "short-edge": _("two sides, flip on the short edge"),
        "long-edge": _("two sides, flip on the long edge"),
    }[plan.flip]


def side_text(side: SheetSide) -> str:
    """Return the pages of a side as they are looked at: ``5↓|4↓ / 8|1``."""
    return " / ".join("|".join(map(_page, row)) for row in rows_of(side))


def rows_of(side: SheetSide) -> list[list[Placement]]:
    """Return the placements of a side row by row from the top, each from the left."""
    rows: list[list[Placement]] = []
    for one in sorted(side.placements, key=lambda one: (-round(one.y_mm, 2), one.x_mm)):
        if rows and abs(rows[-1][0].y_mm - one.y_mm) < 1:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda one: one.x_mm) for row in rows]


def _page(one: Placement) -> str:
    return "–" if one.page is None else f"{one.page + 1}{_ARROWS[one.turn]}"


def _sides(sheet: Sheet, plan: SheetPlan) -> str:
    name = f" {sheet.front.label}" if sheet.front.label else ""
    if sheet.back is None:
        words = _("both sides") if plan.both_sides_alike else _("front")
        return f"{words}{name} [{side_text(sheet.front)}]"
    return f"{_('front')}{name} [{side_text(sheet.front)}]  {_('back')} [{side_text(sheet.back)}]"


def _section_before(plan: SheetPlan, sheet: Sheet) -> int:
    return plan.sheets[sheet.number - 2].section if sheet.number > 1 else 0
