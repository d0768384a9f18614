"""Annotations that have ink (stamps, form fields, remarks), drawn into the page they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from printkit.pdf.geometry import Box
from printkit.pdf.objects import Thing, entry, name, whole
from printkit.pdf.pages import Note, Page, appearance, fitting
from printkit.pdf.writer import Pdf, box, dictionary, placing, stream, taken

_HIDDEN, _PRINTS = 2, 4


def drawn_annotations(pdf: Pdf, page: Page, form: Thing, media: Box) -> Thing:
    """Return a form that draws the page and then its annotations; ``form`` if there are none."""
    forms = dictionary(Page=form)
    ops = [b"/Page Do"]
    for number, note in enumerate(_visible(page)):
        look = appearance(note.source)
        matrix = fitting(look, note.box) if look is not None else None
        if matrix is None:
            continue
        key = f"/A{number}"
        forms[key] = taken(pdf, look)
        forms[key]["/Subtype"] = dictionary(S="/Form")["/S"]
        ops.append(b"q %s %s Do Q" % (placing(matrix), key.encode()))
    if len(ops) == 1:
        return form
    return stream(
        pdf,
        b"\n".join(ops),
        Type="/XObject",
        Subtype="/Form",
        BBox=box(media),
        Resources=dictionary(XObject=forms),
    )


def has_annotations(pages: Iterable[Page]) -> bool:
    """Tell whether any page has an annotation that would print."""
    return any(appearance(one.source) is not None for page in pages for one in _visible(page))


def _visible(page: Page) -> Iterator[Note]:
    for note in page.notes:
        flags = whole(entry(note.source, "/F"))
        shown = flags & _PRINTS and not flags & _HIDDEN
        if shown and name(entry(note.source, "/Subtype")) not in ("/Link", "/Popup"):
            yield note
