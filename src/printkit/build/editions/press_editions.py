"""The editions for presses: what the usual shop is sent, its cover apart, in black, a drum at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

from printkit.assemble.master import Master
from printkit.build.covers import too_few_pages
from printkit.build.editions.finisher import EditionContext, EditionFile, Finished, Finisher
from printkit.build.editions.press_finisher import PressFinisher, PressPdf, spine_of
from printkit.model import Publication, Theme
from printkit.model.editions import edition_of
from printkit.preflight.printer import Printer
from printkit.press.image_inks import Cache
from printkit.press.riso import DRUMS
from printkit.project.printer_files import DEFAULT, load_printer

#: Images separated in this run: a logo on five formats is converted once.
SEPARATED: Cache = {}


@cache
def _printer(name: str) -> Printer:
    return load_printer(name, None)


def usual_shop(master: Master, publication: Publication, theme: Theme) -> PressFinisher:
    """Return what finishes a master for the shop that is meant where nobody names one."""
    return PressFinisher(master, publication, theme, _printer(DEFAULT), SEPARATED)


def _finish(
    context: EditionContext, make: Callable[[PressFinisher], PressPdf], *, pages: int | None = None
) -> Callable[[Master], Finished]:
    """Return what makes a file for the usual shop; it has so many ``pages``, None: as many as it holds."""

    def finish(master: Master) -> Finished:
        file = make(usual_shop(master, context.publication, context.theme))
        level = (file.level,) if file.level else ()
        return Finished(
            file.data, pages or file.pages, level, file.findings, trim_mm=file.format.trim_mm
        )

    return finish


def _parted(
    context: EditionContext, make: Callable[[PressFinisher], PressPdf], *, pages: int | None = None
) -> Callable[[Master], Finished]:
    """Return the same for a part of a book; a book with nothing between its covers has none."""
    finish = _finish(context, make, pages=pages)

    def finish_part(master: Master) -> Finished:
        few = too_few_pages(context.publication, master.page_count)
        return Finished(b"", 0, findings=few) if few else finish(master)

    return finish_part


def _press(context: EditionContext) -> tuple[EditionFile, ...]:
    return (EditionFile(_finish(context, PressFinisher.whole), "press"),)


def _mono(context: EditionContext) -> tuple[EditionFile, ...]:
    return (EditionFile(_finish(context, PressFinisher.grey), "mono"),)


def _cover_apart(context: EditionContext) -> tuple[EditionFile, ...]:
    """Return the four pages of the cover as one file, the pages between them as another."""
    return (
        EditionFile(_parted(context, PressFinisher.cover), "press-cover", "cover"),
        EditionFile(_parted(context, PressFinisher.inside), "press-inside", "inside"),
    )


def _cover_wrap(context: EditionContext) -> tuple[EditionFile, ...]:
    """Return the cover laid flat around the spine, and the block, on the usual shop's paper."""
    shop = _printer(DEFAULT)
    spine, said = spine_of(
        context.publication,
        context.format,
        context.pages,
        shop,
        context.build,
        paper=shop.papers[0].name,
    )

    def flat(finisher: PressFinisher) -> PressPdf:
        made = finisher.flat_cover(spine)
        return replace(made, findings=(*made.findings, *said))

    return (
        EditionFile(_parted(context, flat, pages=2), "wrap-cover", "cover"),
        EditionFile(_parted(context, PressFinisher.inside), "wrap-inside", "inside"),
    )


def _riso(context: EditionContext) -> tuple[EditionFile, ...]:
    """Return a file for each drum, made once, and how they look over each other."""
    # the neutral risograph prints no bleed; who prints on larger paper and cuts needs it
    printer = replace(_printer("riso"), bleed_mm=_printer(DEFAULT).bleed_mm)

    @cache
    def drums(master: Master) -> tuple[PressPdf, ...]:
        return finisher(master).drums()

    def finisher(master: Master) -> PressFinisher:
        return PressFinisher(master, context.publication, context.theme, printer, SEPARATED)

    def drum(name: str) -> Callable[[Master], Finished]:
        def finish(master: Master) -> Finished:
            file = next(file for file in drums(master) if file.part == name)
            return Finished(file.data, file.pages, findings=file.findings)

        return finish

    def together(master: Master) -> Finished:
        return Finished(finisher(master).together(drums(master)), master.page_count)

    return (
        *(EditionFile(drum(name), f"riso-{name}", name) for name in DRUMS),
        EditionFile(together, "riso-simulation", "simulation"),
    )


FINISHERS: Final = (
    Finisher(edition_of("press"), _press),
    Finisher(edition_of("cover-apart"), _cover_apart),
    Finisher(edition_of("cover-wrap"), _cover_wrap),
    Finisher(edition_of("mono"), _mono),
    Finisher(edition_of("riso"), _riso),
)
