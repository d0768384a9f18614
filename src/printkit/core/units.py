"""Lengths: millimetres outside, points inside a PDF, CSS pixels inside the layout engine."""

from __future__ import annotations

PT_PER_MM = 72 / 25.4
PX_PER_MM = 96 / 25.4


def mm_to_pt(length_mm: float) -> float:
    """Convert millimetres to PDF points (1/72 inch)."""
    return length_mm * PT_PER_MM


def pt_to_mm(length_pt: float) -> float:
    """Convert PDF points (1/72 inch) to millimetres."""
    return length_pt / PT_PER_MM


def pt_to_px(length_pt: float) -> float:
    """Convert points to CSS pixels (1/96 inch)."""
    return length_pt * 96 / 72


def px_to_mm(length_px: float) -> float:
    """Convert CSS pixels (1/96 inch) to millimetres."""
    return length_px / PX_PER_MM
