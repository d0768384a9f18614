"""Words of a drawing that are only moved are no transparency group; what is seen through stays one."""

from __future__ import annotations

import io

import pikepdf
import pytest

from printkit.render.drawing_shortener import _only_moved
from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def groups(pool: RenderPool, drawing: str) -> list[bool]:
    """Return, for each drawing within the page, whether it is a group."""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 20' width='80mm'>{drawing}</svg>"
    )
    rendered = laid_out(pool, job(svg))
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        return [
            "/Group" in one
            for one in forms
            if "/Subtype" in one and one.Subtype == pikepdf.Name.Form
        ]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ("<text x='1' y='9'>un mot</text>", []),
        ("<text x='50' y='9' text-anchor='middle'>un mot</text>", [False]),
        ("<text x='99' y='9' text-anchor='end'>un mot</text>", [False]),
        ("<g opacity='.5'><rect width='9' height='9'/><rect width='5' height='5'/></g>", [True]),
        (
            "<g opacity='.5'><text x='50' y='9' text-anchor='middle'>un</text></g>"
            "<text x='50' y='18' text-anchor='end'>deux</text>",
            [True, False, False],
        ),
    ],
    ids=["where it begins", "centred", "at its end", "seen through", "both"],
)
def test_groups(pool: RenderPool, drawing: str, expected: list[bool]):
    assert sorted(groups(pool, drawing)) == sorted(expected)


@pytest.mark.parametrize(
    ("operators", "names"),
    [
        ([b"q", b"1 0 0 1 -9 0 cm", b"/x3 Do", b"Q"], ["x3"]),
        ([b"/a0.5 gs", b"/A0.5 gs", b"/x3 Do"], []),
        ([b"1 0 0 1 -9 0 cm", b"/s1 gs", b"/x3 Do"], []),
        ([b"1 0 0 1 -9 0 cm", b"/i3 Do"], []),
    ],
    ids=["moved", "made faint", "masked", "an image"],
)
def test_what_is_only_moved(operators: list[bytes], names: list[str]):
    assert _only_moved(operators) == names
