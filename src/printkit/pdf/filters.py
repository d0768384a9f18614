"""Stream filters undone as far as an image's own: what is left is JPEG, JPEG 2000, fax or JBIG2 data."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, Final

import pikepdf

#: Filters whose data is an image by itself (ISO 32000-1, table 6).
OF_IMAGES: Final = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
#: What is packed into fewer bytes cannot swell beyond all measure; nothing may beyond so many.
_SMALL: Final = 250_000
_LARGEST: Final = 300_000_000


def swells(packed: Any) -> bool:
    """Tell whether data packed by Flate is a bomb."""
    if len(packed) < _SMALL:
        return False
    reader, size, rest = zlib.decompressobj(), 0, bytes(packed)
    try:
        while rest and not reader.eof and size <= _LARGEST:
            size += len(reader.decompress(rest, 1 << 20))
            rest = reader.unconsumed_tail
    except zlib.error:
        return False
    return size > _LARGEST


def undone(data: bytes, filters: Sequence[str], parameters: Sequence[Any]) -> bytes:
    """Return data without its filters, up to the first that is an image's.

    Raises:
        pikepdf.PdfError: a filter is not known or the data is not its.

    """
    count = next((at for at, one in enumerate(filters) if one in OF_IMAGES), len(filters))
    if not count:
        return data
    scratch = pikepdf.Pdf.new()
    stream = scratch.make_stream(data)
    stream.Filter = pikepdf.Array([pikepdf.Name(one) for one in filters[:count]])
    known = [one if _is_dictionary(one) else None for one in parameters[:count]]
    if any(one is not None for one in known):
        stream.DecodeParms = pikepdf.Array([_plain(one) for one in known])
    return bytes(stream.get_stream_buffer(pikepdf.StreamDecodeLevel.specialized))


def _is_dictionary(thing: Any) -> bool:
    return isinstance(thing, dict | pikepdf.Dictionary)


def _plain(parameters: Any) -> Any:
    """Return parameters that belong to no other file: filters take numbers and booleans only."""
    if parameters is None:
        return None
    kept = {
        key: round(value) if isinstance(value, float) else value
        for key, value in parameters.items()
        if isinstance(value, bool | int | float)
    }
    return pikepdf.Dictionary(kept)
