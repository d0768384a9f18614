"""Lay running heads and folios over merged pages, as pagination artifacts; shift versos.

ISO 32000-1, 14.8.2.2: page furniture is an artifact of type Pagination, outside the reading order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import partial
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
)

#: What the names of the furniture's fonts and states begin with on the pages it is laid over.
_PREFIX = "/H-"
#: Bytes that packing would not make fewer.
_SHORT = 50
_NAME = re.compile(rb"/[^\s/<>\[\]()]+")


def lay_over(writer: PdfWriter, furniture: bytes) -> None:
    """Draw page ``i`` of ``furniture`` over page ``i`` of ``writer``, in the same coordinates.

    Raises:
        ValueError: the two have not the same number of pages.

    """
    source = PdfReader(io.BytesIO(furniture))
    if len(source.pages) != len(writer.pages):
        raise ValueError(f"{len(source.pages)} pages of furniture for {len(writer.pages)} pages")
    save = _stream(writer, b"q")  # the engine leaves its own matrix on
    for drawn, page in zip(source.pages, writer.pages, strict=True):
        contents = drawn.get_contents()
        data = contents.get_data() if contents is not None else b""
        if b"Tj" not in data and b"TJ" not in data:  # neither head nor folio: nothing to lay over
            continue
        names = _take_over(writer, page, drawn["/Resources"].clone(writer))
        data = _NAME.sub(partial(_renamed, names), data)
        over = _stream(writer, b"Q /Artifact <</Type /Pagination>> BDC q\n%s\nQ EMC" % data)
        page[NameObject("/Contents")] = ArrayObject([save, *_contents(page), over])


def _renamed(names: Mapping[bytes, bytes], match: re.Match[bytes]) -> bytes:
    return names.get(match[0], match[0])


def _take_over(writer: PdfWriter, page: DictionaryObject, resources: Any) -> dict[bytes, bytes]:
    """Give a page the furniture's resources under names of their own; return old → new.

    Resources that the page shares with others stay as they are.
    """
    shared: Any = page["/Resources"]
    own = DictionaryObject(shared.get_object())
    names: dict[bytes, bytes] = {}
    for kind, value in resources.items():
        added: Any = value.get_object()
        if not isinstance(added, DictionaryObject) or not added:
            continue
        had: Any = own.get(kind, DictionaryObject())
        both = DictionaryObject(had.get_object())
        for name in added:
            new = f"{_PREFIX}{name[1:]}"
            names[name.encode()] = new.encode()
            both[NameObject(new)] = added.raw_get(name)
        own[NameObject(kind)] = both
    page[NameObject("/Resources")] = writer._add_object(own)
    return names


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


def _stream(writer: PdfWriter, data: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream[NameObject("/Length")] = NumberObject(len(data))
    return writer._add_object(stream.flate_encode() if len(data) > _SHORT else stream)
