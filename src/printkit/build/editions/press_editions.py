"""The editions for presses: all inks, black alone, two drums, a cover apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from printkit.build.covers import flat_format, lay_out_spine, too_few_pages
from printkit.build.editions.edition import Laid, Made, Make, told_of
from printkit.model import Master, Publication, Theme
from printkit.press.image_inks import Cache
from printkit.press.pdfx import Level, PressFile
from printkit.press.press_file import drum_file, mono_file, press_file
from printkit.press.riso import DRUMS, simulation
from printkit.press.wrap import cover_pages, inside_pages, spine_marks, spine_mm, wrap
from printkit.project.condition_files import condition
from printkit.project.printer_files import DEFAULT, load_printer

#: Images separated in this run: a logo on five formats is converted once.
SEPARATED: Cache = {}


def press(master: Master, publication: Publication, theme: Theme) -> Made:
    """Return the file for a press, all pages."""
    return _pressed(master.pdf, publication, theme, count=master.page_count)


def mono(master: Master, publication: Publication, theme: Theme) -> Made:
    """Return the file in black alone."""
    made = mono_file(master.pdf, palette=theme.palette, press=theme.press, cache=SEPARATED)
    return Made(made.pdf, master.page_count, findings=told_of(publication, made.findings))


def riso(laid: Laid) -> Mapping[str, Make]:
    """Return a file for each drum, made once, and how they look over each other."""
    del laid
    made: dict[str, PressFile] = {}

    def file_of(drum: str, master: Master, theme: Theme) -> PressFile:
        if drum not in made:
            made[drum] = drum_file(
                master.pdf, palette=theme.palette, riso=theme.riso, drum=drum, cache=SEPARATED
            )
        return made[drum]

    def drum(name: str, master: Master, publication: Publication, theme: Theme) -> Made:
        file = file_of(name, master, theme)
        return Made(file.pdf, master.page_count, findings=told_of(publication, file.findings))

    def both(master: Master, publication: Publication, theme: Theme) -> Made:
        del publication
        files = {name: file_of(name, master, theme).pdf for name in DRUMS}
        return Made(simulation(files, theme.palette), master.page_count)

    return {f"riso-{name}": partial(drum, name) for name in DRUMS} | {"riso-simulation": both}


def cover_apart(laid: Laid) -> Mapping[str, Make]:
    """Return the four pages of the cover as one file, the pages between them as another."""
    del laid
    return {
        "press-cover": partial(_part, cover_pages),
        "press-inside": partial(_part, inside_pages),
    }


def cover_wrap(laid: Laid) -> Mapping[str, Make]:
    """Return the cover laid flat around the spine, and the block: as asked by the usual shop, on its paper."""
    fmt, publication = laid.format, laid.publication
    shop = load_printer(DEFAULT, None)
    width = round(spine_mm(len(inside_pages(laid.pages)), shop.papers[0].caliper_um), 2)
    spine, said = lay_out_spine(publication, fmt, width, laid.context)

    def flat(master: Master, publication: Publication, theme: Theme) -> Made:
        few = too_few_pages(publication, master.page_count)
        if few:
            return Made(b"", 0, findings=few)
        marks = None if shop.marks == "none" else spine_marks(fmt.trim_mm[0], width)
        pdf = wrap(master.pdf, spine, inner=True)
        made = _pressed(pdf, publication, theme, count=2, marks=marks)
        size = flat_format(fmt, width).trim_mm
        return Made(made.data, 2, made.conformance, (*made.findings, *said), size)

    return {"wrap-cover": flat, "wrap-inside": partial(_part, inside_pages)}


def _part(
    which: Callable[[int], Sequence[int]], master: Master, publication: Publication, theme: Theme
) -> Made:
    few = too_few_pages(publication, master.page_count)
    if few:
        return Made(b"", 0, findings=few)
    pages = which(master.page_count)
    return _pressed(master.pdf, publication, theme, count=len(pages), pages=pages)


def _pressed(pdf: bytes, publication: Publication, theme: Theme, *, count: int, **how: Any) -> Made:
    made = press_file(
        pdf,
        palette=theme.palette,
        press=theme.press,
        condition=condition("coated"),
        cache=SEPARATED,
        **how,
    )
    return Made(made.pdf, count, (Level.X4.value,), told_of(publication, made.findings))
