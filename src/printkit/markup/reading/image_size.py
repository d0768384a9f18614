"""Sizes that texts give their pictures: ``{width=40%}``, ``{width=3cm}``, ``<img width="200">``."""

from __future__ import annotations

import re
from typing import Any

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.reading.context import Reading
from printkit.markup.reading.warnings import error

#: A length as CSS has it; a bare number is CSS pixels, as in HTML.
_LENGTH = re.compile(r"(\d{1,5}(?:[.,]\d+)?)\s*(%|mm|cm|in|pt|px|em|)", re.IGNORECASE)


def size_image(image: Any, at: Position, reading: Reading) -> None:
    """Turn an image's ``width`` and ``height`` into its style, which every edition obeys."""
    styles = [image.get("style", "").strip().rstrip(";")]
    for name in ("width", "height"):
        value = image.attrib.pop(name, "").strip()
        if not value:
            continue
        length = _LENGTH.fullmatch(value)
        if length is None or not float(length[1].replace(",", ".")):
            message = _("“{value}” is no {name} of a picture.").format(value=value, name=name)
            hint = _("Give a length or a share of the column: {width=40%}, {width=3cm}.")
            reading.findings.append(error("bad-attribute", message, at, hint))
            continue
        styles.append(f"{name}: {length[1].replace(',', '.')}{length[2].lower() or 'px'}")
    style = "; ".join(filter(None, styles))
    if style:
        image.set("style", style)
