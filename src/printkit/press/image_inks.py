"""Images of every mode into inks: decoded, scaled to what the press can show, packed again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageChops
from PIL.Image import open as read_image  # bytes in hand, no file
from pypdf.generic import ArrayObject, BooleanObject, ByteStringObject, NumberObject

from printkit.assemble.objects import N, dictionary, resolve, stream
from printkit.press.ink_colours import Inks, PressInks
from printkit.press.spaces import Space, UnknownSpaceError, space_of
from printkit.press.total_ink import most_ink

#: Pixels beyond the resolution asked for that are not worth a second sampling.
_SPARE: Final = 1.25
_QUALITY: Final = 92
#: Images with more colours than this are photographs, not drawings.
_DRAWING: Final = 4096
_FEW: Final = 256
_RAW: Final = {1: "L", 3: "RGB", 4: "CMYK"}


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
    image: Any, inks: Inks, placed_in: tuple[float, float], ppi: float, cache: Cache
) -> Any:
    """Return an image XObject in the inks' space, without its soft mask.

    ``placed_in`` is the largest size it is shown at, in inches; more pixels than ``ppi`` an inch
    are averaged away.

    Raises:
        UnknownSpaceError: its colour space is one no print shop gets from us.

    """
    data: bytes = image.get_data()
    described = repr(
        sorted((k, repr(v)) for k, v in image.items() if k not in ("/SMask", "/Length"))
    )
    scale = tuple(round(side * ppi) for side in placed_in)
    digest = hashlib.sha256(data + described.encode())
    digest.update(repr((scale, inks.space, type(inks).__name__)).encode())
    digest.update(inks.fingerprint)
    key = digest.hexdigest()
    if key not in cache:
        cache[key] = _convert(image, data, inks, scale)
    return _object(cache[key], image)


def soft_mask(image: Any, placed_in: tuple[float, float], ppi: float) -> tuple[str, Any]:
    """Convert an image's soft mask: ``none`` needed, a ``hard`` 1-bit mask, or a ``soft`` one."""
    mask = decode(image, image.get_data()).convert("L")
    levels = {level for _count, level in mask.getcolors(256) or ()}
    if levels == {255}:
        return "none", None
    if levels <= {0, 255}:  # every point is there or not: no transparency (ISO 32000-1, 8.9.6.3)
        bits = ImageChops.invert(mask).convert("1", dither=Image.Dither.NONE)
        new = stream(bits.tobytes(), Type="/XObject", Subtype="/Image", BitsPerComponent=1)
        new.update(dictionary(Width=mask.width, Height=mask.height, ImageMask=BooleanObject(True)))
        return "hard", new
    small = _scaled(mask, tuple(round(side * ppi) for side in placed_in))
    return "soft", _object(Packed(small.tobytes(), small.size, "L"), image)


def decode(image: Any, data: bytes) -> Image.Image:
    """Return an image's samples as Pillow's L, RGB or CMYK (0 no ink), ``Decode`` applied.

    Raises:
        UnknownSpaceError: its colour space is one no print shop gets from us.

    """
    filters = image.get("/Filter", ())
    last = str(filters if isinstance(filters, str) else filters[-1] if filters else "")
    size = (int(image["/Width"]), int(image["/Height"]))
    if last in ("/DCTDecode", "/JPXDecode"):
        found: Image.Image = read_image(io.BytesIO(data))
        found.load()
        if found.mode == "CMYK" and last == "/DCTDecode":
            found = ImageChops.invert(found)  # Pillow takes every CMYK JPEG for an inverted one
        elif found.mode not in ("L", "RGB", "CMYK"):
            found = found.convert("RGB")
        return _decoded(found, image)
    bits = int(image.get("/BitsPerComponent", 8))
    space = space_of(image["/ColorSpace"])
    data = _bytes8(data, size, space.parts, bits, spread=space.kind != "indexed")
    if space.kind == "indexed":
        return _looked_up(Image.frombytes("L", size, data), space)
    if space.parts not in _RAW or space.kind == "lab":
        raise UnknownSpaceError(space.kind)
    found = Image.frombytes(_RAW[space.parts], size, data)
    if space.kind == "black":
        found = ImageChops.invert(found)
    return _decoded(found, image)


def _bytes8(data: bytes, size: tuple[int, int], parts: int, bits: int, *, spread: bool) -> bytes:
    """Return samples of 1, 2, 4 or 16 bits as bytes; ``spread`` over 0…255."""
    if bits == 8:
        return data[: size[0] * size[1] * parts]
    if bits == 16:
        return data[: size[0] * size[1] * parts * 2 : 2]
    per_byte, top = 8 // bits, (1 << bits) - 1
    factor = 255 // top if spread else 1
    table = [
        bytes(((byte >> (8 - bits * (at + 1))) & top) * factor for at in range(per_byte))
        for byte in range(256)
    ]
    row = (size[0] * parts * bits + 7) // 8
    lines = (data[start : start + row] for start in range(0, row * size[1], row))
    return b"".join(b"".join(map(table.__getitem__, line))[: size[0] * parts] for line in lines)


def _looked_up(image: Image.Image, space: Space) -> Image.Image:
    count = len(space.data) // (space.base.parts if space.base else 3)
    colours = [space.colour((index,)) for index in range(count)]
    mode = _RAW[len(colours[0])]
    bands = [
        image.point([round(colours[min(i, count - 1)][band] * 255) for i in range(256)])
        for band in range(len(colours[0]))
    ]
    return bands[0] if mode == "L" else Image.merge(mode, bands)


def _decoded(found: Image.Image, image: Any) -> Image.Image:
    """Apply ``Decode`` (ISO 32000-1, 8.9.5.2)."""
    ends = [float(end) for end in image.get("/Decode", ())]
    if not ends or ends == [0, 1] * (len(ends) // 2):
        return found
    table = [
        round(255 * min(1.0, max(0.0, low + step / 255 * (high - low))))
        for low, high in zip(ends[::2], ends[1::2], strict=True)
        for step in range(256)
    ]
    return found.point(table)


def _convert(image: Any, data: bytes, inks: Inks, scale: tuple[int, ...]) -> Packed:
    jpeg = str(image.get("/Filter", "")) == "/DCTDecode"
    found = decode(image, data)
    if not inks.prints_greys and _is_grey(found):
        return Packed(b"\xff", (1, 1), "L")
    bits = int(image.get("/BitsPerComponent", 8))
    if found.mode == "L" and bits == 1:  # line art keeps every point
        line_art = found.convert("1", dither=Image.Dither.NONE)
        return Packed(line_art.tobytes(), found.size, "L", bits=1)
    small = _scaled(found, scale)
    if found.mode == "L":
        if jpeg and small is found and "/Decode" not in image:
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


def _object(packed: Packed, image: Any) -> Any:
    if packed.jpeg:
        new = stream(b"")
        new._data = packed.data
        new[N("/Filter")] = N("/DCTDecode")
    else:
        new = stream(packed.data)
    width, height = packed.size
    new.update(dictionary(Type="/XObject", Subtype="/Image", Width=width, Height=height))
    new.update(dictionary(BitsPerComponent=packed.bits))
    if packed.mode == "P":
        last = NumberObject(len(packed.table) // packed.parts - 1)
        base = N("/DeviceCMYK" if packed.parts == 4 else "/DeviceGray")
        table = ByteStringObject(packed.table)
        new[N("/ColorSpace")] = ArrayObject([N("/Indexed"), base, last, table])
    else:
        new[N("/ColorSpace")] = N(_SPACES[packed.mode])
    if packed.inverted:
        new[N("/Decode")] = ArrayObject([NumberObject(end) for end in (1, 0) * 4])
    interpolate = resolve(image).get("/Interpolate")
    if interpolate is not None:
        new[N("/Interpolate")] = interpolate
    return new
