"""The side margins a stylesheet gives its plain pages, however they are spelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import tinycss2

#: Absolute lengths in mm: CSS Values and Units 3, 6.2, https://www.w3.org/TR/css-values-3/#absolute-lengths
_MM: Final[Mapping[str, float]] = {
    "mm": 1,
    "cm": 10,
    "q": 0.25,
    "in": 25.4,
    "pc": 25.4 / 6,
    "pt": 25.4 / 72,
    "px": 25.4 / 96,
}
_SIDES: Final = ("top", "right", "bottom", "left")
#: Which of one to four values each side takes: CSS Box Model 3, 3.2, top, right, bottom, left.
_SHARED: Final = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


def page_margins_mm(css: str) -> dict[str, float | None]:
    """Return the ``left`` and ``right`` margins of ``@page`` rules without a name or a pseudo-class.

    The last declaration counts, an ``!important`` one before all others; a side that is nowhere given is
    left out, one that is no absolute length, such as ``5%`` or ``calc()``, is None.
    """
    found: dict[str, float | None] = {}
    heavy: set[str] = set()
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "at-rule" or rule.lower_at_keyword != "page" or rule.content is None:
            continue
        if any(token.type not in ("whitespace", "comment") for token in rule.prelude):
            continue
        for declaration in tinycss2.parse_blocks_contents(rule.content):
            if declaration.type != "declaration":
                continue
            for side, value in _sides(declaration.lower_name, declaration.value).items():
                if side in heavy and not declaration.important:
                    continue
                found[side] = value
                if declaration.important:
                    heavy.add(side)
    return found


def _sides(name: str, tokens: Sequence[Any]) -> dict[str, float | None]:
    """Return what one declaration says of the left and the right side."""
    values = [_length(token) for token in tokens if token.type not in ("whitespace", "comment")]
    if name == "margin" and len(values) in _SHARED:
        every = dict(zip(_SIDES, (values[index] for index in _SHARED[len(values)]), strict=True))
        return {side: every[side] for side in ("left", "right")}
    if name in ("margin-left", "margin-right") and len(values) == 1:
        return {name.removeprefix("margin-"): values[0]}
    return {}


def _length(token: Any) -> float | None:
    if token.type == "dimension" and token.lower_unit in _MM:
        return float(token.value) * _MM[token.lower_unit]
    return 0.0 if token.type == "number" and token.value == 0 else None
