"""Rendered pages through the separation, read again by other libraries."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest

from printkit.assemble.master import Master, screen
from printkit.assemble.merge import merge
from printkit.core.units import mm_to_pt
from printkit.model import MergePart, Meta, PageFormat
from printkit.press.drawn_marks import crop_marks
from printkit.press.pdfx import Level
from printkit.press.press_boxes import Edges
from printkit.press.press_file import mono_file, press_file
from printkit.press.total_ink import most_ink
from support.checkers.inkwell import (
    COATED,
    LOOK,
    PALETTE,
    PRESS,
    assert_only_inks,
    colour_difference,
    contents,
    first_page,
    on_screen,
    plates,
    proofed,
)
from support.pressroom import faces, job, laid_out, press

STYLE = """
body { color: #111111; margin: 0 }
.field { background: #111111; color: white; height: 30mm; margin: -15mm -15mm 3mm; padding: 8mm }
.note { border-left: 1mm solid #c8102e; color: #5a5a5a; border-bottom: 0.4pt solid #111111 }
a { color: #c8102e }
h2 { color: #1d5f8a }
"""
TEXT = (
    '<div class="field"><p>Blanc sur le fond</p></div><h1>Titre</h1><p>Du texte noir, '
    '<a href="https://example.org">un lien</a>, <b>gras</b>.</p>'
    '<p class="note">Une note grise.</p><h2>Bleu</h2>'
    '<svg width="200" height="40" role="img" aria-label="x"><rect width="90" height="30" '
    'fill="#ffd400"/><text x="5" y="20">noir</text><circle cx="140" cy="20" r="15" '
    'stroke="#111111" fill="none"/></svg>'
)
FADE = '<div style="height:20mm;background:linear-gradient(90deg,#c8102e,#ffd400 40%,white)"></div>'
CLEAR = '<p style="color:#c8102e80">À demi</p>'
SOFT = '<div style="height:20mm;background:linear-gradient(90deg,#c8102e,transparent)"></div>'
TILES = (
    '<svg width="200" height="80" role="img" aria-label="x"><defs><pattern id="p" width="10" '
    'height="10" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#1d5f8a"/>'
    '</pattern></defs><rect width="200" height="80" fill="url(#p)"/></svg>'
)


def master_of(body: str, *sheets: str) -> bytes:
    with press() as pool:
        part = MergePart("un", "Un", laid_out(pool, job(body, STYLE, *sheets)).pdf)
    master, findings = merge(
        [part],
        meta=Meta("Titre & <essai>", "fr", dt.date(2026, 1, 2), authors=("Une autrice",)),
        outline=(),
        labels=(),
        faces=faces(),
        load_face=lambda face: face.path.read_bytes(),
        fmt=PageFormat("essai", (100.0, 140.0)),
        date=dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC),
    )
    assert findings == []
    return master.pdf


@pytest.fixture(scope="module")
def plain():
    return master_of(TEXT + FADE)


@pytest.fixture(scope="module")
def made(plain):
    done = press_file(plain, **LOOK)
    assert done.findings == ()
    return done.pdf


def test_no_rgb_is_left(made):
    assert_only_inks(contents(made))


def test_nothing_to_click_or_to_read_aloud_is_left(plain, made):
    assert b"/Annot" in plain
    assert b"/StructElem" in plain
    for word in (b"/Annot", b"/Struct", b"/Action", b"/URI", b"/Outlines", b"/Dests", b"/Lang"):
        assert word not in made, word


def test_every_black_glyph_is_black_ink_and_overprints(plain, made):
    before = contents(plain).glyphs
    black = before["rg", (0.0667,) * 3, False] + before["rg", (0.0,) * 3, False]
    assert black > 30
    after = contents(made).glyphs
    assert after["k", (0, 0, 0, 1), True] == black
    assert ("k", (0, 0, 0, 1), False) not in after
    assert sum(after.values()) == sum(before.values())
    assert {key[1] for key in after if key[2]} == {(0, 0, 0, 1)}


def test_white_and_coloured_text_knock_out(made):
    after = contents(made).glyphs
    assert after["k", (0, 0, 0, 0), False] == len("Blanc sur le fond ")  # a line ends with a space
    assert after["k", (0, 1, 0.85, 0.1), False] == len("unlien") + 1
    assert after["k", (0, 0, 0, 0.75), False] > 5


def test_the_wide_field_is_rich_black(made):
    fields = contents(made).fields
    assert fields["k", (0.3, 0.3, 0.3, 1)] >= 1
    assert fields["k", (0, 0.15, 1, 0)] == 1


def test_boxes_start_at_the_corner(made):
    _document, page = first_page(made)
    width, height, bleed = mm_to_pt(100), mm_to_pt(140), mm_to_pt(3)
    assert [float(side) for side in page.MediaBox] == pytest.approx(
        [0, 0, width + 2 * bleed, height + 2 * bleed], abs=0.01
    )
    assert list(page.BleedBox) == list(page.MediaBox)
    assert [float(side) for side in page.TrimBox] == pytest.approx(
        [bleed, bleed, bleed + width, bleed + height], abs=0.01
    )
    assert not {"/CropBox", "/ArtBox", "/Annots", "/StructParents", "/Tabs"} & set(page.keys())


def test_the_artwork_reaches_the_bleed_and_no_farther(plain):
    edges = Edges(top=2, right=3, bottom=4, left=5)
    done = press_file(plain, **LOOK, bleed=edges, marks=crop_marks)
    _document, page = first_page(done.pdf)
    bleed = [float(side) for side in page.BleedBox]
    trim = [float(side) for side in page.TrimBox]
    found = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
    assert found == pytest.approx([mm_to_pt(side) for side in (5, 4, 3, 2)], abs=0.01)
    raster = plates(done.pdf, dpi=144)
    black = raster.getchannel("K").point(lambda level: 255 if level > 128 else 0)
    height = raster.height
    inside = (
        round(bleed[0] * 2) + 2,
        height - round(bleed[3] * 2) + 2,
        round(bleed[2] * 2) - 2,
        height - round(bleed[3] * 2) + 20,
    )
    assert black.crop(inside).getextrema() == (255, 255)
    colours = raster.getchannel("C").point(lambda level: 255 if level > 40 else 0)
    left, top, right, _bottom = colours.getbbox()
    assert abs(left - bleed[0] * 2) <= 2
    assert abs(right - bleed[2] * 2) <= 2
    assert abs(top - (height - bleed[3] * 2)) <= 2
    outside = black.crop((0, 0, black.width, round(height - bleed[3] * 2) - 3))
    assert outside.getbbox() is not None  # the marks
    assert raster.getchannel("M").crop((0, 0, raster.width, top - 3)).getextrema()[1] < 20


@pytest.mark.parametrize("level", list(Level))
def test_levels_say_what_they_are(plain, level):
    done = press_file(plain, **LOOK, level=level)
    assert done.findings == ()
    assert done.pdf.startswith(b"%PDF-1.6" if level is Level.X4 else b"%PDF-1.4")
    document = pikepdf.open(io.BytesIO(done.pdf))
    assert document.check_pdf_syntax() == []
    info = document.docinfo
    assert str(info.Title) == "Titre & <essai>"
    assert str(info.Author) == "Une autrice"
    assert str(info.Trapped) == "/False"
    assert str(info.CreationDate) == str(info.ModDate) == "D:20260102120000Z"
    assert ("/GTS_PDFXVersion" in info) is (level is not Level.X4)
    with document.open_metadata() as xmp:
        space = (
            "{http://www.npes.org/pdfx/ns/id/}"
            if level is Level.X4
            else "{http://ns.adobe.com/pdfx/1.3/}"
        )
        assert xmp[f"{space}GTS_PDFXVersion"] == level.value
        assert xmp["pdf:Trapped"] == "False"
        assert xmp["dc:title"] == "Titre & <essai>"
        assert xmp["xmp:CreateDate"] == "2026-01-02T12:00:00Z"
    (intent,) = document.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert str(intent.RegistryName) == "http://www.color.org"
    assert intent.DestOutputProfile.read_bytes() == COATED.icc
    assert set(document.Root.keys()) == {"/Type", "/Pages", "/OutputIntents", "/Metadata"}
    assert len(document.trailer.ID) == 2
    kinds = {
        str(one.get("/Subtype"))
        for one in document.objects
        if isinstance(one, pikepdf.Stream) and "/Length1" not in one
    }
    assert "/OpenType" not in kinds
    assert "/CIDFontType0C" in kinds


@pytest.mark.parametrize("body", [CLEAR, SOFT])
def test_transparency_is_refused_where_it_is_not_allowed(body):
    master = master_of(f'<p>Opaque</p><div style="break-before:page">{body}</div>')
    assert press_file(master, **LOOK).findings == ()
    found = press_file(master, **LOOK, level=Level.X1A).findings
    assert found
    assert {(one.rule, one.severity, one.page) for one in found} == {("transparency", "error", 2)}
    kept = contents(press_file(master, **LOOK).pdf)
    assert_only_inks(kept)
    assert "/DeviceCMYK" in kept.groups


def test_opaque_files_have_no_groups(made):
    assert contents(made).groups == []


def test_the_same_bytes_twice(plain):
    first = press_file(plain, **LOOK)
    assert press_file(plain, **LOOK).pdf == first.pdf


def test_press_and_screen_look_alike(plain, made):
    """Mean ΔE*ab ≤ 6 over the page: recipes and the black of paper differ on purpose."""
    seen = on_screen(screen_with(plain), dpi=72)
    bleed = round(mm_to_pt(3))
    proof = proofed(plates(made)).crop((bleed, bleed, bleed + seen.width, bleed + seen.height))
    assert proof.size == seen.size
    assert colour_difference(seen, proof).mean() <= 6


def screen_with(master: bytes) -> bytes:

    return screen(Master(master, 1, PageFormat("essai", (100.0, 140.0))))


def test_gradients_have_exact_stops():
    """From 0/100/85/10 over 0/15/100/0 to paper, as the palette has it."""
    made = press_file(master_of(FADE), **LOOK).pdf
    raster = plates(made, dpi=144)
    left, top, _right, bottom = raster.getchannel("Y").point(lambda y: 255 * (y > 25)).getbbox()
    width = 2 * mm_to_pt(80)
    row = (top + bottom) // 2
    for share, recipe in (
        (0.01, PRESS["accent"]),
        (0.4, PRESS["signal"]),
        (0.995, PRESS["paper"]),
    ):
        pixel = raster.getpixel((round(left + share * width), row))
        assert [part / 2.55 for part in pixel] == pytest.approx(recipe, abs=5)
    found = contents(made)
    assert found.spaces["/DeviceCMYK"] >= 1
    assert most_ink(raster) <= 302


def test_patterns_are_converted_and_stay_in_place():
    master = master_of(TILES)
    made = press_file(master, **LOOK, marks=crop_marks).pdf
    assert_only_inks(contents(made))
    seen = on_screen(screen_with(master), dpi=72)
    shift = round(mm_to_pt(10))
    proof = proofed(plates(made)).crop((shift, shift, shift + seen.width, shift + seen.height))
    assert colour_difference(seen, proof).mean() <= 3


def test_ink_stays_below_the_limit(made):
    assert most_ink(plates(made, dpi=144)) <= 302


def test_mono_is_black_ink_alone(plain):
    done = mono_file(plain, palette=PALETTE, press=PRESS)
    assert done.findings == ()
    found = contents(done.pdf)
    assert {key[0] for key in found.glyphs} == {"g"}
    assert set(found.spaces) <= {"/DeviceGray"}
    assert not {"rg", "RG", "k", "K"} & set(found.operators)
    black = contents(plain).glyphs["rg", (0.0667,) * 3, False]
    assert found.glyphs["g", (0.0,), False] >= black
    _document, page = first_page(done.pdf)
    assert [float(side) for side in page.MediaBox] == pytest.approx(
        [0, 0, mm_to_pt(100), mm_to_pt(140)], abs=0.01
    )
    assert mono_file(plain, palette=PALETTE, press=PRESS).pdf == done.pdf
