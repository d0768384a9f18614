"""Whole sheets as they were looked at and found right; ``sheet_goldens.py`` draws them anew."""

from __future__ import annotations

import pytest

from support.sheet_goldens import FOLDER, SHEETS, apart, golden, pictures

#: Renderers smooth edges each in its own way; a mark less, or a page turned, is far more.
_LIKE = 0.1


@pytest.fixture(scope="module")
def drawn():
    return pictures()


def test_there_is_a_picture_of_each_sheet(drawn):
    assert {path.stem for path in FOLDER.glob("*.png")} == set(drawn)


@pytest.mark.parametrize("name", [*SHEETS, "dummy", "calibration"])
def test_sheets_look_as_they_did(drawn, name):
    assert apart(drawn[name], golden(name)) < _LIKE


def test_the_comparison_sees_a_missing_mark_and_another_flip(drawn):
    one = drawn["saddle-short"]
    blanked = one.copy()
    blanked.paste(
        "white", (90, 70, 104, 86)
    )  # one mark left of the first sheet's upper left corner
    assert apart(one, blanked) >= _LIKE
    assert apart(one, drawn["saddle-long"]) >= _LIKE
