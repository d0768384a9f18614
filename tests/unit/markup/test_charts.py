"""Charts: drawn as SVG with words as text, told at their line when they cannot be."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from printkit.markup.charts.chart_canvas import LINE, WIDTH, Canvas, spread_out, ticks
from printkit.markup.charts.chart_model import Chart, Row, say_number
from printkit.markup.charts.chart_types import NAMES, TYPES
from printkit.markup.reading.text_images import svg_problem
from support.markup_sample import book, fragment, measure, told, visible

SVG = "{http://www.w3.org/2000/svg}"
DATA = {
    "bars": "  2020: 5\n  2021: 12.5\n  2022: 1250\n",
    "hbars": "  Gallium: 11\n  Terres rares: -3\n",
    "stacked": "  France: [1, 2]\n  Chine: [3, 4]\n",
    "lines": "  2020: [1, 2]\n  2021: [~, 4]\n  2024: [5, 6]\n",
    "slopes": "  France: [1, 2]\n  Chine: [30, 4]\n",
}


def block(body: str) -> str:
    return f"```graphique\n{body}```\n"


def drawing(body: str) -> etree._Element:
    found = fragment(block(body), palette={"accent": "#c8102e", "ink": "#111111"})
    assert told(found.findings) == []
    return etree.fromstring(found.assets[0].data)


def words(root: etree._Element) -> list[str]:
    return [visible(text.text) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_every_type_under_every_name(kind: str) -> None:
    root = drawing(f"type: {kind}\nalt: x\ndonnees:\n{DATA[NAMES[kind]]}")
    assert root.get("width") == f"{WIDTH}pt"
    height = float(root.get("height").removesuffix("pt"))
    assert abs(height / LINE - round(height / LINE)) < 1e-6
    assert height <= 330
    assert {text.get("font-family") for text in root.iter(f"{SVG}text")} == {
        "TeX Gyre Heros Condensed"
    }
    assert svg_problem(etree.tostring(root)) is None


def test_the_figure_and_its_words() -> None:
    manuscript = book(
        '# T\n\n[](#fig-x)\n\n```graphique {#fig-x}\ntype: barres\ntitre: L\'eau\nunite: "%"\n'
        'donnees:\n  "2011": 2.7\n  "2021": 1250\nsource: Moi\nnote: Non!\nalt: "L\'eau: tout."\n```\n'
    )
    assert told(manuscript.findings) == []
    chapter = manuscript.chapters[0]
    assert visible(chapter.body_html).split("\n", 1)[1] == (
        '<figure class="figure chart" id="c1.fig-x">\n'
        '<img alt="L\'eau: tout." src="asset:charts/c1-1.svg" />\n'
        '<figcaption><span class="label">Figure~1.1</span> L’eau <span class="source">Non¦!</span>'
        ' <span class="source">Source~: Moi</span></figcaption>\n</figure>'
    )
    chart = chapter.charts[0]
    assert (chart.id, chart.alt, chart.caption) == ("c1.fig-x", "L'eau: tout.", "L'eau")
    assert [visible(cell) for row in chart.table for cell in row] == [
        "", "%", "2011", "2,7~%", "2021", "1¦250~%",
    ]  # fmt: skip
    assert [asset.url for asset in chapter.assets] == ["asset:charts/c1-1.svg"]


def test_numbers_are_french_and_labels_typeset() -> None:
    root = drawing('type: barres\nalt: x\nunite: "%"\ndonnees:\n  L\'un: 12.5\n  Non: 1250\n')
    assert words(root) == ["12,5~%", "L’un", "1¦250~%", "Non"]


def test_bars_stand_on_zero() -> None:
    root = drawing("type: barres\nalt: x\ndonnees: {a: 90, b: 100, c: -10}\n")
    boxes = [[float(box.get(name)) for name in ("y", "height")] for box in root.iter(f"{SVG}rect")]
    zero = boxes[0][0] + boxes[0][1]
    assert abs(boxes[1][0] + boxes[1][1] - zero) < 0.05
    assert abs(boxes[2][0] - zero) < 0.05
    assert abs(boxes[0][1] / boxes[1][1] - 0.9) < 0.01


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((48, -17), ["+48 %", "−17 %"]),  # both ways from zero: each says which
        ((48, 17), ["48 %", "17 %"]),
        ((0, -3), ["0 %", "−3 %"]),
    ],
)
def test_numbers_either_side_of_zero_are_signed(numbers: tuple[int, int], said: list[str]) -> None:
    head = 'type: barres-horizontales\nunite: "%"\nalt: x\ndonnees:\n'
    rows = "".join(f"  r{place}: {number}\n" for place, number in enumerate(numbers))
    drawn = words(drawing(head + rows))
    (chapter,) = book(f"# T\n\n{block(head + rows)}").chapters
    cells = [visible(row[1]) for row in chapter.charts[0].table[1:]]
    spaced = [one.replace(" ", "~") for one in said]  # visible() shows a no-break space so
    assert [one for one in drawn if one in spaced] == spaced == cells


def test_highlights() -> None:
    root = drawing("type: barres\nalt: x\naccent: b\ndonnees: {a: 1, b: 2}\n")
    colours = [box.get("fill") for box in root.iter(f"{SVG}rect")]
    assert colours == ["#5a5a5a", "#c8102e"]


def test_csv_with_heads_and_decimal_commas() -> None:
    root = drawing("type: barres\nalt: x\ncsv: data.csv\n")
    assert {"France", "Chine", "2020", "1,5", "4¦000"} <= set(words(root))


def test_a_word_yaml_takes_for_a_truth_stays_a_word() -> None:
    assert "No" in words(drawing("type: barres\nalt: x\ndonnees:\n  No: 1\n  On: 2\n"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "bad-chart 1:1"),
        ("texte\n", "bad-chart 2:1"),
        ("type: [\n", "bad-chart 2:8"),
        ("type: barres\nalt: x\n", "bad-chart-data 1:1"),
        ("alt: x\ndonnees: {a: 1}\n", "unknown-chart-type 1:1"),
        ("type: bares\nalt: x\ndonnees: {a: 1}\n", "unknown-chart-type 2:1"),
        ("type: barres\ndonnees: {a: 1}\n", "missing-alt 1:1"),
        ("type: barres\nalt: x\ndonnees:\n  a: 1\n  b: beaucoup\n", "bad-chart-data 6:3"),
        ("type: barres\nalt: x\ndonnees:\n  a: .inf\n", "bad-chart-data 5:3"),
        ("type: barres\nalt: x\ndonnees:\n  a: true\n", "bad-chart-data 5:3"),
        ("type: barres\nalt: x\ndonnees:\n  a: 1\n  b: ~\n", "bad-chart-data 6:3"),
        ("type: barres\nalt: x\ndonnees:\n  a: 1\n  b: [1, 2]\n", "bad-chart-data 6:3"),
        ("type: pentes\nalt: x\ndonnees:\n  a: 1\n", "bad-chart-data 5:3"),
        ("type: empilees\nalt: x\ndonnees:\n  a: [1, 2]\n  b: [1, -2]\n", "bad-chart-data 6:3"),
        ("type: barres\nalt: x\ncsv: absent.csv\n", "missing-csv 4:1"),
        ("type: barres\nalt: x\ncsv: ../x.csv\n", "path-outside 4:1"),
        ("type: barres\nalt: x\ncsv: vide.csv\n", "bad-chart-data 4:1"),
        ("type: barres\nalt: x\ncouleur: x\ndonnees: {a: 1}\n", "bad-chart 4:1"),
        ("type: barres\nalt: x\ntitre: a\ntitle: b\ndonnees: {a: 1}\n", "bad-chart 5:1"),
        ("type: barres\nalt: x\nseries: [a, b]\ndonnees: {a: 1}\n", "bad-chart 4:1"),
        ("type: barres\nalt: x\naccent: z\ndonnees: {a: 1}\n", "bad-chart 4:1"),
        ("type: barres\nalt: x\ndonnees:\n  a: 1\n  a: 2\n", "bad-chart 6:3"),
    ],
)
def test_faulty_chart(body: str, expected: str) -> None:
    assert told(fragment(block(body)).findings) == [expected]


def test_the_nearest_type_is_offered() -> None:
    finding = fragment(block("type: bares\nalt: x\ndonnees: {a: 1}\n")).findings[0]
    assert finding.hint == "Did you mean “barres”?"


def test_a_note_holds_no_chart() -> None:
    lines = ("```graphique", "type: barres", "alt: x", "donnees: {a: 1}", "```")
    source = "a[^1]\n\n[^1]: b\n\n" + "".join(f"    {line}\n" for line in lines)
    assert told(fragment(source).findings) == ["note-too-rich 5:5"]


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [(1250, "1¦250", "1,250"), (-0.5, "−0,5", "−0.5"), (1e6, "1¦000¦000", "1,000,000"), (0, "0", "0"),
     (4.20, "4,2", "4.2"), (0.1, "0,1", "0.1"), (999, "999", "999")],
)  # fmt: skip
def test_numbers(value: float, french: str, english: str) -> None:
    assert visible(say_number(value, "fr")) == french
    assert say_number(value, "en") == english


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_labels_are_spread_within_bounds(places: list[float]) -> None:
    spread = spread_out(places, 8, 0, 100)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in spread)
    ordered = [spread[i] for i in sorted(range(len(places)), key=lambda i: places[i])]
    assert all(b - a >= 8 - 1e-6 for a, b in pairwise(ordered))


@given(st.floats(-1e6, -0.001) | st.just(0.0), st.floats(0.001, 1e6))
def test_ticks_hold_the_numbers(low: float, high: float) -> None:
    marks = ticks(low, high)
    assert marks[0] <= low + 1e-6 * abs(low)
    assert marks[-1] >= high - 1e-6 * high
    assert len(marks) <= 8


LABELS = st.text("abcdéÉ ", min_size=1, max_size=40).map(lambda text: " ".join(text.split()) or "x")


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(sorted(TYPES)))
def test_words_never_overlap_nor_leave_the_sheet(data: st.DataObject, kind: str) -> None:
    shape = TYPES[kind]
    count = data.draw(st.integers(*shape.series))
    number = st.floats(0 if not shape.negative else -1e4, 1e4).map(lambda value: round(value, 1))
    rows = data.draw(
        st.lists(
            st.builds(Row, LABELS, st.tuples(*[number] * count)),
            min_size=shape.rows[0],
            max_size=min(8, shape.rows[1]),
        )
    )
    series = tuple(data.draw(st.lists(LABELS, min_size=count, max_size=count)))
    root = etree.fromstring(shape.draw(Chart(tuple(rows), series, "TWh"), Canvas({}, measure)))
    height = float(root.get("height").removesuffix("pt"))
    boxes = []
    for text in root.iter(f"{SVG}text"):
        weight = 700 if text.get("font-weight") else 400
        wide = measure(text.text, "", weight, float(text.get("font-size")))
        x = float(text.get("x")) - {"end": wide, "middle": wide / 2}.get(text.get("text-anchor"), 0)
        y = float(text.get("y"))
        assert -0.6 <= y - 8.6 <= height
        assert y <= height
        boxes.append((x, x + wide, y - 6, y, text.text))
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = (
                one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            )
            assert apart, (kind, one, other)


def test_drawing_is_the_same_each_time() -> None:
    body = f"type: lignes\nalt: x\ndonnees:\n{DATA['lines']}"
    assert etree.tostring(drawing(body)) == etree.tostring(drawing(body))
    assert not re.search(rb"id=", etree.tostring(drawing(body)))
