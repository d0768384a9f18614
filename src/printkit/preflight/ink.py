"""Colour spaces and the ink they become on a press, as far as the values alone say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pypdf.generic import ArrayObject

from printkit.preflight.safe_objects import decoded, entry, follow, listed, name, number

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
    "/Lab": ("lab", 3),
}
_ICC: Final[dict[int, Family]] = {1: "icc-gray", 3: "icc-rgb", 4: "icc-cmyk"}
_DEEPEST: Final = 8
#: Of this much of a plate, in per cent, nothing is seen in print.
_TRACE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Paint:
    """What something is painted with. ``inks``: plate → per cent, None where only a profile knows.

    Plates are C, M, Y, K and the names of spot colours. Of its inks it knows, reckoned once because
    every rule asks: their ``total`` in per cent (0 where they are not known), on how many ``plates``
    they leave a visible dot, how much of them is ``black``; ``is_white``: no ink at all, the paper shows.
    """

    family: Family = "device-gray"
    inks: tuple[tuple[str, float], ...] | None = (("K", 100.0),)
    total: float = field(init=False, compare=False, default=0.0)
    plates: int = field(init=False, compare=False, default=0)
    black: float = field(init=False, compare=False, default=0.0)
    is_white: bool = field(init=False, compare=False, default=False)

    def __post_init__(self) -> None:
        if self.inks is None:
            return
        shares = [share for _plate, share in self.inks]
        total = sum(shares)
        object.__setattr__(self, "total", total)
        object.__setattr__(self, "plates", sum([share > _TRACE for share in shares]))
        object.__setattr__(self, "black", dict(self.inks).get("K", 0.0))
        object.__setattr__(self, "is_white", total <= _TRACE)

    @property
    def is_black_alone(self) -> bool:
        """Tell whether it is black ink and no other."""
        return self.plates == 1 and self.black > _TRACE

    @property
    def is_four_colour_black(self) -> bool:
        """Tell whether it is a black loaded with colours (GWG 2022 R0015: K ≥ 85 %, over 280 %)."""
        return self.black >= 85 and self.total > 280

    @property
    def is_mixed_black(self) -> bool:
        """Tell whether it looks black, but is not made of black ink alone."""
        if self.inks is None or self.is_black_alone or self.is_four_colour_black:
            return False
        parts = dict(self.inks)
        colours = [parts.get(plate, 0.0) for plate in "CMY"]
        dark = self.black >= 85 or (min(colours) >= 55 and max(colours) - min(colours) <= 30)
        return dark and self.plates > 1


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space. ``names`` are the plates of a spot space, ``lookup`` the table of an indexed one."""

    family: Family
    parts: int
    names: tuple[str, ...] = ()
    base: Space | None = None
    lookup: bytes | None = None

    @property
    def root(self) -> Space:
        """The space its values mean: an indexed or uncoloured pattern space's base."""
        return self.base.root if self.base is not None else self

    def initial(self) -> Paint:
        """Return the paint a space starts with (ISO 32000-1, 8.6.3)."""
        if self.family == "spot":
            return self.paint((1.0,) * self.parts)
        if self.family in ("device-cmyk", "icc-cmyk") and self.lookup is None:
            return self.paint((0.0, 0.0, 0.0, 1.0))
        return self.paint((0.0,) * self.parts)

    def paint(self, values: Iterable[Any]) -> Paint:
        """Return the ink of a colour's values."""
        parts = tuple(min(max(float(one), 0.0), 1e6) for one in values if _is_number(one))
        if self.lookup is not None and self.base is not None:
            size = self.base.parts
            at = int(parts[0]) * size if parts else 0
            row = self.lookup[at : at + size]
            return self.base.paint(byte / 255 for byte in row.ljust(size, b"\0"))
        if self.family == "pattern":
            return self.base.paint(parts) if self.base and parts else Paint("pattern", None)
        if len(parts) < self.parts:
            return Paint(self.family, None)
        shares = tuple(100 * min(one, 1.0) for one in parts[: self.parts])
        if self.family in ("device-gray", "icc-gray", "cal-gray"):
            return Paint(self.family, (("K", 100 - shares[0]),))
        if self.family in ("device-cmyk", "icc-cmyk"):
            return Paint(self.family, tuple(zip("CMYK", shares, strict=True)))
        if self.family == "device-rgb" and min(parts) >= 1:
            return Paint(self.family, ())
        if self.family == "spot":
            return Paint("spot", tuple(zip(self.names, shares, strict=False)))
        return Paint(self.family, None)


#: What every page starts with.
BLACK: Final = Paint()
GREY: Final = Space("device-gray", 1)
RGB: Final = Space("device-rgb", 3)
CMYK: Final = Space("device-cmyk", 4)
PATTERN: Final = Space("pattern", 0)
UNKNOWN: Final = Space("unknown", 0)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def space_of(thing: Any, named: Any = None, depth: int = 0) -> Space:
    """Read a colour space; ``named`` is the resources' ``ColorSpace`` dictionary."""
    value = follow(thing)
    if depth > _DEEPEST or value is None:
        return UNKNOWN
    if not isinstance(value, list | ArrayObject):
        word = name(value)
        if word in _DEVICE:
            return Space(*_DEVICE[word])
        if word == "/Pattern":
            return PATTERN
        other = entry(named, word)
        return space_of(other, None, depth + 1) if other is not None else UNKNOWN
    parts = listed(value) if isinstance(value, ArrayObject) else list(value)
    word = name(parts[0]) if parts else ""
    below = parts[1] if len(parts) > 1 else None
    if word in _DEVICE:
        return Space(*_DEVICE[word])
    if word == "/ICCBased":
        count = int(number(entry(below, "/N")))
        family = _ICC.get(count)
        return Space(family, count) if family else UNKNOWN
    if word == "/Pattern":
        return Space("pattern", 0, base=space_of(below, named, depth + 1) if below else None)
    if word in ("/Indexed", "/I"):
        base = space_of(below, named, depth + 1)
        return Space(base.family, 1, base.names, base, _table(parts[3] if len(parts) > 3 else None))
    if word == "/Separation":
        return Space("spot", 1, (plate(name(below)),))
    if word == "/DeviceN":
        names = tuple(plate(name(one)) for one in listed(below))[:32]
        return Space("spot", len(names), names) if names else UNKNOWN
    return UNKNOWN


def plate(word: str) -> str:
    """Return a plate's name: C, M, Y, K for the process colours, a spot colour's own name."""
    plain = word.removeprefix("/")
    return PROCESS.get(plain, plain)


def _table(thing: Any) -> bytes:
    found = follow(thing)
    data = decoded(found)
    if data is not None:
        return data[:4096]
    original = getattr(found, "original_bytes", found)
    return original[:4096] if isinstance(original, bytes) else b""
