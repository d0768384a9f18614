"""Paper by name, in millimetres, upright."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from printkit.core.i18n import _
from printkit.impose.schemes.layout import refuse

SIZES: Final[Mapping[str, tuple[float, float]]] = {
    "a6": (105, 148),
    "a5": (148, 210),
    "a4": (210, 297),
    "a3": (297, 420),
    "a2": (420, 594),
    "a1": (594, 841),
    "a0": (841, 1189),
    "sra4": (225, 320),
    "sra3": (320, 450),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
    "dl": (99, 210),
}
_OWN = re.compile(r"(\d+(?:[.,]\d+)?)\s*[x×]\s*(\d+(?:[.,]\d+)?)(?:\s*mm)?")


def size_of(name: str) -> tuple[float, float]:
    """Return width and height of a paper by name (``a4``, ``sra3``) or as typed (``320x450``).

    Raises:
        PrintkitError: there is no such paper.

    """
    plain = name.strip().lower()
    if plain in SIZES:
        return SIZES[plain]
    typed = _OWN.fullmatch(plain)
    if typed:
        width, height = (float(side.replace(",", ".")) for side in typed.groups())
        if 10 <= width <= 5000 and 10 <= height <= 5000:
            return width, height
    raise refuse(
        "sheet-unknown",
        _("there is no paper “{name}”").format(name=name),
        _("use one of {names}, or a size in millimetres such as 320x450").format(
            names=", ".join(SIZES)
        ),
    )
