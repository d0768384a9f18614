"""Drawings that themes make of texts: the punched cards of presse can be read, and what is wrong is told."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from printkit.compose.brochure_parts import compose
from printkit.compose.templates import Templates
from printkit.core.findings import PrintkitError
from support.brochure_sample import manuscript, presse

ROWS = (12, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str, **values: object) -> bytes:
    return Templates(presse(), "fr").render(name, **values).encode()


def punched(letter: str) -> set[int]:
    """Return the rows of a letter in Hollerith's code: a zone and a digit, reckoned, not looked up."""
    if letter.isdigit():
        return {int(letter)}
    place = "ABCDEFGHIJKLMNOPQR/STUVWXYZ".find(letter)
    return {(12, 11, 0)[place // 9], place % 9 + 1} if letter.isalpha() and place >= 0 else set()


def columns(svg: bytes, pitch_of_rows: float, top: float) -> list[set[int]]:
    """Read holes back, column by column from the left."""
    *_, path = ET.fromstring(svg).iter(f"{SVG}path")
    found: dict[float, set[int]] = {}
    for x, y in re.findall(r"M([\d.]+) ([\d.]+)h[\d.]+v[\d.]+h-", path.get("d", "")):
        found.setdefault(float(x), set()).add(ROWS[round((float(y) - top) / pitch_of_rows)])
    return [rows for _, rows in sorted(found.items())]


def without_dots(svg: bytes) -> bytes:
    return re.sub(rb"M[\d.]+ [\d.]+h\.4v\.4h-\.4z", b"", svg)


@pytest.mark.parametrize(
    ("text", "read"),
    [("Été 2025", "ETE2025"), ("œuvre", "OEUVRE"), ("A" * 120, "A" * 87), ("…", "")],
)
def test_the_title_on_the_card_can_be_read(text: str, read: str) -> None:
    svg = without_dots(drawn("card.svg", text=text, width=158, height=99, scale=1))
    assert columns(svg, 5.3, 20)[: len(read)] == [punched(letter) for letter in read]


def test_from_behind_the_same_holes_are_turned() -> None:
    values = {"text": "Machine", "width": 158, "height": 99, "scale": 1}
    front, back = drawn("card.svg", **values), drawn("card.svg", behind=True, **values)
    assert columns(without_dots(front), 5.3, 20) == columns(back, 5.3, 20) != []
    assert b"scale(-1 1)" in back


@pytest.mark.parametrize(("text", "left"), [("Eau", 65.4), ("A" * 100, 0.0)])
def test_a_chapter_s_strip_ends_at_its_right_edge(text: str, left: float) -> None:
    *_, path = ET.fromstring(drawn("chapter-strip.svg", text=text, width=72, height=17)).iter(
        f"{SVG}path"
    )
    edges = [float(x) for x in re.findall(r"M([\d.]+) ", path.get("d", ""))]
    assert min(edges) == pytest.approx(left, abs=0.01)
    assert max(edges) < 72


def test_a_drawing_has_the_colours_of_the_theme_and_an_address_of_its_own() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><path fill="var(--accent)" d="M0 {{ y }}h9z"/></svg>'
    theme = Templates(
        presse(
            {
                "a.svg": svg,
                "try.html": "{% for y in (1, 2, 1) %}{{ drawing('a.svg', y=y) }} {% endfor %}",
            }
        ),
        "fr",
    )
    first, second, third = theme.render("try.html").split()
    assert first == third != second
    assert [asset.url for asset in theme.drawings_of(first)] == [first]
    (asset,) = theme.drawings_of(second)
    assert asset.data is not None
    assert b'fill="#C8102E" d="M0 2h9z"' in asset.data


@pytest.mark.parametrize(
    ("svg", "rule", "line"),
    [
        ("<svg", "bad-svg", 1),
        ("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "bad-svg", 1),
        ("<svg xmlns='http://www.w3.org/2000/svg'>\n{{ y }}</svg>", "template-undefined", 2),
    ],
)
def test_what_is_wrong_in_a_drawing_is_told_in_its_file(svg: str, rule: str, line: int) -> None:
    theme = Templates(presse({"a.svg": svg, "try.html": "{{ drawing('a.svg') }}"}), "fr")
    with pytest.raises(PrintkitError) as told:
        theme.render("try.html")
    (finding,) = told.value.findings
    assert finding.position is not None
    assert (finding.rule, finding.position.path) == (rule, "styles/presse/templates/a.svg")
    assert finding.position.line == line


def test_a_theme_without_ornament_has_none() -> None:
    plain = {
        "cover.html": '{% extends "page.html" %}{% block body %}<h1>{{ meta.title }}</h1>{% endblock %}'
    }
    plain["chapter.html"] = '{% extends "page.html" %}{% block body %}{{ text }}{% endblock %}'
    drafts = {draft.name: draft for draft in compose(manuscript(), presse(plain))}
    assert drafts["cover"].assets == ()
    assert [asset.url for asset in drafts["un"].assets] == ["asset:chart-fig.svg"]
    assert drafts["cover"].fit == ()
