"""Numbered pages that are unlike in every corner, and sheets compared with them cell by cell."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image

from printkit.core.units import mm_to_pt
from printkit.impose.drawing_operators import box, words
from printkit.impose.source_pages import Source, open_source
from printkit.model.sheets import SheetPlan

DPI = 60
#: Edges fall between pixels differently on a sheet than on a page; another page differs far more.
LIKE = 0.02


def content(number: int, width: float, height: float) -> bytes:
    """Draw a page: its number, a coloured corner that tells its head, text at the foot."""
    red, blue = (number * 37 % 10) / 10, (number * 53 % 10) / 10
    return b"\n".join(
        [
            f"{red} 0.4 {blue} rg".encode()
            + b" "
            + box(0, height * 0.75, width / 2, height)
            + b" f",
            f"0.2 {blue} {red} rg".encode()
            + b" "
            + box(width * 0.8, 0, width, height * 0.1)
            + b" f",
            b"0 G " + words(str(number), width / 2, height * 0.35, height * 0.2, 0, "middle"),
        ]
    )


@cache
def numbered(pages: int, width: float = 148.0, height: float = 210.0, bleed: float = 0.0) -> bytes:
    """Return a PDF of numbered pages; sizes in mm. Bleed is coloured."""
    pdf = pikepdf.new()
    w, h, b = mm_to_pt(width), mm_to_pt(height), mm_to_pt(bleed)
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(w, h))
        page.MediaBox = [-b, -b, w + b, h + b]
        if bleed:
            page.TrimBox = [0, 0, w, h]
            page.BleedBox = page.MediaBox
        drawn = content(number, width, height)
        if bleed:
            drawn = (
                b"0.9 0.8 0.2 rg "
                + box(-bleed, -bleed, width + bleed, height + bleed)
                + b" f\n"
                + drawn
            )
        page.Contents = pdf.make_stream(drawn)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def source(data: bytes) -> Source:
    return open_source(data, "essai.pdf")


def rendered(data: bytes, dpi: int = DPI) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def trimmed_pages(opened: Source, dpi: int = DPI) -> list[Image.Image]:
    """Render the source's pages as they are read, cut to what is imposed of them."""
    document = pypdfium2.PdfDocument(opened.data)
    images = []
    for page, geometry in zip(document, opened.boxes, strict=True):
        page.set_cropbox(*geometry.trim)
        page.set_mediabox(*geometry.trim)
        width, height = (round(side / 25.4 * dpi) for side in geometry.size_mm)
        image = page.render(scale=dpi / 72 * geometry.unit).to_pil().convert("RGB")
        images.append(image.resize((max(width, 1), max(height, 1))))
    return images


def differences(sheets: bytes, opened: Source, plan: SheetPlan, dpi: int = DPI) -> list[float]:
    """Return how far each placed page is from its source, 0 alike to 1; sizes must be the same."""
    pages = trimmed_pages(opened, dpi)
    found = []
    images = rendered(sheets, dpi)
    assert len(images) == len(plan.sides)
    for image, side in zip(images, plan.sides, strict=True):
        for one in side.placements:
            if one.page is None:
                continue
            page = pages[one.page]
            width, height = opened.boxes[one.page].size_mm
            if one.turn % 180:
                width, height = height, width
            x = one.x_mm + one.width_mm / 2 + one.dx_mm
            y = one.y_mm + one.height_mm / 2 + one.dy_mm
            per_mm = dpi / 25.4
            corner = (x - width / 2) * per_mm, image.height - (y + height / 2) * per_mm
            cell = image.crop(
                (round(corner[0]), round(corner[1]), round(corner[0]) + round(width * per_mm),
                 round(corner[1]) + round(height * per_mm))
            ).rotate(-one.turn, expand=True)  # fmt: skip
            found.append(difference(cell, page))
    return found


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference; edges two pixels wide are left out, blurred for antialiasing."""
    other = other.resize(one.size)
    a, b = (
        np.asarray(image.reduce(2) if min(image.size) > 40 else image, dtype=float)[1:-1, 1:-1]
        for image in (one, other)
    )
    return float(np.abs(a - b).mean() / 255)
