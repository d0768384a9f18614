"""The folding dummy (maquette en blanc): the sheets with page numbers only, to fold before paying."""

from __future__ import annotations

from printkit.core.i18n import _
from printkit.impose.blank import drawn_pdf
from printkit.impose.drawing_operators import GREY_BLACK, box, line, mm, words
from printkit.impose.plan_text import heading
from printkit.model.sheets import Placement, Sheet, SheetPlan, SheetSide


def dummy(plan: SheetPlan) -> bytes:
    """Return the sheets of a plan as PDF, each page a frame with its number and a bar at its head."""
    pages = []
    for sheet in plan.sheets:
        for side, name in ((sheet.front, _("front")), (sheet.back, _("back"))):
            if side is not None:
                ops = _side(sheet, side, f"{sheet.number} {name}")
                pages.append(((sheet.width_mm, sheet.height_mm), ops))
    return drawn_pdf(pages, _("Folding dummy: {plan}").format(plan=heading(plan)))


def _side(sheet: Sheet, side: SheetSide, name: str) -> bytes:
    ops = [GREY_BLACK]
    for one in side.placements:
        ops += _page(one, name, side.label)
    ops.append(mm(0.2) + b" w")
    for rule in side.rules:
        dash = {"fold": b"[6 4] 0 d ", "cut": b"[] 0 d ", "glue": b"[1 3] 0 d "}[rule.kind]
        ops.append(dash + line(rule.x0_mm, rule.y0_mm, rule.x1_mm, rule.y1_mm))
    del sheet
    return b"\n".join(ops)


def _page(one: Placement, name: str, label: str) -> list[bytes]:
    inset = 5.0
    x0, y0, x1, y1 = one.box
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    size = min(one.width_mm, one.height_mm) / 3
    up = {0: (0, 1), 90: (-1, 0), 180: (0, -1), 270: (1, 0)}[one.turn]
    along = (up[1], -up[0])
    ops = [mm(0.2) + b" w [] 0 d " + box(x0 + inset, y0 + inset, x1 - inset, y1 - inset) + b" S"]
    text = "–" if one.page is None else label or str(one.page + 1)
    foot = (middle[0] - up[0] * size / 2, middle[1] - up[1] * size / 2)
    ops.append(words(text, *foot, size, one.turn, "middle"))
    half = (one.height_mm if up[1] else one.width_mm) / 2 - inset - 4
    head = (middle[0] + up[0] * half, middle[1] + up[1] * half)
    ops.append(
        mm(1.5)
        + b" w "
        + line(
            head[0] - along[0] * 12,
            head[1] - along[1] * 12,
            head[0] + along[0] * 12,
            head[1] + along[1] * 12,
        )
    )
    low = (middle[0] - up[0] * half, middle[1] - up[1] * half)
    ops.append(words(name, *low, 2.5, one.turn, "middle"))
    return ops
