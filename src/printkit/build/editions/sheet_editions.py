"""The editions on sheets, to fold or cut: booklets, and flyers several on a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from printkit.build.editions import press_editions
from printkit.build.editions.edition import Edition, Made, Make, told_of
from printkit.core.findings import Finding
from printkit.impose import sheet_jobs as sheets
from printkit.impose.imposition import MOST_BLEED_MM, Imposed
from printkit.model import Master, Publication, Theme
from printkit.model.sheets import Flip, SheetWishes
from printkit.press.press_boxes import Edges
from printkit.press.press_file import mono_file

#: In which colours sheets are made to order, and how to finish a master in them, its bleed kept.
COLOURS: Final = ("screen", "press", "mono")

#: Lay a master on sheets, as its publication wishes.
Lay = Callable[[Master, SheetWishes], Imposed]
#: Per cent of cyan, magenta, yellow and black.
Recipe = tuple[float, float, float, float]


def booklet(flip: Flip, *, mono: bool = False) -> Edition:
    """Return the edition of A5 pages on A4 sheets, and so on, for a copier that flips so."""
    return Edition(
        _sheets(lambda master, wishes: sheets.booklet(master, flip, wishes), mono=mono),
        ("brochure",),
    )


def flyers(flip: Flip | None = None, *, mono: bool = False) -> Edition:
    """Return the edition of flyers on sheets: one file for both flips, or one for each."""
    return Edition(
        _sheets(
            lambda master, wishes: sheets.sheet(master, wishes, flip or "long-edge"), mono=mono
        ),
        ("leaflet",),
        lambda fmt, publication: sheets.fills_sheet(
            fmt, publication.sheets.sheet, one_file=flip is None
        ),
    )


def coloured(
    master: Master, publication: Publication, theme: Theme, colours: str
) -> tuple[Master, tuple[Finding, ...]]:
    """Return a master as sheets are made of it: as it is, for a press (PDF/X-4), or in black alone."""
    if colours == "press":
        made = press_editions.press(master, publication, theme)
        return replace(master, pdf=made.data), made.findings
    if colours == "mono":
        looks = tuple(sorted(theme.palette.items())), tuple(sorted(theme.press.items()))
        grey, said = _grey(master, *looks)
        return grey, told_of(publication, said)
    return master, ()


@lru_cache(maxsize=1)
def _grey(
    master: Master, palette: tuple[tuple[str, str], ...], press: tuple[tuple[str, Recipe], ...]
) -> tuple[Master, tuple[Finding, ...]]:
    """Return a master in black alone, its bleed kept: made once for all its sheets."""
    made = mono_file(
        master.pdf,
        palette=dict(palette),
        press=dict(press),
        bleed=Edges.all(MOST_BLEED_MM),
        cache=press_editions.SEPARATED,
    )
    return replace(master, pdf=made.pdf), made.findings


def _sheets(lay: Lay, *, mono: bool = False) -> Make:
    """Return what lays a master, or its greys, on sheets."""

    def make(master: Master, publication: Publication, theme: Theme) -> Made:
        own, said = coloured(master, publication, theme, "mono" if mono else "screen")
        made = lay(own, publication.sheets)
        first = made.plan.sheets[0]
        size = (first.width_mm, first.height_mm)
        findings = (*said, *told_of(publication, made.findings))
        return Made(made.data, len(made.plan.sides), findings=findings, trim_mm=size)

    return make
