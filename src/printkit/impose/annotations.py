"""Annotations that have ink (stamps, form fields, remarks), drawn into the page they stand on."""

from __future__ import annotations

from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from printkit.impose.drawing_operators import num
from printkit.impose.source_pages import PageBox
from printkit.pdf.matrix import Matrix

N = NameObject
_HIDDEN = 2
_PRINT = 4


def drawn_annotations(
    writer: PdfWriter, page: Any, form: IndirectObject, box: PageBox
) -> IndirectObject:
    """Return a form that draws the page and then its annotations; ``form`` if there are none."""
    names = DictionaryObject({N("/Page"): form})
    ops = [b"/Page Do"]
    for number, annotation in enumerate(_visible(page)):
        look = _look(annotation)
        if look is None:
            continue
        matrix = _onto_rectangle(look, annotation)
        if matrix is None:
            continue
        name = f"/A{number}"
        names[N(name)] = (
            writer._add_object(look.clone(writer))
            if not getattr(look, "indirect_reference", None)
            else look.indirect_reference.clone(writer)
        )
        ops.append(b"q " + num(*matrix) + b" cm " + name.encode() + b" Do Q")
    if len(ops) == 1:
        return form
    stream = StreamObject()
    stream.set_data(b"\n".join(ops))
    stream = stream.flate_encode()
    stream.update(
        {
            N("/Type"): N("/XObject"),
            N("/Subtype"): N("/Form"),
            N("/FormType"): NumberObject(1),
            N("/BBox"): ArrayObject(FloatObject(round(side, 4)) for side in box.media),
            N("/Resources"): DictionaryObject({N("/XObject"): names}),
        }
    )
    return writer._add_object(stream)


def has_annotations(pages: Any) -> bool:
    """Tell whether any page has an annotation that would print."""
    return any(_look(one) is not None for page in pages for one in _visible(page))


def _visible(page: Any) -> list[Any]:
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    if not isinstance(found, ArrayObject):
        return []
    visible = []
    for reference in found:
        one = reference.get_object()
        if not isinstance(one, DictionaryObject) or one.get("/Subtype") in ("/Link", "/Popup"):
            continue
        flags = int(one.get("/F", 0))
        if flags & _PRINT and not flags & _HIDDEN:
            visible.append(one)
    return visible


def _look(annotation: Any) -> Any:
    """Return the normal appearance, that of the annotation's state if it has several."""
    looks = annotation.get("/AP")
    normal = looks.get_object().get("/N") if looks is not None else None
    normal = normal.get_object() if normal is not None else None
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        normal = normal.get(annotation.get("/AS"))
        normal = normal.get_object() if normal is not None else None
    return normal if isinstance(normal, StreamObject) else None


def _onto_rectangle(look: Any, annotation: Any) -> Matrix | None:
    """Return the matrix that fits an appearance into its rectangle (ISO 32000-1, 12.5.5)."""
    try:
        rect = [float(value) for value in annotation["/Rect"]]
        bbox = [float(value) for value in look["/BBox"]]
        a, b, c, d, e, f = (float(value) for value in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    except (KeyError, TypeError, ValueError):
        return None
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in bbox[0::2] for y in bbox[1::2]]
    left, right = min(x for x, _y in corners), max(x for x, _y in corners)
    low, high = min(y for _x, y in corners), max(y for _x, y in corners)
    if right <= left or high <= low:
        return None
    wide = (max(rect[0::2]) - min(rect[0::2])) / (right - left)
    tall = (max(rect[1::2]) - min(rect[1::2])) / (high - low)
    return (
        wide, 0, 0, tall, min(rect[0::2]) - left * wide, min(rect[1::2]) - low * tall,
    )  # fmt: skip
