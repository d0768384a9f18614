"""Colour spaces and functions of a file, as far as what printkit draws can use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from printkit.assemble.objects import resolve
from printkit.press.ink_colours import Colour

_DEVICE = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/G": 1, "/RGB": 3, "/CMYK": 4}
_CALIBRATED = {"/CalGray": 1, "/CalRGB": 3}
#: XYZ to linear sRGB; the white of Lab is D50 or D65.
_D65 = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))
_D50 = ((3.1339, -1.6169, -0.4906), (-0.9788, 1.9161, 0.0335), (0.0719, -0.2290, 1.4052))


class UnknownSpaceError(ValueError):
    """A colour space or function the separation cannot read."""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: ``kind`` grey, rgb, cmyk, lab, indexed, pattern, black or none (ISO 32000-1, 8.6)."""

    kind: str
    parts: int
    base: Space | None = None
    data: bytes = b""
    white: tuple[float, ...] = ()

    def initial(self) -> Colour:
        """Return the colour a space starts with."""
        if self.kind == "cmyk":
            return (0.0, 0.0, 0.0, 1.0)
        return (0.0,) * (3 if self.kind in ("rgb", "lab") else 1)

    def colour(self, parts: tuple[float, ...]) -> Colour:
        """Return a colour of this space as grey, RGB or CMYK.

        Raises:
            UnknownSpaceError: the space has no such meaning.

        """
        if len(parts) != self.parts:
            raise UnknownSpaceError(self.kind)
        if self.kind == "lab":
            return _lab(parts, self.white)
        if self.kind == "black":
            return (0.0, 0.0, 0.0, parts[0])
        if self.kind == "indexed" and self.base is not None:
            size = self.base.parts
            entry = self.data[int(parts[0]) * size : (int(parts[0]) + 1) * size]
            return self.base.colour(tuple(byte / 255 for byte in entry))
        return parts


GREY, RGB, CMYK = Space("grey", 1), Space("rgb", 3), Space("cmyk", 4)
_OF_PARTS = {1: GREY, 3: RGB, 4: CMYK}


def space_of(value: Any, named: Mapping[str, Any] | None = None) -> Space:
    """Read a colour space; ``named`` are those of the resources.

    Raises:
        UnknownSpaceError: it is one no print shop gets from us.

    """
    value = resolve(value)
    if isinstance(value, str):
        name = str(value)
        if name in _DEVICE:
            return _OF_PARTS[_DEVICE[name]]
        if name == "/Pattern":
            return Space("pattern", 0)
        if named and name in named:
            return space_of(named[name])
        raise UnknownSpaceError(name)
    family = str(value[0])
    if family in _CALIBRATED:
        return _OF_PARTS[_CALIBRATED[family]]
    if family == "/ICCBased":
        return _OF_PARTS[int(value[1]["/N"])]
    if family == "/Lab":
        return Space("lab", 3, white=tuple(float(part) for part in value[1]["/WhitePoint"]))
    if family in ("/Indexed", "/I"):
        table = resolve(value[3])
        data = table.get_data() if hasattr(table, "get_data") else _bytes(table)
        return Space("indexed", 1, space_of(value[1], named), data)
    if family == "/Pattern":
        return Space("pattern", 0, space_of(value[1], named) if len(value) > 1 else None)
    if family == "/Separation" and str(value[1]) == "/Black":
        return Space("black", 1)
    if family in _DEVICE:
        return _OF_PARTS[_DEVICE[family]]
    raise UnknownSpaceError(family)


def _bytes(text: Any) -> bytes:
    original: bytes = getattr(text, "original_bytes", text)
    return original


def _lab(parts: tuple[float, ...], white: tuple[float, ...]) -> Colour:
    """Convert CIE L*a*b* to sRGB, clipped."""
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


Function = Callable[[float], tuple[float, ...]]


def function_of(value: Any) -> tuple[Function, tuple[float, ...]]:
    """Read a function of one variable and its breakpoints, ends included (ISO 32000-1, 7.10).

    Raises:
        UnknownSpaceError: it is neither exponential nor stitched, nor an array of these.

    """
    value = resolve(value)
    if isinstance(value, list):
        found = [function_of(one) for one in value]
        marks = sorted({mark for _function, bounds in found for mark in bounds})
        return lambda at: tuple(part for one, _b in found for part in one(at)), tuple(marks)
    kind = int(value["/FunctionType"])
    low, high = (float(end) for end in value["/Domain"])
    if kind == 2:
        first = [float(part) for part in value.get("/C0", (0,))]
        last = [float(part) for part in value.get("/C1", (1,))]
        power = float(value["/N"])

        def exponential(at: float) -> tuple[float, ...]:
            share = min(max(at, low), high) ** power
            return tuple(a + share * (b - a) for a, b in zip(first, last, strict=True))

        return exponential, (low, high)
    if kind == 3:
        pieces = [function_of(piece)[0] for piece in value["/Functions"]]
        bounds = [low, *(float(bound) for bound in value["/Bounds"]), high]
        encode = [float(end) for end in value["/Encode"]]

        def stitched(at: float) -> tuple[float, ...]:
            at = min(max(at, low), high)
            index = 0
            while index < len(pieces) - 1 and at >= bounds[index + 1]:
                index += 1
            start, end = bounds[index : index + 2]
            share = (at - start) / (end - start) if end > start else 0.0
            from_, to = encode[2 * index : 2 * index + 2]
            return pieces[index](from_ + share * (to - from_))

        return stitched, tuple(bounds)
    raise UnknownSpaceError(f"/FunctionType {kind}")
