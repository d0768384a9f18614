"""Marks on sheets: where they stand, and where they never do."""

from __future__ import annotations

import numpy as np
import pytest

from printkit.core.i18n import use_language
from printkit.impose.imposition import job_for, plan_of
from printkit.impose.place import draw_sheets
from printkit.impose.sheet_marks import all_marks, crops, inner_lines
from support.sheet_sample import numbered, rendered, source

A4, A5, A6, SRA3 = (210, 297), (148, 210), (105, 148), (320, 450)


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def test_marks_stand_outside_of_every_page_and_its_bleed():
    opened = source(numbered(8, bleed=3.0))
    plan = plan_of("saddle", job_for(opened, SRA3))
    bare = draw_sheets(plan, opened)
    marked = draw_sheets(plan, opened, marks=all_marks(plan, "essai"))
    for before, after, side in zip(rendered(bare), rendered(marked), plan.sides, strict=True):
        changed = np.abs(np.asarray(before, int) - np.asarray(after, int)).sum(axis=2) > 30
        assert changed.sum() > 100
        per_mm = before.width / plan.sheets[0].width_mm
        for one in side.placements:
            x0, y0, x1, y1 = one.clip or one.box
            rows = slice(
                round(before.height - y1 * per_mm) + 1, round(before.height - y0 * per_mm) - 1
            )
            assert not changed[rows, round(x0 * per_mm) + 1 : round(x1 * per_mm) - 1].any()


@pytest.mark.parametrize(
    ("scheme", "trim", "options"),
    [
        ("saddle", A5, {}),
        ("saddle", A5, {"gutter_mm": 6.0}),
        ("saddle", (148, 105), {"binding": "top"}),
        ("perfect", A6, {"per_side": 4, "gutter_mm": 0.0}),
        ("folded", (74, 210), {"fold": "gate"}),
        ("folded", (100, 210), {"fold": "roll"}),
    ],
)
def test_nobody_is_told_to_cut_along_a_fold(scheme, trim, options):
    """At a fold there are dashes only, at the other edges of the pages whole lines."""
    opened = source(numbered(6 if options.get("fold") == "roll" else 8, *trim, bleed=3.0))
    plan = plan_of(scheme, job_for(opened, SRA3, **options))
    for number, side in enumerate(plan.sides):
        sheet = plan.sheets[number // 2]
        drawn = crops(plan)(sheet, side, True).split(b" l S")[:-1]
        ends = [
            [float(word) / 72 * 25.4 for word in one.split(b" w ")[-1].split() if word != b"m"]
            for one in drawn
        ]
        folds = [rule for rule in side.rules if rule.kind == "fold"]
        assert folds
        for x0, y0, x1, y1 in ends:
            for fold in folds:
                if fold.x0_mm == fold.x1_mm:
                    assert x0 != x1 or abs(x0 - fold.x0_mm) > 4
                else:
                    assert y0 != y1 or abs(y0 - fold.y0_mm) > 4
        edges = {round(x0, 1) for x0, _y, x1, _z in ends if x0 == x1}
        lefts = min(one.x_mm for one in side.placements)
        rights = max(one.x_mm + one.width_mm for one in side.placements)
        assert edges == {round(lefts, 1), round(rights, 1)}


def test_targets_are_not_dashed_as_folds_are():
    opened = source(numbered(8, bleed=3.0))
    plan = plan_of("saddle", job_for(opened, SRA3))
    drawn = b" ".join(
        draw(plan.sheets[0], plan.sheets[0].front, True) for draw in all_marks(plan, "")
    )
    dashes, stack = b"[] 0", []
    circles = 0
    words = drawn.replace(b"[3 2] 0 d", b"dashed").replace(b"[] 0 d", b"solid").split()
    for word in words:
        if word == b"q":
            stack.append(dashes)
        elif word == b"Q":
            dashes = stack.pop()
        elif word in (b"dashed", b"solid"):
            dashes = word
        elif word == b"c":
            circles += 1
            assert dashes != b"dashed"
    assert circles
    assert not stack


def test_a_tile_says_which_one_is_glued_to_it_where_that_hides_it():
    opened = source(numbered(1, 297.0, 420.0))
    plan = plan_of("poster", job_for(opened, A4))
    bare = rendered(draw_sheets(plan, opened), 72)
    named = rendered(draw_sheets(plan, opened, marks=inner_lines(plan)), 72)
    for before, after, side in zip(bare, named, plan.sides, strict=True):
        changed = np.abs(np.asarray(before, int) - np.asarray(after, int)).sum(axis=2) > 60
        for rule in side.rules:
            x0, y0, x1, y1 = side.placements[0].clip or ()
            right = rule.x0_mm == rule.x1_mm
            strip = (rule.x0_mm - 0.5, y0, x1, y1) if right else (x0, y0, x1, rule.y0_mm + 0.5)
            left, low, end, high = (round(edge / 25.4 * 72) for edge in strip)
            cut = changed[before.height - high - 1 : before.height - low + 1, left - 1 : end + 1]
            assert cut.sum() > 60
            cut[:] = False
        assert not changed.any()
    assert not plan.sides[-1].rules


def test_no_room_no_marks():
    opened = source(numbered(4))
    plan = plan_of("saddle", job_for(opened, A4))
    sheet = plan.sheets[0]
    assert crops(plan)(sheet, sheet.front, True) == b""
