"""Two drums: black and the theme's accent, a grey file for each; and both seen over each other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from printkit.pdf.objects import Thing, entry, members, name, open_file
from printkit.pdf.pages import Page, pages_of
from printkit.pdf.writer import (
    Pdf,
    add_page,
    box,
    dictionary,
    new_file,
    num,
    set_box,
    set_identifier,
    set_info,
    stream,
    taken,
    written,
)
from printkit.press.ink_colours import Colour, Rgb8, hex8, rgb8
from printkit.press.press_identity import write_identity

#: The drums, as file names and the theme say them.
DRUMS: Final = ("black", "accent")
#: Which role of the palette shows a drum's ink on screen.
_SHOWN: Final = {"black": "ink", "accent": "accent"}
#: Coverage of black and of the accent, 0…1.
Pair = tuple[float, float]
#: Per cent of black and of the accent, by role.
RisoRecipes = Mapping[str, tuple[float, float]]
#: Coverages tried for a colour that has no recipe, and places of the table images go through.
_STEPS: Final = 21
_TABLE: Final = 9
#: Neutral text darker than this is set solid: a screen of dots would fray its edges.
_DARK_ENOUGH: Final = 0.9


class DrumInks:
    """One of the two drums, as DeviceGray.

    Roles of the palette take their recipe; greys are black; any other colour takes the two coverages
    whose overprint looks most like it. Black text and lines overprint: on the accent's drum they
    leave no hole, so that no white shows where the drums do not meet.
    """

    space = "/DeviceGray"
    overprints = False

    def __init__(self, palette: Mapping[str, str], recipes: RisoRecipes, drum: str) -> None:
        """Take the palette's roles (``#rrggbb``), their recipes and the drum's name."""
        self._drum = DRUMS.index(drum)
        self.prints_greys = drum == "black"
        self._colours = drum_colours(palette)
        self._recipes: dict[Rgb8, list[Pair]] = {}
        for role, colour in palette.items():
            if role in recipes:
                black, accent = recipes[role]
                self._recipes.setdefault(hex8(colour), []).append((black / 100, accent / 100))
        for pairs in self._recipes.values():
            pairs.sort(key=sum)
        self._known: dict[Rgb8, Pair] = {}

    @property
    def fingerprint(self) -> bytes:
        """What the inks depend on, hashed."""
        facts = repr((self._drum, self._colours, sorted(self._recipes.items())))
        return hashlib.sha256(facts.encode()).digest()

    def ink(self, colour: Colour, *, large: bool = False, text: bool = False) -> tuple[float, ...]:
        """Return the grey of a colour on this drum, 0 full ink … 1 none.

        Of the recipes of one colour, a ``large`` field takes the lightest (drums smear full grounds),
        anything else the fullest.
        """
        pair = self._pair(_rgb(colour), large=large)
        if text and not pair[1] and pair[0] >= _DARK_ENOUGH:
            if self._drum:
                return ()
            return (0.0,)
        return (1 - pair[self._drum],)

    def ambiguous(self, colour: Colour) -> bool:
        """Tell whether several roles of the palette share a colour on screen."""
        return len(set(self._recipes.get(_rgb(colour), ()))) > 1

    def image(self, image: Image.Image, profile: bytes | None = None) -> Image.Image:
        """Return what of an RGB image is for this drum."""
        del profile
        return ImageChops.invert(image.filter(self._table).getchannel(self._drum))

    def inked(self, image: Image.Image) -> Image.Image:
        """Return what of a CMYK image is for this drum; a grey one is left as it is."""
        return self.image(image.convert("RGB")) if image.mode == "CMYK" else image

    def _pair(self, key: Rgb8, *, large: bool) -> Pair:
        recipes = self._recipes.get(key)
        if recipes:
            return recipes[0 if large else -1]
        if key[0] == key[1] == key[2]:
            return (1 - key[0] / 255, 0.0)
        if key not in self._known:
            self._known[key] = self._nearest(key)
        return self._known[key]

    @cached_property
    def _mixtures(self) -> list[tuple[tuple[float, ...], Pair]]:
        """The look of every pair of coverages, in CIE L*a*b*."""
        shares = [step / (_STEPS - 1) for step in range(_STEPS)]
        return [
            (_lab(overprint(self._colours, (black, accent))), (black, accent))
            for black in shares
            for accent in shares
        ]

    def _nearest(self, key: Rgb8) -> Pair:
        wanted = _lab(key)

        def distance(mixture: tuple[tuple[float, ...], Pair]) -> float:
            return sum((one - other) ** 2 for one, other in zip(mixture[0], wanted, strict=True))

        return min(self._mixtures, key=distance)[1]

    @cached_property
    def _table(self) -> ImageFilter.Color3DLUT:
        """A table from colours to coverages of both drums, black in the first channel."""

        def coverages(red: float, green: float, blue: float) -> tuple[float, float, float]:
            black, accent = self._nearest(rgb8((red, green, blue)))
            return (black, accent, 0.0)

        return ImageFilter.Color3DLUT.generate(_TABLE, coverages)


def drum_colours(palette: Mapping[str, str]) -> tuple[Rgb8, Rgb8]:
    """Return how the drums' inks look on white, as the palette shows them."""
    black, accent = (hex8(palette[_SHOWN[drum]]) for drum in DRUMS)
    return black, accent


def overprint(colours: Sequence[Rgb8], pair: Pair) -> tuple[float, float, float]:
    """Return the look of coverages printed over each other, in steps of 1/255 (a multiplication)."""
    red, green, blue = (
        255 * _through(colours[0][part], pair[0]) * _through(colours[1][part], pair[1])
        for part in range(3)
    )
    return red, green, blue


def _through(part: int, coverage: float) -> float:
    return 1 - coverage * (1 - part / 255)


def simulation(files: Mapping[str, bytes], palette: Mapping[str, str]) -> bytes:
    """Return the drums' files, by drum, printed over each other in their colours: a PDF for screens.

    Each page of a drum becomes the mask (ISO 32000-1, 11.5.3) through which its ink is laid on, and
    inks multiply (11.3.5.2).
    """
    drums = [
        (files[drum], colour) for drum, colour in zip(DRUMS, drum_colours(palette), strict=True)
    ]
    digest = hashlib.sha256(repr(drums).encode()).digest()[:16]
    pdf = new_file()
    files_ = [open_file(data) for data, _colour in drums]
    set_info(
        pdf,
        {key: name(said) for key, said in members(entry(files_[0].trailer, "/Info")) if name(said)},
    )
    for pages in zip(*(pages_of(file.catalogue) for file in files_), strict=True):
        media = pages[0].media
        states, drawn = dictionary(), []
        for index, (source, (_data, colour)) in enumerate(zip(pages, drums, strict=True)):
            states[f"/D{index}"] = _through_mask(pdf, source)
            area = num(0, 0, media[2], media[3]) + b" re f"
            ink = num(*(part / 255 for part in colour))
            drawn.append(b"q /D%d gs %s rg %s Q" % (index, ink, area))
        page = dictionary(
            Type="/Page",
            Resources=dictionary(ExtGState=states),
            Contents=stream(pdf, b"\n".join(drawn)),
            Group=_group("/DeviceRGB"),
        )
        set_box(page, "/MediaBox", (0.0, 0.0, media[2], media[3]))
        set_box(page, "/TrimBox", pages[0].finished)
        add_page(pdf, page)
    set_identifier(pdf, digest)
    write_identity(pdf, None, digest=digest)
    return written(pdf, "1.6")


def _through_mask(pdf: Pdf, source: Page) -> Thing:
    """Return the state in which ink lies where a drum's page is dark."""
    media = source.media
    white = b"1 g %s re f 0 g\n" % num(0, 0, media[2], media[3])
    form = stream(
        pdf,
        white + source.content(),
        Type="/XObject",
        Subtype="/Form",
        BBox=box(media),
        Resources=taken(pdf, source.resources),
        Group=_group("/DeviceGray"),
    )
    turned = dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    mask = dictionary(Type="/Mask", S="/Luminosity", G=form, TR=turned)
    return dictionary(Type="/ExtGState", BM="/Multiply", SMask=mask)


def _group(space: str) -> Thing:
    return dictionary(Type="/Group", S="/Transparency", CS=space, I=True)


def _rgb(colour: Colour) -> Rgb8:
    if len(colour) == 4:
        *parts, black = colour
        return rgb8(tuple((1 - part) * (1 - black) for part in parts))
    return rgb8(colour * 3 if len(colour) == 1 else colour)


def _lab(colour: Sequence[float]) -> tuple[float, float, float]:
    """Convert sRGB in steps of 1/255 to CIE L*a*b* (D65)."""
    red, green, blue = (
        part / 255 / 12.92 if part <= 10.31 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
