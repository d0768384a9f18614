"""QR codes found on a page and read as a telephone would read them: from the painted page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from PIL import Image

from printkit.core.units import mm_to_pt, pt_to_mm
from printkit.pdf.geometry import Box, grown, holds
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.finders import is_code
from printkit.preflight.raster import rendered
from printkit.preflight.tools import on_paper

#: Light modules that must stand around a code (ISO/IEC 18004, quiet zone).
QUIET_MODULES: Final = 4
#: How long the side of a code may be, in mm, and how far from a square what is drawn may be.
_SHORT_MM, _LONG_MM, _SQUARE = 4.0, 150.0, 1.25
#: So many fills in a row, none of them wider than this (mm) both ways, may be modules drawn one by one.
_MANY, _MODULE_MM = 60, 4.0
#: Parts a path has at least when it draws all of a code.
_PARTS: Final = 30
#: Places looked at on one page.
_MOST: Final = 20
#: Pixels across the place looked at, and how much is looked at around it.
_PIXELS, _AROUND = 900.0, 0.35
#: A code of version 1 has so many modules a side; each version four more (ISO/IEC 18004, symbol versions).
_FIRST, _MORE = 21, 4
#: How finely the quiet zone is looked at, in modules.
_STEP: Final = 0.5

#: Looked at a little within each step, not on its very edge.
_INSET: Final = 0.1

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, measured if it is ``readable``. ``box`` in points; ``modules`` a side, ``module_mm`` one's.

    ``quiet`` is how many modules around it are free at least, 4 at most; ``contrast`` the difference of
    reflectance between its light and its dark, 0…1; ``inverted``: light modules on a dark ground.
    """

    box: Box
    readable: bool
    modules: int = 0
    module_mm: float = 0.0
    quiet: float = 0.0
    contrast: float = 0.0
    inverted: bool = False


def codes_of(document: Document, page: Page) -> tuple[Code, ...]:
    """Return the codes of a page, read once however many rules ask."""
    found: tuple[Code, ...] | None = document.codes.get(page.number)
    if found is None:
        found = tuple(_codes(document, page))
        document.codes[page.number] = found
    return found


def _codes(document: Document, page: Page) -> Iterator[Code]:
    told: list[Box] = []
    for place in _places(page):
        side = max(place[2] - place[0], place[3] - place[1])
        zone = grown(place, side * _AROUND)
        dpi = 72 * _PIXELS / (zone[2] - zone[0])
        image = rendered(document, page, zone, dpi)
        if image is None:
            continue
        grey = image.convert("L")
        document.cache.budget.spend(20_000)
        codes = [_code(read, grey, zone, page) for read in _read(grey)]
        if not codes and is_code(grey):
            codes = [Code(place, readable=False)]
        for code in codes:
            if not any(holds(one, code.box, 3.0) for one in told):
                told.append(code.box)
                yield code


def _read(grey: Image.Image) -> list[Any]:
    """Read the codes of a picture, those that are damaged too."""
    import zxingcpp  # noqa: PLC0415  most pages have nothing that looks like a code

    formats = zxingcpp.barcode_formats_from_str("QRCode")
    return list(zxingcpp.read_barcodes(grey, formats=formats, return_errors=True))


def _places(page: Page) -> list[Box]:
    """Return where a code may stand: square pictures, square drawings of many parts, crowds of fills."""
    marks = list(on_paper(page))
    found = [
        mark.box
        for mark in marks
        if mark.kind in ("image", "fill", "stroke") and _is_drawing(mark) and _is_square(mark.box)
    ]
    fills = groupby(marks, key=lambda mark: (mark.kind == "fill" and _is_small(mark), mark.paint))
    for (small, _paint), run in fills:
        boxes = [mark.box for mark in run] if small else []
        if len(boxes) >= _MANY:
            left, bottom, right, top = zip(*boxes, strict=True)
            around = (min(left), min(bottom), max(right), max(top))
            if _is_square(around):
                found.append(around)
    return found[:_MOST]


def _is_drawing(mark: Mark) -> bool:
    if mark.kind == "image":
        return True
    return not mark.plain and (not mark.outline or len(mark.outline) >= _PARTS)


def _is_small(mark: Mark) -> bool:
    return min(mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]) < mm_to_pt(_MODULE_MM)


def _is_square(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    fits = mm_to_pt(_SHORT_MM) <= min(wide, high) and max(wide, high) <= mm_to_pt(_LONG_MM)
    return fits and max(wide, high) <= _SQUARE * min(wide, high)


def _code(read: Any, grey: Image.Image, zone: Box, page: Page) -> Code:
    place = read.position
    ends = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    corners = [(float(one.x), float(one.y)) for one in ends]
    points = grey.width / (zone[2] - zone[0])
    on_page = [(zone[0] + x / points, zone[3] - y / points) for x, y in corners]
    box = (
        min(x for x, _y in on_page),
        min(y for _x, y in on_page),
        max(x for x, _y in on_page),
        max(y for _x, y in on_page),
    )
    version = str(dict(read.extra or {}).get("Version", ""))
    modules = _FIRST + _MORE * (int(version) - 1) if version.isdigit() else _FIRST
    side = math.dist(on_page[0], on_page[1]) / 2 + math.dist(on_page[0], on_page[2]) / 2
    grid = _Grid(grey, corners, modules)
    light, dark = grid.levels()
    trim = page.finished
    ends_at = (
        (trim[0] - zone[0]) * points,
        (zone[3] - trim[3]) * points,
        (trim[2] - zone[0]) * points,
        (zone[3] - trim[1]) * points,
    )
    return Code(
        box,
        bool(read.valid),
        modules,
        pt_to_mm(side) / modules,
        grid.quiet(light, dark, ends_at),
        abs(light - dark),
        light < dark,
    )


class _Grid:
    """A code's modules in a picture: column and row from its upper left corner, whatever its turn."""

    def __init__(self, grey: Image.Image, corners: list[Point], modules: int) -> None:
        self._pixels = grey.load()
        self._size = grey.size
        self._start, self._count = corners[0], modules
        right, down = corners[1], corners[2]
        self._right = tuple((right[at] - self._start[at]) / modules for at in (0, 1))
        self._down = tuple((down[at] - self._start[at]) / modules for at in (0, 1))

    def _at(self, column: float, row: float) -> Point:
        return (
            self._start[0] + column * self._right[0] + row * self._down[0],
            self._start[1] + column * self._right[1] + row * self._down[1],
        )

    def _reflectance(self, point: Point) -> float:
        x = min(max(int(point[0]), 0), self._size[0] - 1)
        y = min(max(int(point[1]), 0), self._size[1] - 1)
        return float((self._pixels[x, y] / 255) ** 2.2)  # type: ignore[index,operator]

    def levels(self) -> tuple[float, float]:
        """Return the reflectance of light and dark modules, from the three finder patterns."""
        far = self._count - 7
        light, dark = [], []
        for column, row in ((0, 0), (far, 0), (0, far)):
            dark.append(self._reflectance(self._at(column + 3.5, row + 3.5)))
            light += [
                self._reflectance(self._at(column + x, row + y))
                for x, y in ((1.5, 3.5), (5.5, 3.5), (3.5, 1.5), (3.5, 5.5))
            ]
        return sum(light) / len(light), sum(dark) / len(dark)

    def quiet(self, light: float, dark: float, ends: Box) -> float:
        """Return how many modules around are as light as the light ones, and within ``ends``."""
        tolerance = max(abs(light - dark) / 2, 0.02)
        reach = QUIET_MODULES - _INSET
        steps = int(QUIET_MODULES / _STEP)
        free = float(QUIET_MODULES)
        along = [-reach + _STEP * at for at in range(int((self._count + 2 * reach) / _STEP) + 1)]
        for step in range(steps):
            out = (step + 1) * _STEP - _INSET
            for place in along:
                for spot in (
                    (place, -out),
                    (place, self._count + out),
                    (-out, place),
                    (self._count + out, place),
                ):
                    if max(-spot[0], -spot[1], spot[0] - self._count, spot[1] - self._count) > out:
                        continue  # a corner further out: its own step looks at it
                    x, y = point = self._at(*spot)
                    cut = not (ends[0] <= x <= ends[2] and ends[1] <= y <= ends[3])
                    if cut or abs(self._reflectance(point) - light) > tolerance:
                        return min(free, step * _STEP)
        return free
