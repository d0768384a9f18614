"""Find text that a page does not show: beyond its edge, or beyond a box that hides what leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes as engine_boxes

from printkit.core.units import px_to_mm
from printkit.model import Flaw, FlawKind

#: Text may reach over an edge by this much (px) before it counts: rounding of the engine.
SLACK_PX = 0.75
#: Share of a line's height that its letters take, about its middle: the rest is white.
_LETTERS = 0.6

#: left, top, right, bottom in px from the page's upper left corner
_Window = tuple[float, float, float, float]


def cut_off(index: int, page: Any) -> Iterator[Flaw]:
    """Yield the texts of a page that its trim or a box that clips cuts, with how far they run out (mm)."""
    for text, window in _texts(page):
        over = _beyond(text, window)
        if over > SLACK_PX:
            yield Flaw(FlawKind.CUT, index, text.text.strip(), round(px_to_mm(over), 2))


def heads_cut(index: int, page: Any) -> Iterator[Flaw]:
    """Yield running heads that are longer than the room their style gives them, and that it ends with “…”."""
    for box in _within(page._page_box):
        if not isinstance(box, engine_boxes.BlockContainerBox):
            continue
        if box.style["text_overflow"] != "ellipsis":
            continue
        for line in box.children:
            over = line.width - box.width
            if isinstance(line, engine_boxes.LineBox) and over > SLACK_PX:
                text = "".join(line.element.itertext())
                yield Flaw(FlawKind.SHORTENED, index, text, round(px_to_mm(over), 2))


def _texts(page: Any) -> Iterator[tuple[Any, _Window]]:
    """Yield the written text boxes of a page with the window they may be seen in.

    What is turned or scaled is left to the proof of the finished page, which knows where it lands.
    """
    sheet = page._page_box
    whole = (0.0, 0.0, float(sheet.margin_width()), float(sheet.margin_height()))
    pending: list[tuple[Any, _Window]] = [(sheet, whole)]
    while pending:
        box, window = pending.pop()
        box = getattr(box, "_box", box)
        if isinstance(box, engine_boxes.TextBox):
            if box.text.strip() and box.style["visibility"] == "visible":
                yield box, window
            continue
        style = box.style
        if style["transform"]:
            continue
        if style["overflow"] != "visible" and box is not sheet and hasattr(box, "children"):
            window = _meet(window, box)
        pending.extend((child, window) for child in getattr(box, "children", ()))
        pending.extend((group, window) for group in getattr(box, "column_groups", ()))


def _meet(window: _Window, box: Any) -> _Window:
    left, top = box.padding_box_x(), box.padding_box_y()
    right, bottom = left + box.padding_width(), top + box.padding_height()
    return (
        max(window[0], left),
        max(window[1], top),
        min(window[2], right),
        min(window[3], bottom),
    )


def _beyond(text: Any, window: _Window) -> float:
    """Return by how much (px) the letters of a text leave a window."""
    left, top, right, bottom = window
    shown = text.text
    share = len(shown.rstrip()) / len(shown)
    margin = text.height * (1 - _LETTERS) / 2
    sides = (
        left - text.position_x,
        text.position_x + text.width * share - right,
        top - (text.position_y + margin),
        text.position_y + text.height - margin - bottom,
    )
    return float(max(sides))


def _within(box: Any) -> Iterator[Any]:
    pending = [box]
    while pending:
        one = pending.pop()
        one = getattr(one, "_box", one)
        yield one
        pending.extend(getattr(one, "children", ()))
