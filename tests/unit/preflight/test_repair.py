"""Repairs: what each mends, what it leaves alone, and that no page looks other than before."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops

from printkit.cli.isolated import repair_apart
from printkit.preflight.repair import Repaired, repair, run_repairs
from printkit.preflight.repair.actions import drop_actions
from printkit.preflight.repair.likeness import harm_of
from printkit.preflight.repair.repair_boxes import drop_crop_box
from printkit.project.condition_files import condition
from support.preflight_sample import (
    ASKS_MARKS,
    BOTTOM,
    CASES,
    GROUND,
    HEIGHT,
    JOB,
    LEFT,
    MM,
    RIGHT,
    TEXT,
    TOP,
    WANTS_NONE,
    WIDTH,
    good,
    marked,
    put,
    typed,
)

WHEN = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
#: Rules whose bad file is mended whole, and the rule the mend is told under.
MENDED = (
    "annotation",
    "black-overprint",
    "blend-space",
    "colour-space",
    "crop-box",
    "embedded-file",
    "encryption",
    "four-colour-text",
    "grey-only",
    "identity",
    "ink-limit",
    "javascript",
    "output-intent",
    "page-boxes",
    "pdf-version",
    "pdfx-claim",
    "rgb-left",
    "small-black-text",
    "white-overprint",
)
#: What only a person can put right.
LEFT_ALONE = (
    "bitmap-ppi",
    "blank-page",
    "bleed-artwork",
    "courier-font",
    "fine-type",
    "font-embedded",
    "image-ppi",
    "output-condition",
    "page-count",
    "registration-colour",
    "safe-margin",
    "spot-colour",
    "thin-line",
    "transparency",
    "type-size",
    "type3-font",
)


@pytest.fixture(autouse=True)
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)
    _OPEN.clear()


def mended(data: bytes, job=JOB, **more) -> Repaired:
    return repair(data, job, condition=condition("coated"), when=WHEN, **more)


_OPEN: list[pikepdf.Pdf] = []  # pages live as long as their document


def opened(data: bytes) -> pikepdf.Pdf:
    _OPEN.append(pikepdf.open(io.BytesIO(data)))
    return _OPEN[-1]


def picture(data: bytes, box: tuple[float, ...], scale: float = 1.0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        page.set_mediabox(*box)
        page.set_cropbox(*box)
        return page.render(scale=scale).to_pil().convert("RGB")


def trim_of(data: bytes) -> tuple[float, ...]:
    return tuple(float(side) for side in opened(data).pages[0].TrimBox)


def assert_same_pixels(before: Image.Image, after: Image.Image, *, least: int = 48) -> None:
    """Edges may be smoothed otherwise after a page has moved by a part of a pixel."""
    assert before.size == after.size
    difference = (
        ImageChops.difference(before, after).convert("L").resize((40, 56), Image.Resampling.BOX)
    )
    assert difference.getextrema()[1] < least


@pytest.mark.parametrize("rule", MENDED)
def test_what_is_mended_whole(rule):
    case = CASES[rule]
    data = case.make()
    got = mended(data, case.job)
    assert [one.rule for one in got.done] == [rule]
    assert got.left == ()
    assert got.pdf != data
    assert all(one.what and one.why and "{" not in one.what + one.why for one in got.done)
    assert got.done[0].pages == ((case.page,) if case.page else ())
    assert opened(got.pdf).check_pdf_syntax() == []


@pytest.mark.parametrize("rule", LEFT_ALONE)
def test_what_is_left_alone(rule):
    case = CASES[rule]
    data = case.make()
    got = mended(data, case.job)
    assert got.pdf == data
    assert got.done == ()
    assert [one.rule for one in got.left] == [rule]


def test_a_good_file_is_returned_as_it_is():
    data = good()
    assert mended(data) == Repaired(data, (), ())


def test_it_can_be_repaired_again_without_another_repair():
    once = mended(CASES["rgb-left"].make())
    assert mended(once.pdf) == Repaired(once.pdf, (), ())


def test_everything_at_once():
    def tweak(pdf, page):
        for rule in ("annotation", "javascript", "output-intent", "identity", "pdfx-claim"):
            spoil = CASES[rule].make.__closure__  # the tweak of each case
            for cell in spoil or ():
                if callable(cell.cell_contents):
                    cell.cell_contents(pdf, page)
        del page.TrimBox
        page.CropBox = Array([0, 0, WIDTH, HEIGHT])

    got = mended(good(GROUND + TEXT + ".5 .1 .1 rg 60 300 50 50 re f\n", tweak=tweak))
    assert got.left == ()
    assert {one.rule for one in got.done} >= {
        "annotation",
        "javascript",
        "output-intent",
        "rgb-left",
    }
    assert trim_of(got.pdf) == pytest.approx((LEFT, BOTTOM, RIGHT, TOP), abs=0.1)


# --- boxes -----------------------------------------------------------------------------------------


def bare(pdf, page):
    del page.TrimBox
    del page.BleedBox


@pytest.mark.parametrize("known", [True, False], ids=["ordered", "a usual size"])
def test_the_trim_lies_in_the_middle_of_a_page_with_bleed(known):
    job = JOB if known else CASES["page-boxes"].job.__class__(JOB.printer, file_name="essai.pdf")
    got = mended(good(tweak=bare), job)
    assert got.left == ()
    assert trim_of(got.pdf) == pytest.approx((LEFT, BOTTOM, RIGHT, TOP), abs=0.2)
    assert [float(side) for side in opened(got.pdf).pages[0].BleedBox] == pytest.approx(
        [0, 0, WIDTH, HEIGHT], abs=0.2
    )


def test_boxes_that_stick_out_are_put_into_one_another():
    def tweak(pdf, page):
        page.BleedBox = Array([-20, 0, WIDTH, HEIGHT])

    got = mended(good(tweak=tweak))
    assert (got.left, [one.rule for one in got.done]) == ((), ["page-boxes"])
    assert trim_of(got.pdf) == pytest.approx((LEFT, BOTTOM, RIGHT, TOP), abs=0.01)


def test_a_bleed_box_grows_where_the_page_has_room():
    got = mended(CASES["bleed-box"].make())
    assert ([one.rule for one in got.done], got.left) == (["bleed-box"], ())


def test_a_bleed_box_does_not_grow_over_marks():
    def tweak(pdf, page):
        page.BleedBox = page.TrimBox

    note = "q 0 0 0 1 k 2 40 4 60 re f Q\n"  # a colour bar where the bleed should be
    ground = f"q .2 0 0 0 k {LEFT} {BOTTOM} {RIGHT - LEFT} {TOP - BOTTOM} re f Q\n"
    assert mended(good(ground + TEXT + note, tweak=tweak)).done == ()


@pytest.mark.parametrize("edge", ["mirror", "stretch"])
def test_bleed_is_made_of_the_edge_when_asked_for(edge):
    wide, high = RIGHT - LEFT, TOP - BOTTOM
    shapes = f"q .2 0 0 0 k {LEFT} {BOTTOM} {wide} {high} re f Q q 0 1 1 0 k {LEFT} 200 {wide} 40 re f Q\n"

    def tweak(pdf, page):
        for key in ("MediaBox", "BleedBox", "TrimBox"):
            page[f"/{key}"] = Array([LEFT, BOTTOM, RIGHT, TOP])

    data = good(shapes + TEXT, tweak=tweak)
    assert mended(data).done == ()
    got = mended(data, edge=edge)
    assert got.left == ()
    assert [one.rule for one in got.done] == ["bleed-artwork"]
    trim = trim_of(got.pdf)
    assert_same_pixels(picture(data, trim, 2), picture(got.pdf, trim, 2))
    whole = picture(got.pdf, (trim[0] - 8, trim[1] - 8, trim[2] + 8, trim[3] + 8))
    band = round(trim[3] + 8 - 220)
    for x in (1, whole.width - 2):  # in the bleed: the band goes on, and the ground above it
        assert whole.getpixel((x, band))[0] > 200 > whole.getpixel((x, band))[1]
        assert whole.getpixel((x, band - 40))[2] > 200
    assert whole.getpixel((1, 1))[2] > 200  # and into the corner


def test_marks_are_cut_off_where_none_are_wanted():
    data = marked(4)()
    got = mended(data, WANTS_NONE)
    assert ([one.rule for one in got.done], got.left) == (["printer-marks"], ())
    assert [float(side) for side in opened(got.pdf).pages[0].MediaBox] == pytest.approx(
        [0, 0, WIDTH, HEIGHT], abs=0.01
    )


def test_marks_that_are_wanted_stay():
    data = marked(4)()
    assert mended(data, ASKS_MARKS) == Repaired(data, (), ())


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_set_upright_and_looks_the_same(turn):
    def tweak(pdf, page):
        page.Rotate = turn
        page.Resources.Pattern = Dictionary(
            P1=Dictionary(
                PatternType=2,
                Matrix=Array([1, 0, 0, 1, 20, 0]),
                Shading=Dictionary(
                    ShadingType=2,
                    ColorSpace=Name.DeviceCMYK,
                    Coords=Array([50, 0, 150, 0]),
                    Function=Dictionary(
                        FunctionType=2, Domain=[0, 1], C0=[0, 1, 0, 0], C1=[1, 0, 0, 0], N=1
                    ),
                ),
            )
        )

    shaded = "q /Pattern cs /P1 scn 60 300 150 50 re f Q Q Q\n"  # and more Q than q
    data = good(GROUND + TEXT + shaded, tweak=tweak)
    job = (
        JOB
        if turn == 180
        else CASES["page-sizes"].job.__class__(JOB.printer, file_name="essai.pdf")
    )
    got = mended(data, job)
    assert ([one.rule for one in got.done], got.left) == (["page-sizes"], ())
    assert "/Rotate" not in opened(got.pdf).pages[0] or opened(got.pdf).pages[0].Rotate == 0
    with pypdfium2.PdfDocument(data) as document:
        before = document[0].render(scale=1).to_pil().convert("RGB")
    with pypdfium2.PdfDocument(got.pdf) as document:
        after = document[0].render(scale=1).to_pil().convert("RGB")
    assert_same_pixels(before, after)


def test_a_page_in_units_of_its_own_is_drawn_at_its_real_size():
    got = mended(good(tweak=lambda pdf, page: put(page, "/UserUnit", 2)))
    assert [one.rule for one in got.done] == ["user-unit"]
    assert [one.rule for one in got.left] == ["page-sizes"]  # it is an A4, and A6 was ordered
    left, bottom, right, top = trim_of(got.pdf)
    assert (right - left, top - bottom) == pytest.approx((210 * MM, 296 * MM), abs=0.1)


# --- notes -----------------------------------------------------------------------------------------


def noted(**entries):
    def tweak(pdf, page):
        look = Stream(
            pdf,
            b"0 1 1 0 k 0 0 10 10 re f",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 10, 10]),
        )
        note = Dictionary(
            Type=Name.Annot, Rect=Array([60, 300, 100, 340]), AP=Dictionary(N=look), F=4, **entries
        )
        page.Annots = Array([pdf.make_indirect(note)])

    return good(tweak=tweak)


def test_a_stamp_that_prints_is_drawn_onto_the_page():
    data = noted(Subtype=Name.Stamp)
    got = mended(data)
    assert got.left == ()
    assert "/Annots" not in opened(got.pdf).pages[0]
    assert "drawn" in got.done[-1].what
    assert_same_pixels(
        picture(data, (0, 0, WIDTH, HEIGHT)), picture(got.pdf, (0, 0, WIDTH, HEIGHT))
    )


def test_a_note_nobody_knows_the_look_of_stays_a_finding():
    def tweak(pdf, page):
        page.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([60, 60, 99, 80]), F=4)]
        )

    data = good(tweak=tweak)
    got = mended(data)
    assert (got.done, [one.rule for one in got.left]) == ((), ["annotation"])


# --- colours and claims ----------------------------------------------------------------------------


def test_a_colour_that_means_to_overprint_is_left_alone():
    also = "q /Over gs 0 .8 0 0 k 60 300 50 50 re f Q .5 .1 .1 rg 160 300 50 50 re f\n"
    assert mended(good(GROUND + TEXT + also)).done == ()


def test_colours_that_cannot_be_read_are_left_alone():
    data = good(GROUND + TEXT + "1 0 0 rg 0 0 9 9 re f /Pattern cs /Nowhere scn 0 0 9 9 re f\n")
    got = mended(data)
    assert got.pdf == data
    assert "rgb-left" in [one.rule for one in got.left]


def test_without_a_condition_colours_stay():
    data = CASES["rgb-left"].make()
    got = repair(data, JOB, condition=None, when=WHEN)
    assert (got.pdf, got.done) == (data, ())


def test_a_file_with_a_missing_font_is_not_called_pdfx():
    def tweak(pdf, page):
        del pdf.Root.Metadata
        del page.Resources.Font.F1["/FontDescriptor"]

    got = mended(good(tweak=tweak))
    assert got.done == ()
    assert {one.rule for one in got.left} == {"font-embedded", "pdfx-claim"}


def test_what_the_file_said_of_itself_is_kept():
    def tweak(pdf, page):
        del pdf.docinfo["/Trapped"]
        pdf.docinfo["/Author"] = "Un collectif"

    got = mended(good(tweak=tweak))
    info = opened(got.pdf).docinfo
    assert (str(info["/Title"]), str(info["/Author"])) == ("Essai", "Un collectif")
    assert (str(info["/CreationDate"]), str(info["/ModDate"])) == (
        "D:20260101120000Z",
        "D:20261125093000Z",
    )
    assert str(info["/Trapped"]) == "/False"


def test_an_owner_who_forbids_changes_is_heard():
    allow = pikepdf.Permissions(modify_other=False)
    locked = pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False, allow=allow)
    got = mended(good(encryption=locked))
    assert (got.done, [one.rule for one in got.left]) == ((), ["encryption"])


# --- the net ---------------------------------------------------------------------------------------


def test_a_copy_that_looks_otherwise_is_noticed():
    data = good()
    assert harm_of(data, data) is None
    assert harm_of(good(TEXT), good(" ")) == "page 1 would look different"
    assert harm_of(data, good(TEXT)) == "page 1 would look different"
    assert harm_of(data, good(GROUND + TEXT, GROUND)) == "pages would be lost"
    assert harm_of(good(TEXT), good(typed(10, "0 0 0 1 k", at="60 100")))
    assert harm_of(data, b"%PDF-") == "the copy could not be compared with the file"


def no_content(work):
    del work.pages()[0].source["/Contents"]


def small_letters(work):
    """Glue what a colour rewriter may glue: the text stays a picture, its letters are other ones."""
    rewrite(work, lambda data: data.replace(b"(Hxg)", b"(Hxq)"))


def moved_letters(work):
    rewrite(work, lambda data: data.replace(b" Td", b" Td 0.5 0 Td"))


def glued_operands(work):
    rewrite(work, lambda data: data + b"\n0.01 Tc0 0 0 1 k\n")


def rewrite(work, change):
    source = work.pages()[0].source
    contents = source["/Contents"]
    data = contents.read_bytes()
    assert change(data) != data
    source["/Contents"] = work.pdf.make_stream(change(data))


VANDALS = [
    (no_content, "page 1 would look different"),
    (small_letters, "text of page 1 would be lost or moved: “g”"),
    (moved_letters, "text of page 1 would be lost or moved: “Hxg”"),
    (glued_operands, "a strict reader would no longer understand the page"),
]


@pytest.mark.parametrize(("vandal", "why"), VANDALS, ids=[one.__name__ for one, _ in VANDALS])
def test_a_mend_that_harms_is_undone_and_the_others_stand(monkeypatch, vandal, why):
    def harms(work):
        vandal(work)
        work.note("rgb-left", "x", "y", [1])

    monkeypatch.setattr(run_repairs, "_MENDS", (drop_actions, harms, drop_crop_box))
    page = GROUND + "BT /F1 10 Tf 0 0 0 1 k 60 300 Td (Hxg) Tj ET\n"
    with opened(good(page)) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep()")
        pdf.pages[0].CropBox = Array([LEFT, BOTTOM, RIGHT, TOP])
        made = io.BytesIO()
        pdf.save(made)
    got = mended(made.getvalue())
    assert [one.rule for one in got.done] == ["javascript", "crop-box"]
    assert [(one.rule, one.why, one.pages) for one in got.undone] == [("rgb-left", why, (1,))]
    with opened(got.pdf) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/CropBox" not in pdf.pages[0]
        assert b"(Hxg)" in pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n", good()[:1500]])
def test_what_cannot_be_read_is_returned(data):
    got = mended(data)
    assert (got.pdf, got.done) == (data, ())
    assert got.left


def test_apart_it_does_the_same():
    data = CASES["javascript"].make()
    got = repair_apart(data, JOB, condition=None, when=WHEN)
    assert ([one.rule for one in got.done], got.left) == (["javascript"], ())
