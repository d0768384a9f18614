"""Pages of any PDF as imposition sees them: upright, their trim at the origin, their bleed known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.core.units import pt_to_mm
from printkit.model.sheets import Box
from printkit.pdf.budget import TooMuchError
from printkit.pdf.geometry import holds
from printkit.pdf.matrix import Matrix, moved, scaled, times, turned
from printkit.pdf.objects import File, UnreadableFileError, open_file
from printkit.pdf.pages import Page, pages_of
from printkit.pdf.writer import UnwritableError

_NEAR_PT = 0.5
#: What ends an imposition because of the file it is made of.
BROKEN: Final = (UnreadableFileError, UnwritableError, TooMuchError, RecursionError)


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
        return times(times(moved(-x, -y), scaled(self.unit)), turned(-self.rotate))


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF opened for imposition."""

    file: File
    pages: tuple[Page, ...]
    boxes: tuple[PageBox, ...]

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.file.data

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
        source = source_of(open_file(data))
    except UnreadableFileError as error:
        if error.reason == "locked":
            raise _unreadable(
                _("{name} is locked by a password").format(name=name),
                _("ask its author for an open file, or unlock it with the password first"),
            ) from error
        raise _unreadable(
            _("{name} cannot be read as a PDF: {detail}").format(
                name=name, detail=str(error)[:120]
            ),
            _("open it in a PDF reader and print it to a new PDF, then use that one"),
        ) from error
    if not source.pages:
        raise _unreadable(
            _("{name} has no pages").format(name=name), _("check that it is the file you meant")
        )
    return source


def source_of(file: File) -> Source:
    """Return an opened file as imposition sees it."""
    pages = tuple(pages_of(file.catalogue))
    return Source(file, pages, tuple(map(page_box, pages)))


def _unreadable(message: str, hint: str) -> PrintkitError:
    return PrintkitError(
        [Finding("source-unreadable", Severity.ERROR, message, hint=hint)], ExitCode.FINDINGS
    )


def page_box(page: Page) -> PageBox:
    """Return how a page is imposed: what is printed is the trim box, unless it was cropped to less."""
    media = page.media
    crop = _within(page.crop or media, media) or media
    trim = page.trim
    if trim is None or not holds(crop, trim, _NEAR_PT):
        trim = crop
    unit = page.user_unit if page.user_unit > 0 else 1.0
    bleed = _within(page.bleed or crop, media) or crop
    room = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    rotate = round(page.rotate / 90) * 90 % 360
    return PageBox(trim, media, rotate, unit, max(0.0, pt_to_mm(room * unit)))


def _within(box: Box, outer: Box) -> Box | None:
    cut = (
        max(box[0], outer[0]), max(box[1], outer[1]), min(box[2], outer[2]), min(box[3], outer[3]),
    )  # fmt: skip
    return cut if cut[2] > cut[0] and cut[3] > cut[1] else None
