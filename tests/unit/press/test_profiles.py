"""The profiles that are shipped: their real ink maximum, their grey axis, their sums."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

import printkit
from printkit.press.total_ink import most_ink
from printkit.project.condition_files import CONDITIONS, condition, own_condition
from printkit.project.load import load_project

FOLDER = Path(printkit.__file__).parent / "data" / "profiles"
STEPS = range(0, 256, 15)
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


def profile(name):
    return ImageCms.ImageCmsProfile(io.BytesIO(condition(name).icc))


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("intent", list(ImageCms.Intent)[:3])
def test_no_colour_takes_more_ink_than_the_limit(name, intent):
    grid = Image.new("RGB", (len(STEPS) ** 2, len(STEPS)))
    grid.putdata([(red, green, blue) for red in STEPS for green in STEPS for blue in STEPS])
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), profile(name), "RGB", "CMYK", intent, flags=FLAGS
    )
    limit = condition(name).ink_limit
    most = most_ink(ImageCms.applyTransform(grid, transform))
    assert limit - 60 < most <= limit + 0.5


@pytest.mark.parametrize("name", CONDITIONS)
def test_greys_stay_grey(name):
    srgb = ImageCms.createProfile("sRGB")
    relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
    there = ImageCms.buildTransform(srgb, profile(name), "RGB", "CMYK", relative, flags=FLAGS)
    back = ImageCms.buildTransform(profile(name), srgb, "CMYK", "RGB", relative, flags=FLAGS)
    greys = Image.new("RGB", (256, 1))
    greys.putdata([(level,) * 3 for level in range(256)])
    seen = ImageCms.applyTransform(ImageCms.applyTransform(greys, there), back)
    for level in range(256):
        pixel = seen.getpixel((level, 0))
        # the deepest uncoated black is itself not neutral
        assert max(pixel) - min(pixel) <= (10 if level > 24 else 14), (level, pixel)
        assert abs(sum(pixel) / 3 - level) <= (10 if level > 24 else 16), (level, pixel)
    assert ImageCms.applyTransform(greys, there).getpixel((255, 0)) == (0, 0, 0, 0)


def test_files_are_those_the_script_built():
    sums = dict(
        reversed(line.split()) for line in (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    assert {path.name for path in FOLDER.glob("*.icc")} == set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_an_own_profile_is_taken_by_its_path():
    own = own_condition(
        (FOLDER / "coated-fogra39-300.icc").read_bytes(), name="Atelier", info="", ink_limit=260
    )
    assert (own.identifier, own.registry, own.ink_limit) == ("Atelier", "", 260)
    assert own.icc == condition("coated").icc


def test_a_theme_hands_on_its_recipes():
    project, _findings = load_project(Path(__file__).parents[3])
    theme = project.themes["presse"]
    assert theme.press["ground"] == (30, 30, 30, 100)
    assert theme.press["ink"] == (0, 0, 0, 100)
    assert set(theme.press) <= set(theme.palette)
