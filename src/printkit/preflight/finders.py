"""The corner patterns of QR codes, by which one is known even where it cannot be decoded."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

from PIL import Image

#: Dark, light, dark, light, dark along any line through a pattern's middle (ISO/IEC 18004): so many modules.
_SHARES: Final = (1, 1, 3, 1, 1)
_RUNS: Final = re.compile(rb"(?<!\x00)(?=(\x00+)(\xff+)(\x00+)(\xff+)(\x00+))")
_PIXELS: Final = 320
#: How far a run may be from its share, in modules.
_PLAY: Final = 0.6
#: A difference of less (of 255) is no drawing.
_LEAST: Final = 24

#: x and y of the middle, and the side of a module, in pixels.
Finder = tuple[float, float, float]


def is_code(grey: Image.Image) -> bool:
    """Tell whether a picture shows at least two of the three corners of a QR code."""
    low, high = (int(level) for level in grey.getextrema())  # type: ignore[arg-type]
    if high - low < _LEAST:
        return False
    small = grey.resize((_PIXELS, max(1, round(_PIXELS * grey.height / grey.width))))
    middle = (low + high) / 2
    plain = small.point([0 if level < middle else 255 for level in range(256)])
    found = _finders(plain)
    return any(
        abs(one[2] - other[2]) < 0.3 * one[2] and math.dist(one[:2], other[:2]) > 10 * one[2]
        for one in found
        for other in found
    )


def _finders(plain: Image.Image) -> list[Finder]:
    """Return what has the pattern both across and down."""
    across = list(_hits(plain))
    down = [(x, y, side) for y, x, side in _hits(plain.transpose(Image.Transpose.TRANSPOSE))]
    found: list[Finder] = []
    for one in across:
        near = any(math.dist(one[:2], other[:2]) < 1.5 * one[2] for other in down)
        if near and all(math.dist(one[:2], other[:2]) > 4 * one[2] for other in found):
            found.append(one)
    return found


def _hits(plain: Image.Image) -> Iterator[Finder]:
    wide, high = plain.size
    data = plain.tobytes()
    for y in range(high):
        for match in _RUNS.finditer(data[y * wide : (y + 1) * wide]):
            runs = [len(run) for run in match.groups()]
            side = sum(runs) / sum(_SHARES)
            fits = zip(runs, _SHARES, strict=True)
            if side >= 1 and all(abs(run - share * side) <= _PLAY * side for run, share in fits):
                yield (match.start() + sum(runs) / 2, y + 0.5, side)
