"""The editions on sheets, to fold or cut: booklets, and flyers several on a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from printkit.assemble.master import Master
from printkit.build.editions.finisher import (
    EditionContext,
    EditionFile,
    Finished,
    Finisher,
    placed,
)
from printkit.build.editions.press_editions import SEPARATED, usual_shop
from printkit.core.findings import Finding
from printkit.impose import sheet_jobs as sheets
from printkit.impose.imposition import MOST_BLEED_MM, Imposed
from printkit.model import PageFormat, Publication, Theme
from printkit.model.editions import edition_of
from printkit.model.sheets import FLIPS, Flip, SheetSettings
from printkit.press.press_boxes import Edges
from printkit.press.press_file import mono_file
from printkit.project.sheet_words import sheet_words

#: In which colours sheets are made to order, and how to finish a master in them, its bleed kept.
COLOURS: Final = ("screen", "press", "mono")

#: Lay a master on sheets, as its publication asks.
Lay = Callable[[Master, SheetSettings], Imposed]
Suits = Callable[[PageFormat, Publication], bool]
#: Per cent of cyan, magenta, yellow and black.
Recipe = tuple[float, float, float, float]


def coloured(
    master: Master, publication: Publication, theme: Theme, colours: str
) -> tuple[Master, tuple[Finding, ...]]:
    """Return a master as sheets are made of it: as it is, for a press (PDF/X-4), or in black alone."""
    if colours == "press":
        made = usual_shop(master, publication, theme).whole()
        return replace(master, pdf=made.data), made.findings
    if colours == "mono":
        looks = tuple(sorted(theme.palette.items())), tuple(sorted(theme.press.items()))
        grey, said = _grey(master, *looks)
        return grey, placed(publication, said)
    return master, ()


@lru_cache(maxsize=1)
def _grey(
    master: Master, palette: tuple[tuple[str, str], ...], press: tuple[tuple[str, Recipe], ...]
) -> tuple[Master, tuple[Finding, ...]]:
    """Return a master in black alone, its bleed kept: made once for all its sheets."""
    made = mono_file(
        master.file,
        palette=dict(palette),
        press=dict(press),
        bleed=Edges.all(MOST_BLEED_MM),
        cache=SEPARATED,
    )
    return replace(master, pdf=made.pdf), made.findings


def _finisher(name: str, lay: Lay, *, mono: bool, suits: Suits | None = None) -> Finisher:
    """Return the edition that lays a master, or its greys, on sheets."""

    def files(context: EditionContext) -> tuple[EditionFile, ...]:
        def finish(master: Master) -> Finished:
            publication = context.publication
            own, said = coloured(master, publication, context.theme, "mono" if mono else "screen")
            laid = lay(own, publication.sheets)
            first = laid.plan.sheets[0]
            size = (first.width_mm, first.height_mm)
            findings = (*said, *placed(publication, laid.findings))
            return Finished(laid.data, len(laid.plan.sides), findings=findings, trim_mm=size)

        return (EditionFile(finish, sheet_words(name, context.publication.meta.language)),)

    return Finisher(
        edition_of(name),
        files,
        suits or (lambda fmt, publication: True),
        lambda context: (context.publication.sheets, context.publication.meta.language),
    )


def _booklet(flip: Flip, *, mono: bool) -> Finisher:
    """Return the edition of A5 pages on A4 sheets, and so on, for a copier that flips so."""

    def lay(master: Master, sheet_settings: SheetSettings) -> Imposed:
        return sheets.booklet(master, flip, sheet_settings)

    return _finisher(f"booklet-mono-{flip}" if mono else f"booklet-{flip}", lay, mono=mono)


def _flyers(flip: Flip | None, *, mono: bool) -> Finisher:
    """Return the edition of flyers on sheets: one file for both flips, or one for each."""

    def lay(master: Master, sheet_settings: SheetSettings) -> Imposed:
        return sheets.sheet(master, sheet_settings, flip or "long-edge")

    def suits(fmt: PageFormat, publication: Publication) -> bool:
        return sheets.fills_sheet(fmt, publication.sheets.sheet, one_file=flip is None)

    name = "-".join(filter(None, ("sheet", "mono" if mono else "", flip)))
    return _finisher(name, lay, mono=mono, suits=suits)


FINISHERS: Final = (
    *(_booklet(flip, mono=mono) for mono in (False, True) for flip in FLIPS),
    *(_flyers(flip, mono=mono) for mono in (False, True) for flip in (None, *FLIPS)),
)
