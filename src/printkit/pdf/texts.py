"""A text as a content stream shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from printkit.pdf.matrix import IDENTITY, Matrix


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is shown: ``pieces`` are strings and moves (in 1/1000 em, to the left).

    Where the visitor measures texts, ``matrix`` leads from its line to the page, ``advance`` is how far
    it goes along the line, scaled, ``blank`` how far the spaces go that it ends with; ``signs`` is its
    number of characters, ``blanks`` how many of these spaces there are.
    """

    operator: bytes
    pieces: Sequence[Any]
    matrix: Matrix = IDENTITY
    advance: float = 0.0
    blank: float = 0.0
    signs: int = 0
    blanks: int = 0
