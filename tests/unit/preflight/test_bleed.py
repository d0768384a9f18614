"""Bleed proven: by the boxes of what is painted, and by the page as painted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printkit.preflight.fault import Fault
from printkit.preflight.runner import preflight
from support.preflight_sample import (
    BOTTOM,
    GROUND,
    HEIGHT,
    JOB,
    LEFT,
    MM,
    RIGHT,
    TEXT,
    TOP,
    WIDTH,
    good,
)


def bleed(*contents: str, job=JOB, **more) -> list[Fault]:
    return [fault for fault in preflight(good(*contents, **more), job) if "bleed" in fault.rule]


def box(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re f "


def test_white_painted_over_the_bleed_is_seen():
    white = "0 0 0 0 k " + box(0, TOP + 1 * MM, WIDTH, HEIGHT)
    (fault,) = bleed(GROUND + white + TEXT)
    assert fault.rule == "bleed-artwork"
    assert fault.found == pytest.approx(1, abs=0.6)
    assert fault.required == 3
    assert fault.rect_mm == pytest.approx((0, 148, 105, 151), abs=0.05)


def test_a_slanted_clip_is_seen():
    clip = f"q {LEFT} {BOTTOM} m {RIGHT} 0 l {RIGHT} {HEIGHT} l {LEFT} {TOP} l h W n "
    shape = clip + ".5 0 0 0 k " + box(0, 0, WIDTH, HEIGHT) + "Q "
    assert [fault.rule for fault in bleed(shape + TEXT)] == ["bleed-artwork"]


def test_a_ground_in_pieces_bleeds():
    middle = ".5 0 0 0 k " + box(LEFT, 0, RIGHT, HEIGHT)
    sides = box(0, 0, LEFT, HEIGHT) + box(RIGHT, 0, WIDTH, HEIGHT)
    assert bleed(middle + sides + TEXT) == []


def test_a_page_without_grounds_needs_no_artwork_there():
    assert bleed(TEXT) == []


def test_a_small_ornament_at_the_edge_is_no_ground():
    assert bleed(TEXT + ".5 0 0 0 k " + box(LEFT, 100, LEFT + 6, 106)) == []


def test_each_edge_has_its_own_bleed():
    gutter = replace(JOB, printer=replace(JOB.printer, bleed_mm=(3.0, 3.0, 3.0, 0.0)))
    inner = ".5 0 0 0 k " + box(LEFT, 0, WIDTH, HEIGHT)
    assert bleed(inner + TEXT, job=gutter) == []
    assert [fault.rule for fault in bleed(inner + TEXT)] == ["bleed-artwork"]


def test_a_turned_page_is_painted_upright():
    def turn(pdf, page):
        page.Rotate = 90

    assert bleed(GROUND + TEXT, tweak=turn) == []


def test_without_a_trim_the_ordered_size_is_taken_where_no_level_is_asked():
    def uncut(pdf, page):
        del page["/TrimBox"], page["/BleedBox"]

    plain = replace(JOB, printer=replace(JOB.printer, levels=()))
    assert preflight(good(tweak=uncut), plain) == ()
    assert [fault.rule for fault in bleed(GROUND, job=replace(plain, trim_mm=None), tweak=uncut)]
