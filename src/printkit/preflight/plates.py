"""The plates of a page, coarsely: what its grounds and images lay on one another.

Text and thin lines are left out: they add nothing to a mean over 15 mm that the paper would feel.
Clips count by their boxes, images by the boxes they are placed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageMath

from printkit.core.units import mm_to_pt
from printkit.pdf.budget import Budget
from printkit.pdf.colour import ColourError
from printkit.pdf.geometry import Box
from printkit.pdf.images import ImageError, Picture
from printkit.pdf.marks import Mark
from printkit.pdf.objects import entry, numbers
from printkit.preflight.document import Page

#: The side of the square over which ink is averaged, in mm (GWG 2022, R0026).
WINDOW_MM: Final = 15.0
_PER_MM: Final = 2.0
_MOST_POINTS: Final = 4_000_000
_MOST_PIXELS: Final = 120_000_000
_SPOTS: Final = "+"
_PLATES: Final = ("C", "M", "Y", "K", _SPOTS)


class Plates:
    """The plates of one page. Marks are laid on it in order."""

    def __init__(self, page: Page, budget: Budget) -> None:
        self._zone = page.bleed or page.media
        self._budget = budget
        wide, high = self._zone[2] - self._zone[0], self._zone[3] - self._zone[1]
        scale = _PER_MM / mm_to_pt(1.0)
        self._scale = min(scale, (_MOST_POINTS / max(wide * high, 1.0)) ** 0.5)
        self._size = (max(1, round(wide * self._scale)), max(1, round(high * self._scale)))
        self._plates = {plate: Image.new("L", self._size, 0) for plate in _PLATES}

    def lay(self, mark: Mark, limit: float) -> None:
        """Lay a mark; colours above ``limit`` are brought down to it, they are told by themselves."""
        self._budget.spend(500)
        if mark.kind == "image" and mark.picture is not None and not mark.picture.stencil:
            self._picture(mark, mark.picture)
            return
        if mark.kind not in ("fill", "shading") or mark.paint.inks is None:
            return
        share = min(1.0, limit / max(mark.paint.total, 1.0))
        levels = dict.fromkeys(_PLATES, 0)
        for plate, ink in mark.paint.inks:
            own = plate if plate in levels else _SPOTS
            levels[own] = min(255, levels[own] + round(ink * share * 2.55))
        mask = self._mask(mark)
        for plate, level in levels.items():
            if mark.overprint and level == 0 and self._spares(mark, plate):
                continue
            self._put(plate, Image.new("L", self._size, level), mask, mark.blend)

    def _spares(self, mark: Mark, plate: str) -> bool:
        """Tell whether overprinting leaves a plate without ink alone (ISO 32000-1, 8.6.7)."""
        return mark.paint.family != "device-cmyk" or mark.opm == 1 or plate == _SPOTS

    def _put(self, plate: str, ink: Image.Image, mask: Image.Image, blend: str) -> None:
        old = self._plates[plate]
        if blend == "/Multiply":
            ink = ImageChops.screen(old, ink)
        elif blend == "/Darken":
            ink = ImageChops.lighter(old, ink)
        old.paste(ink, mask=mask)

    def _mask(self, mark: Mark) -> Image.Image:
        """Return where a fill lies, as dark as it is opaque."""
        mask = Image.new("L", self._size, 0)
        box = self._points(mark.box)
        full = round(255 * min(max(mark.alpha, 0.0), 1.0))
        for part in mark.outline:
            one = Image.new("L", self._size, 0)
            ImageDraw.Draw(one).polygon([self._point(x, y) for x, y in part], fill=full)
            mask = ImageChops.difference(mask, one)
        if not mark.outline:
            ImageDraw.Draw(mask).rectangle(box, fill=full)
        clip = Image.new("L", self._size, 0)
        ImageDraw.Draw(clip).rectangle(box, fill=255)
        return ImageChops.multiply(mask, clip)

    def _picture(self, mark: Mark, picture: Picture) -> None:
        left, top, right, bottom = (round(value) for value in self._points(mark.box))
        size = (max(1, right - left + 1), max(1, bottom - top + 1))
        if size[0] * size[1] > 4 * _MOST_POINTS:
            return
        found = inks_of(picture)
        if found is None:
            return
        self._budget.spend(picture.width * picture.height // 200)
        bands: dict[str, Image.Image] = {}
        for plate, ink in found:
            own = plate if plate in _PLATES else _SPOTS
            ink = ink.resize(size, Image.Resampling.BOX)  # noqa: PLW2901  the same, as placed
            bands[own] = ImageChops.add(bands[own], ink) if own in bands else ink
        cover = _mask_of(picture)
        alpha = (
            Image.new("L", size, 255) if cover is None else cover.resize(size, Image.Resampling.BOX)
        )
        alpha = alpha.point([round(level * mark.alpha) for level in range(256)])
        mask = Image.new("L", self._size, 0)
        mask.paste(alpha, (left, top))
        for plate in _PLATES:
            ink = Image.new("L", self._size, 0)
            if plate in bands:
                ink.paste(bands[plate], (left, top))
            self._put(plate, ink, mask, mark.blend)

    def under(self, box: Box) -> float:
        """Return the most cyan, magenta, yellow and spot ink that lies in a box, in per cent.

        Of a box wide enough its rim is left out: it may touch what stands beside.
        """
        left, top, right, bottom = (round(side) for side in self._points(box))
        inset = (min(1, (right - left) // 3), min(1, (bottom - top) // 3))
        place = (left + inset[0], top + inset[1], right + 1 - inset[0], bottom + 1 - inset[1])
        crops = [self._plates[plate].crop(place) for plate in ("C", "M", "Y", _SPOTS)]
        if not any(crop.getextrema()[1] for crop in crops):
            return 0.0
        colours = Image.merge("CMYK", crops).getcolors(crops[0].width * crops[0].height) or ()
        return max(sum(levels) for _count, levels in colours) / 2.55  # type: ignore[arg-type]

    def heaviest(self) -> tuple[float, Box]:
        """Return the highest mean of ink over a window, in per cent, and that window in points."""
        side = mm_to_pt(WINDOW_MM)
        most, (x, y) = densest(list(self._plates.values()), side * self._scale)
        across = self._zone[0] + x / self._scale
        up = self._zone[3] - y / self._scale
        window = (across - side / 2, up - side / 2, across + side / 2, up + side / 2)
        return most, window

    def _point(self, x: float, y: float) -> tuple[float, float]:
        at = ((x - self._zone[0]) * self._scale, (self._zone[3] - y) * self._scale)
        return (min(max(at[0], -1e5), 1e5), min(max(at[1], -1e5), 1e5))

    def _points(self, box: Box) -> tuple[float, float, float, float]:
        """Return a box in pixels, as Pillow counts them: its last row and column included."""
        left, bottom = self._point(box[0], box[1])
        right, top = self._point(box[2], box[3])
        return (
            round(left),
            round(top),
            max(round(left), round(right) - 1),
            max(round(top), round(bottom) - 1),
        )


def densest(plates: Sequence[Image.Image], side: float) -> tuple[float, tuple[float, float]]:
    """Return the highest mean of all plates over a square, in per cent, and its middle in pixels.

    Of each plate 255 is full ink; ``side`` of the square is in pixels. It slides within the page.
    """
    wide, high = plates[0].size
    reach = max(0.0, (min(side, wide, high) - 1) / 2)
    means = {f"p{at}": one.filter(ImageFilter.BoxBlur(reach)) for at, one in enumerate(plates)}
    total = ImageMath.lambda_eval(lambda names: sum(names[one] for one in means), **means)
    inset = int(reach)
    total = total.crop((inset, inset, wide - inset, high - inset))
    most = total.getextrema()[1]
    here = ImageMath.lambda_eval(
        lambda names: names["convert"]((names["t"] >= most) * 255, "L"), t=total
    )
    x, y = _inmost(here, reach)
    return most / 2.55, (inset + x + 0.5, inset + y + 0.5)


def _inmost(mask: Image.Image, reach: float) -> tuple[int, int]:
    """Return a white pixel of a mask, one with as much white around it as there is."""
    depth = ImageChops.darker(mask.filter(ImageFilter.BoxBlur(reach)), mask)
    deepest = int(depth.getextrema()[1])  # type: ignore[arg-type]
    best = (
        depth.point([255 if level >= deepest else 0 for level in range(256)]) if deepest else mask
    )
    left, top, right, bottom = best.getbbox() or (0, 0, 1, 1)
    middle = ((left + right) // 2, (top + bottom) // 2)
    if best.getpixel(middle):
        return middle
    row = best.crop((0, top, best.width, top + 1)).getbbox() or (left, 0, right, 1)
    return row[0], top


def samples(picture: Picture) -> Image.Image | None:
    """Return an image's samples as L or CMYK; None for RGB, spots and what cannot be read."""
    if picture.width * picture.height > _MOST_PIXELS or picture.space.root.family == "spot":
        return None
    try:
        found = picture.samples()
    except (ColourError, ImageError):
        return None
    return found if found.mode in ("L", "CMYK") else None


def inks_of(picture: Picture) -> list[tuple[str, Image.Image]] | None:
    """Return an image's inks, plate by plate, 255 for all of it; None where they are not known."""
    space = picture.space.root
    if space.family == "spot" and not picture.space.is_indexed:
        if picture.width * picture.height * space.parts > _MOST_PIXELS:
            return None
        try:
            bands = picture.bands()
        except ImageError:
            return None
        turned = numbers(entry(picture.source, "/Decode"))[:2] == (1.0, 0.0)
        inks = [ImageChops.invert(band) for band in bands] if turned else bands
        return list(zip(space.names, inks, strict=False))
    found = samples(picture)
    if found is None:
        return None
    if found.mode == "L":
        return [("K", ImageChops.invert(found))]
    return list(zip("CMYK", found.split(), strict=True))


def _mask_of(picture: Picture) -> Image.Image | None:
    try:
        return picture.cover()
    except ImageError:
        return None
