"""The spaces of the table in drawings, too: the engine sets their words letter by letter.

Stands in for ``split_first_line`` of the engine's ``text.line_break``, and differs from it in one thing: a
no-break or fine space alone is as wide as ``spaces.py`` says.
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
