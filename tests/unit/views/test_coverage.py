"""The plates of a page as a report shows them, the map of its ink, and the square with most of it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from printkit.core.units import mm_to_pt
from printkit.preflight.plates import WINDOW_MM, densest
from printkit.views.coverage import heat_scale, inked_pages, plates_of
from support.preflight_sample import GROUND, HEIGHT, MM, TEXT, WIDTH, good, separation

FRAME = (0.0, 0.0, WIDTH, HEIGHT)
#: 20 mm square, its lower left corner 50 mm from the page's.
SQUARE = f"{50 * MM} {50 * MM} {20 * MM} {20 * MM} re f "


def inked(*contents: str, limit: float = 300):
    found = inked_pages(good(*contents), {1: FRAME}, ppi=72, limit=limit)
    return found[1]


def pixel(png: bytes, x_mm: float, y_mm: float) -> tuple[int, ...]:
    """Return a picture's colour at a place in mm from the page's lower left corner."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    scale = image.width / WIDTH
    colour = image.getpixel((round(x_mm * MM * scale), image.height - 1 - round(y_mm * MM * scale)))
    assert isinstance(colour, tuple)
    return colour


def test_each_plate_has_its_ink():
    (found,) = plates_of(good("q .2 .8 0 .4 k " + SQUARE + "Q"), {1: FRAME}, ppi=72)
    number, plates = found
    assert number == 1
    middle = (round(60 * MM), round(HEIGHT - 60 * MM))
    assert [round(image.getpixel(middle) / 2.55) for image in plates.values()] == [20, 80, 0, 40]
    assert all(image.getpixel((5, 5)) == 0 for image in plates.values())


def test_plates_without_ink_have_no_picture():
    assert set(inked("q 0 .8 0 0 k " + SQUARE + "Q").pictures) == {"M"}
    assert inked("").pictures == {}


def test_black_text_leaves_no_hole_in_other_plates():
    words = "q /Over gs BT /F1 60 Tf 0 0 0 1 k 40 200 Td (MMM) Tj ET Q\n"
    ground = inked("q 1 0 0 0 k 0 0 999 999 re f Q " + words).pictures
    assert ground["C"] == inked("q 1 0 0 0 k 0 0 999 999 re f Q ").pictures["C"]


def test_the_square_with_most_ink_is_found():
    found = inked(GROUND + TEXT + "q .5 .5 .5 .5 k " + SQUARE + "Q")
    assert found.most == pytest.approx(200, abs=1)
    left, bottom, right, top = (side / MM for side in found.window_pt)
    assert (right - left, top - bottom) == pytest.approx((WINDOW_MM, WINDOW_MM), abs=0.01)
    assert left >= 49
    assert bottom >= 49
    assert right <= 71
    assert top <= 71


def test_a_small_heavy_spot_is_averaged_over_the_square():
    small = f"{50 * MM} {50 * MM} {5 * MM} {5 * MM} re f "
    assert inked("q 1 1 1 0 k " + small + "Q").most == pytest.approx(300 / 9, rel=0.06)


def test_the_square_stands_on_the_ink_even_where_one_place_alone_is_heaviest():
    found = inked("q 0 0 0 1 k " + f"{50 * MM} {50 * MM} 3 3 re f Q")
    left, bottom, right, top = (side / MM for side in found.window_pt)
    assert left <= 50 <= right
    assert bottom <= 50 <= top


def test_the_map_is_dark_beyond_the_limit_and_light_on_paper():
    heat = inked("q 1 1 .6 0 k " + SQUARE + "Q", limit=250).heat
    assert pixel(heat, 60, 60) == (0, 0, 0)
    assert pixel(heat, 20, 120) == (255, 255, 255)
    within = inked("q 1 1 .4 0 k " + SQUARE + "Q", limit=250).heat
    assert pixel(within, 60, 60) == heat_scale(250)[9][1]


@pytest.mark.parametrize("limit", [180, 250, 280, 300, 400])
def test_the_scale_has_sixteen_colours_at_most_and_gets_darker(limit):
    scale = heat_scale(limit)
    assert 2 < len(scale) <= 16
    assert scale[0] == (0, (255, 255, 255))
    assert scale[-1][0] == limit
    shades = [
        sum(share * part for share, part in zip((3, 6, 1), colour, strict=True))
        for _s, colour in scale
    ]
    assert shades == sorted(shades, reverse=True)


def test_a_page_smaller_than_the_square_is_its_own_square():
    plate = Image.new("L", (10, 20), 255)
    assert densest([plate], mm_to_pt(WINDOW_MM))[0] == pytest.approx(100)


def test_what_cannot_be_separated_has_no_plates():
    assert inked_pages(b"nothing", {1: FRAME}, ppi=50, limit=300) == {}
    mesh = good(GROUND + "/Pattern cs /Nowhere scn 0 0 9 9 re f\n")
    assert inked_pages(mesh, {1: FRAME}, ppi=50, limit=300) == {}


def test_a_spot_colour_is_shown_by_the_inks_it_stands_for():
    found = inked_pages(separation("/Or")(), {1: FRAME}, ppi=50, limit=300)
    assert found == {} or set(found[1].pictures) <= {"C", "M", "Y", "K"}
