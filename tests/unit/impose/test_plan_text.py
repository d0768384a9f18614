"""Plans as a printer reads them, and the maquette."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from printkit.core.i18n import use_language
from printkit.impose.canvas import svg
from printkit.impose.dummy import dummy
from printkit.impose.howto import called, steps
from printkit.impose.plan_picture import MOST_SHEETS, maquette
from printkit.impose.plan_text import heading, text_plan
from printkit.impose.schemes import SCHEMES
from printkit.model.sheets import SheetJob
from printkit.views.sheet_pictures import maquette_png
from support.sheet_sample import rendered

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
    "three slips of a third of A4": (
        "nup",
        SheetJob(2, (99, 210), A4, repeat=True, flip="short-edge"),
        "1  front [1|1|1]  back [2|2|2]",
    ),
    "eight A6 on A3": (
        "nup",
        SheetJob(2, A6, (297, 420), repeat=True, head_to_head=True),
        "1  front [1↓|1↓|1↓|1↓ / 1|1|1|1]  back [2↓|2↓|2↓|2↓ / 2|2|2|2]",
    ),
    "four of a signature": (
        "perfect",
        SheetJob(8, A6, A4, per_side=4, flip="long-edge"),
        "1  front [5↓|4↓ / 8|1]  back [3↓|6↓ / 2|7]",
    ),
    "roll fold": (
        "folded",
        SheetJob(6, (100, 210), A4, fold="roll"),
        "1  front [5|6|1]  back [2|3|4]",
    ),
    "gate fold": (
        "folded",
        SheetJob(8, (74, 210), A4, fold="gate"),
        "1  front [2|7|8|1]  back [3|4|5|6]",
    ),
    "accordion": (
        "folded",
        SheetJob(6, (99, 210), A4, fold="accordion"),
        "1  front [1|2|3]  back [4|5|6]",
    ),
    "map fold": (
        "folded",
        SheetJob(16, (74, 105), A4, fold="map"),
        "1  front [8↓|7↓|6↓|5↓ / 1|2|3|4]  back [9|10|11|12 / 13|14|15|16]",
    ),
    "gathered sections, folded once": (
        "perfect",
        SheetJob(10, A5, A4, section=(4, 4), back_cover_last=False),
        """\
section 1
1  front [4|1]  back [2|3]
section 2
2  front [8|5]  back [6|7]
section 3
3  front [–|9]  back [10|–]""",
    ),
    "one page a side": (
        "singles",
        SheetJob(3, A5, A5, flip="long-edge"),
        """\
1  front [1]  back [2]
2  front [3]  back [–]""",
    ),
    "one page a side, short edge": (
        "singles",
        SheetJob(2, A5, A5, flip="short-edge"),
        "1  front [1]  back [2↓]",
    ),
    "bound at the top, long edge": (
        "saddle",
        SheetJob(4, (210, 148), A4, binding="top", flip="long-edge"),
        "1  front [4 / 1]  back [3↓ / 2↓]",
    ),
    "work and tumble": (
        "step",
        SheetJob(2, A6, A4, turning="tumble"),
        "1  both sides [1|1 / 2↓|2↓]",
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
    root = ET.fromstring(svg(maquette(made)))
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    told = [
        (text.text, int((text.get("transform") or "rotate(0 ").split("(")[1].split()[0]))
        for text in texts
        if text.get("text-anchor") == "middle"
    ]
    placed = [(one, side.label) for side in made.sides for one in side.placements]
    assert told == [
        ("blank" if one.page is None else label or str(one.page + 1), -one.turn % 360)
        for one, label in placed
    ]


def test_the_maquette_is_a_picture_in_the_language_of_the_reader():
    use_language("fr")
    made = SCHEMES["saddle"](SheetJob(8, A5, A4, flip="long-edge"))
    drawing = svg(maquette(made, "essai"))
    for words in ("essai · Cahier agrafé", "bord long", "recto", "verso", "pli", "tête de la page"):
        assert f">{words}<" in drawing or words in drawing
    with Image.open(io.BytesIO(maquette_png(made, "essai"))) as image:
        assert image.format == "PNG"
        assert image.width > 1400
        page = np.asarray(image.convert("L"))
    assert (page < 60).mean() > 0.005  # figures in black
    assert maquette_png(made, "essai") == maquette_png(made, "essai")


def test_a_long_job_is_drawn_in_part_and_says_so():
    made = SCHEMES["saddle"](SheetJob(400, A5, A4))
    drawing = svg(maquette(made))
    assert f"… and {100 - MOST_SHEETS} sheets more" in drawing


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", GOLDENS)
def test_every_scheme_says_what_to_do(name, language):
    use_language(language)
    scheme, job, _golden = GOLDENS[name]
    made = SCHEMES[scheme](job)
    assert called(made)
    assert steps(made)


@pytest.mark.parametrize("name", GOLDENS)
def test_a_dummy_has_every_page_with_its_head_where_it_belongs(name):
    scheme, job, _golden = GOLDENS[name]
    made = SCHEMES[scheme](job)
    images = rendered(dummy(made), 72)
    assert len(images) == len(made.sides)
    drawn: dict[object, float] = {}
    for image, side in zip(images, made.sides, strict=True):
        for one in side.placements:
            x0, y0, x1, y1 = (round(edge / 25.4 * 72) for edge in one.box)
            cell = image.crop((x0, image.height - y1, x1, image.height - y0))
            upright = np.asarray(cell.rotate(-one.turn, expand=True).convert("L")) < 150
            high, wide = upright.shape
            middle = upright[:, wide // 2 - 8 : wide // 2 + 8].all(axis=1)
            middle[round(high * 0.3) : round(high * 0.7)] = False  # where the number stands
            bars = [high - row for row in range(2, high) if middle[row - 2 : row + 1].all()]
            assert bars, "no bar at the head"
            assert min(bars) > high / 2, "a bar at the foot"
            number = upright[round(high * 0.35) : round(high * 0.65)].mean()
            assert number > 0
            key = side.label or one.page
            assert number == pytest.approx(drawn.setdefault(key, number), rel=0.3)


def test_a_dummy_is_the_same_each_time():
    made = SCHEMES["saddle"](SheetJob(8, A5, A4))
    assert dummy(made) == dummy(made)
