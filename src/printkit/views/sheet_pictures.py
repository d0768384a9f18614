"""The maquette of sheets as a picture."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2

from printkit.impose.canvas import pdf, svg
from printkit.impose.plan_picture import maquette
from printkit.model.sheets import SheetPlan

#: Pixels of the picture for each of the drawing.
_SHARPNESS = 1.6


def maquette_svg(plan: SheetPlan, name: str = "") -> bytes:
    """Return the maquette as SVG."""
    return svg(maquette(plan, name)).encode()


def maquette_png(plan: SheetPlan, name: str = "") -> bytes:
    """Return the maquette as PNG."""
    opened: Any = pypdfium2.PdfDocument
    document = opened(pdf(maquette(plan, name)))
    try:
        # a drawing's pixel is three quarters of a point
        image = document[0].render(scale=_SHARPNESS / 0.75).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
