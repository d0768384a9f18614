"""The master's way to the press in one pass: inks, boxes, PDF/X; or greys, for copiers and drums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from printkit.model import Trace, untraced
from printkit.pdf.objects import File
from printkit.pdf.pages import pages_of
from printkit.pdf.writer import drop, identifier_of, written
from printkit.press.drawn_marks import Marks, with_registration
from printkit.press.fontprograms import bare_programs
from printkit.press.image_inks import Cache
from printkit.press.ink_colours import Inks, PressInks
from printkit.press.mono import MonoInks
from printkit.press.pdfx import USUAL_BLEED, Level, PressFile, finish
from printkit.press.press_boxes import Edges, lay_boxes
from printkit.press.press_identity import write_identity
from printkit.press.printing_condition import Condition
from printkit.press.riso import DrumInks, RisoRecipes
from printkit.press.separate import separate_into

_NO_BLEED: Final = Edges.all(0)
Recipes = Mapping[str, tuple[float, float, float, float]]


def press_file(
    master: bytes | File,
    *,
    palette: Mapping[str, str],
    press: Recipes,
    condition: Condition,
    level: Level = Level.X4,
    bleed: Edges = USUAL_BLEED,
    marks: Marks | None = None,
    pages: Sequence[int] | None = None,
    ppi: float = 300,
    cache: Cache | None = None,
    trace: Trace = untraced,
) -> PressFile:
    """Do what ``separate`` and ``to_pdfx`` do, reading and writing once.

    ``pages`` are those wanted, 0-based; None: all. ``trace`` says where pages were asked to be
    see-through.
    """
    inks = PressInks(palette, press, condition)
    pdf, problems, transparency = separate_into(master, inks, pages=pages, ppi=ppi, cache=cache)
    data, findings = finish(
        pdf,
        transparency,
        condition=condition,
        level=level,
        bleed=bleed,
        marks=marks,
        trace=_of_pages(trace, pages),
    )
    return PressFile(data, (*inks.findings(), *problems, *findings))


def _of_pages(trace: Trace, pages: Sequence[int] | None) -> Trace:
    """Return what knows the master's pages by their numbers among those wanted."""
    if pages is None:
        return trace
    return lambda page, reason: trace(pages[page - 1] + 1, reason)


def mono_file(
    master: bytes | File,
    *,
    palette: Mapping[str, str],
    press: Recipes,
    bleed: Edges = Edges.all(0),  # noqa: B008  a frozen value
    ppi: float = 300,
    cache: Cache | None = None,
) -> PressFile:
    """Return the master in black ink alone (DeviceGray), cut to its trim: copiers print no bleed.

    ``bleed`` is what is left around the trim, for pages that are laid on sheets.
    """
    return _grey_file(master, MonoInks(palette, press), bleed=bleed, ppi=ppi, cache=cache)


def drum_file(
    master: bytes | File,
    *,
    palette: Mapping[str, str],
    riso: RisoRecipes,
    drum: str,
    bleed: Edges = USUAL_BLEED,
    ppi: float = 300,
    cache: Cache | None = None,
) -> PressFile:
    """Return what one drum of a risograph prints, in greys, with crop and registration marks."""
    inks = DrumInks(palette, riso, drum)
    return _grey_file(master, inks, bleed=bleed, marks=with_registration, ppi=ppi, cache=cache)


def _grey_file(
    master: bytes | File,
    inks: Inks,
    *,
    bleed: Edges = _NO_BLEED,
    marks: Marks | None = None,
    ppi: float,
    cache: Cache | None,
) -> PressFile:
    pdf, problems, _seen_through = separate_into(master, inks, ppi=ppi, cache=cache)
    lay_boxes(pdf, bleed, marks=marks, space=inks.space)
    if bleed == _NO_BLEED:
        for page in pages_of(pdf.Root):
            drop(page.source, "/BleedBox")
    bare_programs(pdf)
    write_identity(pdf, None, digest=identifier_of(pdf)[0])
    return PressFile(written(pdf, "1.6"), problems)
