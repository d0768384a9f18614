"""The proof that a repair touched no design: both files painted and read, page by page, and compared."""

from __future__ import annotations

from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from printkit.core.i18n import _
from printkit.pdf.budget import Budget, TooMuchError
from printkit.pdf.objects import UnreadableFileError, open_file
from printkit.pdf.pages import pages_of
from printkit.preflight.repair.kept_text import broken_streams, text_harm

#: Longer side of a page as painted, in pixels: enough to see a missing picture or word.
_PIXELS: Final = 320
#: Into how wide a square differences are averaged, in pixels.
_AREA: Final = 9
#: Of 255 steps: how far an area may differ in shade (inks look duller than the colours of a screen), and
#: how much of it may have ink on one side where the other has bare paper.
_SHADE: Final = 110
_BARE: Final = 40
_INK, _PAPER = 200, 248


def harm_of(before: bytes, after: bytes) -> str | None:
    """Say what a repair would have harmed, translated; None: nothing.

    Within the trim of each page the same letters stand where they stood and the picture is the same,
    conversions to inks aside; no more streams than before would be refused by a strict reader.
    """
    opened: Any = pypdfium2.PdfDocument
    unreadable = _("the copy could not be compared with the file")
    try:
        one, other = opened(before), opened(after)
    except pypdfium2.PdfiumError:
        return unreadable
    try:
        files = open_file(before), open_file(after)
        units = [[page.user_unit for page in pages_of(file.catalogue, Budget())] for file in files]
        if len({len(one), len(other), *map(len, units)}) > 1:
            return _("pages would be lost")
        for at in range(len(one)):
            if not _same(one[at], other[at]):
                return _("page {page} would look different").format(page=at + 1)
            harm = text_harm(one[at], other[at], at + 1, (units[0][at], units[1][at]))
            if harm is not None:
                return harm
        if broken_streams(files[1]) > broken_streams(files[0]):
            return _("a strict reader would no longer understand the page")
    except (pypdfium2.PdfiumError, UnreadableFileError, TooMuchError, ValueError, OSError):
        return unreadable
    finally:
        one.close()
        other.close()
    return None


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
