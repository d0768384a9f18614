"""The picture and the logos of a leaflet: cropped around what matters, for each format of its own.

The picture stands alone in its box, bleed included: no text is set on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import lxml.html

from printkit.core.picture_crop import cropped
from printkit.model import Asset, Event, PageFormat, Picture


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture in its box, bleed included: mm, ``left`` and ``top`` from the trim's, or a panel's, corner."""

    url: str
    alt: str
    left: float
    top: float
    width: float
    height: float


def picture_box(
    picture: Picture | None,
    html: Mapping[str, str],
    assets: Sequence[Asset],
    fmt: PageFormat,
    event: Event | None,
) -> tuple[PictureBox | None, tuple[Asset, ...]]:
    """Return the picture of a leaflet as a format shows it, if it does, and the file it is in."""
    image = _image(html.get("picture", ""))
    if picture is None or image is None or not fmt.picture:
        return None, ()
    width, height = fmt.trim_mm
    left, right = fmt.bleed_mm, fmt.bleed_mm
    cover = next((panel for panel in fmt.panels if panel.name == "cover"), None)
    if cover is not None:  # what lies beyond a fold is another panel
        left = fmt.bleed_mm if cover.x_mm == 0 else 0.0
        right = fmt.bleed_mm if cover.x_mm + cover.width_mm >= width - 0.1 else 0.0
        width = cover.width_mm
    high = height * fmt.picture[1 if event is not None and _has_facts(event) else 0] + fmt.bleed_mm
    wide = width + left + right
    url, alt = image
    asset = framed(url, picture, assets, wide / high)
    return PictureBox(url, alt, -left, -fmt.bleed_mm, wide, high), (asset,)


def picture_image(html: Mapping[str, str]) -> tuple[str, str] | None:
    """Return address and alternative text of a leaflet's picture, as its Markdown was typeset."""
    return _image(html.get("picture", ""))


def framed(url: str, picture: Picture, assets: Sequence[Asset], shape: float) -> Asset:
    """Return the file of a picture cut to a shape, width by height, around its focus."""
    asset = next(one for one in assets if one.url == url)
    data = asset.data or b""
    cut = cropped(data, round(shape, 4), picture.focus)
    return asset if cut == data else Asset.of_bytes(url, cut)


def logo_boxes(html: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return address and alternative text of each logo."""
    named = sorted((key for key in html if key.startswith("logos.")), key=lambda key: int(key[6:]))
    return tuple(image for key in named if (image := _image(html[key])) is not None)


def _has_facts(event: Event) -> bool:
    return bool(
        event.price or event.access or event.doors or event.age or event.repeats or event.end_date
    )


def _image(markup: str) -> tuple[str, str] | None:
    if not markup.strip():
        return None
    found = lxml.html.fragment_fromstring(markup, create_parent="div").find(".//img")
    return None if found is None else (found.get("src", ""), found.get("alt", ""))
