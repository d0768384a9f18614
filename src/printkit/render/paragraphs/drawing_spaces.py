"""The spaces of the table where the engine measures texts itself.

In drawings it sets words letter by letter: ``split_first_line`` stands in for its own of ``text.line_break``,
and makes a no-break or fine space alone as wide as ``spaces.py`` says. What a box needs at least and at most it
measures by whole texts: ``measured_first_line`` stands in for the same function in ``layout.preferred``, so
that a box is as wide as the lines that will stand in it.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.text import line_break

from printkit.render.paragraphs.spaces import EM_SHARES, NO_BREAK, width_of

_engines_own = line_break.split_first_line
_SPACES = frozenset({NO_BREAK, *EM_SHARES})


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, ...]:
    """Return layout, length, where the next line starts, width, height, baseline of a first line."""
    found: tuple[Any, ...] = _engines_own(
        text, style, context, max_width, justification_spacing, is_line_start, minimum
    )
    if text not in _SPACES:
        return found
    between = _engines_own(" ", style, context, inf, 0)[3] if text == NO_BREAK else 0.0
    return *found[:3], width_of(text, style["font_size"], between), *found[4:]


def measured_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, ...]:
    """Return the same for a text that is only measured, its spaces as wide as they will be set."""
    found = _engines_own(
        text, style, context, max_width, justification_spacing, is_line_start, minimum
    )
    more = sum(_difference(one, style, context) for one in found[0].text if one in _SPACES)
    return *found[:3], found[3] + more, *found[4:]


def _difference(space: str, style: Any, context: Any) -> float:
    """Return by how much (px) a space of the table is wider than the face's; kept on the style."""
    kept = style.__dict__.setdefault("pk_spaces", {})
    if space not in kept:
        none, own, between = (
            _engines_own(f"n{one}n", style, context, None, 0)[3] for one in ("", space, " ")
        )
        width = width_of(space, style["font_size"], between - none)
        kept[space] = 0.0 if width is None else width - (own - none)
    return float(kept[space])
