"""Drawings are written as the engine reads them; what it cannot draw is told at its line."""

from __future__ import annotations

import pytest

from printkit.conservation.document_words import words_of_drawing
from printkit.core.findings import Position
from printkit.markup.reading.drawing_limits import drawn_otherwise, mended_svg
from printkit.markup.reading.text_images import printable
from support.drawings import RIGHT, TOLD, TYPE, drawing


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_what_is_drawn_right_is_not_told(name: str) -> None:
    data = drawing(RIGHT[name], before=TYPE)
    assert drawn_otherwise(data, "a.svg") == []
    ready, findings = printable(data, "a.svg", Position("a.md"), "fr")
    assert ready is not None
    assert findings == []


@pytest.mark.parametrize("content", sorted(TOLD))
def test_what_is_drawn_otherwise_is_told_at_its_line(content: str) -> None:
    (finding,) = drawn_otherwise(drawing(content), "b/a.svg")
    assert finding.position is not None
    assert (finding.rule, finding.position.path) == ("svg-otherwise", "b/a.svg")
    assert f"{finding.severity} {finding.position.line}" == TOLD[content]


@pytest.mark.parametrize(
    ("content", "language", "words"),
    [
        ('<text systemLanguage="en">Hello</text><text>Bonjour</text>', "fr", ["Bonjour"]),
        ('<text systemLanguage="en, fr">Hello</text><text>Bonjour</text>', "fr-CH", ["Hello"]),
        ("<foreignObject><p>non</p></foreignObject><text>Bonjour</text>", "fr", ["Bonjour"]),
        ('<g requiredExtensions="x"><text>non</text></g>', "fr", []),
    ],
)
def test_a_switch_draws_one_of_its_children(content: str, language: str, words: list[str]) -> None:
    assert words_of_drawing(mended_svg(drawing(f"<switch>{content}</switch>"), language)) == words


def test_variables_that_name_each_other_end() -> None:
    data = drawing('<style>:root{--a:var(--b);--b:var(--a)}</style><rect style="fill:var(--a)"/>')
    assert b"<rect" in mended_svg(data)


def test_variables_of_a_palette_stay() -> None:
    data = drawing('<rect fill="var(--accent)"/><text style="fill: var(--ink)">a</text>')
    ready = mended_svg(data)
    assert b'fill="var(--accent)"' in ready
    assert b"fill: var(--ink)" in ready


def test_what_needs_nothing_is_left_as_it_is() -> None:
    data = drawing('<rect width="9" height="9"/>')
    assert mended_svg(data) is data
    assert mended_svg(b"<svg var( broken") == b"<svg var( broken"
