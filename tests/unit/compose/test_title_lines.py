"""A title in lines as wide as the column: nothing lost, no line higher than it may be."""

import pytest
from markupsafe import Markup

from printkit.compose.title_lines import title_lines
from printkit.model import FaceMeasure

_FLAT = dict.fromkeys((*range(32, 384), 0x2019), (0.6, 0.0, 0.0, 0.7, 0.0))
WIDE = FaceMeasure("Wide", 0.9, 0.3, 0.7, _FLAT)
NARROW = FaceMeasure(
    "Narrow", 0.9, 0.3, 0.8, {code: (0.3, *rest[1:]) for code, rest in _FLAT.items()}
)
MEASURES = {"Wide": WIDE, "Narrow": NARROW}


def lines(title, height=60.0, families=("Wide", "Narrow")):
    return title_lines(Markup(title), 120.0, height, families, measures=MEASURES)  # noqa: S704


@pytest.mark.parametrize("height", [15.0, 60.0, 200.0])
@pytest.mark.parametrize(
    "title",
    [
        "Ça",
        "Grand tapage d’été",
        "de la\u00a0Roche",
        "un <em>deux trois</em> quatre",
        " ".join(["mot"] * 30),
    ],
)
def test_all_words_stand_in_order_inside_the_height(title, height):
    found = lines(title, height)
    said = " ".join(line.text.striptags() for line in found)
    assert said == Markup(title).striptags()  # noqa: S704
    assert all(str(line.text).count("<em>") == str(line.text).count("</em>") for line in found)
    tops = [line.top_mm for line in found]
    assert tops == sorted(tops)
    assert found[-1].top_mm + found[-1].cap_mm + found[-1].low_mm <= height + 0.01


def test_what_is_bound_stays_on_a_line():
    found = lines("fête de\u00a0la\u00a0Roche")
    assert any("de\u00a0la\u00a0Roche" in str(line.text) for line in found)


def test_a_title_no_face_has_the_letters_of_is_left_to_others():
    assert lines("Праздник") == ()


def test_lines_fill_the_column_where_the_height_allows():
    assert {round(line.width_mm) for line in lines("Grand tapage d’été", 200.0)} == {120}


def test_no_face_no_line():
    assert lines("Titre", families=("Other",)) == ()
