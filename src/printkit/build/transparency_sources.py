"""Where the sources of a part ask for something that is not opaque: in a stylesheet, or by an image.

Old levels of PDF/X refuse transparency; whoever is told so wants the line, not the page alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree
from PIL import Image, UnidentifiedImageError

from printkit.compose.part_draft import Draft
from printkit.core.findings import Position
from printkit.layout.flaw_findings import addresses
from printkit.model import Asset, Trace

_FADED: Final = r"(?:0?\.\d+|0|\d{1,2}(?:\.\d+)?%)"
_BLENDED: Final = re.compile(r"mix-blend-mode\s*:\s*(?!normal)[a-z]", re.IGNORECASE)
_GRADIENT: Final = re.compile(r"[\w-]+-gradient\([^;{}]*", re.IGNORECASE)
_CLEAR: Final = re.compile(r"\btransparent\b", re.IGNORECASE)
_OPACITY: Final = re.compile(rf"(?<![\w-])(?:fill-|stroke-)?opacity\s*:\s*{_FADED}\s*[;}}!]")
#: A colour with an alpha of less than 1: ``rgb(0 0 0 / 50%)``, ``rgba(0, 0, 0, .5)``, ``#00000080``.
_COLOUR: Final = re.compile(
    rf"\b(?:rgb|hsl)a?\((?:[^(){{}};]*/|(?:[^(){{}};,]*,){{3}})\s*{_FADED}\s*\)"
    r"|#(?:[0-9a-f]{3}(?!f)[0-9a-f]|[0-9a-f]{6}(?!ff)[0-9a-f]{2})\b",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS: Final = re.compile(r"\.([\w-]+)")
_ELEMENT: Final = re.compile(r"(?<![\w.#:\[(-])([a-z][a-z0-9]*)\b")
_EVERYWHERE: Final = frozenset({"html", "body"})


@dataclass(frozen=True, slots=True)
class Sources:
    """A part and where it lies: ``first`` is its first page (1-based), of ``count``.

    ``locate`` says where a piece of text was written, None where that is not known.
    """

    draft: Draft
    first: int
    count: int
    locate: Callable[[str], Position | None]


def tracer(parts: Sequence[Sources]) -> Trace:
    """Return what says where a page was asked to be see-through, by the reason it is."""

    def trace(page: int, reason: str) -> Position | None:
        for part in parts:
            if part.first <= page < part.first + part.count:
                return next(_asked(part, reason), None)
        return None

    return trace


def _asked(part: Sources, reason: str) -> Iterator[Position]:
    for asset in part.draft.assets:
        if reason in _of_asset(asset):
            yield from (at for name in addresses(asset.url) if (at := part.locate(name)))
    for sheet in part.draft.stylesheets:
        text = _COMMENT.sub(_blanked, sheet.text)
        for offset in _of_css(text, reason):
            if _applies(_selector(text, offset), part.draft.html):
                line = text.count("\n", 0, offset) + 1
                yield Position(sheet.name, line, offset - text.rfind("\n", 0, offset))


def _of_css(text: str, reason: str) -> list[int]:
    """Return where a stylesheet without comments gives a reason, in order."""
    if reason == "blend-mode":
        return [found.start() for found in _BLENDED.finditer(text)]
    gradients = [found.span() for found in _GRADIENT.finditer(text)]
    faded = [found.start() for found in _COLOUR.finditer(text)]
    inside = [at for at in faded if any(start < at < end for start, end in gradients)]
    if reason == "soft-mask":
        clear = [found.start() for found in _CLEAR.finditer(text)]
        clear = [at for at in clear if any(start < at < end for start, end in gradients)]
        return sorted([*inside, *clear])
    whole = [found.start() for found in _OPACITY.finditer(text)]
    return sorted([*whole, *(at for at in faded if at not in inside)])


def _blanked(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment[0])


def _selector(text: str, offset: int) -> str:
    """Return the selector of the rule around a place."""
    opened = text.rfind("{", 0, offset)
    before = text[: max(opened, 0)]
    return before[max(before.rfind(end) for end in "{};") + 1 :].strip()


def _applies(selector: str, html: str) -> bool:
    """Tell whether a selector may be meant: all its classes and elements are in the part."""
    if not selector or selector.startswith(("@", ":root")):
        return True
    words = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', html))))
    elements = set(re.findall(r"<([a-z][a-z0-9]*)", html)) | _EVERYWHERE
    return any(
        words.issuperset(_CLASS.findall(one)) and elements.issuperset(_ELEMENT.findall(one))
        for one in selector.split(",")
    )


def _of_asset(asset: Asset) -> set[str]:
    """Return why an image is not opaque."""
    data = asset.data if asset.data is not None else asset.path.read_bytes() if asset.path else b""
    if asset.url.lower().endswith(".svg"):
        return _of_svg(data)
    try:
        with Image.open(io.BytesIO(data)) as image:
            if not image.has_transparency_data:
                return set()
            levels = image.convert("RGBA").getchannel("A").getcolors(256) or ()
    except (UnidentifiedImageError, OSError):
        return set()
    return set() if {level for _count, level in levels} <= {0, 255} else {"soft-mask"}


def _of_svg(data: bytes) -> set[str]:
    """Return why a drawing is not opaque: its attributes, and those in ``style``."""
    reasons = set()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in etree.fromstring(data, parser).iter(etree.Element):
        style = dict(
            pair.split(":", 1) for pair in element.get("style", "").split(";") if ":" in pair
        )
        values = {key.strip(): value.strip() for key, value in style.items()} | dict(element.attrib)
        if _faded(values.get("stop-opacity", "1")):
            reasons.add("soft-mask")
        if any(
            _faded(values.get(key, "1")) for key in ("opacity", "fill-opacity", "stroke-opacity")
        ):
            reasons.add("opacity")
        if values.get("mix-blend-mode", "normal") != "normal":
            reasons.add("blend-mode")
        if element.tag.endswith("}mask"):
            reasons.add("soft-mask")
    return reasons


def _faded(value: str) -> bool:
    return re.fullmatch(_FADED, value) is not None
