"""Pictures made plain before they are printed: what the engine cannot read is rewritten or refused."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

from printkit.core.i18n import _

#: a document type that declares nothing: Graphviz, matplotlib and Inkscape always write one
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[\]<>]*>")
_FONT = re.compile(r"(?<![\w-])font\s*:\s*((?:[^;}\"']|\"[^\"]*\"|'[^']*')+)")
_SIZE = re.compile(
    r"(?P<before>(?:[\w-]+\s+)*?)(?P<size>[\d.]+(?:px|pt|em|rem|mm|cm|in|pc|ex|%)"
    r"|(?:xx?-)?small|medium|(?:xx?-)?large|smaller|larger)"
    r"(?:\s*/\s*(?P<line>[\w.%]+))?\s+(?P<family>\S.*)",
    re.DOTALL,
)
_STYLES = frozenset({"italic", "oblique"})
#: what the first bytes of a file say it is
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"RIFF", ".webp"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"%PDF", ".pdf"),
)
#: modes the engine prints as they are
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "CMYK"})


def kind_of(data: bytes) -> str | None:
    """Return the suffix of what a file really holds; None if its first bytes do not say."""
    for start, suffix in _KINDS:
        if data.startswith(start):
            return suffix
    return ".svg" if b"<svg" in data[:2000] else None


def plain_svg(data: bytes) -> bytes:
    """Return an SVG without document type, its ``font`` written as the properties it stands for."""
    data = _DOCTYPE.sub(b"", data, count=1)
    if b"font:" not in data and b"font :" not in data:
        return data
    from lxml import etree  # noqa: PLC0415  loaded for drawings with such texts only

    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, safe)
    except (etree.XMLSyntaxError, ValueError):
        return data
    for element in root.iter(etree.Element):
        style = element.get("style")
        if style:
            element.set("style", _FONT.sub(_longhands, style))
        if etree.QName(element).localname == "style" and element.text:
            element.text = _FONT.sub(_longhands, element.text)
    return etree.tostring(root)


def _longhands(match: re.Match[str]) -> str:
    """Write ``font: bold 12px/1.2 serif`` as its properties (CSS Fonts 4, 2.8)."""
    found = _SIZE.fullmatch(match[1].strip())
    if found is None:
        return match[0]
    style, weight, variant = "normal", "normal", "normal"
    for word in found["before"].split():
        if word in _STYLES:
            style = word
        elif word == "small-caps":
            variant = word
        elif word in ("bold", "bolder", "lighter") or word.isdigit():
            weight = word
    parts = {
        "font-style": style,
        "font-variant": variant,
        "font-weight": weight,
        "font-size": found["size"],
        "font-family": found["family"].strip(),
    }
    if found["line"]:
        parts["line-height"] = found["line"]
    return "; ".join(f"{name}: {value}" for name, value in parts.items())


def plain_picture(data: bytes) -> tuple[bytes, str | None]:
    """Return a picture the engine prints right, and what is wrong with it (None: nothing).

    Greys of 16 or 32 bits become greys of 8: the engine would print them black.
    """
    from PIL import Image, ImageFile  # noqa: PLC0415  loaded for texts with pictures only
    from PIL.Image import open as read_image  # noqa: PLC0415  bytes in hand, no file

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # the engine asks for it where it is loaded
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            with read_image(io.BytesIO(data)) as image:
                if image.mode not in _MODES and image.mode != "YCbCr":
                    return _eight_bits(image), None
                if image.format == "PNG":
                    image.verify()
                elif image.format != "JPEG" or b"\xff\xd9" not in data[-64:]:
                    image.load()
        except (OSError, ValueError, SyntaxError, EOFError) as problem:
            return data, _("it is damaged or cut short ({problem})").format(
                problem=str(problem)[:80]
            )
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return data, None


def _eight_bits(image: Any) -> bytes:
    """Return a picture of an unusual mode as a PNG of 8 bits."""
    if image.mode.startswith("I"):
        wide = image.convert("I")
        highest = wide.getextrema()[1]
        deep = image.mode != "I" or highest > 255
        picture = (
            wide.point(lambda value: value * (1 / 257)).convert("L") if deep else wide.convert("L")
        )
    elif image.mode == "F":
        picture = image.convert("L")
    else:
        picture = image.convert("RGBA" if "A" in image.mode or "a" in image.mode else "RGB")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
