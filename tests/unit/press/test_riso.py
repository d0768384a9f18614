"""Two drums: what is on each, what overprints, and both seen over each other."""

import io

import pikepdf
import pytest
from PIL import Image, ImageChops

from printkit.core.units import mm_to_pt
from printkit.press.press_file import drum_file
from printkit.press.riso import DRUMS, DrumInks, drum_colours, overprint, simulation
from printkit.project.load import load_project
from support.checkers.inkwell import PALETTE, colour_difference, contents, on_screen
from unit.press.test_content_rewriter import INK, N, form, one_page
from unit.press.test_page_objects import TEXT, master_of

RISO = {
    "ink": (100.0, 0.0),
    "ground": (85.0, 0.0),
    "accent": (0.0, 100.0),
    "signal": (0.0, 0.0),
    "muted": (75.0, 0.0),
    "paper": (0.0, 0.0),
}
LOOK = {"palette": PALETTE, "riso": RISO}
RED = b"0.7843 0.0627 0.1804 rg\n"
SQUARE = b"10 10 80 80 re f\n"


def rgb(hexed):
    return tuple(int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5))


def coverage(colour, **how):
    """Return the per cent of each drum; None where the drum is left as it is."""
    inks = [DrumInks(PALETTE, RISO, drum).ink(colour, **how) for drum in DRUMS]
    return tuple(round(100 * (1 - ink[0]), 1) if ink else None for ink in inks)


@pytest.mark.parametrize(
    ("colour", "how", "wanted"),
    [
        ("#111111", {"text": True}, (100, None)),
        ("#111111", {}, (100, 0)),
        ("#111111", {"large": True}, (85, 0)),
        ("#c8102e", {"large": True}, (0, 100)),
        ("#5a5a5a", {"text": True}, (75, 0)),
        ("#ffffff", {}, (0, 0)),
        ("#808080", {}, (49.8, 0)),
    ],
)
def test_the_palette_has_its_recipes_and_greys_are_black(colour, how, wanted):
    assert coverage(rgb(colour), **how) == wanted


def test_other_colours_take_the_mixture_that_looks_like_them():
    shown = drum_colours(PALETTE)
    for pair in ((0.5, 0.5), (0.0, 0.4), (0.25, 1.0)):
        look = tuple(part / 255 for part in overprint(shown, pair))
        assert coverage(look) == pytest.approx([100 * part for part in pair], abs=5)


def drums(master):
    made = {}
    for drum in DRUMS:
        file = drum_file(master, drum=drum, **LOOK)
        assert file.findings == ()
        made[drum] = file.pdf
    return made


def inside(pdf, page=1):
    """Return what is within the trim of a drum's page, 72 pixels an inch."""
    seen = on_screen(pdf, page).convert("L")
    edge = round(mm_to_pt(3 + 7))
    return seen.crop((edge, edge, seen.width - edge, seen.height - edge))


def bleeding(content, **resources):
    """Return a page whose trim has 3 mm of bleed around it."""
    with pikepdf.open(io.BytesIO(one_page(content, **resources))) as document:
        edge = mm_to_pt(3)
        page = document.pages[0]
        page.MediaBox = [-edge, -edge, 100 + edge, 100 + edge]
        page.TrimBox = [0, 0, 100, 100]
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("shape", "hole"),
    [
        (b"0.5 g 30 30 20 20 re f", True),
        (INK + b"30 30 20 20 re f", True),
        (b"0 G 8 w 30 40 m 70 40 l S", False),
        (b"1 g 30 30 20 20 re f", True),
        (RED + b"0 G 4 w 30 30 20 20 re B", False),
        (b"1 g 0 G 4 w 30 30 20 20 re b*", True),
    ],
)
def test_black_strokes_leave_no_hole_in_the_accent_below(shape, hole):
    made = drums(bleeding(RED + SQUARE + shape))
    accent = inside(made["accent"]).crop((15, 15, 85, 85))
    assert (accent.getextrema() != (0, 0)) is hole
    assert inside(made["black"]).getextrema()[0] < 255 or b"1 g 30" in shape


def test_a_black_pictures_place_is_free_on_the_accents_drum():
    grey = ({"Type": N.XObject, "Subtype": N.Image, "Width": 2, "Height": 1, "BitsPerComponent": 8,
             "ColorSpace": N.DeviceGray}, b"\x00\x80")  # fmt: skip
    made = drums(bleeding(b"q 50 0 0 50 25 25 cm /I Do Q", XObject={"I": grey}))
    assert inside(made["accent"]).getextrema() == (255, 255)
    assert inside(made["black"]).getextrema()[0] < 10


def test_a_coloured_picture_is_parted_into_both():
    pixels = bytes((0xC8, 0x10, 0x2E, 0x11, 0x11, 0x11, 255, 255, 255))
    image = ({"Type": N.XObject, "Subtype": N.Image, "Width": 3, "Height": 1, "BitsPerComponent": 8,
              "ColorSpace": N.DeviceRGB}, pixels)  # fmt: skip
    made = drums(bleeding(b"q 90 0 0 90 5 5 cm /I Do Q", XObject={"I": image}))
    found = {
        drum: [inside(pdf).getpixel((x, 50)) for x in (20, 50, 80)] for drum, pdf in made.items()
    }
    assert found["accent"] == [0, 255, 255]
    assert found["black"] == [255, 0, 255]


def test_colours_in_a_form_come_from_where_it_is_drawn():
    made = drums(bleeding(RED + b"/F Do", XObject={"F": form(SQUARE)}))
    assert inside(made["accent"]).getpixel((50, 50)) == 0
    assert inside(made["black"]).getextrema() == (255, 255)


@pytest.fixture(scope="module")
def pages():
    return drums(master_of(TEXT))


def test_drums_are_greys_alone_with_the_same_boxes_and_marks(pages):
    boxes = set()
    for pdf in pages.values():
        found = contents(pdf)
        assert not {"rg", "RG", "k", "K"} & set(found.operators)
        assert found.spaces.keys() <= {"/DeviceGray"}
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.check_pdf_syntax() == []
            page = document.pages[0]
            boxes.add(tuple(float(side) for box in (page.MediaBox, page.TrimBox) for side in box))
    assert len(boxes) == 1
    seen = [on_screen(pdf).convert("L") for pdf in pages.values()]
    edge = round(mm_to_pt(6.8))
    rims = [image.crop((0, 0, image.width, edge)) for image in seen]
    assert rims[0].getextrema()[0] < 128
    assert ImageChops.difference(*rims).getbbox() is None


def test_no_glyph_is_lost_between_the_drums(pages):
    black, accent = (contents(pages[drum]).glyphs for drum in DRUMS)
    assert sum(black.values()) == sum(accent.values())
    inked = {key[1] for key in accent if key[1] != (1.0,)}
    assert inked == {(0.0,)}
    assert sum(n for key, n in accent.items() if key[1] == (0.0,)) < sum(black.values())


def test_the_simulation_is_the_drums_multiplied(pages):
    shown = on_screen(simulation(pages, PALETTE), dpi=100)
    expected = Image.new("RGB", shown.size, "white")
    for drum, colour in zip(DRUMS, drum_colours(PALETTE), strict=True):
        grey = on_screen(pages[drum], dpi=100).convert("L")
        tint = Image.merge(
            "RGB", [grey.point(lambda v, c=c: round(c + v / 255 * (255 - c))) for c in colour]
        )
        expected = ImageChops.multiply(expected, tint)
    difference = colour_difference(shown, expected)
    assert difference.mean() < 0.3
    assert shown.getpixel((shown.width // 2, 60)) != (255, 255, 255)


def test_the_theme_says_where_its_colours_go(tmp_path, monkeypatch):
    from printkit.cli import entry

    monkeypatch.chdir(tmp_path)
    assert entry.run(["new", "project", "essai"]) == 0
    root = tmp_path / "essai"
    project, _findings = load_project(root)
    riso = project.themes["presse"].riso
    assert riso["accent"] == (0, 100)
    assert set(riso) == set(project.themes["presse"].palette)
    (tract,) = (root / "leaflets").glob("*.yaml")
    tract.write_text(tract.read_text().replace("editions: [", "editions: [riso, "))
    assert entry.run(["build", "essai-tract", "--edition", "riso", "--project", str(root)]) == 0
    made = {path.name for path in (root / "out" / "essai-tract").glob("*a6*")}
    assert made == {f"essai-tract-a6-riso-{name}.pdf" for name in (*DRUMS, "simulation")}
