"""The graphics state of a content stream, as far as a preflight asks for it (ISO 32000-1, 8.4)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from printkit.pdf.matrix import IDENTITY, Matrix
from printkit.preflight.fault import Box
from printkit.preflight.file_fonts import Font
from printkit.preflight.ink import BLACK, GREY, Paint, Space
from printkit.preflight.safe_objects import entry, listed, name, number, truth


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
        return State(*_VALUES(self))


_VALUES: Final = attrgetter(*(one.name for one in fields(State)))


#: What an extended graphics state changes, and the font it names, None mostly.
Changes = tuple[tuple[tuple[str, Any], ...], Any]


def changes_of(thing: Any) -> Changes:
    """Read an extended graphics state (ISO 32000-1, 8.4.5)."""
    found: dict[str, Any] = {}
    if (width := entry(thing, "/LW")) is not None:
        found["width"] = number(width, 1.0)
    over = entry(thing, "/OP")
    if over is not None:
        found["over_stroke"] = found["over_fill"] = truth(over)
    if (below := entry(thing, "/op")) is not None:
        found["over_fill"] = truth(below)
    if (mode := entry(thing, "/OPM")) is not None:
        found["opm"] = int(number(mode))
    if (alpha := entry(thing, "/ca")) is not None:
        found["alpha_fill"] = number(alpha, 1.0)
    if (alpha := entry(thing, "/CA")) is not None:
        found["alpha_stroke"] = number(alpha, 1.0)
    if (blend := entry(thing, "/BM")) is not None:
        names = [name(one) for one in listed(blend)]
        found["blend"] = (names[0] if names else name(blend)).replace("/Compatible", "/Normal")
    if (mask := entry(thing, "/SMask")) is not None:
        found["soft"] = name(mask) != "/None"
    font = listed(entry(thing, "/Font"))
    if len(font) == 2:
        found["size"] = number(font[1])
        return tuple(found.items()), font[0]
    return tuple(found.items()), None
