"""Colours into inks: recipes exactly, greys in black, the rest by profile and within the limit."""

import io

import pytest
from PIL import Image, ImageCms

from printkit.pdf.colour import ColourError, space_of
from printkit.press.ink_colours import MaskInks, PressInks, grey_of
from printkit.press.mono import MonoInks
from printkit.press.printing_condition import Condition
from printkit.press.total_ink import limit_image, limited, most_ink
from support.checkers.inkwell import COATED, LOOK, PALETTE, PRESS

INKS = PressInks(**LOOK)


def rgb(hexed: str) -> tuple[float, ...]:
    return tuple(int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5))


@pytest.mark.parametrize("role", ["accent", "signal", "muted", "paper", "ink"])
def test_recipes_are_exact(role):
    assert INKS.ink(rgb(PALETTE[role])) == tuple(part / 100 for part in PRESS[role])


def test_the_palettes_black_is_rich_only_over_a_field():
    assert INKS.ink(rgb("#111111"), text=True) == (0, 0, 0, 1)
    assert INKS.ink(rgb("#111111"), large=True) == (0.3, 0.3, 0.3, 1)
    assert INKS.ambiguous(rgb("#111111"))
    assert not INKS.ambiguous(rgb("#c8102e"))


@pytest.mark.parametrize("level", [0, 1, 100, 128, 254, 255])
def test_greys_are_black_ink_alone(level):
    ink = INKS.ink((level / 255,) * 3)
    assert ink[:3] == (0, 0, 0)
    assert ink[3] == pytest.approx(1 - level / 255)
    assert INKS.ink((level / 255,)) == pytest.approx(ink)


def test_nearly_black_text_is_solid():
    assert INKS.ink((0.07,) * 3, text=True) == (0, 0, 0, 1)
    assert INKS.ink((0.07,) * 3)[3] == pytest.approx(0.93, abs=0.002)


def test_other_colours_are_what_the_profile_says():
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(COATED.icc)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), (20, 90, 160)), transform)
    assert INKS.ink((20 / 255, 90 / 255, 160 / 255)) == tuple(
        part / 255 for part in pixel.getpixel((0, 0))
    )


def test_a_recipe_beyond_the_limit_is_reduced_and_named():
    thin = Condition("X", "x", COATED.icc, 150)
    inks = PressInks(PALETTE, PRESS, thin)
    (ground, accent) = inks.findings()
    assert (ground.rule, ground.severity) == ("ink-limit", "warning")
    assert "190 %" in ground.message
    assert "195 %" in accent.message
    assert sum(inks.ink(rgb("#111111"), large=True)) == pytest.approx(1.5)
    assert inks.ink(rgb("#111111"), large=True)[3] == 1


@pytest.mark.parametrize("limit", [100.0, 240.0, 300.0])
@pytest.mark.parametrize("ink", [(1, 1, 1, 1), (1, 0.5, 0, 0.2), (0.2, 0.1, 0, 0), (0, 0, 0, 1)])
def test_limited_ink_keeps_black(ink, limit):
    found = limited(ink, limit)
    assert sum(found) <= limit / 100 + 1e-9
    assert found[3] == ink[3]
    if sum(ink) <= limit / 100:
        assert found == ink


def test_limited_images():
    image = Image.linear_gradient("L")
    full = Image.merge("CMYK", [image, image.rotate(90), image.rotate(180), image])
    assert most_ink(full) > 290
    assert 250 < most_ink(limit_image(full, 260)) <= 260
    assert limit_image(full, 400) is full


def test_one_ink():
    inks = MonoInks(PALETTE, PRESS)
    assert inks.ink(rgb("#111111")) == (0,)
    assert inks.ink(rgb("#5a5a5a")) == (0.25,)
    assert inks.ink(rgb("#ffffff")) == (1,)
    assert 0.35 < inks.ink(rgb("#c8102e"))[0] < 0.5
    assert inks.ink(rgb("#ffd400"))[0] > 0.8
    assert inks.ink((0, 0, 0, 1)) == (0,)
    assert inks.ink((0.05,) * 3, text=True) == (0,)


def test_masks_read_luminosity():
    assert MaskInks().ink((1, 0, 0)) == pytest.approx((0.3,))
    assert grey_of((0, 0, 0, 1)) == 0


def test_lab_becomes_the_same_colour():
    lab = space_of(["/Lab", {"/WhitePoint": [0.964296, 1.0, 0.825105]}])
    assert lab.device((100, 0, 0)) == pytest.approx((1, 1, 1), abs=0.01)
    assert lab.device((53.2, 80.1, 67.2)) == pytest.approx((1, 0, 0), abs=0.08)
    with pytest.raises(ColourError):
        space_of(["/Separation", "/Gold", "/DeviceRGB"]).device((1,))
