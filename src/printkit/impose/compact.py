"""Write a file whose small objects are packed together (ISO 32000-1, 7.5.7 and 7.5.8; PDF 1.5).

Sheets are many small objects over few large ones: packed, they weigh no more than the source's own.
"""

from __future__ import annotations

import io
import zlib
from typing import Any, Final

from pypdf import PdfWriter
from pypdf.generic import StreamObject

#: Objects in one stream: a reader that wants one of them unpacks them all.
_TOGETHER: Final = 100


def packed(writer: PdfWriter) -> bytes:
    """Return the file; objects nothing stands in are left free. The same objects give the same bytes."""
    out = io.BytesIO()
    out.write(writer.pdf_header.encode() + b"\n%\xe2\xe3\xcf\xd3\n")
    objects: list[Any] = writer._objects
    # number → (1, offset, 0) or (2, number of its stream, place in it)
    places: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []
    for number, one in enumerate(objects, 1):
        if one is None:
            continue
        body = io.BytesIO()
        one.write_to_stream(body)
        if isinstance(one, StreamObject):
            places[number] = (1, out.tell(), 0)
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body.getvalue()))
        else:
            small.append((number, body.getvalue()))
    free = len(objects) + 1
    for start in range(0, len(small), _TOGETHER):
        group = small[start : start + _TOGETHER]
        for index, (number, _body) in enumerate(group):
            places[number] = (2, free, index)
        places[free] = (1, out.tell(), 0)
        out.write(_object_stream(free, group))
        free += 1
    table = out.tell()
    places[free] = (1, table, 0)
    out.write(_cross_references(writer, places, free))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def _object_stream(number: int, group: list[tuple[int, bytes]]) -> bytes:
    heads, bodies, offset = [], [], 0
    for inner, body in group:
        heads.append(b"%d %d" % (inner, offset))
        bodies.append(body)
        offset += len(body) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(bodies), 9)
    entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d"
    entries %= (len(group), len(head), len(data))
    return b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, entries, data)


def _cross_references(
    writer: PdfWriter, places: dict[int, tuple[int, int, int]], number: int
) -> bytes:
    rows = [b"\0" + b"\0" * 4 + b"\xff\xff"]
    for one in range(1, number + 1):
        kind, where, index = places.get(one, (0, 0, 0))
        rows.append(bytes([kind]) + where.to_bytes(4, "big") + index.to_bytes(2, "big"))
    data = zlib.compress(b"".join(rows), 9)
    root: Any = writer.root_object.indirect_reference
    entries = b"/Type /XRef /Size %d /W [ 1 4 2 ] /Root %d 0 R" % (number + 1, root.idnum)
    info: Any = writer._info_obj
    if info is not None:
        entries += b" /Info %d 0 R" % info.indirect_reference.idnum
    identifier: Any = writer._ID
    if identifier:
        told = io.BytesIO()
        identifier.write_to_stream(told)
        entries += b" /ID " + told.getvalue()
    entries += b" /Filter /FlateDecode /Length %d" % len(data)
    return b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, entries, data)
