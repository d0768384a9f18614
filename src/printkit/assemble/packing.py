"""Write a file whose small objects are packed together (ISO 32000-1, 7.5.7 and 7.5.8; PDF 1.5).

Tags, links and sheets are many small objects that resemble each other: packed together, a tenth of them
is left.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from printkit.assemble.object_bodies import Objects

#: Objects in one stream: a reader that wants one of them unpacks them all.
_TOGETHER: Final = 100
_COMMENT: Final = b"\n%\xe2\xe3\xcf\xd3\n"
#: A string, as pypdf writes one: it escapes all that is neither letter, figure nor space.
_STRING = re.compile(rb"(\([^()]*\))")
_ESCAPED = re.compile(rb"\\([0-3][0-7]{2})")
_SPACE = re.compile(rb"\s+")
_LONG = re.compile(rb"\d+\.\d{4,}")
_POINTER = re.compile(rb"(?<!\d)(\d+) 0 R\b")
_INNER = re.compile(rb"(?<=/Group )<<[^<>]*>>")
_KIND = re.compile(rb"/(?:Type|S) /(\w+)")


def packed(writer: PdfWriter) -> bytes:
    """Return the file; objects nothing stands in are left free. The same objects give the same bytes."""
    bodies: dict[int, bytes] = {}
    streams: set[int] = set()
    for number, one in enumerate(list[Any](writer._objects), 1):
        if one is None:
            continue
        body = io.BytesIO()
        one.write_to_stream(body)
        bodies[number] = body.getvalue()
        if isinstance(one, StreamObject):
            streams.add(number)
    trailer = _trailer(
        writer.root_object.indirect_reference, writer._info_obj, getattr(writer, "_ID", None)
    )
    return pack(Objects(bodies, frozenset(streams), trailer, writer.pdf_header.encode()))


def taken_apart(data: bytes) -> Objects:
    """Take apart a file as pypdf writes it: every object by itself, in one table, no update."""
    reader = PdfReader(io.BytesIO(data))
    starts = sorted((start, number) for number, start in reader.xref[0].items())
    ends = [start for start, _number in starts[1:]] + [data.rindex(b"xref", 0, -9)]
    bodies: dict[int, bytes] = {}
    streams: set[int] = set()
    for (start, number), end in zip(starts, ends, strict=True):
        first = data.index(b"obj", start) + 3
        bodies[number] = data[first : data.rindex(b"endobj", first, end)].strip(b"\n")
        if bodies[number].endswith(b"endstream"):
            streams.add(number)
    entries: Any = reader.trailer
    trailer = _trailer(entries.raw_get("/Root"), entries.raw_get("/Info"), entries.get("/ID"))
    return Objects(bodies, frozenset(streams), trailer, reader.pdf_header.encode())


def arranged(objects: Objects) -> Objects:
    """Return the same file with objects of a kind side by side, numbered anew, and fewer of them.

    References to content and annotations stand where they are used; a stream's own dictionaries, which
    are never packed, become objects that equal ones share.
    """
    bodies = dict(objects.bodies)
    free = max(bodies) + 1
    shared: dict[bytes, int] = {}
    for number in objects.streams:
        head, data = bodies[number].split(b"stream\n", 1)
        for inner in set(_INNER.findall(head)):
            known = shared.setdefault(inner, free)
            bodies[known] = inner
            free = max(free, known + 1)
            head = head.replace(inner, b"%d 0 R" % known)
        bodies[number] = _short(head) + b"stream\n" + data
    for number, body in bodies.items():
        if number not in objects.streams:
            bodies[number] = _short(body)
    inside = {
        number: body
        for number, body in bodies.items()
        if body.startswith((b"<< /Type /OBJR", b"<< /Type /MCR"))
    }
    order = sorted(
        (one for one in bodies.items() if one[0] not in inside),
        key=lambda one: (one[0] in objects.streams, *_kind_and_number(one)),
    )
    numbers = {old: new for new, (old, _body) in enumerate(order, 1)}

    def told(match: re.Match[bytes]) -> bytes:
        old = int(match[1])
        return point(inside[old]) if old in inside else b"%d 0 R" % numbers[old]

    def point(body: bytes) -> bytes:
        """Exchange the references outside strings."""
        pieces = _STRING.split(body)
        pieces[::2] = (_POINTER.sub(told, piece) for piece in pieces[::2])
        return b"".join(pieces)

    changed = {}
    for old, body in order:
        if old in objects.streams:
            head, data = body.split(b"stream\n", 1)
            changed[numbers[old]] = point(head) + b"stream\n" + data
        else:
            changed[numbers[old]] = point(body)
    return Objects(
        changed,
        frozenset(numbers[old] for old in objects.streams),
        point(objects.trailer),
        objects.header,
    )


def _short(body: bytes) -> bytes:
    """Write single spaces, lengths to a hundredth of a point, and strings without needless escapes."""
    pieces = _STRING.split(body)
    pieces[::2] = (
        _LONG.sub(lambda match: b"%.2f" % float(match[0]), _SPACE.sub(b" ", piece))
        for piece in pieces[::2]
    )
    pieces[1::2] = (_ESCAPED.sub(_character, piece) for piece in pieces[1::2])
    return b"".join(pieces)


def _character(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 8)
    return bytes([code]) if 32 <= code < 127 and code not in b"()\\" else match[0]


def pack(objects: Objects, *, together: int = _TOGETHER) -> bytes:
    """Return the file with the objects that are no streams packed, ``together`` of them in one."""
    out = io.BytesIO()
    out.write(objects.header + _COMMENT)
    # number → (1, offset, 0) or (2, number of its stream, place in it)
    places: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []
    for number, body in objects.bodies.items():
        if number in objects.streams:
            places[number] = (1, out.tell(), 0)
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        else:
            small.append((number, body))
    free = max(objects.bodies) + 1
    for start in range(0, len(small), together):
        group = small[start : start + together]
        for index, (number, _body) in enumerate(group):
            places[number] = (2, free, index)
        places[free] = (1, out.tell(), 0)
        out.write(_object_stream(free, group))
        free += 1
    table = out.tell()
    places[free] = (1, table, 0)
    out.write(_cross_references(places, free, objects.trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def _kind_and_number(one: tuple[int, bytes]) -> tuple[bytes, int]:
    number, body = one
    kind = _KIND.search(body)
    return kind[1] if kind else b"", number


def _object_stream(number: int, group: Sequence[tuple[int, bytes]]) -> bytes:
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
    places: Mapping[int, tuple[int, int, int]], number: int, trailer: bytes
) -> bytes:
    """Write the table, each row as its difference from the one above (PNG's predictor “up”)."""
    above = bytes(7)
    rows = []
    for one in range(number + 1):
        kind, where, index = places.get(one, (0, 0, 0xFFFF if one == 0 else 0))
        row = bytes([kind]) + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        rows.append(b"\2" + bytes((a - b) % 256 for a, b in zip(row, above, strict=True)))
        above = row
    data = zlib.compress(b"".join(rows), 9)
    entries = b"/Type /XRef /Size %d /W [ 1 4 2 ] %s" % (number + 1, trailer)
    entries += b" /DecodeParms << /Predictor 12 /Columns 7 >>"
    entries += b" /Filter /FlateDecode /Length %d" % len(data)
    return b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, entries, data)


def _trailer(root: Any, info: Any, identifier: Any) -> bytes:
    entries = b"/Root %d 0 R" % root.idnum
    if info is not None:
        reference = info if hasattr(info, "idnum") else info.indirect_reference
        entries += b" /Info %d 0 R" % reference.idnum
    if identifier:
        told = io.BytesIO()
        identifier.write_to_stream(told)
        entries += b" /ID " + told.getvalue()
    return entries
