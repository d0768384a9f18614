"""Covers apart: which pages, how thick a spine, and the wrap laid flat around it, looked at."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pikepdf
import pytest

from printkit.build.covers import too_few_pages
from printkit.cli import entry
from printkit.cli.check_job import is_for, is_to_check, job_of, usual_printer
from printkit.core.units import mm_to_pt
from printkit.model import ManifestEntry, Meta, Publication
from printkit.package.order import Order
from printkit.preflight.printer import PageLimits, Paper, Printer
from printkit.press.press_file import press_file
from printkit.press.wrap import Spine, cover_pages, inside_pages, spine_marks, spine_mm, wrap
from printkit.project.printer_files import load_printer
from support.checkers.inkwell import LOOK, on_screen

WIDTH, HEIGHT, BLEED, SPINE = 50.0, 80.0, 5.0, 10.0
WHITE, RED, GREEN, BLUE, GREY, BLACK = (
    (1, 1, 1),
    (1, 0, 0),
    (0, 1, 0),
    (0, 0, 1),
    (0.5, 0.5, 0.5),
    (0, 0, 0),
)


@pytest.mark.parametrize(
    ("pages", "caliper_um", "width_mm"),
    [
        (96, 90 * 1.3, 5.616),  # the worked example of the French bulk formula: 5.6 mm
        (128, 25.4 * 3.9, 6.34),  # 0.2496 in, as a printer's own table has it
        (60, 117, 3.51),
        (0, 117, 0),
    ],
)
def test_the_spine_is_as_thick_as_the_leaves(pages, caliper_um, width_mm):
    assert spine_mm(pages, caliper_um) == pytest.approx(width_mm, abs=0.005)


@pytest.mark.parametrize("count", [4, 8, 64])
def test_cover_and_inside_are_all_pages_each_once(count):
    assert sorted([*cover_pages(count), *inside_pages(count)]) == list(range(count))


@pytest.mark.parametrize(
    ("paper", "caliper"),
    [
        ("Offset", 120.0),
        ("offset blanc 90 g/m²", 120.0),
        ("quelque chose de 90 g", 120.0),
        ("Offset 80 g", 104.0),
        ("bouffant 80g, couverture 250 g", 104.0),
        ("papier d'emballage", None),
    ],
)
def test_a_papers_thickness_is_listed_or_its_bulk_tells(paper, caliper):
    shop = Printer("atelier", papers=(Paper("offset", 90, 120),), bulk=1.3)
    assert shop.caliper_um(paper) == caliper


def test_without_bulk_only_listed_papers_are_known():
    shop = Printer("atelier", papers=(Paper("offset", 90, 120),))
    assert shop.caliper_um("Offset 90 g") == 120
    assert shop.caliper_um("Offset 80 g") is None


def book(count: int = 8) -> bytes:
    """Return a master: red and black in front, blue behind, grey and green at the back."""
    document = pikepdf.new()
    left, foot = -mm_to_pt(BLEED), -mm_to_pt(BLEED)
    right, top = mm_to_pt(WIDTH + BLEED), mm_to_pt(HEIGHT + BLEED)
    middle = mm_to_pt(HEIGHT / 2)
    grounds = {0: RED, 1: BLUE, count - 2: GREY, count - 1: GREEN}
    for number in range(count):
        page = document.add_blank_page(page_size=(right - left, top - foot))
        page.MediaBox = [left, foot, right, top]
        page.TrimBox = [0, 0, mm_to_pt(WIDTH), mm_to_pt(HEIGHT)]
        ground = grounds.get(number, WHITE)
        drawn = "{} {} {} rg {} {} 1000 1000 re f ".format(*ground, left, foot)
        if number == 0:
            drawn += f"0 g {left} {middle} 1000 1000 re f"
        page.Contents = document.make_stream(drawn.encode())
        page.Resources = pikepdf.Dictionary()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def colour_at(pdf: bytes, page: int, x_mm: float, y_mm: float) -> tuple[float, ...]:
    """Return the colour at a place, in mm from the bleed's lower left corner."""
    seen = on_screen(pdf, page, 144)
    scale = 2 * mm_to_pt(1)
    return tuple(
        round(part / 255, 1)
        for part in seen.getpixel((round(x_mm * scale), seen.height - round(y_mm * scale)))
    )


def test_the_wrap_is_back_spine_front_and_behind_them_the_inner_side():
    flat = wrap(book(), Spine(SPINE), inner=True)
    with pikepdf.open(io.BytesIO(flat)) as document:
        assert len(document.pages) == 2
        for page in document.pages:
            assert [float(side) for side in page.TrimBox] == pytest.approx(
                [mm_to_pt(side) for side in (5, 5, 5 + 2 * WIDTH + SPINE, 5 + HEIGHT)], abs=0.01
            )
            assert float(page.MediaBox[2]) == pytest.approx(
                mm_to_pt(2 * WIDTH + SPINE + 2 * BLEED), abs=0.01
            )
    back, spine, front = BLEED + 25, BLEED + WIDTH + SPINE / 2, BLEED + WIDTH + SPINE + 25
    outside = {
        (1, 10): GREEN,  # in the bleed
        (back, 20): GREEN,
        (BLEED + WIDTH - 0.5, 80): GREEN,
        (BLEED + WIDTH + 0.5, 80): BLACK,
        (spine, 80): BLACK,
        (spine, 20): RED,
        (BLEED + WIDTH + SPINE - 0.2, 20): RED,
        (front, 20): RED,
        (front, 80): BLACK,
        (2 * WIDTH + SPINE + 2 * BLEED - 1, 20): RED,
    }
    assert {place: colour_at(flat, 1, *place) for place in outside} == outside
    inner = {(back, 20): BLUE, (spine, 20): WHITE, (front, 20): (0.5, 0.5, 0.5)}
    assert {place: colour_at(flat, 2, *place) for place in inner} == inner


def test_a_cover_bare_inside_is_one_page():
    with pikepdf.open(io.BytesIO(wrap(book(), Spine(SPINE), inner=False))) as document:
        assert len(document.pages) == 1


def strip(length_mm: float) -> bytes:
    """Return a spine's text, lying: a white bar from its beginning to its middle."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(mm_to_pt(length_mm), mm_to_pt(SPINE)))
    bar = f"1 g 0 {mm_to_pt(4)} {mm_to_pt(length_mm / 2)} {mm_to_pt(2)} re f"
    page.Contents = document.make_stream(bar.encode())
    page.Resources = pikepdf.Dictionary()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_spines_text_runs_down():
    flat = wrap(book(), Spine(SPINE, strip(60)), inner=False)
    middle = BLEED + WIDTH + SPINE / 2
    assert colour_at(flat, 1, middle, BLEED + 65) == WHITE
    assert colour_at(flat, 1, middle, BLEED + 45) == WHITE
    assert colour_at(flat, 1, middle, BLEED + 35) == RED
    assert colour_at(flat, 1, middle, BLEED + 72) == BLACK  # before the text
    assert colour_at(flat, 1, middle - 2, BLEED + 65) == BLACK  # beside it


def test_fold_marks_stand_in_line_with_the_spine():
    flat = wrap(book(), Spine(SPINE), inner=False)
    made = press_file(flat, **LOOK, marks=spine_marks(WIDTH, SPINE)).pdf
    seen = on_screen(made, 1, 288).convert("L")
    line = [
        index / 4 / mm_to_pt(1)
        for index in range(seen.width)
        if seen.getpixel((index, round(mm_to_pt(3) * 4))) < 200
    ]
    places = sorted({round(one - 10, 0) for one in line})
    assert places == [0, WIDTH, WIDTH + SPINE, 2 * WIDTH + SPINE]


BOOK = Publication(
    "essai", "brochure", "essai/brochure.yaml", Meta("Essai", "fr", dt.date(2026, 1, 2)), (), ()
)
SHOP = Printer("atelier", "Atelier")


@pytest.mark.parametrize(
    ("cover", "binding", "apart"),
    [
        ("either", "saddle", False),
        ("separate", "saddle", True),
        ("same-file", "saddle", False),
        ("either", "perfect", True),
        ("same-file", "perfect", False),
        ("separate", "none", False),
    ],
)
def test_when_the_cover_is_a_file_of_its_own(cover, binding, apart):
    order = Order(BOOK, replace(SHOP, cover=cover), 1, "90 g", binding)
    assert order.cover_apart is apart


def test_a_binding_the_shop_does_not_offer_is_an_error():
    shop = replace(SHOP, bindings=(("saddle", PageLimits()),))
    (finding,) = Order(BOOK, shop, 1, "90 g", "perfect").objections()
    assert finding.rule == "binding-unknown"
    assert Order(BOOK, shop, 1, "90 g", "saddle").objections() == ()
    assert Order(BOOK, SHOP, 1, "90 g", "perfect").objections() == ()


@pytest.mark.deep
def test_the_editions_part_a_book_and_wrap_its_cover(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert entry.run(["new", "project", "essai"]) == 0
    root = tmp_path / "essai"
    path = root / "brochure" / "brochure.yaml"
    path.write_text(re.sub("editions: .*", "editions: [cover-apart, cover-wrap]", path.read_text()))
    assert entry.run(["build", "essai-brochure", "--project", str(root)]) == 0
    pages, widths = {}, {}
    for made in (root / "out" / "essai-brochure").glob("*.pdf"):
        with pikepdf.open(made) as document:
            left, _foot, right, _top = document.pages[0].TrimBox
            part = made.stem.removeprefix("essai-brochure-a5-")
            pages[part] = len(document.pages)
            widths[part] = round(float(right - left) / mm_to_pt(1), 1)
    inside = pages["press-inside"]
    assert pages == {
        "press-cover": 4,
        "press-inside": inside,
        "wrap-cover": 2,
        "wrap-inside": inside,
    }
    spine = round(spine_mm(inside, 115 * 0.9), 1)
    assert widths == {
        "press-cover": 148,
        "press-inside": 148,
        "wrap-cover": round(2 * 148 + spine, 1),
        "wrap-inside": 148,
    }


def built(edition, part=""):
    path = f"essai/essai-a5-{edition}-{part}.pdf"
    return ManifestEntry("essai", edition, "a5", path, 8, (148, 210), 1, "0", (), part)


@pytest.mark.parametrize(
    ("edition", "part", "shop", "job"),
    [
        ("press", "", "coated-eu", {"binding": "saddle", "pages_apart": 0, "blanks": ()}),
        ("cover-apart", "cover", "coated-eu", {"binding": None, "blanks": (2, 3)}),
        ("cover-apart", "inside", "coated-eu", {"binding": "saddle", "pages_apart": 4}),
        ("cover-wrap", "cover", "coated-eu", {"binding": None, "blanks": (2, 3)}),
        ("cover-wrap", "inside", "coated-eu", {"binding": "perfect", "pages_apart": 4}),
        ("riso", "black", "riso", {"binding": "saddle", "blanks": tuple(range(1, 9))}),
        ("mono", "", "copyshop", {"binding": "saddle", "blanks": ()}),
        ("booklet-long-edge", "", "copyshop", {"binding": None, "trim_mm": None}),
    ],
)
def test_a_part_is_checked_as_what_it_is(tmp_path, edition, part, shop, job):
    (tmp_path / "printkit.yaml").write_text("name: essai\n")
    (tmp_path / "essai").mkdir()
    (tmp_path / "essai" / "brochure.yaml").write_text("name: essai\n")
    entry = built(edition, part)
    assert is_to_check(entry)
    assert usual_printer(entry) == shop
    found = job_of(entry, load_printer(shop, None), None, tmp_path)
    assert {name: getattr(found, name) for name in job} == job


def test_a_simulation_is_for_no_shop_and_drums_for_one_of_drums():
    drum, whole = built("riso", "black"), built("press")
    assert not is_to_check(built("riso", "simulation"))
    riso, coated = load_printer("riso", None), load_printer("coated-eu", None)
    assert [is_for(drum, riso), is_for(whole, riso)] == [True, False]
    assert [is_for(drum, coated), is_for(whole, coated)] == [False, True]


def test_a_book_that_is_all_cover_is_told():
    (finding,) = too_few_pages(BOOK, 4)
    assert finding.rule == "cover-apart"
    assert too_few_pages(BOOK, 8) == ()
