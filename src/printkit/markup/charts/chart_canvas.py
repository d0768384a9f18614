"""The sheet a chart is drawn on: words in the document's faces, measured, never overlapping."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import svg

from printkit.markup.reading.context import Measure

#: the text's measure and line, in pt
WIDTH = 297.64
LINE = 13.2
MAX_LINES = 25

FACE = "TeX Gyre Heros Condensed"
SIZE = 8.6
LEADING = 9.9
_DEFAULTS = {
    "ink": "#111111",
    "accent": "#c8102e",
    "muted": "#5a5a5a",
    "rule": "#b8b4ab",
    "paper": "#ffffff",
}
Anchor = Literal["start", "middle", "end"]


@dataclass
class Canvas:
    """Shapes and words put at places in pt from the top left."""

    palette: Mapping[str, str]
    measurer: Measure | None = None
    elements: list[Any] = field(default_factory=list)

    def colour(self, role: str) -> str:
        """Return a colour of the theme."""
        return self.palette.get(role, _DEFAULTS.get(role, "#111111"))

    def width(self, text: str, weight: int = 400, size: float = SIZE) -> float:
        """Return the width of a text."""
        if self.measurer is None:
            return len(text) * size * 0.46
        return self.measurer(text, FACE, weight, size)

    def wrap(self, text: str, room: float, weight: int = 400) -> list[str]:
        """Cut a text at its spaces into lines that fit; one word never is."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, weight) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines or [""]

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = "start",
        role: str = "ink",
        weight: int = 400,
        size: float = SIZE,
    ) -> None:
        """Put a line of text, its baseline at ``y``."""
        if text:
            self.elements.append(
                svg.Text(
                    x=_number(x),
                    y=_number(y),
                    text=text,
                    font_family=FACE,
                    font_size=size,
                    font_weight="bold" if weight >= 600 else None,
                    fill=self.colour(role),
                    text_anchor=None if anchor == "start" else anchor,
                )
            )

    def block(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        anchor: Anchor = "start",
        weight: int = 400,
    ) -> None:
        """Put lines of text, centred in height on ``y``."""
        first = y - (len(lines) - 1) * LEADING / 2 + SIZE * 0.34
        for index, line in enumerate(lines):
            self.write(x, first + index * LEADING, line, anchor=anchor, weight=weight)

    def box(self, x: float, y: float, width: float, height: float, role: str) -> None:
        """Put a filled rectangle; a negative width or height runs the other way."""
        x, width = min(x, x + width), abs(width)
        y, height = min(y, y + height), abs(height)
        self.elements.append(
            svg.Rect(
                x=_number(x),
                y=_number(y),
                width=_number(width),
                height=_number(height),
                fill=self.colour(role),
            )
        )

    def line(self, points: Sequence[tuple[float, float]], role: str, width: float = 0.6) -> None:
        """Put a line through points."""
        self.elements.append(
            svg.Polyline(
                points=[svg.Point(_number(x), _number(y)) for x, y in points],
                fill="none",
                stroke=self.colour(role),
                stroke_width=width,
                stroke_linejoin="round",
            )
        )

    def dot(self, x: float, y: float, role: str, radius: float = 2) -> None:
        """Put a dot."""
        self.elements.append(
            svg.Circle(cx=_number(x), cy=_number(y), r=radius, fill=self.colour(role))
        )

    def finish(self, height: float) -> bytes:
        """Return the drawing as an SVG file, its height rounded up to whole lines of the text."""
        lines = max(1, math.ceil(height / LINE - 0.001))
        tall = _number(lines * LINE)
        drawing = svg.SVG(
            width=svg.Length(WIDTH, "pt"),
            height=svg.Length(tall, "pt"),
            viewBox=svg.ViewBoxSpec(0, 0, WIDTH, tall),
            elements=self.elements,
        )
        return str(drawing).encode()


def _number(value: float) -> float:
    return round(value, 2) + 0.0


def spread_out(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places apart until each is ``gap`` from the next, as little as may be, in their order."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    gap = min(gap, (high - low) / max(1, len(places) - 1))
    groups: list[list[float]] = []  # sum of wished places, count
    for rank, index in enumerate(order):
        groups.append([places[index] - rank * gap, 1])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, count = groups.pop()
            groups[-1][0] += total
            groups[-1][1] += count
    flat = [total / count for total, count in groups for _ in range(int(count))]
    top = high - (len(places) - 1) * gap
    result = [0.0] * len(places)
    for rank, index in enumerate(order):
        result[index] = min(max(flat[rank], low), top) + rank * gap
    return result


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Return round numbers from at most ``low`` to at least ``high``, about ``count`` steps."""
    span = (high - low) or abs(high) or 1.0
    raw = span / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]
