"""The graphics state of a content stream (ISO 32000-1, 8.4)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from printkit.pdf.colour import BLACK, Colour
from printkit.pdf.fonts import Font
from printkit.pdf.geometry import Box
from printkit.pdf.matrix import IDENTITY, Matrix
from printkit.pdf.objects import Thing, entry, listed, name, number, truth, whole

NORMAL: Final = "/Normal"


@dataclass(slots=True)
class State:
    """One level of the graphics state.

    ``clip`` is a box in points of the page, None the whole plane; ``fine``: its shape is finer than that
    box. ``soft`` is the soft mask in force, None for none. ``font`` is known where texts are measured.
    ``own`` is what a visitor keeps with each level: a value, exchanged and never changed.
    """

    matrix: Matrix = IDENTITY
    clip: Box | None = None
    fine: bool = False
    fill: Colour = BLACK
    stroke: Colour = BLACK
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
    blend: str = NORMAL
    soft: Thing = None
    own: Any = None

    def saved(self) -> State:
        """Return a copy for ``q``."""
        return State(*_VALUES(self))


_VALUES: Final = attrgetter(*(one.name for one in fields(State)))

#: What an extended graphics state changes, and the font it names, None mostly.
Changes = tuple[tuple[tuple[str, Any], ...], Thing]


def changes_of(thing: Thing) -> Changes:
    """Read an extended graphics state (8.4.5)."""
    found: dict[str, Any] = {}
    if (width := entry(thing, "/LW")) is not None:
        found["width"] = number(width, 1.0)
    over = entry(thing, "/OP")
    if over is not None:
        found["over_stroke"] = found["over_fill"] = truth(over)
    if (below := entry(thing, "/op")) is not None:
        found["over_fill"] = truth(below)
    if (mode := entry(thing, "/OPM")) is not None:
        found["opm"] = whole(mode)
    if (alpha := entry(thing, "/ca")) is not None:
        found["alpha_fill"] = number(alpha, 1.0)
    if (alpha := entry(thing, "/CA")) is not None:
        found["alpha_stroke"] = number(alpha, 1.0)
    if (blend := entry(thing, "/BM")) is not None:
        names = [name(one) for one in listed(blend)]
        found["blend"] = (names[0] if names else name(blend)).replace("/Compatible", NORMAL)
    if (mask := entry(thing, "/SMask")) is not None:
        found["soft"] = None if name(mask) == "/None" else mask
    font = listed(entry(thing, "/Font"))
    if len(font) == 2:
        found["size"] = number(font[1])
        return tuple(found.items()), font[0]
    return tuple(found.items()), None
