"""The size of a drawing's letters on the page: its own, times what scales the drawing and its groups."""

from __future__ import annotations

import pytest

from printkit.model import Asset, FlawKind
from support.pressroom import job, laid_out, press

SHEET = "@page { size: 100mm 140mm; margin: 10mm } body { margin: 0 } img { width: 80mm }"
#: a drawing as wide as the measure has letters of half its units when it is twice as wide in units
MM = 72 / 25.4


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


@pytest.mark.parametrize(
    ("inside", "points"),
    [
        ('<text x="1" y="20" font-size="10">mot</text>', 10),
        ('<text x="1" y="20" style="font-size: 10px">mot</text>', 10),
        ('<g font-size="10"><text x="1" y="20">mot<tspan font-size="50%">s</tspan></text></g>', 5),
        ('<g transform="scale(.5)"><text x="1" y="20" font-size="10">mot</text></g>', 5),
        ('<g transform="rotate(90)"><text x="1" y="-9" font-size="10">mot</text></g>', 10),
        ('<text x="1" y="20">mot</text>', 16),
        ('<path d="M0 0h9"/><text font-size="1"> </text>', None),
    ],
)
@pytest.mark.parametrize("units", [1, 2])
def test_letters_of_a_drawing(pool, inside, points, units):
    wide = 80 * MM * units
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.3f} 60">{inside}</svg>'
    asset = Asset.of_bytes("asset:x.svg", svg.encode())
    rendered = laid_out(pool, job('<img src="asset:x.svg" alt="x">', SHEET, assets=(asset,)))
    found = [flaw.amount for flaw in rendered.flaws if flaw.kind is FlawKind.SMALL_LETTERS]
    assert found == ([] if points is None else [pytest.approx(points / units, abs=0.02)])
