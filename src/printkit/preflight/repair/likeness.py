"""The proof that a repair touched no design: both files painted, page by page, and compared."""

from __future__ import annotations

from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

#: Longer side of a page as painted, in pixels: enough to see a missing picture or word.
_PIXELS: Final = 320
#: Into how wide a square differences are averaged, in pixels.
_AREA: Final = 9
#: Of 255 steps: how far an area may differ in shade (inks look duller than the colours of a screen), and
#: how much of it may have ink on one side where the other has bare paper.
_SHADE: Final = 110
_BARE: Final = 40
_INK, _PAPER = 200, 248


def alike(before: bytes, after: bytes) -> bool:
    """Tell whether two files show the same within their trim, conversions to inks aside."""
    opened: Any = pypdfium2.PdfDocument
    try:
        one, other = opened(before), opened(after)
    except pypdfium2.PdfiumError:
        return False
    try:
        if len(one) != len(other):
            return False
        return all(_same(one[at], other[at]) for at in range(len(one)))
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return False
    finally:
        one.close()
        other.close()


def _same(before: Any, after: Any) -> bool:
    trim = after.get_trimbox()
    former = before.get_trimbox(fallback_ok=False) or _matching(before, trim)
    shown = _picture(after, trim)
    meant = _picture(before, former).resize(shown.size)
    shade = ImageChops.difference(meant, shown).convert("L")
    lost, added = _only(meant, shown), _only(shown, meant)
    return _worst(shade) <= _SHADE and max(_worst(lost), _worst(added)) <= _BARE


def _only(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return where one picture has ink and the other bare paper."""
    inked = _darkest(one).point([255 if level < _INK else 0 for level in range(256)])
    bare = _darkest(other).point([255 if level >= _PAPER else 0 for level in range(256)])
    return ImageChops.darker(inked, bare)


def _darkest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def _worst(difference: Image.Image) -> int:
    mean = difference.filter(ImageFilter.BoxBlur(_AREA // 2))
    return int(mean.getextrema()[1])  # type: ignore[arg-type]


def _matching(before: Any, trim: Any) -> Any:
    """Return the box of a page without a trim that became ``trim``: unless turned, it lies as it lay."""
    whole = before.get_cropbox()
    return whole if before.get_rotation() else trim


def _picture(page: Any, box: Any) -> Image.Image:
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    scale = _PIXELS / max(page.get_width(), page.get_height(), 1.0)
    image: Image.Image = page.render(scale=min(scale, 20.0)).to_pil().convert("RGB")
    page.close()
    return image
