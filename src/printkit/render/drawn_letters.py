"""How small the letters of a drawing stand on the page: an SVG's texts through its transforms."""

from __future__ import annotations

from math import hypot, sqrt
from typing import Any

from weasyprint.svg.utils import size

#: What SVG gives text without a size of its own, in user units (SVG 1.1, 10.10: ``medium``).
_MEDIUM = 16.0
_PT_OF_PX = 72 / 96
_TEXTS = frozenset({"text", "tspan", "textPath"})


def least_letters(image: Any, width: float, height: float) -> float | None:
    """Return the size in pt of the smallest letters of a drawing placed ``width`` × ``height`` px large.

    ``image`` is the engine's SVG image. None: it holds no letters, or has no size to scale by.
    """
    drawing = image._svg
    box = drawing.get_viewbox()
    if not box or not box[2] or not box[3]:
        own = drawing.get_intrinsic_size(_MEDIUM)
        box = (0, 0, *own) if all(own) else None
    if box is None:
        return None
    scale = min(width / box[2], height / box[3]) * _PT_OF_PX
    found = list(_sizes(drawing, drawing.tree, _MEDIUM, scale))
    return min(found, default=None)


def _sizes(drawing: Any, node: Any, letters: float, scale: float) -> Any:
    letters = size(node.get("font-size", "1em"), letters, letters)
    if node.get("transform"):
        matrix = drawing.get_node_transform_matrix(node, letters)
        if matrix:
            a, b, c, d, *_ = matrix.values
            scale *= sqrt(hypot(a, b) * hypot(c, d))
    if node.tag in _TEXTS and (node.text or "").strip():
        yield letters * scale
    for child in node:
        yield from _sizes(drawing, child, letters, scale)
