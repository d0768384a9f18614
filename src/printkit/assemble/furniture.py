"""Lay running heads and folios over merged pages, as pagination artifacts; shift versos.

ISO 32000-1, 14.8.2.2: page furniture is an artifact of type Pagination, outside the reading order.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

_FORM = NameObject("/Furniture")


def lay_over(writer: PdfWriter, furniture: bytes) -> None:
    """Draw page ``i`` of ``furniture`` over page ``i`` of ``writer``, in the same coordinates.

    Raises:
        ValueError: the two have not the same number of pages.

    """
    source = PdfReader(io.BytesIO(furniture))
    if len(source.pages) != len(writer.pages):
        raise ValueError(f"{len(source.pages)} pages of furniture for {len(writer.pages)} pages")
    save, restore = (
        _stream(writer, b"q"),
        _stream(writer, b"Q"),
    )  # the engine leaves its own matrix on
    call = _stream(writer, b"/Artifact <</Type /Pagination>> BDC q /Furniture Do Q EMC")
    for drawn, page in zip(source.pages, writer.pages, strict=True):
        contents = drawn.get_contents()
        data = contents.get_data() if contents is not None else b""
        if b"Tj" not in data and b"TJ" not in data:  # neither head nor folio: nothing to lay over
            continue
        form = StreamObject()
        form.set_data(data)
        form = form.flate_encode()
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(FloatObject(side) for side in drawn.mediabox),
                NameObject("/Resources"): drawn["/Resources"].clone(writer),
            }
        )
        _add_form(page, writer._add_object(form))
        page[NameObject("/Contents")] = ArrayObject([save, *_contents(page), restore, call])


def shift(writer: PdfWriter, indices: Sequence[int], shift_pt: float) -> None:
    """Move what stands on the pages ``indices`` (0-based) to the right by ``shift_pt`` points.

    Contents, link annotations and destinations move together; page boxes stay.
    """
    if not indices or not shift_pt:
        return
    before = _stream(writer, f"q 1 0 0 1 {shift_pt:.4f} 0 cm".encode())
    after = _stream(writer, b"Q")
    for index in indices:
        page = writer.pages[index]
        page[NameObject("/Contents")] = ArrayObject([before, *_contents(page), after])
        for annotation in page.get("/Annots", ArrayObject()):
            rect = annotation.get_object()["/Rect"]
            for corner in (0, 2):
                rect[corner] = FloatObject(float(rect[corner]) + shift_pt)


def _contents(page: DictionaryObject) -> list[PdfObject]:
    if "/Contents" not in page:
        return []
    contents = page.raw_get("/Contents")
    inner = contents.get_object() if isinstance(contents, IndirectObject) else contents
    return list(inner) if isinstance(inner, ArrayObject) else [contents]


def _add_form(page: DictionaryObject, form: IndirectObject) -> None:
    """Name the form in the page's own resources; resources shared with other pages stay as they are."""
    shared: Any = page["/Resources"].get_object()
    resources = DictionaryObject(shared)
    forms: Any = resources.get("/XObject", DictionaryObject())
    own = DictionaryObject(forms.get_object())
    own[_FORM] = form
    resources[NameObject("/XObject")] = own
    page[NameObject("/Resources")] = resources


def _stream(writer: PdfWriter, data: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream[NameObject("/Length")] = NumberObject(len(data))
    return writer._add_object(stream)
