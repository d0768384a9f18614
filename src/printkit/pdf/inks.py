"""The ink a colour becomes on a press, as far as its values alone say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from printkit.pdf.colour import CMYKS, GREYS, Colour, Family, Space, Values

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


def paint_of(colour: Colour) -> Paint:
    """Return the ink of a colour; reckoned once for each."""
    found = colour.inks
    if found is None:
        found = colour.inks = paint(colour.space, colour.values)
    assert isinstance(found, Paint)
    return found


def paint(space: Space, values: Values) -> Paint:
    """Return the ink of values in a space."""
    parts = tuple([min(max(one, 0.0), 1e6) for one in values])
    if space.is_indexed and space.base is not None:
        return paint(space.base, space.looked_up(parts))
    if space.family == "pattern":
        return paint(space.base, parts) if space.base and parts else Paint("pattern", None)
    if len(parts) < space.parts or not parts:
        return Paint(space.family, None)
    shares = tuple([100 * min(one, 1.0) for one in parts[: space.parts]])
    if space.family in GREYS:
        return Paint(space.family, (("K", 100 - shares[0]),))
    if space.family in CMYKS:
        return Paint(space.family, tuple(zip("CMYK", shares, strict=True)))
    if space.family == "device-rgb" and min(parts) >= 1:
        return Paint(space.family, ())
    if space.family == "spot":
        return Paint("spot", tuple(zip(space.names, shares, strict=False)))
    return Paint(space.family, None)
