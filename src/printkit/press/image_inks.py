"""Images of every mode into inks: decoded, scaled to what the press can show, packed again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageChops
from PIL.Image import open as read_image  # bytes in hand, no file

from printkit.pdf.images import Picture
from printkit.pdf.objects import Thing, entry, members, numbers
from printkit.pdf.writer import Pdf, dictionary, fill, stream
from printkit.press.ink_colours import Inks, PressInks
from printkit.press.total_ink import most_ink

#: Pixels beyond the resolution asked for that are not worth a second sampling.
_SPARE: Final = 1.25
_QUALITY: Final = 92
#: Images with more colours than this are photographs, not drawings.
_DRAWING: Final = 4096
_FEW: Final = 256


@dataclass(frozen=True, slots=True)
class Packed:
    """An image's new stream: bytes and dictionary entries without its size."""

    data: bytes
    size: tuple[int, int]
    mode: str
    jpeg: bool = False
    inverted: bool = False
    table: bytes = b""
    parts: int = 4
    bits: int = 8


#: Converted images by what they were made from; share one between editions and formats.
Cache = MutableMapping[str, Packed]


def convert_image(
    new: Thing,
    picture: Picture,
    inks: Inks,
    placed_in: tuple[float, float],
    ppi: float,
    cache: Cache,
) -> None:
    """Make a stream an image in the inks' space, without its soft mask.

    ``placed_in`` is the largest size it is shown at, in inches; more pixels than ``ppi`` an inch
    are averaged away.

    Raises:
        ColourError: its colour space is one no print shop gets from us.
        ImageError: it cannot be read.

    """
    data = picture.raw()
    size = (picture.width, picture.height, picture.bits)
    described = (size, picture.space, picture.filters, numbers(entry(picture.source, "/Decode")))
    scale = tuple(round(side * ppi) for side in placed_in)
    digest = hashlib.sha256(
        data + repr((described, scale, inks.space, type(inks).__name__)).encode()
    )
    digest.update(inks.fingerprint)
    key = digest.hexdigest()
    if key not in cache:
        cache[key] = _convert(picture, data, inks, scale)
    _fill(new, cache[key], picture)


def soft_mask(
    pdf: Pdf, mask: Picture, placed_in: tuple[float, float], ppi: float
) -> tuple[str, Thing]:
    """Convert an image's soft mask: ``none`` needed, a ``hard`` 1-bit mask, or a ``soft`` one.

    Raises:
        ColourError, ImageError: it cannot be read.

    """
    found = mask.samples().convert("L")
    levels = {level for _count, level in found.getcolors(256) or ()}
    if levels == {255}:
        return "none", None
    if levels <= {0, 255}:  # every point is there or not: no transparency (ISO 32000-1, 8.9.6.3)
        bits = ImageChops.invert(found).convert("1", dither=Image.Dither.NONE)
        new = stream(pdf, bits.tobytes(), Type="/XObject", Subtype="/Image", BitsPerComponent=1)
        new["/Width"], new["/Height"], new["/ImageMask"] = found.width, found.height, True
        return "hard", new
    small = _scaled(found, tuple(round(side * ppi) for side in placed_in))
    new = stream(pdf, b"")
    _fill(new, Packed(small.tobytes(), small.size, "L"), mask)
    return "soft", new


def _convert(picture: Picture, data: bytes, inks: Inks, scale: tuple[int, ...]) -> Packed:
    jpeg = picture.filters == ("/DCTDecode",)
    found = picture.samples()
    if not inks.prints_greys and _is_grey(found):
        return Packed(b"\xff", (1, 1), "L")
    if found.mode == "L" and picture.bits == 1:  # line art keeps every point
        line_art = found.convert("1", dither=Image.Dither.NONE)
        return Packed(line_art.tobytes(), found.size, "L", bits=1)
    small = _scaled(found, scale)
    if found.mode == "L":
        if jpeg and small is found and not numbers(entry(picture.source, "/Decode")):
            return Packed(data, found.size, "L", jpeg=True)
        return _pack(small, inks, photograph=jpeg)
    if small.mode == "CMYK":
        return _pack(inks.inked(small), inks, photograph=jpeg)
    if not jpeg:
        colours = small.getcolors(_FEW)
        if colours is not None:
            return _table(small, [colour for _count, colour in colours], inks)
    if _is_grey(small):
        return _pack(small.getchannel(0), inks, photograph=jpeg)
    profile = read_image(io.BytesIO(data)).info.get("icc_profile") if jpeg else None
    photograph = jpeg or small.getcolors(_DRAWING) is None
    return _pack(inks.image(small, profile), inks, photograph=photograph)


def _is_grey(image: Image.Image) -> bool:
    if image.mode != "RGB":
        return image.mode == "L"
    red, green, blue = (band.tobytes() for band in image.split())
    return red == green == blue


def _scaled(image: Image.Image, scale: tuple[int, ...]) -> Image.Image:
    width, height = scale
    if not width or not height or image.width <= width * _SPARE or image.height <= height * _SPARE:
        return image
    ratio = max(width / image.width, height / image.height)
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _table(image: Image.Image, colours: list[Any], inks: Inks) -> Packed:
    """Pack a drawing of few colours as a table of inks: the palette's are exact in it."""
    table = sorted(colours)
    quick = image.quantize(_FEW, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    if ImageChops.difference(quick.convert("RGB"), image).getbbox() is None:
        flat = quick.getpalette("RGB") or []
        table = [tuple(flat[at : at + 3]) for at in range(0, len(flat), 3)]
        indices = quick.tobytes()
    else:  # slower, and never wrong
        raw = image.tobytes()
        number = {bytes(colour): index for index, colour in enumerate(table)}
        indices = bytes(number[raw[at : at + 3]] for at in range(0, len(raw), 3))
    inked = [inks.ink(tuple(part / 255 for part in colour)) for colour in table]
    packed = b"".join(bytes(round(part * 255) for part in ink) for ink in inked)
    return Packed(indices, image.size, "P", table=packed, parts=len(inked[0]))


def _pack(image: Image.Image, inks: Inks, *, photograph: bool) -> Packed:
    if not photograph:
        return Packed(image.tobytes(), image.size, image.mode)
    limit = inks.condition.ink_limit if isinstance(inks, PressInks) else 400.0
    for spare in (0.0, 8.0):  # compression overshoots; once more with some room, then without loss
        if image.mode == "CMYK" and spare and isinstance(inks, PressInks):
            image = inks.inked(image, limit - spare)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        if image.mode != "CMYK":
            return Packed(out.getvalue(), image.size, image.mode, jpeg=True)
        if most_ink(read_image(out)) <= limit:
            return Packed(out.getvalue(), image.size, "CMYK", jpeg=True, inverted=True)
    return Packed(image.tobytes(), image.size, image.mode)


_SPACES: Final = {"L": "/DeviceGray", "CMYK": "/DeviceCMYK"}


def _fill(new: Thing, packed: Packed, picture: Picture) -> None:
    fill(new, packed.data, "/DCTDecode" if packed.jpeg else "")
    width, height = packed.size
    entries = {"Type": "/XObject", "Subtype": "/Image", "Width": width, "Height": height}
    if packed.mode == "P":
        base = "/DeviceCMYK" if packed.parts == 4 else "/DeviceGray"
        last = len(packed.table) // packed.parts - 1
        space: Any = ["/Indexed", base, last, packed.table]
    else:
        space = _SPACES[packed.mode]
    made = dictionary(
        **entries,
        BitsPerComponent=packed.bits,
        ColorSpace=space,
        Decode=[1, 0] * 4 if packed.inverted else None,
        Interpolate=entry(picture.source, "/Interpolate"),
    )
    for key, value in members(made):
        new[key] = value
