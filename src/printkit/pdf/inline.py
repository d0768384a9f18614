"""Inline images: their short words in full, and where their data end (ISO 32000-1, 8.9.7).

Nothing says how long the data are, and ``EI`` may stand in them: it is reckoned from what the dictionary
says, found by reading the filter's own end, or looked for where what follows makes sense.
"""

from __future__ import annotations

import re
import zlib
from typing import Any, Final

from printkit.pdf.operators import SIGNATURES

#: The keys of inline images in full (table 93).
KEYS: Final = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/I": "/Interpolate",
    "/IM": "/ImageMask",
    "/L": "/Length",
    "/W": "/Width",
}
#: The names of filters in full (table 94).
FILTERS: Final = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
_PARTS: Final = {
    "/G": 1,
    "/DeviceGray": 1,
    "/RGB": 3,
    "/DeviceRGB": 3,
    "/CMYK": 4,
    "/DeviceCMYK": 4,
}
_EI = re.compile(rb"[\x00\t\n\f\r ]*EI(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)")
_ANY_EI = re.compile(rb"EI(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)")
_WORD = re.compile(rb"(?<![/A-Za-z0-9*#_.+-])[A-Za-z'\"][A-Za-z0-9*'\"]*")
_BINARY = re.compile(rb"[^\t\n\f\r -~]")
#: How much of what follows an ``EI`` must look like a content stream.
_LOOKED_AT: Final = 40


def in_full(values: dict[str, Any]) -> dict[str, Any]:
    """Return an inline image's dictionary with keys and filters in full."""
    full = {KEYS.get(key, key): value for key, value in values.items()}
    filters = full.get("/Filter")
    if isinstance(filters, str):
        full["/Filter"] = FILTERS.get(filters, filters)
    elif isinstance(filters, list):
        full["/Filter"] = [
            FILTERS.get(one, one) if isinstance(one, str) else one for one in filters
        ]
    return full


def end_of_data(data: bytes, start: int, values: dict[str, Any]) -> tuple[int, int | None]:
    """Return where the data end that begin at ``start``, and where the operation does.

    Without any ``EI`` the data go on to the end of the stream, and the other is None.
    """
    full = in_full(values)
    length = _length(data, start, full)
    if length is not None:
        stop = start + length
        found = _EI.match(data, stop)
        if found is not None:
            return stop, found.end()
        if full.get("/Filter"):  # the filter's own end is read; what follows it is filling
            found = _ANY_EI.search(data, stop)
            if found is not None and _makes_sense(data, found.end()):
                return stop, found.end()
    last = None
    for found in _ANY_EI.finditer(data, start):
        before = data[found.start() - 1 : found.start()]
        if before in (b"\0", b"\t", b"\n", b"\f", b"\r", b" ", b">") or found.start() == start:
            last = last or found
            if _makes_sense(data, found.end()):
                break
    else:
        found = last or _ANY_EI.search(data, start)
        if found is None:
            return len(data), None
    stop = found.start()
    spare = data[stop - 1 : stop] in (b"\n", b"\r", b" ", b"\t", b"\0", b"\f")
    return max(start, stop - spare), found.end()


def _makes_sense(data: bytes, at: int) -> bool:
    """Tell whether what follows is a content stream: printable, its first words operators."""
    after = data[at : at + _LOOKED_AT]
    if _BINARY.search(after.replace(b"\0", b" ")):
        return False
    text = re.sub(rb"%[^\r\n]*|\((?:[^()\\]|\\.)*\)?", b" ", after)
    words = _WORD.findall(text)
    if len(after) == _LOOKED_AT:
        words = words[:-1]  # it may be cut off
    return all(word in SIGNATURES or word in (b"ID", b"EI") for word in words)


def _length(data: bytes, start: int, full: dict[str, Any]) -> int | None:
    """Return how long the data are, None where that cannot be known."""
    told = full.get("/Length")
    if isinstance(told, float) and 0 < told <= len(data) - start:
        return int(told)
    filters = full.get("/Filter")
    first = filters[0] if isinstance(filters, list) and filters else filters
    if not first:
        return _plain_length(full)
    if first == "/FlateDecode":
        return _flate_length(data, start)
    if first == "/RunLengthDecode":
        return _run_length(data, start)
    if first == "/DCTDecode":
        return _jpeg_length(data, start)
    end = {"/ASCIIHexDecode": b">", "/ASCII85Decode": b"~>"}.get(str(first))
    at = data.find(end, start) if end else -1
    return at + len(end) - start if end and at >= 0 else None


def _plain_length(full: dict[str, Any]) -> int | None:
    width, height = full.get("/Width"), full.get("/Height")
    bits, space = full.get("/BitsPerComponent"), full.get("/ColorSpace")
    if full.get("/ImageMask") is True:
        bits, space = 1.0, "/G"
    if isinstance(space, list) and space and space[0] in ("/I", "/Indexed"):
        space = "/G"
    parts = _PARTS.get(space) if isinstance(space, str) else None
    if not (
        isinstance(width, float) and isinstance(height, float) and isinstance(bits, float) and parts
    ):
        return None
    return int((width * bits * parts + 7) // 8) * int(height)


def _flate_length(data: bytes, start: int) -> int | None:
    reader = zlib.decompressobj()
    try:
        for at in range(start, len(data), 65536):
            reader.decompress(data[at : at + 65536])
            if reader.eof:
                return at + len(data[at : at + 65536]) - len(reader.unused_data) - start
    except zlib.error:
        return None
    return None


def _run_length(data: bytes, start: int) -> int | None:
    at = start
    while at < len(data):
        length = data[at]
        if length == 128:
            return at + 1 - start
        at += length + 2 if length < 128 else 2
    return None


def _jpeg_length(data: bytes, start: int) -> int | None:
    """Return the length of a JPEG: its segments, then to its end marker (ITU-T T.81, B.1)."""
    at = start + 2
    if data[start:at] != b"\xff\xd8":
        return None
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        if data[at + 1] == 0xDA:
            end = data.find(b"\xff\xd9", at)
            return end + 2 - start if end >= 0 else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
