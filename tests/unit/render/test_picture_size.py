"""Pictures without a size of their own are as large as their dots at 150 to the inch, up to the measure."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from printkit.model import Asset
from support.brochure_sample import presse
from support.pressroom import job, laid_out, press

MEASURE_MM = 80
SHEET = "@page { size: 100mm 140mm; margin: 10mm } body { margin: 0 }"
#: the rules of the theme that say so
RULES = "img { image-resolution: 150dpi } figure { margin: 0 } figure img { max-width: 100% }"


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def picture(width: int) -> Asset:
    data = io.BytesIO()
    Image.new("RGB", (width, 60), "red").save(data, "PNG")
    return Asset.of_bytes("asset:x.png", data.getvalue())


@pytest.mark.parametrize(("dots", "width_mm"), [(150, 25.4), (300, 50.8), (3000, MEASURE_MM)])
def test_width_of_a_picture(pool, dots, width_mm):
    body = '<figure><img src="asset:x.png" alt="x"></figure>'
    rendered = laid_out(pool, job(body, SHEET + RULES, assets=(picture(dots),)))
    page = pypdfium2.PdfDocument(io.BytesIO(rendered.pdf))[0]
    (image,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, _bottom, right, _top = image.get_bounds()
    assert (right - left) / 72 * 25.4 == pytest.approx(width_mm, abs=0.2)


def test_the_theme_has_these_rules():
    assert "image-resolution: 150dpi" in presse().css("brochure.css")
