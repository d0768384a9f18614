"""Total ink: the sum of the four separations, and how it is kept within what the paper can take."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageMath

Cmyk = tuple[float, float, float, float]


def limited(ink: Cmyk, limit: float) -> Cmyk:
    """Return an ink (0…1 each) whose sum is at most ``limit`` per cent; black is kept, the rest shrinks."""
    cyan, magenta, yellow, black = ink
    colours = cyan + magenta + yellow
    room = limit / 100 - black
    if colours <= room + 1e-9:
        return ink
    share = max(room, 0.0) / colours
    return (cyan * share, magenta * share, yellow * share, min(black, limit / 100))


def most_ink(image: Image.Image) -> float:
    """Return the largest sum of inks of any pixel of a CMYK image, in per cent."""
    cyan, magenta, yellow, black = image.split()
    total = ImageMath.lambda_eval(
        lambda band: band["c"] + band["m"] + band["y"] + band["k"],
        c=cyan,
        m=magenta,
        y=yellow,
        k=black,
    )
    _least, most = total.getextrema()
    return float(most) / 255 * 100


def limit_image(image: Image.Image, limit: float) -> Image.Image:
    """Return a CMYK image no pixel of which has more than ``limit`` per cent of ink."""
    if most_ink(image) <= limit:
        return image
    bands: dict[str, Any] = dict(zip("cmyk", image.split(), strict=True))
    top = limit / 100 * 255
    share = ImageMath.lambda_eval(
        lambda b: b["min"](
            (top - b["float"](b["k"])) / b["max"](b["float"](b["c"] + b["m"] + b["y"]), 1.0), 1.0
        ),
        **bands,
    )
    shrunk = [
        ImageMath.lambda_eval(
            lambda b: b["convert"](b["int"](b["float"](b["band"]) * b["share"]), "L"),
            band=bands[name],
            share=share,
        )
        for name in "cmy"
    ]
    return Image.merge("CMYK", [*shrunk, bands["k"]])
