"""Pictures of two states of a page: words set otherwise, and what differs outside of all words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from printkit.compare.differences import Rect

#: Pixels in an inch of the pictures compared; shown ones have as many.
PPI: Final = 80
_SCALE: Final = PPI / 72
#: No page is drawn larger, in pixels.
_LARGEST_PX: Final = 1600
#: How much greyer a blurred pixel must be to count, of 255.
_DIFFERENT: Final = 28
#: Colour of a word's box, of 255; its size in shares.
_RECOLOURED: Final = 36
_RESIZED: Final = 0.03
_SMALL_PT: Final = 6.0
#: Squares in which differences are gathered, in pixels; a difference in fewer is a hairline moved.
_SQUARE: Final = 10
#: What makes a square differ: this mean of its pixels, of 255.
_LIT: Final = 38
_MOST_AREAS: Final = 12
_COLOURS: Final = 64


def picture(document: Any, index: int, unit: float = 1.0) -> Image.Image | None:
    """Draw a page as large as its user unit makes it; None where it cannot be drawn."""
    try:
        page = document[index]
        longer = max(page.get_width(), page.get_height(), 1.0)
        bitmap = page.render(scale=min(_SCALE * unit, _LARGEST_PX / longer))
        image: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return None
    return image


def png(image: Image.Image) -> bytes:
    """Write a picture for a report, in few colours."""
    out = io.BytesIO()
    image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", compress_level=6
    )
    return out.getvalue()


def set_otherwise(
    old: Image.Image, new: Image.Image, pairs: Iterable[tuple[Rect, Rect]], scale: float
) -> list[tuple[Rect, Rect]]:
    """Return the pairs of words whose size or colour differs; ``scale`` is pixels in a point."""
    return [
        (one, other)
        for one, other in pairs
        if _resized(one, other) or _recoloured(old, one, new, other, scale)
    ]


def _resized(one: Rect, other: Rect) -> bool:
    widths = (one[2] - one[0], other[2] - other[0])
    heights = (one[3] - one[1], other[3] - other[1])
    return any(
        abs(a - b) > max(0.8, _RESIZED * max(a, b)) and min(a, b) > 0 for a, b in (widths, heights)
    )


def _recoloured(old: Image.Image, one: Rect, new: Image.Image, other: Rect, scale: float) -> bool:
    if min(one[2] - one[0], other[2] - other[0]) < _SMALL_PT:
        return False  # of a point or a comma too few pixels are seen
    means = [_mean(old, one, scale), _mean(new, other, scale)]
    return any(abs(a - b) > _RECOLOURED for a, b in zip(*means, strict=True))


def _mean(image: Image.Image, rect: Rect, scale: float) -> tuple[int, ...]:
    left, top, right, bottom = (round(side * scale) for side in rect)
    box = (left, top, max(right, left + 1), max(bottom, top + 1))
    mean: Any = image.crop(box).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return tuple(mean)


def drawn_otherwise(
    old: Image.Image,
    new: Image.Image,
    words: Sequence[Rect],
    shift: tuple[float, float],
    scale: float,
) -> list[Rect]:
    """Return areas of the new page that differ outside of all words.

    ``words`` are the boxes of both pages' words where they stand on the new page; ``shift`` is how far
    the old page's content stands from where it is now, in points.
    """
    moved = Image.new("RGB", new.size, "white")
    moved.paste(old, (round(shift[0] * scale), round(shift[1] * scale)))
    # blurred: a hair's breadth to the side is no difference
    blur, size = ImageFilter.BoxBlur(1.5), new.size
    soft = (one.reduce(2).filter(blur) for one in (moved, new))
    bands = ImageChops.difference(*soft).split()
    greatest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    mask = greatest.point(lambda value: 255 if value > _DIFFERENT else 0).resize(size)
    cover = ImageDraw.Draw(mask)
    for rect in words:
        left, top, right, bottom = (side * scale for side in rect)
        cover.rectangle((left - 5, top - 5, right + 5, bottom + 5), fill=0)
    return [_points(area, scale) for area in _areas(mask)]


def _areas(mask: Image.Image) -> list[tuple[int, int, int, int]]:
    """Return the boxes of connected squares that hold any difference, in squares."""
    width, height = -(-mask.width // _SQUARE), -(-mask.height // _SQUARE)
    grown = Image.new("L", (width * _SQUARE, height * _SQUARE))
    grown.paste(mask)
    coarse: Any = grown.reduce(_SQUARE).load()
    lit = {(x, y) for y in range(height) for x in range(width) if coarse[x, y] > _LIT}
    areas = []
    while lit:
        pending = [lit.pop()]
        seen = []
        while pending:
            x, y = pending.pop()
            seen.append((x, y))
            for near in ((x + dx, y + dy) for dx in (-2, -1, 0, 1, 2) for dy in (-2, -1, 0, 1, 2)):
                if near in lit:
                    lit.remove(near)
                    pending.append(near)
        xs, ys = [x for x, _y in seen], [y for _x, y in seen]
        areas.append((min(xs), min(ys), max(xs) + 1, max(ys) + 1))
    if len(areas) > _MOST_AREAS:
        lefts, tops, rights, bottoms = zip(*areas, strict=True)
        return [(min(lefts), min(tops), max(rights), max(bottoms))]
    return sorted(areas, key=lambda area: (area[1], area[0]))


def _points(area: tuple[int, int, int, int], scale: float) -> Rect:
    left, top, right, bottom = (side * _SQUARE / scale for side in area)
    return (left, top, right, bottom)
