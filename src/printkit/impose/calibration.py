"""The calibration sheet: two sides that show how a printer flips, shifts and scales.

Folded in four, the creases cross where the middle of the paper is; each side bears scales through what
should be that middle. Where the creases cross on them is what the side has to be moved by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from printkit.core.i18n import _
from printkit.impose.blank import drawn_pdf
from printkit.impose.drawing_operators import GREY_BLACK, box, line, mm, words
from printkit.model.sheets import BAR_MM, REACH_MM

#: Height of the capitals, in mm.
_TITLE: Final = 5.0
_TEXT: Final = 2.6
_LEAD: Final = 2.0
_FRAME: Final = 10.0


def calibration_sheet(sheet_mm: tuple[float, float], *, landscape: bool) -> bytes:
    """Return the two sides of a sheet that lies (``landscape``) or stands; paper size in mm."""
    low, high = sorted(sheet_mm)
    width, height = (high, low) if landscape else (low, high)
    front = [
        *_common(width, height),
        *_text([_("CALIBRATION, FRONT")], width / 2, height - 22, 0, _TITLE),
        *_text(_how(), width / 2, height - 32, 0),
        *_text(_then(), width / 2, height / 2 - 44, 0),
    ]
    upright, turned = _("SHORT EDGE"), _("LONG EDGE")
    if not landscape:
        upright, turned = turned, upright
    back = [
        *_common(width, height),
        *_answer(upright, width / 2, height - 22, 0),
        *_answer(turned, width / 2, 22, 180),
        *_text([_("CALIBRATION, BACK")], width / 2, height / 2 - 44, 0),
    ]
    pages = [((width, height), b"\n".join(ops)) for ops in (front, back)]
    return drawn_pdf(pages, _("Calibration sheet"))


def _how() -> Sequence[str]:
    return (
        _("1. Print both sides at 100 %, two-sided."),
        _("2. Turn this sheet over like the page of a book: what you then read"),
        _("the right way up is the edge your printer flips on."),
        _("3. Fold the sheet in four, edge to edge, and open it again."),
    )


def _then() -> Sequence[str]:
    return (
        _("4. On each side, the figures upright, read on both scales"),
        _("where the creases cross: to the right, then up."),
        _("5. Measure the bar: {length} mm is right.").format(length=f"{BAR_MM:.0f}"),
        _("6. Write it into printkit.yaml, under calibration."),
    )


def _answer(edge: str, x: float, y: float, turn: int) -> list[bytes]:
    lines = [_("THE RIGHT WAY UP?"), _("YOUR PRINTER FLIPS ON THE"), edge]
    return _text(lines, x, y, turn, _TITLE)


def _text(lines: Sequence[str], x: float, y: float, turn: int, size: float = _TEXT) -> list[bytes]:
    way = 1 if turn == 0 else -1
    return [
        words(text, x, y - way * index * size * _LEAD, size, turn, "middle")
        for index, text in enumerate(lines)
    ]


def _common(width: float, height: float) -> list[bytes]:
    """Draw cross and scales through the middle, a frame inside the paper, and the bar."""
    x, y = width / 2, height / 2
    reach = int(REACH_MM)
    ops = [GREY_BLACK, mm(0.1) + b" w"]
    ops += [line(x - reach, y, x + reach, y), line(x, y - reach, x, y + reach)]
    for step in range(-reach, reach + 1):
        # figures and ticks of each half in a quarter of their own, so that none meet
        way = -1 if step >= 0 else 1
        length = 3.0 if step % 10 == 0 else 2.0 if step % 5 == 0 else 1.2
        ops.append(line(x + step, y + way * length, x + step, y))
        ops.append(line(x, y + step, x - way * length, y + step))
        if step and step % 5 == 0:
            text = f"{step:+d}".replace("-", "–")
            ops.append(words(text, x + step, y + way * 4.8 - 0.8, 1.6, 0, "middle"))
            ops.append(words(text, x - way * 5.6, y + step - 0.8, 1.6, 0, "middle"))
    ops.append(box(_FRAME, _FRAME, width - _FRAME, height - _FRAME) + b" S")
    ops.append(mm(0.3) + b" w")
    return [*ops, *_bar(x - BAR_MM / 2, y - 32)]


def _bar(x: float, y: float) -> list[bytes]:
    ticks = [line(x + at, y - 2, x + at, y + 2) for at in (0.0, BAR_MM)]
    text = words(f"{BAR_MM:.0f} mm", x + BAR_MM / 2, y + 2, 3, 0, "middle")
    return [line(x, y, x + BAR_MM, y), *ticks, text]
