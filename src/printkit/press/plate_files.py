"""The plates of a press file: what each ink lays down, as a file of greys to look at."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageChops

from printkit.pdf.writer import written
from printkit.press.ink_colours import ONLY_BLACK, Colour
from printkit.press.separate import separate_into

PLATES: Final = ("C", "M", "Y", "K")


class PlateInks:
    """One of the four process inks, as DeviceGray: 0 is full ink, 1 none.

    Text and lines in black ink alone overprint, as our press files say: on the other plates they leave
    no hole.
    """

    space = "/DeviceGray"
    overprints = False

    def __init__(self, plate: str) -> None:
        """Take the plate: C, M, Y or K."""
        self._plate = PLATES.index(plate)
        self.prints_greys = plate == "K"

    @property
    def fingerprint(self) -> bytes:
        """What the inks depend on."""
        return PLATES[self._plate].encode()

    def ink(self, colour: Colour, *, large: bool = False, text: bool = False) -> tuple[float, ...]:
        """Return the grey of a colour on this plate; nothing where it overprints."""
        del large
        cmyk = _cmyk(colour)
        if text and cmyk == ONLY_BLACK and not self.prints_greys:
            return ()
        return (1 - cmyk[self._plate],)

    def ambiguous(self, colour: Colour) -> bool:
        """Say no: an ink is an ink."""
        del colour
        return False

    def image(self, image: Image.Image, profile: bytes | None = None) -> Image.Image:
        """Return what of an image is on this plate."""
        del profile
        return self.inked(image.convert("CMYK"))

    def inked(self, image: Image.Image) -> Image.Image:
        """Return what of a CMYK image is on this plate; a grey one is left as it is."""
        if image.mode != "CMYK":
            return image
        return ImageChops.invert(image.getchannel(self._plate))


def plate_of(press: bytes, index: int, plate: str) -> bytes:
    """Return one plate of the 0-based page ``index`` of a press file, as a PDF of one page in greys.

    Raises:
        IndexError: there is no such page.
        ValueError: there is no such plate, or the page has what no press file of ours has.

    """
    pdf, problems, _seen_through = separate_into(press, PlateInks(plate), pages=[index])
    if problems:
        raise ValueError(problems[0].message)
    return written(pdf, "1.6")


def _cmyk(colour: Colour) -> tuple[float, float, float, float]:
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        return cyan, magenta, yellow, black
    if len(colour) == 1:
        return 0.0, 0.0, 0.0, 1 - colour[0]
    red, green, blue = colour
    return 1 - red, 1 - green, 1 - blue, 0.0
