"""Ink laid on ink: overprints, blend modes and images, averaged over 15 mm; and colours' kinds."""

from __future__ import annotations

import io
import logging

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream
from PIL import Image

from printkit.pdf.colour import CMYK, GREY, RGB, Space, space_of
from printkit.pdf.inks import paint as ink_of
from printkit.preflight.runner import preflight
from printkit.views.page_pictures import Wanted, views
from support.preflight_sample import GROUND, JOB, TEXT, good


@pytest.fixture(autouse=True)
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def coverage(data: bytes) -> float | None:
    faults = [fault for fault in preflight(data, JOB) if fault.rule == "ink-coverage"]
    assert len(faults) <= 1
    return float(faults[0].found) if faults else None  # type: ignore[arg-type]


def drawn(*contents: str, tweak=None) -> bytes:
    return good(GROUND + TEXT + "".join(contents), tweak=tweak)


SQUARE = "60 250 100 100 re f "


def states(pdf: pikepdf.Pdf, page) -> None:
    page.Resources.ExtGState.Multiply = Dictionary(BM=Name.Multiply)
    page.Resources.ExtGState.Over0 = Dictionary(OP=True, op=True, OPM=0)


def test_knocked_out_colours_do_not_add_up():
    over = "q /Over gs 0 0 0 .1 k " + SQUARE + "Q "
    assert coverage(drawn("0 1 1 0 k ", SQUARE, "1 0 0 1 k ", SQUARE, over)) is None


def test_overprinting_without_its_mode_replaces_all_inks():
    content = "q /Over0 gs 0 1 1 0 k " + SQUARE + "1 0 0 1 k " + SQUARE + "Q "
    assert coverage(drawn(content, tweak=states)) is None


def test_multiplied_colours_add_up():
    content = "0 1 1 0 k " + SQUARE + "q /Multiply gs 1 0 0 1 k " + SQUARE + "Q "
    assert coverage(drawn(content, tweak=states)) == pytest.approx(400, abs=2)


def test_a_small_spot_is_averaged():
    tiny = "60 250 15 15 re f "
    content = "q /Over gs 0 1 1 0 k " + tiny + "1 0 0 1 k " + tiny + "Q "
    assert coverage(drawn(content)) is None


def test_a_ring_is_not_its_box():
    ring = "60 250 120 120 re 66 256 108 108 re f* "
    content = "q /Over gs 0 1 1 0 k " + ring + "1 0 0 1 k " + ring + "Q "
    assert coverage(drawn(content)) is None


def test_a_disc_made_of_curves_is_seen():
    r, k = 50, 27.6
    disc = (
        f"{r} 0 m {r} {k} {k} {r} 0 {r} c {-k} {r} {-r} {k} {-r} 0 c "
        f"{-r} {-k} {-k} {-r} 0 {-r} c {k} {-r} {r} {-k} {r} 0 c f "
    )
    content = f"q 1 0 0 1 120 300 cm /Over gs 0 1 1 0 k {disc} 1 0 0 1 k {disc} Q "
    assert coverage(drawn(content)) == pytest.approx(400, abs=4)


def picture(image: Image.Image, *, jpeg: bool, **more) -> bytes:
    def tweak(pdf: pikepdf.Pdf, page) -> None:
        if jpeg:
            out = io.BytesIO()
            image.save(out, "JPEG", quality=95)
            found = Stream(pdf, out.getvalue())
            found.Filter = Name.DCTDecode
        else:
            found = Stream(pdf, image.tobytes())
        found.Type, found.Subtype = Name.XObject, Name.Image
        found.Width, found.Height = image.size
        found.BitsPerComponent, found.ColorSpace = 8, Name.DeviceCMYK
        for key, value in more.items():
            found[f"/{key}"] = value
        page.Resources.XObject = Dictionary(Im1=found)

    return drawn("q 100 0 0 100 60 250 cm /Im1 Do Q ", tweak=tweak)


HEAVY = (230, 230, 230, 230)


def test_a_heavy_image_is_told_where_it_is():
    data = picture(Image.new("CMYK", (400, 400), HEAVY), jpeg=False)
    (fault,) = preflight(data, JOB)
    assert fault.rule == "ink-coverage"
    assert fault.found == pytest.approx(361, abs=3)
    assert fault.rect_mm is not None
    left, bottom, right, top = fault.rect_mm
    assert right - left == pytest.approx(15, abs=0.1)
    assert (left, bottom) > (15, 80)
    assert (right, top) < (57, 125)


def test_a_jpeg_without_the_marker_is_read_as_it_stands():
    # Pillow writes CMYK as Adobe does, inverted; a Decode array says so
    data = picture(
        Image.new("CMYK", (400, 400), HEAVY), jpeg=True, Decode=pikepdf.Array([1, 0] * 4)
    )
    assert coverage(data) == pytest.approx(361, abs=4)


def test_a_light_image_is_not_told():
    assert (
        preflight(picture(Image.new("CMYK", (400, 400), (90, 90, 90, 90)), jpeg=False), JOB) == ()
    )


def test_an_image_cut_short_is_no_traceback():
    data = picture(Image.new("CMYK", (400, 400), HEAVY), jpeg=False, Width=4000)
    assert coverage(data) is None


@pytest.mark.parametrize(
    ("space", "values", "kind"),
    [
        (CMYK, (0, 0, 0, 1), "alone"),
        (GREY, (0,), "alone"),
        (GREY, (1,), "white"),
        (CMYK, (0, 0, 0, 0), "white"),
        (RGB, (1, 1, 1), "white"),
        (RGB, (0, 0, 0), ""),
        (CMYK, (0.8, 0.8, 0.7, 1), "loaded"),
        (CMYK, (0.3, 0.3, 0.3, 1), "mixed"),
        (CMYK, (0.7, 0.6, 0.6, 0), "mixed"),
        (CMYK, (1, 0, 0, 0), ""),
        (CMYK, (0, 1, 1, 0), ""),
        (Space("spot", 1, ("K",)), (1,), "alone"),
    ],
)
def test_blacks_are_told_apart(space, values, kind):
    paint = ink_of(space, values)
    kinds = {
        "alone": paint.is_black_alone,
        "white": paint.is_white,
        "loaded": paint.is_four_colour_black,
        "mixed": paint.is_mixed_black,
    }
    assert [name for name, is_it in kinds.items() if is_it] == ([kind] if kind else [])


def test_spaces_of_plain_values():
    assert space_of("/DeviceCMYK") == CMYK
    assert space_of(["/Indexed", "/DeviceGray", 1, b""]).family == "device-gray"
    assert space_of("/Nowhere", None).family == "unknown"


WORDS = "q /Over gs BT /F1 10 Tf 0 0 0 1 k {} {} Td (Bonjour) Tj ET Q\n"
RED = "0 1 .8 .1 k " + SQUARE


@pytest.mark.parametrize(
    ("contents", "most"),
    [
        ([RED, WORDS.format(70, 300)], 280),  # black takes the place of the red's own black
        ([RED, WORDS.format(70, 232)], 190),  # below the square
        ([RED, WORDS.format(180, 300)], 190),  # beside it
        ([WORDS.format(70, 300), RED], 190),  # before it: knocked out
        ([RED, WORDS.format(70, 300).replace("/Over gs", "")], 190),
        (["0 0 0 .5 k " + SQUARE, WORDS.format(70, 300)], 120),  # the page's ground is 20 % of cyan
    ],
)
def test_black_printed_over_colours_adds_to_the_heaviest_ink(contents, most):
    (view,) = views(drawn(*contents), Wanted(most=0))
    assert view.most_ink == pytest.approx(most, abs=1)
