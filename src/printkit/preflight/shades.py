"""The colours a gradient runs between (ISO 32000-1, 8.7.4.5)."""

from __future__ import annotations

from typing import Any

from printkit.preflight.ink import Paint, Space
from printkit.preflight.safe_objects import entry, listed, numbers


def shades(shading: Any, space: Space) -> list[Paint]:
    """Return the paints a gradient runs between, as far as its functions say them."""
    paints: list[Paint] = []
    pending = [(entry(shading, "/Function"), 0)]
    while pending and len(paints) < 64:
        one, depth = pending.pop()
        for key in ("/C0", "/C1"):
            ends = numbers(entry(one, key))
            if len(ends) == space.parts and ends:
                paints.append(space.paint(ends))
        if depth < 4:
            pending += [(below, depth + 1) for below in _functions(one)]
    return list(dict.fromkeys(paints)) or [Paint(space.root.family, None)]


def _functions(thing: Any) -> list[Any]:
    return [*listed(thing), *listed(entry(thing, "/Functions"))][:64]
