"""Pictures without what betrays: camera, place, names, times, thumbnails; the picture itself as it was.

Of a JPEG every byte stays but the segments APPn and COM; colour (ICC in APP2, Adobe in APP14) stays, of
JFIF what says how the numbers are meant, and of EXIF the orientation alone. What follows the picture's end
(previews, second pictures) goes. PNG, GIF and WebP lose the chunks that hold no picture and no colour.

Sources: ITU-T T.81 annex B (JPEG), JFIF 1.02, CIPA DC-008 (EXIF, tag 0x0112), PNG third edition 11.3,
GIF89a 24 and 26, RFC 9649 (WebP).
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

_JPEG: Final = b"\xff\xd8\xff"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_EXIF: Final = b"Exif\0\0"
_PNG_KEPT: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT".split()
)
_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04


def without_metadata(data: bytes) -> bytes:
    """Return a picture without metadata; what is no picture, or a damaged one, as it is."""
    try:
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return _gif(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError, ValueError):
        return data  # whoever opens it says what is wrong
    return data


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    orientation = 1
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            kept.append(data[at : at + 2])
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        body = data[at + 4 : end]
        if end > len(data) or length < 2:
            raise ValueError("cut short")
        if marker == 0xE1 and body.startswith(_EXIF):
            orientation = _orientation(body[len(_EXIF) :])
        elif marker == 0xE0 and body.startswith(b"JFIF\0"):
            kept.append(b"\xff\xe0\x00\x10" + body[:12] + b"\0\0")  # without its thumbnail
        elif (
            not (0xE0 <= marker <= 0xEF or marker == 0xFE)
            or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
            or (marker == 0xEE and body.startswith(b"Adobe"))
        ):
            kept.append(data[at:end])
        at = end
        if marker == 0xDA:
            at = _scan_end(data, at)
            kept.append(data[end:at])
    if orientation != 1:
        place = 2 if kept[1:] and kept[1].startswith(b"\xff\xe0") else 1
        kept.insert(place, _turned(orientation))
    return b"".join(kept)


def _scan_end(data: bytes, at: int) -> int:
    """Return where the marker after a scan's compressed data stands."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise ValueError("no end")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    """Return the orientation an EXIF block tells, 1 where it tells none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(min(count, 500)):
        tag, _kind, _count, value = struct.unpack_from(
            f"{order}HHIH", tiff, first + 2 + 12 * number
        )
        if tag == 0x0112:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """Return a segment that tells the orientation and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    kept = [_PNG]
    at = len(_PNG)
    orientation = 1
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("cut short")
        if kind == b"eXIf":
            orientation = _orientation(data[at + 8 : end - 4])
        elif kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    if orientation != 1:
        body = b"eXIf" + _turned(orientation)[4 + len(_EXIF) :]
        kept.insert(
            2, struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        )
    return b"".join(kept)


def _gif(data: bytes) -> bytes:
    def blocks_end(at: int) -> int:
        while data[at]:
            at += data[at] + 1
        return at + 1

    at = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    kept = [data[:at]]
    while data[at] != 0x3B:
        if data[at] == 0x21:
            end = blocks_end(at + 2)
            loops = data[at + 1] == 0xFF and data[at + 3 : at + 14] == b"NETSCAPE2.0"
            if data[at + 1] == 0xF9 or loops:
                kept.append(data[at:end])
        elif data[at] == 0x2C:
            table = 3 * 2 ** ((data[at + 9] & 7) + 1) if data[at + 9] & 0x80 else 0
            end = blocks_end(at + 11 + table)
            kept.append(data[at:end])
        else:
            raise ValueError("no block")
        at = end
    return b"".join((*kept, b"\x3b"))


def _webp(data: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", data, 4)
    kept = [b"WEBP"]
    at, end = 12, min(len(data), size + 8)
    orientation = 1
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        after = at + 8 + length + length % 2
        if kind in _WEBP_KEPT:
            chunk = bytearray(data[at:after])
            if kind == b"VP8X":
                chunk[8] &= ~(_WEBP_EXIF | _WEBP_XMP) & 0xFF
            kept.append(bytes(chunk))
        elif kind == b"EXIF":
            tiff = data[at + 8 : at + 8 + length]
            orientation = _orientation(tiff.removeprefix(_EXIF))
        at = after
    if orientation != 1 and kept[1][:4] == b"VP8X":
        tiff = _turned(orientation)[4 + len(_EXIF) :]
        kept[1] = kept[1][:8] + bytes([kept[1][8] | _WEBP_EXIF]) + kept[1][9:]
        kept.append(struct.pack("<4sI", b"EXIF", len(tiff)) + tiff)
    body = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
