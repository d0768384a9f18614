"""Large print in two volumes: bound in one, a hundred leaves of A4 are too thick to hold open and too heavy.

Each volume has the book's cover, which says which one it is; the second begins with the part that opens
nearest to the middle. Pages keep their numbers, so that what refers to a page is true in both. They are for
paper and carry no tags: the whole is for screens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from printkit.assemble.master import Master
from printkit.build.editions.finisher import EditionContext, EditionFile, Finished, Finisher
from printkit.core.units import PT_PER_MM
from printkit.impose.drawing_operators import length_of, words
from printkit.languages.language import language_of
from printkit.model.editions import edition_of
from printkit.pdf.pages import Page, pages_of
from printkit.pdf.writer import (
    Pdf,
    add_page,
    as_form,
    dictionary,
    new_file,
    num,
    set_box,
    set_info,
    stream,
    written,
)

#: From so many pages on a book is offered in volumes: 40 leaves are as thick as a finger.
THICK: Final = 80
#: The cover's two pages.
_COVER: Final = 2
#: The capitals on the cover, and how far they stand from its edges and from the edge of their ground (mm).
_HIGH_MM, _EDGE_MM, _ROOM_MM = 6.0, 20.0, 3.0


def volumes(pages: int, openings: Sequence[int]) -> tuple[range, range] | None:
    """Return the 0-based pages of both volumes, their covers aside; None where a book is not cut.

    ``openings`` are the 1-based pages that parts open on.
    """
    inner = [one - 1 for one in openings if pages // 4 < one < pages - pages // 4]
    if pages < THICK or not inner:
        return None
    cut = min(inner, key=lambda one: abs(one - pages / 2))
    return range(_COVER, cut), range(cut, pages)


def _files(context: EditionContext) -> tuple[EditionFile, ...]:
    parted = volumes(context.pages, context.openings)
    if parted is None:
        return ()
    say = language_of(context.publication.meta.language).words["site"]
    return tuple(
        EditionFile(_volume(pages, context.publication.meta.title, say[f"part_{part}"]), part, part)
        for part, pages in zip(edition_of(NAME).parts, parted, strict=True)
    )


def _volume(inside: range, title: str, label: str) -> Callable[[Master], Finished]:
    def finish(master: Master) -> Finished:
        pages = list(pages_of(master.file.catalogue))
        pdf = new_file()
        set_info(pdf, {"/Title": f"{title} ({label})"})
        for number in (*range(_COVER), *inside):
            _add(pdf, pages[number], label if number == 0 else "")
        return Finished(written(pdf, "1.7", packed=True), _COVER + len(inside))

    return finish


def _add(pdf: Pdf, page: Page, label: str) -> None:
    """Append a page cut to its trim, its label on paper colour at its foot."""
    left, bottom, right, top = page.finished
    drawn = [num(1, 0, 0, 1, -left, -bottom) + b" cm /Page Do"]
    if label:
        wide = length_of(label.upper(), _HIGH_MM)
        ground = (_EDGE_MM - _ROOM_MM, _EDGE_MM - _ROOM_MM)
        size = (wide + 2 * _ROOM_MM, _HIGH_MM + 2 * _ROOM_MM)
        points = [one * PT_PER_MM for one in (*ground, *size)]
        drawn = [b"q", *drawn, b"Q 1 g", num(*points) + b" re f 0 g 0 G"]
        drawn.append(words(label.upper(), _EDGE_MM, _EDGE_MM, _HIGH_MM))
    new = dictionary(
        Type="/Page",
        Resources=dictionary(XObject=dictionary(Page=as_form(pdf, page))),
        Contents=stream(pdf, b"\n".join(drawn)),
    )
    set_box(new, "/MediaBox", (0.0, 0.0, right - left, top - bottom))
    set_box(new, "/TrimBox", (0.0, 0.0, right - left, top - bottom))
    add_page(pdf, new)


NAME: Final = "large-print-volumes"
FINISHERS: Final = (Finisher(edition_of(NAME), _files),)
