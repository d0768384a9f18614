"""From the master's colours to inks: the palette's recipes, greys in black ink, the rest by profile."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from typing import Final, Protocol

from PIL import Image, ImageCms

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.press.printing_condition import Condition
from printkit.press.total_ink import Cmyk, limit_image, limited

#: A colour of the master, 0…1: one value is grey, three are RGB (sRGB), four are CMYK.
Colour = tuple[float, ...]
Rgb8 = tuple[int, int, int]
BLACK: Final[Colour] = (0.0,)
ONLY_BLACK: Final[Cmyk] = (0.0, 0.0, 0.0, 1.0)
#: Neutral text darker than this is set in solid black: a screen of dots would fray its edges.
_DARK_ENOUGH: Final = 0.9


class Inks(Protocol):
    """What colours become: ``space`` is the device space written, ``overprints`` if black text does.

    ``prints_greys``: grey pictures are for these inks.
    """

    space: str
    overprints: bool
    prints_greys: bool

    @property
    def fingerprint(self) -> bytes:
        """What the inks depend on, hashed."""

    def ink(self, colour: Colour, *, large: bool = False, text: bool = False) -> tuple[float, ...]:
        """Return the ink of a colour; a ``large`` field may take another recipe than text.

        Nothing: what has this colour overprints, and these inks stay as they are below it.
        """

    def ambiguous(self, colour: Colour) -> bool:
        """Tell whether the ink of a colour depends on how large the painted field is."""

    def image(self, image: Image.Image, profile: bytes | None = None) -> Image.Image:
        """Convert an RGB image; ``profile`` describes it when it is not sRGB."""

    def inked(self, image: Image.Image) -> Image.Image:
        """Keep a CMYK image within the limits of these inks."""


def rgb8(colour: Colour) -> Rgb8:
    """Return an RGB colour in steps of 1/255."""
    red, green, blue = (max(0, min(255, round(part * 255))) for part in colour)
    return red, green, blue


def grey_of(colour: Colour) -> float:
    """Return the luminosity of a colour, 0 black … 1 white (ISO 32000-1, 11.5.3)."""
    if len(colour) == 1:
        return colour[0]
    if len(colour) == 3:
        return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    cyan, magenta, yellow, black = colour
    return max(0.0, 1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black))


class PressInks:
    """Process inks of a printing condition."""

    space = "/DeviceCMYK"
    overprints = True
    prints_greys = True

    def __init__(
        self,
        palette: Mapping[str, str],
        press: Mapping[str, tuple[float, float, float, float]],
        condition: Condition,
    ) -> None:
        """Take the palette's roles (``#rrggbb``) and their recipes (per cent)."""
        self.condition = condition
        self._recipes: dict[Rgb8, list[Cmyk]] = {}
        self._palette = palette
        self._press = press
        for role, colour in palette.items():
            if role in press:
                cyan, magenta, yellow, black = (part / 100 for part in press[role])
                recipe = limited((cyan, magenta, yellow, black), condition.ink_limit)
                self._recipes.setdefault(hex8(colour), []).append(recipe)
        for recipes in self._recipes.values():
            recipes.sort(key=sum)
        self._known: dict[Rgb8, Cmyk] = {}
        self._transforms: dict[bytes, ImageCms.ImageCmsTransform] = {}

    def findings(self) -> Iterator[Finding]:
        """Name recipes that ask for more ink than the paper takes."""
        for role in self._palette:
            total = sum(self._press.get(role, ()))
            if total > self.condition.ink_limit:
                message = _(
                    "the recipe of “{role}” has {total:.0f} % of ink, the limit is {limit:.0f} %"
                )
                limit = self.condition.ink_limit
                yield Finding(
                    "ink-limit",
                    Severity.WARNING,
                    message.format(role=role, total=total, limit=limit),
                    hint=_(
                        "take colour out of the recipe in theme.yaml; it was reduced for this file"
                    ),
                )

    def ink(self, colour: Colour, *, large: bool = False, text: bool = False) -> Cmyk:
        """Return the ink of a colour, 0…1 each."""
        if len(colour) == 4:
            cyan, magenta, yellow, black = colour
            return limited((cyan, magenta, yellow, black), self.condition.ink_limit)
        key = rgb8(colour * 3 if len(colour) == 1 else colour)
        recipes = self._recipes.get(key)
        if recipes:
            ink = recipes[-1 if large else 0]
        elif key[0] == key[1] == key[2]:
            ink = (0.0, 0.0, 0.0, 1 - (colour[0] if len(colour) == 1 else key[0] / 255))
        else:
            ink = self._converted(key)
        if text and ink[:3] == (0, 0, 0) and ink[3] >= _DARK_ENOUGH:
            return ONLY_BLACK
        return ink

    def ambiguous(self, colour: Colour) -> bool:
        """Tell whether several roles of the palette share a colour on screen."""
        key = rgb8(colour * 3 if len(colour) == 1 else colour) if len(colour) < 4 else None
        return key is not None and len(set(self._recipes.get(key, ()))) > 1

    def by_profile(self, colour: Colour) -> Cmyk:
        """Return the ink the profile gives, palette and greys not looked up."""
        return self._converted(rgb8(colour * 3 if len(colour) == 1 else colour))

    def image(self, image: Image.Image, profile: bytes | None = None) -> Image.Image:
        """Separate an RGB image."""
        separated = ImageCms.applyTransform(image, self._transform(profile or b""))
        assert separated is not None
        return self.inked(separated)

    def inked(self, image: Image.Image, limit: float | None = None) -> Image.Image:
        """Keep a CMYK image within the ink limit, or a stricter one."""
        return limit_image(image, limit or self.condition.ink_limit)

    @property
    def fingerprint(self) -> bytes:
        """What the inks depend on, hashed."""
        facts = repr((sorted(self._recipes.items()), self.condition.ink_limit))
        return hashlib.sha256(self.condition.icc + facts.encode()).digest()

    def _converted(self, key: Rgb8) -> Cmyk:
        if key not in self._known:
            pixel = Image.new("RGB", (1, 1), key)
            done = ImageCms.applyTransform(pixel, self._transform(b""))
            assert done is not None
            cyan, magenta, yellow, black = (part / 255 for part in done.tobytes())
            ink = (cyan, magenta, yellow, black)
            self._known[key] = limited(ink, self.condition.ink_limit)
        return self._known[key]

    def _transform(self, profile: bytes) -> ImageCms.ImageCmsTransform:
        """Return relative colorimetric with black point compensation, from sRGB or a profile."""
        if profile not in self._transforms:
            source = (
                ImageCms.ImageCmsProfile(io.BytesIO(profile))
                if profile
                else ImageCms.createProfile("sRGB")
            )
            self._transforms[profile] = ImageCms.buildTransform(
                source,
                ImageCms.ImageCmsProfile(io.BytesIO(self.condition.icc)),
                "RGB",
                "CMYK",
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        return self._transforms[profile]


class MaskInks:
    """Not inks: the grey a soft mask reads from its group (ISO 32000-1, 11.5.3)."""

    space = "/DeviceGray"
    overprints = False
    prints_greys = True
    fingerprint = b"mask"

    def ink(self, colour: Colour, *, large: bool = False, text: bool = False) -> tuple[float]:
        """Return the luminosity, 0…1."""
        del large, text
        return (grey_of(colour),)

    def ambiguous(self, colour: Colour) -> bool:
        """Say no: luminosity is luminosity."""
        del colour
        return False

    def image(self, image: Image.Image, profile: bytes | None = None) -> Image.Image:
        """Return the luminosity of an image."""
        del profile
        return image.convert("L")

    def inked(self, image: Image.Image) -> Image.Image:
        """Return the luminosity of a CMYK image."""
        return image.convert("RGB").convert("L")


def hex8(colour: str) -> Rgb8:
    """Return ``#rrggbb`` in steps of 1/255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
