"""Colour spaces and the colours set in them (ISO 32000-1, 8.6): one model for all that reads colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from printkit.pdf.functions import Function, FunctionError, function_of
from printkit.pdf.objects import (
    Thing,
    decoded,
    entry,
    is_array,
    listed,
    name,
    numbers,
    raw_string,
    whole,
)

#: ``device-…`` as set; ``icc-…``, ``cal-…`` and ``lab`` need a profile; ``spot`` Separation, DeviceN.
Family = Literal[
    "device-gray",
    "device-rgb",
    "device-cmyk",
    "icc-gray",
    "icc-rgb",
    "icc-cmyk",
    "cal-gray",
    "cal-rgb",
    "lab",
    "spot",
    "pattern",
    "unknown",
]
GREYS: Final = frozenset({"device-gray", "icc-gray", "cal-gray"})
CMYKS: Final = frozenset({"device-cmyk", "icc-cmyk"})
#: Families that only a screen can show: no inks are known for them.
RGB_FAMILIES: Final = frozenset({"device-rgb", "icc-rgb", "cal-rgb", "lab"})
PROCESS: Final = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
_DEVICE: Final[dict[str, tuple[Family, int]]] = {
    "/DeviceGray": ("device-gray", 1),
    "/G": ("device-gray", 1),
    "/DeviceRGB": ("device-rgb", 3),
    "/RGB": ("device-rgb", 3),
    "/DeviceCMYK": ("device-cmyk", 4),
    "/CMYK": ("device-cmyk", 4),
    "/CalGray": ("cal-gray", 1),
    "/CalRGB": ("cal-rgb", 3),
    "/CalCMYK": ("device-cmyk", 4),
}
_ICC: Final[dict[int, Family]] = {1: "icc-gray", 3: "icc-rgb", 4: "icc-cmyk"}
_DEEPEST: Final = 8
#: XYZ to linear sRGB; the white of Lab is D50 or D65.
_D65: Final = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))
_D50: Final = ((3.1339, -1.6169, -0.4906), (-0.9788, 1.9161, 0.0335), (0.0719, -0.2290, 1.4052))

Values = tuple[float, ...]


class ColourError(ValueError):
    """A colour whose meaning in grey, RGB or CMYK is not known; says which space."""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space of ``parts`` components.

    ``names`` are the plates of a spot space, ``alternate`` and ``tint`` how it is shown where these are
    not; ``lookup`` is the table of an indexed one over its ``base``, which a pattern's uncoloured space
    has too; ``white`` is Lab's white point. ``label`` is the space as the file calls it.
    """

    family: Family
    parts: int
    names: tuple[str, ...] = ()
    base: Space | None = None
    lookup: bytes | None = None
    white: Values = ()
    label: str = ""
    alternate: Space | None = None
    tint: Function | None = field(default=None, compare=False)

    @property
    def root(self) -> Space:
        """The space its values mean: an indexed or uncoloured pattern space's base."""
        return self.base.root if self.base is not None else self

    @property
    def is_indexed(self) -> bool:
        """Tell whether its values are places in a table."""
        return self.lookup is not None

    def initial(self) -> Values:
        """Return the values a space starts with (8.6.3)."""
        if self.family == "spot" and not self.is_indexed:
            return (1.0,) * self.parts
        if self.family in CMYKS and not self.is_indexed:
            return (0.0, 0.0, 0.0, 1.0)
        return (0.0,) * self.parts

    def looked_up(self, values: Sequence[float]) -> Values:
        """Return the base's values, 0…1, that an indexed value stands for; a place beyond is the last."""
        assert self.base is not None
        assert self.lookup is not None
        size = max(self.base.parts, 1)
        last = max(len(self.lookup) // size - 1, 0)
        at = min(max(int(values[0]) if values else 0, 0), last) * size
        row = self.lookup[at : at + size].ljust(size, b"\0")
        return tuple(byte / 255 for byte in row)

    def device(self, values: Sequence[float]) -> Values:
        """Return values as grey (one), RGB (three) or CMYK (four), 0…1.

        Raises:
            ColourError: they have no such meaning: spot colours but black, patterns, unknown spaces.

        """
        if len(values) != self.parts:
            raise ColourError(self.label or self.family)
        if self.is_indexed and self.base is not None:
            return self.base.device(self.looked_up(values))
        if self.family == "lab":
            return _lab(values, self.white)
        if self.family == "spot" and self.names == ("K",):
            return (0.0, 0.0, 0.0, values[0])
        if self.family in ("spot", "pattern", "unknown"):
            raise ColourError(self.label or self.family)
        return tuple(values)


GREY: Final = Space("device-gray", 1)
RGB: Final = Space("device-rgb", 3)
CMYK: Final = Space("device-cmyk", 4)
PATTERN: Final = Space("pattern", 0)
UNKNOWN: Final = Space("unknown", 0)
#: The space each device colour operator sets.
OF_OPERATOR: Final = {b"g": GREY, b"rg": RGB, b"k": CMYK}


@dataclass(slots=True, unsafe_hash=True)
class Colour:
    """A colour as a stream sets it: values in a space, or a pattern by its name.

    Not to be changed. ``inks`` is what :func:`printkit.pdf.inks.paint_of` made of it, kept there.
    """

    space: Space
    values: Values
    pattern: str = ""
    inks: Any = field(default=None, init=False, compare=False, repr=False)


#: What every page starts with.
BLACK: Final = Colour(GREY, (0.0,))


def space_of(thing: Thing, named: Thing = None, depth: int = 0) -> Space:
    """Read a colour space; ``named`` is the resources' ``ColorSpace`` dictionary."""
    if depth > _DEEPEST or thing is None:
        return UNKNOWN
    if not is_array(thing):
        return _named(name(thing), named, depth)
    parts = listed(thing)
    word = name(parts[0]) if parts else ""
    below = parts[1] if len(parts) > 1 else None
    if word in _DEVICE:
        return Space(*_DEVICE[word], label=word)
    if word == "/ICCBased":
        count = whole(entry(below, "/N"))
        family = _ICC.get(count)
        return Space(family, count, label=word) if family else Space("unknown", 0, label=word)
    if word == "/Lab":
        white = numbers(entry(below, "/WhitePoint"))
        return Space(
            "lab", 3, white=white if len(white) == 3 else (0.9642, 1.0, 0.8249), label=word
        )
    if word == "/Pattern":
        base = space_of(below, named, depth + 1) if below is not None else None
        return Space("pattern", 0, base=base, label=word)
    if word in ("/Indexed", "/I"):
        base = space_of(below, named, depth + 1)
        table = _table(parts[3] if len(parts) > 3 else None)
        return Space(base.family, 1, base.names, base, table, label=word)
    if word in ("/Separation", "/DeviceN"):
        return _spot(word, parts, named, depth)
    return Space("unknown", 0, label=word)


def _named(word: str, named: Thing, depth: int) -> Space:
    if word in _DEVICE:
        family, count = _DEVICE[word]
        return (
            {1: GREY, 3: RGB, 4: CMYK}[count]
            if family.startswith("device")
            else Space(family, count)
        )
    if word == "/Pattern":
        return PATTERN
    other = entry(named, word) if word else None
    return (
        space_of(other, None, depth + 1) if other is not None else Space("unknown", 0, label=word)
    )


def _spot(word: str, parts: list[Thing], named: Thing, depth: int) -> Space:
    below = parts[1] if len(parts) > 1 else None
    names = (name(below),) if word == "/Separation" else tuple(map(name, listed(below)))[:32]
    if not names:
        return Space("unknown", 0, label=word)
    alternate = space_of(parts[2], named, depth + 1) if len(parts) > 2 else None
    try:
        tint = function_of(parts[3]) if len(parts) > 3 else None
    except FunctionError:
        tint = None
    plates = tuple(map(plate, names))
    return Space("spot", len(names), plates, label=word, alternate=alternate, tint=tint)


def plate(word: str) -> str:
    """Return a plate's name: C, M, Y, K for the process colours, a spot colour's own name."""
    plain = word.removeprefix("/")
    return PROCESS.get(plain, plain)


def _table(thing: Thing) -> bytes:
    data = decoded(thing)
    return (raw_string(thing) if data is None else data)[:4096]


def _lab(parts: Sequence[float], white: Values) -> Values:
    """Convert CIE L*a*b* to sRGB, clipped (IEC 61966-2-1)."""
    level = (parts[0] + 16) / 116
    steps = (level + parts[1] / 500, level, level - parts[2] / 200)
    xyz = [
        whiteness * (step**3 if step >= 6 / 29 else 108 / 841 * (step - 4 / 29))
        for whiteness, step in zip(white, steps, strict=True)
    ]
    rows = _D50 if white[2] < 0.95 else _D65
    linear = (sum(weight * part for weight, part in zip(row, xyz, strict=True)) for row in rows)
    return tuple(
        min(1.0, 12.92 * max(part, 0.0) if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)
        for part in linear
    )
