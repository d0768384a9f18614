"""Images of a file: their pixels, bits and colours, before they are placed; and their samples."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from PIL import Image, ImageChops, UnidentifiedImageError
from PIL.Image import open as read_image  # bytes in hand, no file

from printkit.pdf.colour import UNKNOWN, ColourError, Space, space_of
from printkit.pdf.filters import undone
from printkit.pdf.inline import in_full
from printkit.pdf.objects import (
    Thing,
    decoded,
    entry,
    filters_of,
    number,
    numbers,
    parameters_of,
    truth,
    whole,
)

_CODED: Final = ("/DCTDecode", "/JPXDecode")
_RAW: Final = {1: "L", 3: "RGB", 4: "CMYK"}


class ImageError(ValueError):
    """An image whose samples cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image. ``stencil``: painted with the current colour; ``soft``: has a soft mask.

    ``source`` is its stream; of an inline image its dictionary, keys in full, and ``data`` what stands
    in the content stream.
    """

    width: int
    height: int
    bits: int
    space: Space
    stencil: bool
    soft: bool
    filters: tuple[str, ...] = ()
    source: Thing = None
    data: bytes | None = None

    @property
    def is_bitmap(self) -> bool:
        """Tell whether it is line art: one bit a pixel."""
        return self.bits == 1

    @property
    def masked(self) -> bool:
        """Tell whether a mask, of pixels or of colours, leaves parts of it out (8.9.6)."""
        return self.soft or entry(self.source, "/Mask") is not None

    @property
    def is_inline(self) -> bool:
        """Tell whether it stands in the content stream itself."""
        return self.data is not None

    def raw(self) -> bytes:
        """Return its data without filters, an image's own left on.

        Raises:
            ImageError: they cannot be undone.

        """
        if self.data is None:
            found = decoded(self.source)
        else:
            try:
                found = undone(self.data, self.filters, parameters_of(self.source))
            except (pikepdf.PdfError, RuntimeError, ValueError) as problem:
                raise ImageError(str(self.filters)) from problem
        if found is None:
            raise ImageError(str(self.filters))
        return found

    def samples(self) -> Image.Image:
        """Return its samples as Pillow's L, RGB or CMYK (0 no ink), ``Decode`` applied.

        Raises:
            ColourError: its colour space has no meaning in these.
            ImageError: its data cannot be read.

        """
        data = self.raw()
        last = self.filters[-1] if self.filters else ""
        try:
            if last in ("/DCTDecode", "/JPXDecode"):
                return _decoded(_photograph(data, last), self.source)
            if last in ("/CCITTFaxDecode", "/JBIG2Decode"):
                raise ImageError(last)
            return self._plain(data)
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as problem:
            raise ImageError(last) from problem

    def bands(self) -> list[Image.Image]:
        """Return its components as they are coded, 0 to 255 each, ``Decode`` not applied.

        Raises:
            ImageError: its data cannot be read.

        """
        data = self.raw()
        if self.filters and self.filters[-1] in _CODED:
            try:
                found: Image.Image = read_image(io.BytesIO(data))
                return list(found.split())
            except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as problem:
                raise ImageError(self.filters[-1]) from problem
        size, parts = (self.width, self.height), 1 if self.stencil else self.space.parts
        length = (size[0] * parts * self.bits + 7) // 8 * size[1]
        if min(size) < 1 or parts < 1 or self.bits not in (1, 2, 4, 8, 16) or len(data) < length:
            raise ImageError("/Width, /Height or /BitsPerComponent")
        plain = _bytes8(data, size, parts, self.bits, spread=not self.space.is_indexed)
        return [Image.frombytes("L", size, plain[at::parts]) for at in range(parts)]

    def cover(self) -> Image.Image | None:
        """Return where it is painted, 255, and where its mask leaves it out, 0; None without a mask.

        A stencil mask leaves out what it would paint (8.9.6.3), a colour key the colours between its
        bounds (8.9.6.4).

        Raises:
            ImageError: the mask cannot be read.

        """
        if entry(self.source, "/SMask") is not None:
            soft = picture_of(entry(self.source, "/SMask"), None)
            return _decoded(soft.bands()[0], soft.source)
        mask = entry(self.source, "/Mask")
        bounds = numbers(mask)
        if bounds:
            return self._keyed(bounds)
        if mask is None:
            return None
        stencil = picture_of(mask, None)
        turned = numbers(entry(mask, "/Decode"))[:1] == (1.0,)
        (band,) = stencil.bands()[:1]
        return band if turned else ImageChops.invert(band)

    def _keyed(self, bounds: tuple[float, ...]) -> Image.Image:
        bands = self.bands()
        top = (1 << min(self.bits, 8)) - 1
        factor = 1.0 if self.space.is_indexed else 255 / top
        scale = factor / (256 if self.bits == 16 else 1)
        out = Image.new("L", bands[0].size, 255)
        for band, low, high in zip(bands, bounds[::2], bounds[1::2], strict=False):
            between = [255 if low * scale <= level <= high * scale else 0 for level in range(256)]
            out = ImageChops.darker(out, band.point(between))
        return ImageChops.invert(out)

    def _plain(self, data: bytes) -> Image.Image:
        space, size = self.space, (self.width, self.height)
        length = (size[0] * space.parts * self.bits + 7) // 8 * size[1]
        if min(size) < 1 or self.bits not in (1, 2, 4, 8, 16):
            raise ImageError("/Width, /Height or /BitsPerComponent")
        if len(data) < length:  # cut short, or not what the dictionary says
            raise ImageError(f"{len(data)} bytes for {length}")
        data = _bytes8(data, size, space.parts, self.bits, spread=not space.is_indexed)
        if space.is_indexed:
            return _looked_up(Image.frombytes("L", size, data), space)
        black = space.family == "spot" and space.names == ("K",)
        if space.parts not in _RAW or space.family in ("lab", "pattern", "unknown"):
            raise ColourError(space.label or space.family)
        if space.family == "spot" and not black:
            raise ColourError(space.label)
        found = Image.frombytes(_RAW[space.parts], size, data)
        return _decoded(ImageChops.invert(found) if black else found, self.source)


def picture_of(thing: Thing, named: Thing) -> Picture:
    """Read an image's dictionary; ``named`` is the resources' ``ColorSpace`` dictionary."""
    stencil = truth(entry(thing, "/ImageMask"))
    space = UNKNOWN if stencil else space_of(entry(thing, "/ColorSpace"), named)
    if space is UNKNOWN and not stencil and "/JPXDecode" in filters_of(thing):
        space = _own_space(decoded(thing) or b"")
    soft = entry(thing, "/SMask") is not None or number(entry(thing, "/SMaskInData")) > 0
    return Picture(
        whole(entry(thing, "/Width")),
        whole(entry(thing, "/Height")),
        1 if stencil else whole(entry(thing, "/BitsPerComponent"), 8),
        space,
        stencil,
        soft,
        filters_of(thing),
        thing,
    )


def _own_space(data: bytes) -> Space:
    """Return the colour space a JPEG 2000 file names itself (ISO 15444-1, I.5.3.3), UNKNOWN for none."""
    at = data.find(b"colr")
    if at < 0 or data[at + 4 : at + 5] != b"\x01":  # no enumerated space
        return UNKNOWN
    known = {16: "/DeviceRGB", 17: "/DeviceGray", 18: "/DeviceRGB", 12: "/DeviceCMYK"}
    key = known.get(int.from_bytes(data[at + 7 : at + 11]))
    return space_of(key, None) if key else UNKNOWN


def inline_picture(values: dict[str, Any], data: bytes, named: Thing) -> Picture:
    """Read an inline image: its dictionary as it stands, and its data."""
    full = in_full(values)
    stencil = full.get("/ImageMask") is True
    return Picture(
        whole(full.get("/Width")),
        whole(full.get("/Height")),
        1 if stencil else whole(full.get("/BitsPerComponent"), 8),
        UNKNOWN if stencil else space_of(full.get("/ColorSpace"), named),
        stencil,
        False,
        filters_of(full),
        full,
        data,
    )


def _photograph(data: bytes, last: str) -> Image.Image:
    found: Image.Image = read_image(io.BytesIO(data))
    found.load()
    if found.mode == "CMYK" and last == "/DCTDecode":
        return ImageChops.invert(found)  # Pillow takes every CMYK JPEG for an inverted one
    return found if found.mode in ("L", "RGB", "CMYK") else found.convert("RGB")


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
    assert space.base is not None
    assert space.lookup is not None
    count = max(len(space.lookup) // max(space.base.parts, 1), 1)
    colours = [space.device((float(index),)) for index in range(count)]
    mode = _RAW[len(colours[0])]
    bands = [
        image.point([round(colours[min(i, count - 1)][band] * 255) for i in range(256)])
        for band in range(len(colours[0]))
    ]
    return bands[0] if mode == "L" else Image.merge(mode, bands)


def _decoded(found: Image.Image, source: Thing) -> Image.Image:
    """Apply ``Decode`` (ISO 32000-1, 8.9.5.2)."""
    ends = numbers(entry(source, "/Decode"))
    bands = len(found.getbands())
    if len(ends) != 2 * bands or ends == (0.0, 1.0) * bands:
        return found
    table = [
        round(255 * min(1.0, max(0.0, low + step / 255 * (high - low))))
        for low, high in zip(ends[::2], ends[1::2], strict=True)
        for step in range(256)
    ]
    return found.point(table)
