"""Plans as a printer reads them, and the maquette."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from printkit.i18n import use_language
from printkit.impose.dummy import dummy
from printkit.impose.picture import svg_plan
from printkit.impose.plan import heading, text_plan
from printkit.impose.schemes import SCHEMES
from printkit.model.sheets import SheetJob

A4, A5, A6, SRA3 = (210, 297), (148, 210), (105, 148), (320, 450)


@pytest.fixture(autouse=True)
def english():
    use_language("en")


GOLDENS = {
    "eight pages, short edge": (
        "saddle",
        SheetJob(8, A5, A4),
        """\
1  front [8|1]  back [2|7]
2  front [6|3]  back [4|5]""",
    ),
    "eight pages, long edge": (
        "saddle",
        SheetJob(8, A5, A4, flip="long-edge"),
        """\
1  front [8|1]  back [7↓|2↓]
2  front [6|3]  back [5↓|4↓]""",
    ),
    "blanks before the back cover": (
        "saddle",
        SheetJob(6, A5, A4),
        """\
1  front [6|1]  back [2|–]
2  front [–|3]  back [4|5]""",
    ),
    "blanks at the end": (
        "saddle",
        SheetJob(6, A5, A4, back_cover_last=False),
        """\
1  front [–|1]  back [2|–]
2  front [6|3]  back [4|5]""",
    ),
    "right to left": (
        "saddle",
        SheetJob(4, A5, A4, binding="right"),
        "1  front [1|4]  back [3|2]",
    ),
    "bound at the top": (
        "saddle",
        SheetJob(4, (210, 148), A4, binding="top", flip="short-edge"),
        "1  front [4 / 1]  back [2 / 3]",
    ),
    "two sections": (
        "saddle",
        SheetJob(16, A5, A4, section=(8, 8)),
        """\
section 1
1  front [8|1]  back [2|7]
2  front [6|3]  back [4|5]
section 2
3  front [16|9]  back [10|15]
4  front [14|11]  back [12|13]""",
    ),
    "a signature of sixteen": (
        "perfect",
        SheetJob(16, A6, SRA3, per_side=8, bleed_mm=3),
        "1  front [5↓|12↓|9↓|8↓ / 4|13|16|1]  back [7↓|10↓|11↓|6↓ / 2|15|14|3]",
    ),
    "four to a sheet": (
        "nup",
        SheetJob(8, A6, A4, flip="long-edge"),
        "1  front [1|3 / 5|7]  back [4|2 / 8|6]",
    ),
    "head to head": (
        "nup",
        SheetJob(2, A6, A4, repeat=True, head_to_head=True),
        "1  front [1↓|1↓ / 1|1]  back [2↓|2↓ / 2|2]",
    ),
    "cut and stack": (
        "cutstack",
        SheetJob(8, A5, A4, flip="short-edge"),
        """\
1  front [1|5]  back [6|2]
2  front [3|7]  back [8|4]""",
    ),
    "zine": (
        "folded",
        SheetJob(8, (74, 105), A4, fold="zine"),
        "1  front [7↓|6↓|5↓|4↓ / 8|1|2|3]",
    ),
    "poster": (
        "poster",
        SheetJob(1, (297, 420), A4),
        """\
1  front A1 [1]
2  front A2 [1]
3  front B1 [1]
4  front B2 [1]""",
    ),
    "work and turn": (
        "step",
        SheetJob(2, A5, (225, 320), bleed_mm=3),
        "1  both sides [1|2]",
    ),
}


@pytest.mark.parametrize("name", GOLDENS)
def test_text_plans(name):
    scheme, job, golden = GOLDENS[name]
    assert text_plan(SCHEMES[scheme](job)) == golden


def test_the_heading_says_how_to_turn_the_sheets():
    assert heading(SCHEMES["saddle"](SheetJob(8, A5, A4, flip="long-edge"))) == (
        "8 pages on 2 sheets of 297 × 210 mm; two sides, flip on the long edge"
    )
    assert heading(SCHEMES["poster"](SheetJob(1, (297, 420), A4))).endswith("; one side")


@pytest.mark.parametrize("name", GOLDENS)
def test_the_maquette_shows_every_page(name):
    scheme, job, _golden = GOLDENS[name]
    made = SCHEMES[scheme](job)
    root = ET.fromstring(svg_plan(made))
    space = "{http://www.w3.org/2000/svg}"
    numbers = [text.text for group in root.iter(f"{space}g") for text in group.iter(f"{space}text")]
    placed = [one.page for side in made.sides for one in side.placements]
    assert numbers == ["–" if page is None else str(page + 1) for page in placed]


def test_a_dummy_is_the_same_each_time():
    made = SCHEMES["saddle"](SheetJob(8, A5, A4))
    assert dummy(made) == dummy(made)
