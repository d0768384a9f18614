"""The card of the cover can be read: its holes are Hollerith's code of the title."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from printkit.compose.ornament import (
    ROWS,
    holes_from_behind,
    punched_card,
    punched_strip,
    punches,
)

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("character", "rows"),
    [
        ("A", (12, 1)),
        ("I", (12, 9)),
        ("j", (11, 1)),
        ("R", (11, 9)),
        ("S", (0, 2)),
        ("z", (0, 9)),
        ("0", (0,)),
        ("7", (7,)),
        ("-", (11,)),
        (" ", ()),
        ("é", ()),
        ("…", ()),
        ("٣", ()),
    ],
)
def test_code(character: str, rows: tuple[int, ...]) -> None:
    assert punches(character) == rows


def columns(svg: bytes) -> list[tuple[int, ...]]:
    """Read the holes of a card back, column by column from the left."""
    *_, path = ET.fromstring(svg).iter(f"{SVG}path")
    holes = re.findall(r"M([\d.]+) ([\d.]+)h[\d.]+v3\.4", path.get("d", ""))
    found: dict[float, list[int]] = {}
    for x, y in holes:
        found.setdefault(float(x), []).append(ROWS[round((float(y) - 20) / 5.3)])
    return [tuple(rows) for _, rows in sorted(found.items())]


@pytest.mark.parametrize("text", ["Été 2025", "L’IA, son monde", "A" * 120])
def test_the_title_can_be_read_back(text: str) -> None:
    svg = punched_card(text, card="#C8102E", hole="#111111", width_mm=158, height_mm=99)
    plain = {"É": "E", "é": "e", "’": "'"}
    wanted = [punches(plain.get(c, c)) for c in text if punches(plain.get(c, c))]
    assert columns(svg) == wanted[: len(columns(svg))]
    assert len(columns(svg)) >= min(len(wanted), 90)


def test_from_behind_the_same_holes_are_turned() -> None:
    front = punched_card("Machine", card="#C8102E", hole="#111111", width_mm=158, height_mm=99)
    back = holes_from_behind("Machine", hole="#C8102E", width_mm=158, height_mm=99)
    assert columns(front) == columns(back)
    assert b"scale(-1 1)" in back


def test_no_title_gives_a_card_without_holes() -> None:
    svg = punched_card("", card="#C8102E", hole="#111111", width_mm=158, height_mm=99)
    assert columns(svg) == []


@pytest.mark.parametrize(("text", "left"), [("Eau", 65.4), ("A" * 100, 0.0)])
def test_a_strip_ends_at_its_right_edge(text: str, left: float) -> None:
    svg = punched_strip(text, hole="#C8102E", blank="#B8B4AB", width_mm=72, height_mm=17)
    *_, path = ET.fromstring(svg).iter(f"{SVG}path")
    holes = re.findall(r"M([\d.]+) ([\d.]+)h", path.get("d", ""))
    assert min(float(x) for x, _y in holes) == pytest.approx(left, abs=0.01)
    assert max(float(x) for x, _y in holes) < 72
    assert {round(float(y) / (17 / 12)) for _x, y in holes} <= set(range(12))
    assert len(holes) == sum(len(punches(letter)) for letter in text)
