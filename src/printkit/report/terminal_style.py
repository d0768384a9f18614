"""Colour for terminals, and only for them."""

from __future__ import annotations

import os
from typing import Final, TextIO

from printkit.core.findings import Severity

_CODES: Final = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.NOTE: "1;34",
}
_DIM: Final = "2"


def is_terminal(stream: TextIO) -> bool:
    """Tell whether somebody watches this stream."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def wants_colour(stream: TextIO) -> bool:
    """Tell whether to colour: on a terminal, unless it is dumb or NO_COLOR is set.

    https://no-color.org
    """
    return (
        is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def severe(text: str, severity: Severity, *, colour: bool) -> str:
    """Return a text in the colour of a severity."""
    return f"\x1b[{_CODES[severity]}m{text}\x1b[0m" if colour else text


def dim(text: str, *, colour: bool) -> str:
    """Return a text that steps back."""
    return f"\x1b[{_DIM}m{text}\x1b[0m" if colour else text
