"""Foretell how a fitted box would be filled at another size of its text, from how it is filled at one.

A paragraph at another size is the same one with another measure: its letters are shaped already, so that its
lines can be planned anew without a layout. What is foretold is a guess; ``text_fit`` tries it, and takes for
sure only that a size is too large, where the foretold excess cannot be an error of this reckoning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from weasyprint.formatting_structure.boxes import BlockBox, LineBox, TextBox

from printkit.render.layout_facts import within
from printkit.render.paragraphs.factory import paragraph_of
from printkit.render.paragraphs.plan import Planned, Planner

#: Share by which letters may be narrower than foretold: positions are whole units of the shaper.
_ROUNDING: Final = 3e-4
#: What is foretold to be too large by this (px) is.
_SURE_PX: Final = 0.05
#: Boxes whose heights differ by less (px) are as high.
_STRETCHED_PX: Final = 0.5
#: Share of the leading that room between paragraphs may take whatever is in it.
_GAP: Final = 0.6
#: A full line that is justified has its measure, unless its natural width is past all shrinking.
_SHRINKING: Final = 1.1


class _Lines:
    """A paragraph of the box. Lengths in px, positions from the box's own corner."""

    def __init__(self, block: Any, lines: list[Any], left: float, top: float) -> None:
        paragraph = paragraph_of(lines[0])
        assert paragraph is not None
        self.left = block.content_box_x() - left
        self.top = lines[0].position_y - top
        self.bottom = lines[-1].position_y + lines[-1].height - top
        self.count = len(lines)
        self.leading = (self.bottom - self.top) / self.count
        self._text, self._justified = paragraph.text, paragraph.measure.justified
        self._measure = paragraph.measure
        self._planner = Planner(paragraph.text, paragraph.measure, paragraph.features)

    def at(self, scale: float) -> tuple[int, float]:
        """Return how many lines there are, and how wide the widest is, in px of this size."""
        plan = self._planner.plan_for(self._measure.width / scale, self._measure.indent / scale)
        width = self._measure.width / scale
        return len(plan.lines), max(self._wide(line, width) for line in plan.lines)

    def _wide(self, line: Planned, width: float) -> float:
        natural = self._text.xs[line.end] - self._text.xs[line.start]
        if self._justified and not line.last and natural <= width * _SHRINKING:
            return min(natural, width)
        return natural


@dataclass(frozen=True, slots=True)
class _Excess:
    """By how much (px) a box would be overrun, downwards and across; less than nothing where it has room."""

    down: float
    across: float

    @property
    def most(self) -> float:
        return max(self.down, self.across)


class Forecast:
    """What a box at one size tells of others. ``high`` is that of its content (px), ``slack_px`` allowed."""

    def __init__(self, box: Any, high: float, slack_px: float) -> None:
        self._height, self._width = box.height + slack_px, box.width + slack_px
        left, top = box.content_box_x(), box.content_box_y()
        self._groups: list[list[_Lines]] = []
        self._others = 0.0  #: the widest line that the engine set
        for block, lines in _paragraphs(box):
            if paragraph_of(lines[0]) is None:
                self._others = max(self._others, *(_reach(block, line, left) for line in lines))
                continue
            one = _Lines(block, lines, block.content_box_x() if _hangs(block) else left, top)
            group = next((each for each in self._groups if _beside(each, one)), None)
            if group is None:
                self._groups.append([one])
            else:
                group.append(one)
        #: how much of the height is lines, that grow with the size whatever else does
        self._text = sum(max(one.bottom - one.top for one in group) for group in self._groups)
        self._high = self._seeming = high
        if abs(high - box.height) < _STRETCHED_PX:  # the box itself: it says not what it holds
            self._high, self._seeming = self._text, _span(box) - sum(self._loose_room())

    def _loose_room(self) -> Iterator[float]:
        """Yield what there is more between paragraphs than they need, as where they are set apart."""
        groups = sorted(self._groups, key=lambda group: group[0].top)
        for above, below in pairwise(groups):
            room = min(one.top for one in below) - max(one.bottom for one in above)
            yield max(room - _GAP * below[0].leading, 0.0)

    def largest(self, size: int, least: int, most: int) -> int:
        """Return the largest size up to ``most`` that seems to fit, ``size`` being that of this layout."""
        while least < most:
            middle = (least + most + 1) // 2
            scale = middle / size
            if self._excess(scale, self._seeming * scale).most <= 0:
                least = middle
            else:
                most = middle - 1
        return least

    def is_too_large(self, scale: float) -> bool:
        """Tell whether a size so many times as large overruns the box beyond doubt."""
        if not self._groups:
            return False
        careful = scale * (1 - _ROUNDING)
        high = self._high + self._text * (careful - 1)
        return self._excess(careful, high).most > _SURE_PX

    def _excess(self, scale: float, high: float) -> _Excess:
        """Reckon with a scale, and the height that as many lines as now would take at it."""
        more, wide = 0.0, self._others * scale
        for group in self._groups:
            grown = []
            for one in group:
                count, widest = one.at(scale)
                grown.append((count - one.count) * one.leading)
                wide = max(wide, one.left + widest * scale)
            more += max(grown)
        return _Excess(high + more * scale - self._height, wide - self._width)


def _reach(block: Any, line: Any, left: float) -> float:
    """Return how far a line reaches from where it would begin if it were larger."""
    texts = [text for text in within(line) if isinstance(text, TextBox)]
    if not texts:
        return 0.0
    end = max(text.position_x + text.width for text in texts)
    from_left = block.style["text_align_all"] in ("start", "left", "justify") and not _hangs(block)
    return float(end - (left if from_left else min(text.position_x for text in texts)))


def _hangs(block: Any) -> bool:
    """Tell whether a block stands at the right edge of what holds it, and grows to the left."""
    style = block.style
    return bool(
        style["position"] == "absolute" and style["right"] != "auto" and style["left"] == "auto"
    )


def _span(box: Any) -> float:
    """Return the height (px) from the first to the last box inside, those left out that fill it."""
    top, bottom = box.content_box_y(), box.content_box_y() + box.height
    ends: list[tuple[float, float]] = []
    for one in box.descendants():
        if isinstance(one, LineBox | BlockBox) and one.height != "auto":
            first, last = one.position_y, one.position_y + one.margin_height()
            if last < bottom - _STRETCHED_PX or first > top + _STRETCHED_PX:
                ends.append((first, last))
    if not ends:
        return 0.0
    return max(last for _first, last in ends) - min(first for first, _last in ends)


def _paragraphs(box: Any) -> Iterator[tuple[Any, list[Any]]]:
    for block in within(box):
        lines = [one for one in getattr(block, "children", ()) if isinstance(one, LineBox)]
        if lines:
            yield block, lines


def _beside(group: list[_Lines], one: _Lines) -> bool:
    """Tell whether a paragraph stands beside others: in a row, the longest counts."""
    return any(one.top < other.bottom - 0.5 and other.top < one.bottom - 0.5 for other in group)
