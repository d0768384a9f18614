"""Pages of any PDF as imposition sees them: upright, their trim at the origin, their bleed known."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.core.units import pt_to_mm
from printkit.model.sheets import Box
from printkit.pdf.matrix import Matrix, scaled, times, turned

#: What a page without any box is, as readers take it: US letter.
_LETTER: Box = (0.0, 0.0, 612.0, 792.0)
_NEAR_PT = 0.5
#: What pypdf raises on files nobody vouches for.
BROKEN: Final = (
    PyPdfError, DependencyError,
    ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, zlib.error,
    ImportError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageBox:
    """The geometry of a page. Boxes in its own user space; ``rotate`` clockwise, as readers show it."""

    trim: Box
    media: Box
    rotate: int = 0
    unit: float = 1.0
    bleed_mm: float = 0.0

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the trim as the page is read."""
        width = pt_to_mm((self.trim[2] - self.trim[0]) * self.unit)
        height = pt_to_mm((self.trim[3] - self.trim[1]) * self.unit)
        return (height, width) if self.rotate % 180 else (width, height)

    def upright(self) -> Matrix:
        """Return user space → points of paper, upright, the middle of the trim at the origin."""
        x = (self.trim[0] + self.trim[2]) / 2
        y = (self.trim[1] + self.trim[3]) / 2
        return times(times((1, 0, 0, 1, -x, -y), scaled(self.unit)), turned(-self.rotate))


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF opened for imposition."""

    reader: PdfReader
    pages: tuple[Any, ...]
    boxes: tuple[PageBox, ...]
    data: bytes

    @property
    def bleed_mm(self) -> float:
        """What every page has beyond its trim on all four sides."""
        return min(box.bleed_mm for box in self.boxes)

    @property
    def trim_mm(self) -> tuple[float, float]:
        """The least size that holds every page."""
        sizes = [box.size_mm for box in self.boxes]
        return max(width for width, _h in sizes), max(height for _w, height in sizes)

    @property
    def mixed(self) -> bool:
        """Tell whether pages differ in size by more than rounding."""
        sizes = [box.size_mm for box in self.boxes]
        return any(
            max(size[axis] for size in sizes) - min(size[axis] for size in sizes) > 0.5
            for axis in (0, 1)
        )


def open_source(data: bytes, name: str) -> Source:
    """Open a PDF; ``name`` is how people know it.

    Raises:
        PrintkitError: it is no PDF, is locked, or has no pages.

    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _unreadable(
                _("{name} is locked by a password").format(name=name),
                _("ask its author for an open file, or unlock it with the password first"),
            )
        pages = tuple(reader.pages)
        boxes = tuple(page_box(page) for page in pages)
    except BROKEN as error:
        raise _unreadable(
            _("{name} cannot be read as a PDF: {detail}").format(
                name=name, detail=str(error)[:120] or type(error).__name__
            ),
            _("open it in a PDF reader and print it to a new PDF, then use that one"),
        ) from error
    if not pages:
        raise _unreadable(
            _("{name} has no pages").format(name=name), _("check that it is the file you meant")
        )
    return Source(reader, pages, boxes, data)


def _unreadable(message: str, hint: str) -> PrintkitError:
    return PrintkitError(
        [Finding("source-unreadable", Severity.ERROR, message, hint=hint)], ExitCode.FINDINGS
    )


def page_box(page: Any) -> PageBox:
    """Read the boxes of a page, its inherited attributes already on it.

    What is printed is the trim box, unless the page was cropped to less than it.
    """
    media = _box(page, "/MediaBox") or _LETTER
    crop = _within(_box(page, "/CropBox") or media, media) or media
    trim = _box(page, "/TrimBox")
    if trim is None or not _holds(crop, trim):
        trim = crop
    unit = _number(page.get("/UserUnit"), 1.0)
    if unit <= 0:
        unit = 1.0
    bleed = _within(_box(page, "/BleedBox") or crop, media) or crop
    room = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    rotate = round(_number(page.get("/Rotate"), 0.0) / 90) * 90 % 360
    return PageBox(trim, media, rotate, unit, max(0.0, pt_to_mm(room * unit)))


def _box(page: Any, key: str) -> Box | None:
    array = page.get(key)
    if array is None:
        return None
    array = array.get_object()
    if not isinstance(array, ArrayObject) or len(array) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(value.get_object()) for value in array)
    except (TypeError, ValueError, AttributeError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[2] - box[0] > 1e-3 and box[3] - box[1] > 1e-3 else None


def _within(box: Box, outer: Box) -> Box | None:
    cut = (
        max(box[0], outer[0]), max(box[1], outer[1]), min(box[2], outer[2]), min(box[3], outer[3]),
    )  # fmt: skip
    return cut if cut[2] > cut[0] and cut[3] > cut[1] else None


def _holds(outer: Box, box: Box) -> bool:
    return (
        box[0] >= outer[0] - _NEAR_PT
        and box[1] >= outer[1] - _NEAR_PT
        and box[2] <= outer[2] + _NEAR_PT
        and box[3] <= outer[3] + _NEAR_PT
    )


def _number(value: Any, otherwise: float) -> float:
    try:
        return float(value.get_object()) if value is not None else otherwise
    except (TypeError, ValueError, AttributeError):
        return otherwise
