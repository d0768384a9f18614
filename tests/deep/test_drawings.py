"""Drawings look as Chromium draws them: within 2 % of the pixels at 150 dots to the inch."""

from __future__ import annotations

import base64
import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser

from printkit.core.findings import Position
from printkit.markup.reading.text_images import printable
from printkit.model import Asset
from support.drawings import RIGHT, drawing
from support.pressroom import faces, job, laid_out, press

PPI = 150
#: the part of the pixels that may differ, of the page and of what is drawn on it
PAGE, INK = 0.02, 0.03
SHEET = """
@page { size: 300px 200px; margin: 0; bleed: 0; marks: none }
body { margin: 0 }
img { display: block }
"""


@pytest.fixture(scope="module")
def room():
    with press() as pool:
        yield pool


@pytest.fixture(scope="module")
def page(browser: Browser):
    opened = browser.new_page(
        viewport={"width": 320, "height": 220},
        device_scale_factor=PPI / 96,
        color_scheme="light",
    )
    yield opened
    opened.close()


def ours(room, data: bytes) -> Image.Image:
    ready, _findings = printable(data, "a.svg", Position("a.md"), "fr")
    assert ready is not None
    assets = (Asset.of_bytes("asset:a.svg", ready),)
    pdf = laid_out(room, job('<img src="asset:a.svg" alt="x">', SHEET, assets=assets)).pdf
    return pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=PPI / 72).to_pil().convert("RGB")


def theirs(page, data: bytes) -> Image.Image:
    rules = "".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; font-style: {face.style};"
        f" src: url(data:font/otf;base64,{base64.b64encode(face.path.read_bytes()).decode()}) }}"
        for face in faces()
        if face.family == "TeX Gyre Pagella"
    )
    page.set_content(
        f"<style>{rules} body {{ margin: 0 }} svg {{ display: block }}</style>{data.decode()}"
    )
    for style in ("normal 400", "normal 700", "italic 400", "italic 700"):
        page.evaluate(f"document.fonts.load('{style} 20px \"TeX Gyre Pagella\"')")
    shot = page.screenshot(clip={"x": 0, "y": 0, "width": 300, "height": 200})
    return Image.open(io.BytesIO(shot)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return the part of the pixels that differ, of all and of those that are inked."""
    soft = ImageFilter.GaussianBlur(1.5)  # edges fall between pixels differently
    a, b = (np.asarray(image.filter(soft)).astype(int) for image in (one, other.resize(one.size)))
    differ = np.abs(a - b).max(axis=2) > 48
    inked = (a.min(axis=2) < 230) | (b.min(axis=2) < 230)
    return float(differ.mean()), float(differ.sum() / max(inked.sum(), 1))


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_drawing_looks_as_in_a_browser(name: str, room, page) -> None:
    data = drawing(RIGHT[name])
    of_page, of_ink = difference(ours(room, data), theirs(page, data))
    assert of_page < PAGE
    assert of_ink < INK


@pytest.mark.deep
def test_a_missing_word_is_seen(room, page) -> None:
    with_word, without = drawing(RIGHT["anchors"]), drawing("")
    assert difference(ours(room, without), theirs(page, with_word))[1] > INK
