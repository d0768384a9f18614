"""The plates of a press file as pictures, and where its ink lies heaviest: a map of the coverage."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops, ImageMath

from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import Box
from printkit.pdf.objects import UnreadableFileError, open_file
from printkit.pdf.writer import UnwritableError, written
from printkit.preflight.plates import WINDOW_MM, densest
from printkit.press.plate_files import PLATES, PlateInks
from printkit.press.separate import separate_into

#: How the inks look on paper, solid.
_TINTS: Final = {"C": (0, 147, 221), "M": (214, 0, 110), "Y": (255, 221, 0), "K": (26, 26, 26)}
#: Steps of a plate's picture, and the most of the map; each of the map's is so many per cent wide.
_STEPS: Final = 16
_STEP: Final = 25.0
#: Edges smoothed over each other are a little darker than both.
_PLAY: Final = 4.0
#: From paper to the limit: light to dark in grey too, for who does not see colours.
_SCALE: Final = ((255, 255, 255), (255, 237, 160), (254, 178, 76), (240, 59, 32), (128, 0, 80))
_BEYOND: Final = (0, 0, 0)
#: A plate with less than this everywhere is empty, of 255.
_TRACE: Final = 6
#: Plates are drawn so many times finer and averaged: pdfium widens rectangles to whole pixels.
_FINER: Final = 2
#: How finely the square with most ink is looked for, in pixels per inch.
_MEASURED_PPI: Final = 125
#: The map is so many times coarser than the plates.
_COARSER: Final = 2

Colour = tuple[int, int, int]
#: Of one page: how much of each ink lies where, 255 for all of it.
Plates = Mapping[str, Image.Image]


@dataclass(frozen=True, slots=True)
class Inked:
    """What one page takes of ink.

    ``pictures`` are the plates that print anything, in their ink, by letter; ``heat`` the map of all inks
    together; both PNG of the page's frame. ``most`` is the highest mean over a square of 15 mm, in per
    cent, and ``window_pt`` that square in points of the page.
    """

    pictures: Mapping[str, bytes]
    heat: bytes
    most: float
    window_pt: Box


def inked_pages(
    press: bytes, frames: Mapping[int, Box], *, ppi: float, limit: float
) -> dict[int, Inked]:
    """Look at the inks of pages, by 1-based number; nothing where the file cannot be separated.

    ``frames`` are the pages wanted and the box of each to be shown, in points; ``limit`` is where the
    map's scale ends, in per cent.
    """
    return {
        number: _inked(plates, frames[number], ppi, limit)
        for number, plates in plates_of(press, frames, ppi=_MEASURED_PPI)
    }


def plates_of(
    press: bytes, frames: Mapping[int, Box], *, ppi: float
) -> Iterator[tuple[int, Plates]]:
    """Yield the plates of pages; none where something in the file cannot be separated."""
    opened: list[Any] = []
    try:
        file = open_file(press)
        for plate in PLATES:
            pdf, problems, _seen_through = separate_into(file, PlateInks(plate))
            if problems:
                return
            opened.append(_open(written(pdf, "1.6")))
        for number, frame in frames.items():
            drawn = [_draw(one, number - 1, frame, ppi) for one in opened]
            yield number, dict(zip(PLATES, drawn, strict=True))
    except (UnreadableFileError, UnwritableError, pypdfium2.PdfiumError):
        return  # files nobody vouches for: the report then has no plates
    finally:
        for one in opened:
            one.close()


def _open(data: bytes) -> Any:
    return pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]


def _draw(document: Any, index: int, frame: Box, ppi: float) -> Image.Image:
    """Return one plate of a page, 255 for full ink."""
    page = document[index]
    page.set_rotation(0)
    page.set_mediabox(*frame)
    page.set_cropbox(*frame)
    bitmap = page.render(scale=_FINER * ppi / 72, grayscale=True)
    image: Image.Image = ImageChops.invert(bitmap.to_pil().convert("L")).reduce(_FINER)
    bitmap.close()
    page.close()
    return image


def _inked(plates: Plates, frame: Box, ppi: float, limit: float) -> Inked:
    side = mm_to_pt(WINDOW_MM)
    scale = _MEASURED_PPI / 72
    most, (x, y) = densest(list(plates.values()), side * scale)
    across, up = frame[0] + x / scale, frame[3] - y / scale
    window = (across - side / 2, up - side / 2, across + side / 2, up + side / 2)
    small = _smaller(plates, ppi / _MEASURED_PPI)
    pictures = {
        plate: _tinted(image, _TINTS[plate])
        for plate, image in small.items()
        if image.getextrema()[1] > _TRACE  # type: ignore[operator]
    }
    return Inked(pictures, _heat(_smaller(small, 1 / _COARSER), limit), most, window)


def _smaller(plates: Plates, by: float) -> Plates:
    size = next(iter(plates.values())).size
    to = (max(1, round(size[0] * by)), max(1, round(size[1] * by)))
    return {plate: image.resize(to, Image.Resampling.BOX) for plate, image in plates.items()}


def _tinted(image: Image.Image, ink: Colour) -> bytes:
    last = _STEPS - 1
    levels = image.point([round(level * last / 255) for level in range(256)])
    return _png(levels, [_between((255, 255, 255), ink, step / last) for step in range(_STEPS)])


def _heat(plates: Plates, limit: float) -> bytes:
    *steps, _beyond = heat_scale(limit)
    width = 2.55 * (steps[1][0] if len(steps) > 1 else limit)

    def shade(names: Mapping[str, Any]) -> Any:
        total = names["c"] + names["m"] + names["y"] + names["k"]
        step = names["min"](total / width, len(steps) - 1)
        over = (total > (limit + _PLAY) * 2.55) * len(steps)
        return names["convert"](names["max"](step, over), "L")

    names = dict(zip("cmyk", plates.values(), strict=True))
    return _png(
        ImageMath.lambda_eval(shade, **names), [colour for _from, colour in heat_scale(limit)]
    )


def heat_scale(limit: float) -> list[tuple[float, Colour]]:
    """Return the steps of the map: from how many per cent on, in which colour; the last: beyond the limit."""
    step = _STEP if limit <= _STEP * (_STEPS - 2) else limit / (_STEPS - 2)
    count = max(1, math.ceil(limit / step))
    found = []
    for at in range(count):
        place = at / max(count - 1, 1) * (len(_SCALE) - 1)
        below = min(int(place), len(_SCALE) - 2)
        colour = _between(_SCALE[below], _SCALE[below + 1], place - below)
        found.append((at * step, colour))
    return [*found, (limit, _BEYOND)]


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _png(levels: Image.Image, colours: list[Colour]) -> bytes:
    picture = Image.frombytes("P", levels.size, levels.tobytes())
    picture.putpalette([part for colour in colours for part in colour])
    out = io.BytesIO()
    picture.save(out, "PNG", bits=4, optimize=True)
    return out.getvalue()
