"""A PDF in pieces: its objects as they are written, for passes that make a file smaller."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final

#: What a page draws (an annotation's ``/Contents`` is a string).
CONTENTS: Final = re.compile(rb"/Contents (?:\[ ((?:\d+ 0 R ?)*)\]|(\d+ 0 R))")


@dataclass(frozen=True, slots=True)
class Objects:
    """A file in pieces. ``bodies`` are what stands between ``obj`` and ``endobj``, by object number.

    ``streams`` are the numbers of those that hold streams; ``trailer`` is what the file says of itself:
    ``/Root``, ``/Info``, ``/ID``.
    """

    bodies: dict[int, bytes]
    streams: frozenset[int]
    trailer: bytes
    header: bytes


def is_page(body: bytes) -> bool:
    """Tell whether an object is a page, as pypdf writes one."""
    return body.startswith(b"<<\n/Type /Page\n")


def contents_of(page: bytes) -> list[int]:
    """Return the numbers of the streams that draw a page, in their order."""
    found = CONTENTS.search(page)
    return [int(one) for one in re.findall(rb"(\d+) 0 R", found[0])] if found else []


def unpacked(body: bytes) -> bytes:
    """Return a stream's data; it is packed by Flate or not at all."""
    head, data = body.split(b"stream\n", 1)
    if b"/Filter" in head:
        return zlib.decompressobj().decompress(data)
    return data.removesuffix(b"\nendstream")


def stream(entries: bytes, data: bytes) -> bytes:
    """Write a stream, packed; ``entries`` of its dictionary come before filter and length."""
    packed = zlib.compress(data, 9)
    head = b"<< %s/Filter /FlateDecode /Length %d >>" % (entries, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"
