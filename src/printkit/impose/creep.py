"""Creep (chasse): how far inner sheets of a section stick out, and are moved back to the spine."""

from __future__ import annotations

from typing import Final

#: A fold takes more than the paper's own thickness; 1.2 to 1.4 were measured, 1 is ideal.
FOLD_FACTOR: Final = 1.2


def creep_per_sheet(thickness_mm: float, factor: float = FOLD_FACTOR) -> float:
    """Return how much further each sheet sticks out than the one around it, in mm."""
    return thickness_mm * factor


def total_creep(pages: int, thickness_mm: float, factor: float = FOLD_FACTOR) -> float:
    """Return how far the innermost sheet of a section of ``pages`` pages sticks out, in mm.

    40 pages on paper of 0.10 mm: 9 sheets around the innermost, 1.08 mm.
    """
    return max(0, -(-pages // 4) - 1) * creep_per_sheet(thickness_mm, factor)


def share_of(total_mm: float, pages: int) -> float:
    """Return what each sheet adds when the innermost of a section of ``pages`` shall move ``total_mm``."""
    inner = -(-pages // 4) - 1
    return total_mm / inner if inner > 0 else 0.0
