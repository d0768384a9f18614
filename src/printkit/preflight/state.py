"""The graphics state of a content stream, as far as a preflight asks for it (ISO 32000-1, 8.4)."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from printkit.preflight.fault import Box
from printkit.preflight.fonts import Font
from printkit.preflight.ink import BLACK, GREY, Paint, Space
from printkit.preflight.marks import IDENTITY, Matrix
from printkit.preflight.objects import entry, listed, name, number, truth


@dataclass(slots=True)
class State:
    """One level of the graphics state. ``clip`` is a box in points of the page, None the whole plane."""

    matrix: Matrix = IDENTITY
    clip: Box | None = None
    fill: Paint = BLACK
    stroke: Paint = BLACK
    fill_space: Space = GREY
    stroke_space: Space = GREY
    fill_pattern: str = ""
    stroke_pattern: str = ""
    width: float = 1.0
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0
    over_fill: bool = False
    over_stroke: bool = False
    opm: int = 0
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "/Normal"
    soft: bool = False

    def saved(self) -> State:
        """Return a copy for ``q``."""
        return copy.copy(self)


def apply(state: State, thing: Any) -> Any:
    """Take over an extended graphics state; return the font it names, None mostly."""
    if (width := entry(thing, "/LW")) is not None:
        state.width = number(width, 1.0)
    over = entry(thing, "/OP")
    if over is not None:
        state.over_stroke = state.over_fill = truth(over)
    if (below := entry(thing, "/op")) is not None:
        state.over_fill = truth(below)
    if (mode := entry(thing, "/OPM")) is not None:
        state.opm = int(number(mode))
    if (alpha := entry(thing, "/ca")) is not None:
        state.alpha_fill = number(alpha, 1.0)
    if (alpha := entry(thing, "/CA")) is not None:
        state.alpha_stroke = number(alpha, 1.0)
    if (blend := entry(thing, "/BM")) is not None:
        names = [name(one) for one in listed(blend)]
        state.blend = (names[0] if names else name(blend)).replace("/Compatible", "/Normal")
    if (mask := entry(thing, "/SMask")) is not None:
        state.soft = name(mask) != "/None"
    font = listed(entry(thing, "/Font"))
    if len(font) == 2:
        state.size = number(font[1])
        return font[0]
    return None
