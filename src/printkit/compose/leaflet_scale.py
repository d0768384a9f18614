"""A leaflet's stylesheet drawn for one size, carried over to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import tinycss2

#: How far fields of colour reach over the trim in the stylesheets of leaflets, mm: that stays.
_OVER_MM: Final = 5.0
#: No letter gets smaller than that by being carried over, pt.
_LEAST_PT: Final = 6.5
_ACROSS: Final = ("left", "right", "width")
_DOWN: Final = ("top", "bottom", "height")


def rescaled(css: str, scale: tuple[float, float]) -> str:
    """Return a stylesheet with its millimetres across and down times ``scale``, its points times the less.

    Lengths relative to the text stay, and so do those over the trim. Fields that reach over it (``.field``,
    ``.base``) keep what they reach.
    """
    if scale == (1.0, 1.0):
        return css
    rules = tinycss2.parse_stylesheet(css)
    for rule in rules:
        if rule.type == "qualified-rule":
            over = any(name in tinycss2.serialize(rule.prelude) for name in (".field", ".base"))
            _declarations(rule.content, scale, over=over)
    return str(tinycss2.serialize(rules))


def _declarations(tokens: Iterable[Any], scale: tuple[float, float], *, over: bool) -> None:
    """Change the lengths of a block in place: a name, a colon and what follows, up to a semicolon."""
    name, in_value = "", False
    for token in tokens:
        if token.type == "literal" and token.value == ";":
            name, in_value = "", False
        elif token.type == "literal" and token.value == ":":
            in_value = True
        elif token.type == "ident" and not in_value:
            name = token.lower_value
        elif token.type == "dimension" and in_value:
            _length(token, name, scale, over=over)


def _length(token: Any, name: str, scale: tuple[float, float], *, over: bool) -> None:
    unit = token.lower_unit
    if unit == "pt" and name in ("font-size", "line-height"):
        value = max(token.value * min(scale), min(_LEAST_PT, token.value))
    elif unit == "mm" and token.value != -_OVER_MM:
        factor = _factor(name, scale)
        beyond = _OVER_MM if over and factor == scale[1] and name not in ("top", "bottom") else 0.0
        value = (token.value - beyond) * factor + beyond
    else:
        return
    token.value = value
    token.representation = f"{value:.4f}".rstrip("0").rstrip(".")


def _factor(name: str, scale: tuple[float, float]) -> float:
    parts = name.split("-")
    if any(part in _DOWN for part in parts):
        return scale[1]
    return scale[0] if any(part in _ACROSS for part in parts) else min(scale)
