"""One ink: everything in greys of black, for copiers and one-colour presses."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from PIL import Image

from printkit.press.ink_colours import Colour, hex8, rgb8

_LINEAR: Final = tuple(
    (step / 255 / 12.92) if step <= 10 else ((step / 255 + 0.055) / 1.055) ** 2.4
    for step in range(256)
)


class MonoInks:
    """Black ink alone, written as DeviceGray; colours keep their lightness.

    Roles whose recipe is black ink only keep it; the deepest ground becomes solid black.
    """

    space = "/DeviceGray"
    overprints = False
    prints_greys = True

    def __init__(
        self,
        palette: Mapping[str, str],
        press: Mapping[str, tuple[float, float, float, float]],
    ) -> None:
        """Take the palette's roles (``#rrggbb``) and their recipes (per cent)."""
        self._greys: dict[tuple[int, int, int], float] = {}
        for role, colour in palette.items():
            *colours, black = press.get(role, (1, 1, 1, 0))
            if not any(colours) or black >= 100:
                self._greys[hex8(colour)] = 1 - black / 100

    @property
    def fingerprint(self) -> bytes:
        """What the inks depend on, hashed."""
        return hashlib.sha256(repr(sorted(self._greys.items())).encode()).digest()

    def ink(self, colour: Colour, *, large: bool = False, text: bool = False) -> tuple[float]:
        """Return the grey of a colour, 0 black … 1 paper; near-black text is solid."""
        del large
        if len(colour) == 4:
            cyan, magenta, yellow, black = colour
            grey = max(0.0, (1 - black) * (1 - min(1, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow)))
        elif len(colour) == 1:
            grey = self._greys.get(rgb8(colour * 3), colour[0])
        else:
            key = rgb8(colour)
            grey = self._greys.get(key, _lightness(key))
        return (0.0,) if text and grey <= 0.1 else (grey,)

    def ambiguous(self, colour: Colour) -> bool:
        """Say no: there is one ink."""
        del colour
        return False

    def image(self, image: Image.Image, profile: bytes | None = None) -> Image.Image:
        """Return the greys of an image."""
        del profile
        return image.convert("L")

    def inked(self, image: Image.Image) -> Image.Image:
        """Return the greys of a CMYK image."""
        return image.convert("RGB").convert("L")


def _lightness(key: tuple[int, int, int]) -> float:
    """Return the sRGB grey of the same luminance (IEC 61966-2-1)."""
    red, green, blue = (_LINEAR[part] for part in key)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
