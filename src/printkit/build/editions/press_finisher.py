"""A master's way to one printer: each file to its level, condition, bleed and marks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from printkit.assemble.master import Master
from printkit.build.build_context import BuildContext
from printkit.build.covers import flat_format, lay_out_spine
from printkit.build.editions.finisher import placed
from printkit.core.findings import Finding, Position, Severity, has_errors
from printkit.core.i18n import _
from printkit.model import PageFormat, Publication, Theme, Trace
from printkit.pdf.objects import File
from printkit.preflight.printer import Level as LevelName
from printkit.preflight.printer import Printer
from printkit.press.drawn_marks import Marks, crop_marks
from printkit.press.image_inks import Cache
from printkit.press.pdfx import Level, PressFile
from printkit.press.press_boxes import Edges
from printkit.press.press_file import drum_file, mono_file, press_file
from printkit.press.riso import DRUMS, drum_colours, simulation
from printkit.press.wrap import (
    COVER_PAGES,
    Spine,
    cover_pages,
    inside_pages,
    spine_marks,
    spine_mm,
    wrap,
)
from printkit.project.condition_files import condition, condition_for

_LEVELS: Final[dict[LevelName, Level]] = {"x-4": Level.X4, "x-1a": Level.X1A, "x-3": Level.X3}
#: Images are brought down to this resolution unless a shop asks for more.
_USUAL_PPI: Final = 300.0


@dataclass(frozen=True, slots=True)
class PressPdf:
    """A file for the press. ``level`` and ``condition`` as the file names them, empty: none.

    ``part``: ``cover``, ``inside`` or a drum's name; empty: the whole. ``pages`` are those of the
    publication it holds: a cover laid flat has four. ``format`` gives its own finished size.
    ``colour`` is that of a drum's ink (``#rrggbb``); ``together`` a PDF, for screens, of how the drums
    look over each other, with the first of them.
    """

    name: str
    data: bytes
    format: PageFormat
    level: str = ""
    condition: str = ""
    findings: tuple[Finding, ...] = ()
    part: str = ""
    pages: int = 0
    spine_mm: float | None = None
    colour: str = ""
    together: bytes = field(default=b"", repr=False)

    @property
    def sha256(self) -> str:
        """The checksum of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class PressFinisher:
    """A master on its way to a printer; images separated before are in ``cache``."""

    master: Master
    publication: Publication
    theme: Theme
    printer: Printer
    cache: Cache

    @property
    def _looks(self) -> dict[str, Any]:
        return {"palette": self.theme.palette, "press": self.theme.press, "cache": self.cache}

    def whole(self) -> PressPdf:
        """Return all pages in one file."""
        return self._press(self.master.file, self.master.format)

    def grey(self) -> PressPdf:
        """Return the file in black alone."""
        made = mono_file(self.master.file, **self._looks)
        return self._grey(made)

    def drums(self) -> tuple[PressPdf, ...]:
        """Return the file of each drum of a risograph."""
        palette = self.theme.palette
        colours = drum_colours(palette)
        files = []
        for drum, colour in zip(DRUMS, colours, strict=True):
            made = drum_file(
                self.master.file,
                palette=palette,
                riso=self.theme.riso,
                drum=drum,
                bleed=Edges(*self.printer.bleed_mm),
                cache=self.cache,
            )
            files.append(self._grey(made, part=drum, colour="#{:02x}{:02x}{:02x}".format(*colour)))
        return tuple(files)

    def together(self, drums: Sequence[PressPdf]) -> bytes:
        """Return a PDF for screens of how drums look over each other."""
        return simulation({drum.part: drum.data for drum in drums}, self.theme.palette)

    def cover(self) -> PressPdf:
        """Return the pages of a cover that is stapled with its book; those printed, if two are bare."""
        front, *inner, back = cover_pages(self.master.page_count)
        pages = (front, back) if self._outer_only else (front, *inner, back)
        made = self._press(self.master.file, self.master.format, pages=pages, part="cover")
        return replace(made, pages=COVER_PAGES, findings=(*made.findings, *self._bare(inner)))

    def flat_cover(self, spine: Spine) -> PressPdf:
        """Return a cover laid flat around its spine: one side, or both."""
        count = self.master.page_count
        width = self.master.format.trim_mm[0]
        made = self._press(
            wrap(self.master.file, spine, inner=not self._outer_only),
            flat_format(self.master.format, spine.width_mm),
            part="cover",
            marks=None if self.printer.marks == "none" else spine_marks(width, spine.width_mm),
            trace=partial(self._traced_flat, count),
        )
        findings = (*made.findings, *self._bare(cover_pages(count)[1:3]))
        return replace(made, pages=COVER_PAGES, spine_mm=spine.width_mm, findings=findings)

    def inside(self) -> PressPdf:
        """Return the pages between those of the cover."""
        pages = inside_pages(self.master.page_count)
        return self._press(self.master.file, self.master.format, pages=pages, part="inside")

    @property
    def _outer_only(self) -> bool:
        return self.printer.cover_sides == 2

    def _traced_flat(self, count: int, side: int, reason: str) -> Position | None:
        """Trace a side of a cover laid flat to either of its pages."""
        pages = (count, 1) if side == 1 else (2, count - 1)
        return next(filter(None, (self.master.trace(page, reason) for page in pages)), None)

    def _bare(self, inner: Sequence[int]) -> tuple[Finding, ...]:
        """Say that the shop leaves bare what something stands on."""
        if not self._outer_only:
            return ()
        from printkit.views.page_pictures import Wanted, views  # noqa: PLC0415  for few shops

        made = press_file(
            self.master.file, **self._looks, condition=condition("coated"), pages=inner
        )
        full = [
            page + 1
            for page, view in zip(inner, views(made.pdf, Wanted(most=0)), strict=True)
            if not view.blank
        ]
        message = _("page {page} is the inner side of the cover, which this shop leaves bare")
        hint = _("move what stands there, or ask for a cover printed on both sides")
        at = Position(self.publication.path)
        return tuple(
            Finding(
                "cover-side", Severity.ERROR, message.format(page=page), at, page=page, hint=hint
            )
            for page in full
        )

    def _grey(self, made: PressFile, *, part: str = "", colour: str = "") -> PressPdf:
        return PressPdf(
            "",
            made.pdf,
            self.master.format,
            findings=self._placed(made),
            part=part,
            pages=self.master.page_count,
            colour=colour,
        )

    def _press(
        self,
        pdf: bytes | File,
        fmt: PageFormat,
        *,
        pages: Sequence[int] | None = None,
        part: str = "",
        marks: Marks | None = None,
        trace: Trace | None = None,
    ) -> PressPdf:
        """Finish at the first level the printer takes without an objection, else at the first."""
        printer = self.printer
        chosen = condition_for(printer)
        tries: list[PressPdf] = []
        for level in printer.levels or ("x-4",):
            made = press_file(
                pdf,
                **self._looks,
                condition=chosen,
                level=_LEVELS[level],
                bleed=Edges(*printer.bleed_mm),
                marks=marks or (crop_marks if printer.marks == "crop" else None),
                pages=pages,
                ppi=max(_USUAL_PPI, printer.ppi[1] if printer.ppi else 0.0),
                trace=trace or self.master.trace,
            )
            tries.append(
                PressPdf(
                    "",
                    made.pdf,
                    fmt,
                    _LEVELS[level].value,
                    chosen.identifier,
                    self._placed(made, pages),
                    part=part,
                    pages=self.master.page_count if pages is None else len(pages),
                )
            )
            if not has_errors(tries[-1].findings):
                return tries[-1]
        return tries[0]

    def _placed(self, made: PressFile, pages: Sequence[int] | None = None) -> tuple[Finding, ...]:
        """Say which publication findings belong to, and which of its pages."""
        return tuple(
            replace(one, page=pages[one.page - 1] + 1) if pages and one.page else one
            for one in placed(self.publication, made.findings)
        )


def spine_of(
    publication: Publication,
    fmt: PageFormat,
    pages: int,
    printer: Printer,
    context: BuildContext,
    *,
    paper: str,
    width_mm: float | None = None,
) -> tuple[Spine, tuple[Finding, ...]]:
    """Lay out the spine of a book of so many ``pages``: as wide as ordered, else as its paper makes it.

    Raises:
        PrintkitError: it could not be laid out.

    """
    unknown: tuple[Finding, ...] = ()
    if width_mm is None:
        caliper = printer.caliper_um(paper)
        if caliper is not None:
            width_mm = round(spine_mm(len(inside_pages(pages)), caliper), 2)
        else:
            width_mm = 0.0
            message = _("nothing tells how thick “{paper}” is, so the spine's width is not known")
            hint = _(
                "name the paper with its weight (90 g), add papers or bulk to the printer's file, or "
                "ask the shop for the spine's width: --spine MM"
            )
            message = message.format(paper=paper)
            unknown = (Finding("spine-width", Severity.ERROR, message, hint=hint),)
    spine, findings = lay_out_spine(publication, fmt, width_mm, context)
    return spine, (*unknown, *findings)
