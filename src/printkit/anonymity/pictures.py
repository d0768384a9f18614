"""Pictures: camera, place, names and times beside the dots."""

from __future__ import annotations

from typing import Final

from printkit.anonymity.traces import Seen
from printkit.core.picture_metadata import without_metadata

#: How a block of metadata begins, and what it is called.
_BLOCKS: Final = (
    (b"Exif\0\0", "EXIF"),
    (b"http://ns.adobe.com/xap/1.0/", "XMP"),
    (b"Photoshop 3.0", "IPTC"),
    (b"eXIf", "EXIF"),
    (b"EXIF", "EXIF"),
    (b"XML:com.adobe.xmp", "XMP"),
    (b"tEXt", "tEXt"),
    (b"zTXt", "zTXt"),
    (b"iTXt", "iTXt"),
    (b"tIME", "tIME"),
)


def look_at_picture(data: bytes) -> Seen:
    """Look into a JPEG, PNG, GIF or WebP; the compressed picture stays as it is, byte for byte."""
    seen = Seen("picture", data=without_metadata(data))
    seen.look("EXIF, XMP, IPTC of pictures")
    if seen.data == data:
        return seen
    named = [name for start, name in _BLOCKS if data.count(start) > seen.data.count(start)]
    for name in dict.fromkeys(named or ["metadata"]):
        seen.add(name, f"{len(data) - len(seen.data)} B")
    return seen
