"""Sheets as PDF: every cell looks like its page, nothing is copied twice, the press is kept."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pikepdf
import pytest
from hypothesis import settings
from pypdf import PdfReader

from printkit.assemble.master import Master
from printkit.core.findings import PrintkitError, Severity
from printkit.core.i18n import use_language
from printkit.impose import sheet_jobs
from printkit.impose.calibration import calibration_sheet
from printkit.impose.imposition import impose, job_for, plan_of
from printkit.impose.paper_sizes import size_of
from printkit.impose.passes import one_pass
from printkit.impose.place import draw_sheets
from printkit.model import PageFormat
from printkit.model.sheets import (
    BAR_MM,
    FLIPS,
    Calibration,
    Offset,
    Offsets,
    SheetOptions,
    SheetSettings,
)
from support.sheet_sample import (
    LIKE,
    difference,
    differences,
    numbered,
    rendered,
    source,
    trimmed_pages,
)

settings.register_profile("sheets", deadline=None)
A4, A5, A6, A3, SRA3 = (210, 297), (148, 210), (105, 148), (297, 420), (320, 450)


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def made_of(data, scheme, sheet=A4, **options):
    opened = source(data)
    job = job_for(opened, sheet, **options)
    return opened, impose(opened, scheme, job)


CASES = [
    ("saddle", numbered(6), A4, {}),
    ("saddle", numbered(8, bleed=3.0), SRA3, {"creep_mm": 0.2}),
    ("saddle", numbered(5, 210.0, 148.0), A4, {"binding": "top"}),
    ("saddle", numbered(4), A4, {"binding": "right"}),
    ("perfect", numbered(16, 105.0, 148.0), SRA3, {"per_side": 8}),
    ("nup", numbered(6, 105.0, 148.0), A4, {}),
    ("nup", numbered(2, 105.0, 148.0), A4, {"repeat": True, "head_to_head": True}),
    ("cutstack", numbered(7), A4, {}),
    ("folded", numbered(8, 74.0, 105.0), A4, {"fold": "zine"}),
    ("folded", numbered(16, 74.0, 105.0), A4, {"fold": "map"}),
    ("step", numbered(2), A4, {}),
    ("singles", numbered(3), A4, {}),
]


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_cell_looks_like_its_page(number, flip):
    scheme, data, sheet, options = CASES[number]
    opened, made = made_of(data, scheme, sheet, flip=flip, **options)
    if "creep_mm" in options:  # pages moved under the fold's clip: compare where nothing is cut
        made = replace(made, plan=made.plan)
    found = differences(made.data, opened, made.plan)
    assert max(found) < LIKE


def test_the_comparison_tells_pages_apart():
    one, two = trimmed_pages(source(numbered(2)))
    assert difference(one, two) > 2 * LIKE
    assert difference(one, one.rotate(180)) > 2 * LIKE


def test_blanks_are_white():
    opened, made = made_of(numbered(5), "saddle")
    images = rendered(made.data)
    for image, side in zip(images, made.plan.sides, strict=True):
        for one in side.placements:
            if one.page is None:
                middle = int((one.x_mm + one.width_mm / 2) * image.width / 297)
                strip = np.asarray(image)[:, middle - 20 : middle + 20]
                assert strip.min() == 255
    del opened


def test_bleed_ends_at_the_fold():
    _opened, made = made_of(numbered(4, bleed=3.0), "saddle", SRA3)
    image = np.asarray(rendered(made.data, 72)[0])
    sheet = made.plan.sheets[0]
    left, right = sheet.front.placements
    assert left.clip is not None
    assert right.clip is not None
    assert left.clip[2] == right.clip[0] == sheet.width_mm / 2
    y = round((sheet.height_mm / 2) / 25.4 * 72)
    outside = round((left.x_mm - 1.5) / 25.4 * 72)  # in the bleed: coloured
    beyond = round((left.x_mm - 4.0) / 25.4 * 72)
    assert tuple(image[y, outside]) != (255, 255, 255)
    assert tuple(image[y, beyond]) == (255, 255, 255)


def test_the_same_input_gives_the_same_bytes():
    one = made_of(numbered(8), "saddle")[1].data
    assert made_of(numbered(8), "saddle")[1].data == one
    other = made_of(numbered(8), "saddle", flip="long-edge")[1].data
    assert PdfReader(io.BytesIO(other)).trailer["/ID"] != PdfReader(io.BytesIO(one)).trailer["/ID"]


def test_a_page_placed_often_is_there_once():
    _opened, made = made_of(numbered(1, 105.0, 148.0), "nup", repeat=True)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        forms = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"
        ]
        assert len(forms) == 1
        content = pdf.pages[0].Contents.read_bytes()
    assert content.count(b" Do") == 4


def test_a_poster_that_wastes_sheets_says_so():
    opened = source(numbered(1, 297.0, 420.0))
    made = impose(opened, "poster", job_for(opened, A4, scale=1.0))
    (finding,) = (one for one in made.findings if one.rule == "poster-thrift")
    assert "4 sheets" in finding.message
    smaller = float(finding.hint.rsplit(" ", 1)[1])
    again = impose(opened, "poster", job_for(opened, A4, scale=smaller))
    assert len(again.plan.sheets) == int(finding.message.rsplit(" ", 1)[1])
    whole = impose(opened, "poster", job_for(opened, A4, scale=0.6))
    assert "poster-thrift" not in {one.rule for one in whole.findings}


def test_offsets_move_each_side():
    opened = source(numbered(2, 105.0, 148.0))
    plan = plan_of("singles", job_for(opened, A4))
    still = rendered(draw_sheets(plan, opened), 72)
    moves = Offsets(back=Offset(25.4, -12.7))
    moved = rendered(draw_sheets(plan, opened, calibration=Calibration(portrait=moves)), 72)
    assert np.array_equal(np.asarray(still[0]), np.asarray(moved[0]))
    before, after = np.asarray(still[1], int), np.asarray(moved[1], int)
    assert np.abs(before[:-36, :-72] - after[36:, 72:]).mean() < 2


def test_manual_duplex_passes():
    opened, made = made_of(numbered(8), "saddle")
    whole = rendered(made.data, 30)
    for which, indices in (("fronts", (0, 2)), ("backs", (1, 3)), ("backs-reversed", (3, 1))):
        images = rendered(one_pass(made.data, made.plan, which), 30)
        assert [image.tobytes() for image in images] == [
            whole[index].tobytes() for index in indices
        ]
    del opened


def press_file() -> bytes:
    """Make a file that says what an X-4 says."""
    with pikepdf.open(io.BytesIO(numbered(4, bleed=3.0)), inherit_page_attributes=True) as pdf:
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFX,
            OutputConditionIdentifier="FOGRA39",
            RegistryName="http://www.color.org",
            Info="Coated FOGRA39",
        )
        pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
        group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK)
        for page in pdf.pages:
            page.Group = group
        pdf.docinfo["/Title"] = "Essai"
        pdf.docinfo["/CreationDate"] = "D:20260101120000Z"
        pdf.docinfo["/ModDate"] = "D:20260101120000Z"
        pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
            xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        out = io.BytesIO()
        pdf.save(out, min_version="1.6", deterministic_id=True)
        return out.getvalue()


def test_press_identity_is_stated_again():
    _opened, made = made_of(press_file(), "saddle", SRA3)
    assert made.data.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(pdf.docinfo["/Title"]) == "Essai"
        assert pdf.docinfo["/Trapped"] == "/False"
        with pdf.open_metadata() as xmp:
            assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
            assert xmp["xmp:CreateDate"] == "2026-01-01T12:00:00Z"
        for page in pdf.pages:
            assert page.Group.CS == "/DeviceCMYK"
            assert "/Annots" not in page
            media, bleed, trim = (
                [float(side) for side in box]
                for box in (page.MediaBox, page.BleedBox, page.TrimBox)
            )
            assert trim[2] - trim[0] == pytest.approx(2 * 148 / 25.4 * 72, abs=0.01)
            assert trim[0] - bleed[0] == pytest.approx(3 / 25.4 * 72, abs=0.01)
            assert media[0] <= bleed[0]
        assert len(pdf.trailer.ID) == 2


def test_a_booklet_edition_of_a_master():
    master = Master(numbered(8, bleed=5.0), 8, PageFormat("a5", (148.0, 210.0)))
    for flip in FLIPS:
        made = sheet_jobs.booklet(master, flip)
        assert len(made.plan.sheets) == 2
        assert (made.plan.sheets[0].width_mm, made.plan.sheets[0].height_mm) == (297, 210)
        assert made.plan.flip == flip
        assert {one.severity for one in made.findings} <= {Severity.NOTE}
        assert max(differences(made.data, source(master.pdf), made.plan)) < LIKE


@pytest.mark.parametrize(
    ("safe", "scale", "rules"),
    [
        (5.0, 1.0, {"section-thick", "blank-pages"}),
        (2.0, 1.0, {"section-thick", "blank-pages", "copier-margin"}),
        (4.5, 0.98, {"section-thick", "blank-pages", "scaled"}),
    ],
)
def test_a_build_says_what_is_to_be_done_in_the_file(safe, scale, rules):
    fmt = PageFormat("a5", (148.0, 210.0), safe_mm=safe)
    master = Master(numbered(50, bleed=5.0), 50, fmt)
    sheet_settings = SheetSettings(booklet=SheetOptions(scale=scale))
    made = sheet_jobs.booklet(master, "short-edge", sheet_settings)
    assert {one.rule for one in made.findings} == rules
    hints = " ".join(one.hint for one in made.findings if one.rule != "scaled")
    assert "--" not in hints
    for key in ("section: 16-32", "blanks: end", *(("scale: 0.95",) * ("copier-margin" in rules))):
        assert key in hints


@pytest.mark.parametrize(
    ("trim", "cells"),
    [((105.0, 148.0), 4), ((148.0, 210.0), 2), ((210.0, 297.0), 0), ((297.0, 420.0), 0)],
)
def test_sheet_editions_exist_where_a4_holds_two(trim, cells):
    fmt = PageFormat("essai", trim, sides=2)
    assert sheet_jobs.fills_sheet(fmt) == bool(cells)
    if cells:
        made = sheet_jobs.sheet(Master(numbered(2, *trim, bleed=5.0), 2, fmt))
        assert [len(side.placements) for side in made.plan.sides] == [cells, cells]
        assert made.plan.flip is None


def test_what_is_lost_or_added_is_said():
    opened = source(numbered(5))
    rules = {
        one.rule: one.message for one in impose(opened, "saddle", job_for(opened, A4)).findings
    }
    assert "5–7" in rules["blank-pages"]
    assert "copier-margin" in rules
    scaled = impose(opened, "saddle", job_for(opened, A4, scale=0.9))
    rules = {one.rule: one.message for one in scaled.findings}
    assert "90 %" in rules["scaled"]
    assert "copier-margin" not in rules
    thick = impose(source(numbered(68)), "saddle", job_for(source(numbered(68)), A4))
    assert {one.rule: one.severity for one in thick.findings}["section-thick"] is Severity.WARNING


@pytest.mark.parametrize(
    ("sheet", "safe", "said"),
    [
        ((308, 222), 0.0, False),  # bleed in the copier's margin is cut off anyway
        ((302, 214), 0.0, True),
        ((302, 214), 3.0, False),
        (A4, 3.5, True),
        (A4, 4.0, False),
    ],
)
def test_a_copiers_margin_matters_where_text_may_stand_in_it(sheet, safe, said):
    opened = source(numbered(4, bleed=3.0))
    made = impose(opened, "saddle", job_for(opened, sheet), safe_mm=safe)
    assert ("copier-margin" in {one.rule for one in made.findings}) == said


def test_mixed_sizes_are_centred_and_said():
    with (
        pikepdf.open(io.BytesIO(numbered(4))) as pdf,
        pikepdf.open(io.BytesIO(numbered(1, 105.0, 148.0))) as small,
    ):
        pdf.pages.extend(small.pages)
        out = io.BytesIO()
        pdf.save(out)
    opened, made = made_of(out.getvalue(), "saddle")
    assert "mixed-sizes" in {one.rule for one in made.findings}
    assert max(differences(made.data, opened, made.plan)) < LIKE


def test_papers():
    assert size_of("A4") == (210, 297)
    assert size_of("320x450") == (320, 450)
    assert size_of("10,5 × 20 mm") == (10.5, 20)
    with pytest.raises(PrintkitError):
        size_of("a44")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4\n%%EOF", b"hello", b"%PDF-1.7\ntrailer<</Root 9 0 R>>"]
)
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(PrintkitError) as caught:
        source(data)
    assert caught.value.findings[0].rule == "source-unreadable"


def test_calibration_measures_what_it_says():
    front, back = rendered(calibration_sheet(A4, landscape=True), 72)
    assert front.size == back.size
    dark = np.asarray(front).min(axis=2) < 128
    row = round(front.height - (105 - 32) / 25.4 * 72)
    columns = np.flatnonzero(dark[row - 1 : row + 2].any(axis=0)) * 25.4 / 72
    bar = [x for x in columns if 60 < x < 240]
    assert bar[-1] - bar[0] == pytest.approx(BAR_MM, abs=0.5)
    cross = slice(front.height // 2 - 60, front.height // 2 + 60)
    middle = slice(front.width // 2 - 60, front.width // 2 + 60)
    assert np.array_equal(np.asarray(front)[cross, middle], np.asarray(back)[cross, middle])
