"""Images of a file: their pixels, bits and colours, before they are placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from printkit.preflight.ink import CMYK, GREY, RGB, UNKNOWN, Space, space_of
from printkit.preflight.safe_objects import entry, follow, listed, name, number, truth

#: The keys of inline images in full (ISO 32000-1, table 93).
INLINE: Final = {
    "/W": "/Width",
    "/H": "/Height",
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/IM": "/ImageMask",
    "/F": "/Filter",
}
_JPEG_2000: Final = {1: GREY, 3: RGB, 4: CMYK}


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image. ``stencil``: painted with the current colour; ``soft``: has a soft mask.

    ``source`` is its stream, None for an inline image.
    """

    width: int
    height: int
    bits: int
    space: Space
    stencil: bool
    soft: bool
    filters: tuple[str, ...] = ()
    source: Any = None

    @property
    def is_bitmap(self) -> bool:
        """Tell whether it is line art: one bit a pixel."""
        return self.bits == 1


def picture_of(thing: Any, named: Any) -> Picture:
    """Read an image's dictionary; ``named`` is the resources' ``ColorSpace`` dictionary."""
    stencil = truth(entry(thing, "/ImageMask"))
    filters = filters_of(entry(thing, "/Filter"))
    space = UNKNOWN if stencil else space_of(entry(thing, "/ColorSpace"), named)
    bits = 1 if stencil else int(number(entry(thing, "/BitsPerComponent"), 8))
    soft = entry(thing, "/SMask") is not None or number(entry(thing, "/SMaskInData")) > 0
    return Picture(
        int(number(entry(thing, "/Width"))),
        int(number(entry(thing, "/Height"))),
        bits,
        space,
        stencil,
        soft,
        filters,
        thing,
    )


def inline_picture(values: dict[str, Any], named: Any) -> Picture:
    """Read an inline image's dictionary, already parsed to plain values."""
    full = {INLINE.get(key, key): value for key, value in values.items()}
    stencil = full.get("/ImageMask") is True
    space = UNKNOWN if stencil else _inline_space(full.get("/ColorSpace"), named)
    width, height = full.get("/Width"), full.get("/Height")
    bits = full.get("/BitsPerComponent")
    return Picture(
        int(width) if isinstance(width, float) else 0,
        int(height) if isinstance(height, float) else 0,
        1 if stencil else int(bits) if isinstance(bits, float) else 8,
        space,
        stencil,
        False,
    )


def _inline_space(value: Any, named: Any) -> Space:
    if isinstance(value, list) and len(value) > 1 and value[0] in ("/I", "/Indexed"):
        base = space_of(value[1], named)
        table = value[3] if len(value) > 3 and isinstance(value[3], bytes) else b""
        return Space(base.family, 1, base.names, base, table)
    return space_of(value, named) if isinstance(value, str) else UNKNOWN


def filters_of(thing: Any) -> tuple[str, ...]:
    """Return the names of a stream's filters."""
    found = follow(thing)
    if found is None:
        return ()
    single = name(found) if isinstance(found, str) else ""
    return (single,) if single else tuple(name(one) for one in listed(found))
