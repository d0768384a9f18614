"""QR codes are read back from the very image that is printed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import zxingcpp

from printkit.compose.qr import QUIET_MODULES, qr_svg

LINKS = (
    "https://antitechresistance.org",
    "https://example.org/é?a=1&b=<2>",
    "https://example.org/" + "x" * 180,
)
SVG = "{http://www.w3.org/2000/svg}"


def raster(svg: bytes, scale: int = 6) -> np.ndarray:
    """Paint the image's one path of ``MxyhWv1h-Wz`` runs, dark on light."""
    root = ET.fromstring(svg)
    size = int(root.attrib["viewBox"].split()[2])
    pixels = np.full((size, size), 255, np.uint8)
    _, dark = root.findall(f"{SVG}path")
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", dark.attrib["d"]):
        pixels[int(y), int(x) : int(x) + int(width)] = 0
    return np.kron(pixels, np.ones((scale, scale), np.uint8))


@pytest.mark.parametrize("link", LINKS)
def test_a_code_says_its_link_at_level_m_or_better(link: str) -> None:
    (code,) = zxingcpp.read_barcodes(raster(qr_svg(link, ink="#111111")))
    assert code.text == link
    assert code.ec_level in ("M", "Q", "H")


@pytest.mark.parametrize("link", LINKS)
def test_four_light_modules_stand_around_it(link: str) -> None:
    assert QUIET_MODULES == 4
    modules = raster(qr_svg(link, ink="#111111"), scale=1)
    rows, columns = np.nonzero(modules == 0)
    size = len(modules)
    assert {rows.min(), columns.min()} == {4}
    assert {rows.max(), columns.max()} == {size - 5}


def test_colours_are_the_ones_asked_for() -> None:
    svg = qr_svg("a", ink="#123456", ground="#fedcba").decode()
    assert re.findall(r'fill="([^"]+)"', svg) == ["#fedcba", "#123456"]
