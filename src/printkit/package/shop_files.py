"""Which files an order is printed from, each to the shop's level, condition, bleed, marks and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from printkit.build.build_context import BuildContext
from printkit.build.covers import flat_format, lay_out_spine, too_few_pages
from printkit.build.editions.edition import told_of
from printkit.core.findings import Finding, Position, Severity, has_errors
from printkit.core.i18n import _
from printkit.model import Master, PageFormat, Trace
from printkit.package.order import Order, PressPdf
from printkit.package.order_condition import condition_for
from printkit.preflight.printer import Level as LevelName
from printkit.press.drawn_marks import Marks, crop_marks
from printkit.press.image_inks import Cache
from printkit.press.pdfx import Level, PressFile
from printkit.press.press_boxes import Edges
from printkit.press.press_file import drum_file, mono_file, press_file
from printkit.press.riso import DRUMS, drum_colours, simulation
from printkit.press.wrap import COVER_PAGES, cover_pages, inside_pages, spine_marks, spine_mm, wrap
from printkit.project.condition_files import condition
from printkit.views.page_pictures import Wanted, views

_LEVELS: Final[dict[LevelName, Level]] = {"x-4": Level.X4, "x-1a": Level.X1A, "x-3": Level.X3}
#: Images are brought down to this resolution unless a shop asks for more.
_USUAL_PPI: Final = 300.0


def files_of(master: Master, order: Order, context: BuildContext, cache: Cache) -> list[PressPdf]:
    """Finish a master for the shop of an order, in as many files as it asks for."""
    shop = _Shop(master, order, context, cache)
    if order.printer.colours == "grey":
        return list(shop.greys())
    if order.publication.kind == "brochure" and order.cover_apart:
        few = too_few_pages(order.publication, master.page_count)
        if not few:
            return list(shop.glued() if order.bound == "perfect" else shop.stapled())
        return [replace(shop.press(master.pdf, master.format), findings=few)]
    return [shop.press(master.pdf, master.format)]


def named(files: Sequence[PressPdf], order: Order) -> tuple[PressPdf, ...]:
    """Call files as the shop asks; what its names do not tell apart is told at their end."""
    pattern = order.printer.file_names
    if "{part}" not in pattern and any(file.part for file in files):
        pattern += "-{part}"
    names = [_name(pattern, file, order) for file in files]
    taken = Counter(names)
    return tuple(
        replace(file, name=(f"{name}-{file.format.name}" if taken[name] > 1 else name) + ".pdf")
        for file, name in zip(files, names, strict=True)
    )


def _name(pattern: str, file: PressPdf, order: Order) -> str:
    width, height = file.format.trim_mm
    words = {
        "publication": order.publication.name,
        "size": file.format.name,
        "part": file.part,
        "pages": str(file.pages),
        "copies": str(order.quantity),
        "width": f"{width:g}",
        "height": f"{height:g}",
        "printer": order.printer.name,
    }
    for word, value in words.items():
        pattern = pattern.replace(f"{{{word}}}", value)
    return pattern.removesuffix(".pdf").strip(" -_.")


class _Shop:
    """A master on its way to one shop."""

    def __init__(self, master: Master, order: Order, context: BuildContext, cache: Cache) -> None:
        self._master = master
        self._order = order
        self._printer = order.printer
        self._context = context
        theme = context.project.themes[order.publication.theme]
        self._riso = theme.riso
        self._looks: dict[str, Any] = {
            "palette": theme.palette,
            "press": theme.press,
            "cache": cache,
        }

    def greys(self) -> Iterator[PressPdf]:
        """Yield the file in black alone, or one for each drum."""
        make = partial(PressPdf, format=self._master.format, pages=self._master.page_count)
        if self._printer.drums == 1:
            made = mono_file(self._master.pdf, **self._looks)
            yield make("", made.pdf, findings=self._told(made))
            return
        looks = {"palette": self._looks["palette"], "cache": self._looks["cache"]}
        bleed = Edges(*self._printer.bleed_mm)
        files = {
            drum: drum_file(self._master.pdf, riso=self._riso, drum=drum, bleed=bleed, **looks)
            for drum in DRUMS
        }
        pdfs = {drum: file.pdf for drum, file in files.items()}
        together = simulation(pdfs, self._looks["palette"])
        colours = drum_colours(self._looks["palette"])
        for (drum, file), colour in zip(files.items(), colours, strict=True):
            yield make(
                "",
                file.pdf,
                part=drum,
                findings=self._told(file),
                colour="#{:02x}{:02x}{:02x}".format(*colour),
                together=together if drum == DRUMS[0] else b"",
            )

    def stapled(self) -> Iterator[PressPdf]:
        """Yield the pages of the cover, and those between them."""
        count = self._master.page_count
        front, *inner, back = cover_pages(count)
        outer_only = self._printer.cover_sides == 2
        cover = (front, back) if outer_only else (front, *inner, back)
        said = self._bare(inner) if outer_only else ()
        apart = self.press(self._master.pdf, self._master.format, pages=cover, part="cover")
        yield replace(apart, pages=COVER_PAGES, findings=(*apart.findings, *said))
        yield self._inside()

    def glued(self) -> Iterator[PressPdf]:
        """Yield the cover laid flat around the spine, and the pages of the block."""
        count = self._master.page_count
        inner = cover_pages(count)[1:3]
        outer_only = self._printer.cover_sides == 2
        said = self._bare(inner) if outer_only else ()
        width, unknown = self._spine_width(len(inside_pages(count)))
        spine, more = lay_out_spine(
            self._order.publication, self._master.format, width, self._context
        )
        flat = wrap(self._master.pdf, spine, inner=not outer_only)
        fmt = flat_format(self._master.format, width)
        marks = spine_marks(self._master.format.trim_mm[0], width)
        made = self.press(
            flat,
            fmt,
            part="cover",
            marks=None if self._printer.marks == "none" else marks,
            trace=partial(self._traced_flat, count),
        )
        findings = (*made.findings, *said, *unknown, *more)
        yield replace(made, pages=COVER_PAGES, spine_mm=width, findings=findings)
        yield self._inside()

    def _traced_flat(self, count: int, side: int, reason: str) -> Position | None:
        """Trace a side of a cover laid flat to either of its pages."""
        pages = (count, 1) if side == 1 else (2, count - 1)
        return next(filter(None, (self._master.trace(page, reason) for page in pages)), None)

    def _inside(self) -> PressPdf:
        pages = tuple(inside_pages(self._master.page_count))
        return self.press(self._master.pdf, self._master.format, pages=pages, part="inside")

    def _spine_width(self, pages: int) -> tuple[float, tuple[Finding, ...]]:
        """Return the width of the spine as ordered, else by the paper, and what is not known."""
        if self._order.spine_mm is not None:
            return self._order.spine_mm, ()
        caliper = self._printer.caliper_um(self._order.paper)
        if caliper is not None:
            return round(spine_mm(pages, caliper), 2), ()
        message = _("nothing tells how thick “{paper}” is, so the spine's width is not known")
        hint = _(
            "name the paper with its weight (90 g), add papers or bulk to the printer's file, or ask "
            "the shop for the spine's width: --spine MM"
        )
        message = message.format(paper=self._order.paper)
        return 0.0, (Finding("spine-width", Severity.ERROR, message, hint=hint),)

    def _bare(self, inner: Sequence[int]) -> tuple[Finding, ...]:
        """Say that the shop leaves bare what something stands on."""
        looks = self._looks
        made = press_file(self._master.pdf, **looks, condition=condition("coated"), pages=inner)
        full = [
            page + 1
            for page, view in zip(inner, views(made.pdf, Wanted(most=0)), strict=True)
            if not view.blank
        ]
        message = _("page {page} is the inner side of the cover, which this shop leaves bare")
        hint = _("move what stands there, or ask for a cover printed on both sides")
        at = Position(self._order.publication.path)
        return tuple(
            Finding(
                "cover-side", Severity.ERROR, message.format(page=page), at, page=page, hint=hint
            )
            for page in full
        )

    def press(
        self,
        pdf: bytes,
        fmt: PageFormat,
        *,
        pages: Sequence[int] | None = None,
        part: str = "",
        marks: Marks | None = None,
        trace: Trace | None = None,
    ) -> PressPdf:
        """Finish at the first level the printer takes without an objection, else at the first."""
        printer = self._printer
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
                trace=trace or self._master.trace,
            )
            tries.append(
                PressPdf(
                    "",
                    made.pdf,
                    fmt,
                    _LEVELS[level].value,
                    chosen.identifier,
                    self._told(made, pages),
                    part=part,
                    pages=self._master.page_count if pages is None else len(pages),
                )
            )
            if not has_errors(tries[-1].findings):
                return tries[-1]
        return tries[0]

    def _told(self, made: PressFile, pages: Sequence[int] | None = None) -> tuple[Finding, ...]:
        """Say which publication findings belong to, and which of its pages."""
        return tuple(
            replace(one, page=pages[one.page - 1] + 1) if pages and one.page else one
            for one in told_of(self._order.publication, made.findings)
        )
