"""QR codes as a press file may bring them: one path, many fills, a picture, turned, pale, near the cut."""

from __future__ import annotations

import io

import pikepdf
import pytest
import segno
from pikepdf import Dictionary, Name, Stream
from PIL import Image

from printkit.pdf.budget import Budget
from printkit.preflight.codes import Code, codes_of
from printkit.preflight.document import open_document
from printkit.preflight.runner import preflight
from support.preflight_sample import GROUND, JOB, RIGHT, TEXT, good, qr

#: Side of the code of ``qr()``: version 2, 25 modules.
MODULES = 25


def codes(data: bytes) -> tuple[Code, ...]:
    document, faults = open_document(data, Budget())
    assert document is not None
    assert not faults
    return codes_of(document, document.pages[0])


def rules(*contents: str, tweak=None) -> list[str]:
    return [
        one.rule for one in preflight(good(GROUND + TEXT + "".join(contents), tweak=tweak), JOB)
    ]


@pytest.mark.parametrize(
    "turn",
    ["", "0 1 -1 0 400 20 cm ", ".94 .34 -.34 .94 100 -60 cm "],
    ids=["upright", "on its side", "slanting"],
)
def test_a_good_code_is_measured(turn):
    data = good(GROUND + TEXT + f"q {turn} {qr()} Q ")
    (code,) = codes(data)
    assert code.readable
    assert code.modules == MODULES
    assert code.module_mm == pytest.approx(1.5 * 25.4 / 72, rel=0.02)
    assert code.quiet == 4
    assert code.contrast > 0.8
    assert not code.inverted
    assert rules(f"q {turn} {qr()} Q ") == []


def test_modules_drawn_one_by_one_are_one_code():
    one_by_one = qr().replace(" re ", " re f ")
    (code,) = codes(good(GROUND + TEXT + one_by_one))
    assert (code.readable, code.modules) == (True, MODULES)


def placed(image: Image.Image, content: str) -> bytes:
    def tweak(pdf: pikepdf.Pdf, page) -> None:
        page.Resources.XObject = Dictionary(
            Im1=Stream(
                pdf,
                image.tobytes(),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=image.width,
                Height=image.height,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceGray,
            )
        )

    return good(GROUND + TEXT + content, tweak=tweak)


def pixels(scale: int = 12, border: int = 4) -> Image.Image:
    out = io.BytesIO()
    segno.make("https://example.org/", error="m").save(out, kind="png", scale=scale, border=border)
    return Image.open(out).convert("L")


def test_a_picture_of_a_code_is_read():
    (code,) = codes(placed(pixels(), "q 60 0 0 60 60 260 cm /Im1 Do Q\n"))
    assert (code.readable, code.modules, code.quiet) == (True, MODULES, 4)


def test_a_picture_without_its_margin_is_told_on_a_coloured_ground():
    data = placed(
        pixels(border=0), "q 0 .8 .8 0 k 50 250 80 80 re f Q q 60 0 0 60 60 260 cm /Im1 Do Q\n"
    )
    assert "qr-quiet-zone" in [one.rule for one in preflight(data, JOB)]


def test_a_code_too_near_the_cut():
    x = RIGHT - 25 * 1.5 - 3 * 1.5  # three modules from the trim, its field goes on into the bleed
    assert rules(qr((x, 260))) == ["qr-quiet-zone"]


def test_three_modules_are_too_few_and_said_in_millimetres():
    faults = preflight(
        good(GROUND + TEXT + "q .9 .9 0 0 k 40 240 90 90 re f Q\n" + qr(quiet=3)), JOB
    )
    (fault,) = (one for one in faults if one.rule == "qr-quiet-zone")
    assert fault.found == pytest.approx(3 * 1.5 * 25.4 / 72, abs=0.3)
    assert "2.1 mm" in fault.fix


@pytest.mark.parametrize(
    ("colours", "words"),
    [
        ({"colour": "0 0 0 .2 k"}, "too pale"),
        ({"colour": "0 0 0 0 k", "ground": "0 0 0 1 k"}, "light on a dark ground"),
    ],
)
def test_pale_and_inverted_codes(colours, words):
    (fault,) = preflight(good(GROUND + TEXT + qr(**colours)), JOB)
    assert fault.rule == "qr-readable"
    assert words in fault.issue


def test_square_drawings_are_no_codes():
    chart = "".join(f"{60 + 9 * (n % 9)} {250 + 9 * (n // 9)} 5 5 re f " for n in range(81))
    assert codes(good(GROUND + TEXT + f"q 0 0 0 .5 k {chart} Q ")) == ()
    assert codes(placed(Image.linear_gradient("L"), "q 60 0 0 60 60 260 cm /Im1 Do Q\n")) == ()
