"""The calibration sheet: two sides that show how a printer flips, shifts and scales.

Both sides bear the same cross and the same scales, so that held against the light they tell by how
many millimetres the back lies off the front.
"""

from __future__ import annotations

from printkit.i18n import _
from printkit.impose.blank import drawn_pdf
from printkit.impose.ink import GREY_BLACK, box, line, mm, words

#: What a printed bar should measure.
BAR_MM = 150.0


def calibration_sheet(sheet_mm: tuple[float, float]) -> bytes:
    """Return the two sides; paper size in mm, laid across (landscape)."""
    width, height = max(sheet_mm), min(sheet_mm)
    front = [
        _("CALIBRATION, FRONT"),
        _("1. Print both sides at 100 %, two-sided."),
        _("2. Turn this sheet over like the page of a book."),
        _("3. Read there what it says the right way up."),
        _("4. Measure both bars: {length} mm is right.").format(length=f"{BAR_MM:.0f}"),
    ]
    back = [
        _("THE WAY UP YOU READ THIS"),
        _("your printer flips on the SHORT edge"),
    ]
    other = [
        _("THE WAY UP YOU READ THIS"),
        _("your printer flips on the LONG edge"),
    ]
    ops_front = [*_common(width, height), *_text(front, width / 2, height * 0.86, 0)]
    ops_back = [
        *_common(width, height),
        *_text(back, width / 2, height * 0.86, 0),
        *_text(other, width / 2, height * 0.14, 180),
        *_text(
            [
                _("Hold the sheet against the light:"),
                _("where the cross of the front falls on these scales"),
                _("is what to write after --offset-back."),
            ],
            width / 2,
            height * 0.31,
            0,
            3.0,
        ),
    ]
    pages = [((width, height), b"\n".join(ops)) for ops in (ops_front, ops_back)]
    return drawn_pdf(pages, _("Calibration sheet"))


def _text(lines: list[str], x: float, y: float, turn: int, size: float = 4.5) -> list[bytes]:
    way = 1 if turn == 0 else -1
    return [
        words(text, x, y - way * index * size * 1.9, size, turn, "middle")
        for index, text in enumerate(lines)
    ]


def _common(width: float, height: float) -> list[bytes]:
    """Draw cross and scales through the middle, a frame 10 mm inside, and the two bars."""
    x, y = width / 2, height / 2
    ops = [GREY_BLACK, mm(0.1) + b" w"]
    ops += [line(x - 20, y, x + 20, y), line(x, y - 20, x, y + 20)]
    for step in range(-20, 21):
        length = 3.0 if step % 10 == 0 else 2.0 if step % 5 == 0 else 1.2
        ops.append(line(x + step, y - length, x + step, y))
        ops.append(line(x, y + step, x + length, y + step))
    for step in (-20, -10, 10, 20):
        ops.append(words(f"{step:+d}", x + step, y - 6, 2, 0, "middle"))
        ops.append(words(f"{step:+d}", x + 4, y + step - 1, 2))
    ops.append(box(10, 10, width - 10, height - 10) + b" S")
    ops.append(mm(0.3) + b" w")
    ops += _bar(x - BAR_MM / 2, y - 32, horizontal=True)
    ops += _bar(22, y - BAR_MM / 2, horizontal=False)
    return ops


def _bar(x: float, y: float, *, horizontal: bool) -> list[bytes]:
    ops = []
    end = (x + BAR_MM, y) if horizontal else (x, y + BAR_MM)
    ops.append(line(x, y, *end))
    for at in (0.0, BAR_MM):
        if horizontal:
            ops.append(line(x + at, y - 2, x + at, y + 2))
        else:
            ops.append(line(x - 2, y + at, x + 2, y + at))
    text = f"{BAR_MM:.0f} mm"
    if horizontal:
        ops.append(words(text, x + BAR_MM / 2, y + 2, 3, 0, "middle"))
    else:
        ops.append(words(text, x - 2, y + BAR_MM / 2, 3, 90, "middle"))
    return ops
