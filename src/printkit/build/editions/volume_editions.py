"""Large print in two volumes: bound in one, a hundred leaves of A4 are too thick to hold open and too heavy.

Each volume has the book's cover, which says which one it is; the second begins with the part that opens
nearest to the middle. Pages keep their numbers, so that what refers to a page is true in both. They are for
paper and carry no tags: the whole is for screens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from printkit.assemble.master import Master
from printkit.assemble.outlined_words import has, named, outlined
from printkit.build.editions.finisher import EditionContext, EditionFile, Finished, Finisher
from printkit.core.units import PT_PER_MM
from printkit.languages.language import language_of
from printkit.model import Face
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
#: The label on the cover: its size, how far it stands from the edges and from those of its ground (pt).
_SIZE, _EDGE, _ROOM = 24.0, 20.0 * PT_PER_MM, 3.0 * PT_PER_MM
#: How high capitals are, of the em: near enough to centre them in their ground.
_CAPITALS = 0.72


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
        EditionFile(
            _volume(
                pages, context.publication.meta.title, say[f"part_{part}"], context.theme.faces
            ),
            part,
            part,
        )
        for part, pages in zip(edition_of(NAME).parts, parted, strict=True)
    )


def _volume(
    inside: range, title: str, label: str, faces: Sequence[Face]
) -> Callable[[Master], Finished]:
    def finish(master: Master) -> Finished:
        pages = list(pages_of(master.file.catalogue))
        pdf = new_file()
        set_info(pdf, {"/Title": f"{title} ({label})"})
        face = _face_of(pages[0], faces, label.upper())
        for number in (*range(_COVER), *inside):
            _add(pdf, pages[number], _label(label, face) if number == 0 else b"")
        return Finished(written(pdf, "1.7", packed=True), _COVER + len(inside))

    return finish


def _face_of(cover: Page, faces: Sequence[Face], text: str) -> Face:
    """Return the heaviest of the theme's faces that a cover is set in and that have all signs of a text."""
    used = {str(font.get("/BaseFont", "")).rpartition("+")[2] for font in _fonts(cover)}
    upright = [face for face in faces if face.style == "normal"]
    return max(upright, key=lambda one: (has(one.path, text), named(one.path) in used, one.weight))


def _fonts(page: Page) -> list[Any]:
    return list(dict(page.resources.get("/Font") or {}).values())


def _label(text: str, face: Face) -> bytes:
    """Draw a label in black on a white ground at a cover's foot."""
    path, wide = outlined(text.upper(), face.path, _SIZE)
    ground = (_EDGE - _ROOM, _EDGE - _ROOM)
    size = (wide + 2 * _ROOM, _CAPITALS * _SIZE + 2 * _ROOM)
    foot = num(1, 0, 0, 1, _EDGE, _EDGE)
    return b"q 1 g %b re f 0 g %b cm %b f Q" % (num(*ground, *size), foot, path)


def _add(pdf: Pdf, page: Page, label: bytes) -> None:
    """Append a page cut to its trim, with what is drawn on it."""
    left, bottom, right, top = page.finished
    drawn = [b"q", num(1, 0, 0, 1, -left, -bottom) + b" cm /Page Do Q", label]
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
