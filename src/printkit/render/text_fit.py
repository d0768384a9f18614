"""Find the largest type size at which every fitted box of a page holds its text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox

from printkit.core.units import px_to_mm
from printkit.model import FitResult, Slot
from printkit.render.layout_facts import boxes, within
from printkit.render.size_forecast import Forecast
from printkit.render.size_search import Hunt

#: Sizes are tried down to this step, in pt.
STEP_PT = 0.1
#: A box may be overrun by this much (px) before it counts: rounding of the engine.
_SLACK_PX = 0.3
#: Share of the letters typed that must be set, the rest being what the engine itself leaves out.
_ALL = 0.995
_PLACEHOLDER = re.compile("⟦fit:([^⟧]+)⟧")

Layout = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class _Filled:
    """How a slot's box is filled. Lengths in px; ``high`` and ``wide`` are those of its content."""

    high: float
    wide: float
    height: float
    width: float
    chars: int
    pages: int
    forecast: Forecast | None = None

    @property
    def over(self) -> float:
        return max(self.high - self.height - _SLACK_PX, 0.0)

    @property
    def over_x(self) -> float:
        return max(self.wide - self.width - _SLACK_PX, 0.0)

    @property
    def scale(self) -> float:
        """What the size may be multiplied with: a line grows with it, a text with its square."""
        across = (self.width + _SLACK_PX) / self.wide if self.wide > 0 else 1.0
        down = (self.height + _SLACK_PX) / self.high if self.high > 0 else 1.0
        return min(across, math.sqrt(max(down, 0.0)))


def fit(
    html: str,
    slots: Sequence[Slot],
    layout: Layout,
    expected_pages: int | None,
    guess: Sequence[FitResult] = (),
    *,
    quick: bool = False,
) -> tuple[Any, tuple[FitResult, ...]]:
    """Lay ``html`` out with each slot's text as large as its box takes; return layout and sizes.

    The box of slot NAME is the element with ``data-slot="NAME"``, its size given by the style. All
    slots are searched side by side, each layout trying one size for every one of them. ``guess`` says
    how nearly the same text came out; ``quick`` takes its sizes where they fit, though larger ones may.
    """
    former = {one.slot: one for one in guess}
    limits = {
        slot.name: (round(slot.min_pt / STEP_PT), round(slot.max_pt / STEP_PT)) for slot in slots
    }
    hunts: dict[str, Hunt] = {}
    for name, (least, most) in limits.items():
        tried = round(former[name].size_pt / STEP_PT) if name in former else None
        hunts[name] = Hunt(least, most, tried, quick=quick)
        if tried is None:  # at the least size all of a text is set, which tells of the others
            hunts[name].begin_with(least)
    foretold = limits.keys() - former.keys()
    opening = set(foretold)
    while True:
        sizes = {name: hunt.next() for name, hunt in hunts.items()}
        document, filled = _try(html, sizes, layout)
        for name, size in sizes.items():
            one, was = filled.get(name), former.get(name)
            fits = _fits(one, document, expected_pages)
            if name in opening and not fits:  # a larger size may: halve, as if nothing were known
                hunts[name] = Hunt(*limits[name])
                foretold -= {name}
                continue
            same = one is not None and was is not None and one.chars == was.chars
            hunts[name].tell(size, fits, 1.0 if one is None else one.scale, same=same)
            if name in foretold and not hunts[name].done:
                _foretell(hunts[name], one, size, *limits[name])
        opening.clear()
        if all(hunt.done and hunt.best == sizes[name] for name, hunt in hunts.items()):
            return document, _results(sizes, filled)


def _foretell(hunt: Hunt, filled: _Filled | None, size: int, least: int, most: int) -> None:
    """Let a layout tell which size to try next, or that the best one known is the largest."""
    if filled is None:  # nothing of the slot is shown, so nothing overruns
        hunt.aim(most)
        return
    forecast = filled.forecast
    if forecast is None:
        return
    if hunt.best == size and forecast.is_too_large((size + 1) / size):
        hunt.settle()
    else:
        largest = forecast.largest(size, least, most)
        if size < largest < most and not forecast.is_too_large((largest + 1) / size):
            largest += (
                1  # that this one is too large must be seen, and first: the best is laid out last
            )
        hunt.aim(largest)


def fill(html: str, sizes: Mapping[str, float]) -> str:
    """Put sizes in pt in the place of ``⟦fit:NAME⟧``."""
    return _PLACEHOLDER.sub(lambda match: f"{sizes.get(match[1], 10):g}", html)


def _try(html: str, steps: Mapping[str, int], layout: Layout) -> tuple[Any, dict[str, _Filled]]:
    document = layout(fill(html, {name: step * STEP_PT for name, step in steps.items()}))
    return document, _measure(document)


def _fits(filled: _Filled | None, document: Any, expected_pages: int | None) -> bool:
    if filled is None:  # a format may leave a slot out
        return True
    spilled = filled.pages > 1 or (
        expected_pages is not None and len(document.pages) > expected_pages
    )
    return not (spilled or filled.over or filled.over_x)


def _measure(document: Any) -> dict[str, _Filled]:
    found: dict[str, _Filled] = {}
    for page in document.pages:
        seen = set()  # lines and anonymous boxes carry the element of the box that holds them
        for box in boxes(page):
            element = getattr(box, "element", None)
            name = None if element is None else element.get("data-slot")
            if name is None or name in seen:
                continue
            seen.add(name)
            one = _filling(box)
            former = found.get(name)
            if former is not None:
                one = _Filled(
                    max(former.high, former.height + one.high),
                    max(former.wide, one.wide),
                    former.height,
                    former.width,
                    former.chars,
                    former.pages + 1,
                )
            found[name] = one
    return found


def _filling(box: Any) -> _Filled:
    """Measure what a box holds; text the page's end cut off counts as if it were set below."""
    left, top = box.content_box_x(), box.content_box_y()
    right = bottom = 0.0
    for inner in box.descendants():
        text = getattr(inner, "text", None)
        if isinstance(text, str):
            right = max(right, inner.position_x + inner.width - left)
        line_height = getattr(inner, "margin_height", None)
        if line_height is not None and not isinstance(text, str) and inner.height != "auto":
            bottom = max(bottom, inner.position_y + inner.margin_height() - top)
    right = max(right, box.width + _over_columns(box))
    chars = sum(
        _letters(inner.text)
        for inner in within(box)
        if isinstance(getattr(inner, "text", None), str)
        and "::" not in (inner.element_tag or "")  # markers and the like were not typed
    )
    typed = _letters("".join(box.element.itertext()))
    if 0 < chars < typed * _ALL:
        bottom = max(bottom, box.height) * typed / chars
    whole = not 0 < chars < typed * _ALL
    forecast = Forecast(box, bottom, _SLACK_PX) if whole else None
    return _Filled(bottom, right, box.height, box.width, max(chars, typed), 1, forecast)


def _over_columns(box: Any) -> float:
    """Return by how much (px) a line leaves the column it stands in, the box being of several."""
    over = -math.inf
    for block in within(box):
        lines = [one for one in getattr(block, "children", ()) if isinstance(one, LineBox)]
        if not lines or not block.width:
            continue
        edge = block.content_box_x() + block.width
        for line in lines:
            planned = getattr(line, "pk_line", None)
            ends = [
                text.position_x + text.width
                for text in within(line)
                if isinstance(text, TextBox) and text.text.strip() == text.text
            ]
            hang = planned.hangs[1] if planned is not None else 0.0
            over = max(over, *(end - hang - edge for end in ends), -math.inf)
    return over if over > _SLACK_PX else -math.inf


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _results(steps: Mapping[str, int], filled: Mapping[str, _Filled]) -> tuple[FitResult, ...]:
    results = []
    for name, step in steps.items():
        one = filled.get(name)
        if one is None:
            continue
        high_share = 1 - one.height / one.high if one.over else 0.0
        wide_share = 1 - one.width / one.wide if one.over_x else 0.0
        results.append(
            FitResult(
                slot=name,
                size_pt=round(step * STEP_PT, 2),
                overflow_mm=round(px_to_mm(one.over), 2),
                overflow_x_mm=round(px_to_mm(one.over_x), 2),
                chars=one.chars,
                excess_chars=round(one.chars * max(high_share, wide_share)),
            )
        )
    return tuple(results)
