"""Operators that paint (ISO 32000-1, 8.5.3 and 9.3.6), and what is left of one when a part is not painted."""

from __future__ import annotations

from typing import Final

FILLED: Final = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
STROKED: Final = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
#: (fill, stroke) → text rendering mode
MODES: Final = {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}


def reduced(operator: bytes, *, fill: bool, stroke: bool) -> bytes:
    """Return a path-painting operator that fills or strokes only what is still to be."""
    if fill:
        return b"f*" if operator.endswith(b"*") else b"f"
    if stroke:
        return b"s" if operator[:1] in b"bs" else b"S"
    return b"n"
