"""Sizes that texts give their pictures."""

from __future__ import annotations

import pytest
from lxml import html

from printkit.core.findings import Severity
from printkit.markup.reading.reader import read_fragment
from printkit.model import SourceText

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def read(text: str):
    source = SourceText("un.md", text)
    return read_fragment(source, read_file=lambda path: DOT, language="fr")


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ("{width=40%}", "width: 40%"),
        ("{width=3cm height=20mm}", "width: 3cm; height: 20mm"),
        ("{width=1,5in}", "width: 1.5in"),
        ("{width=200}", "width: 200px"),
        ("{.here width=50%}", "width: 50%"),
        ("", None),
    ],
)
@pytest.mark.parametrize("text", ["![Un point](p.svg){}", "Un ![point](p.svg){} ici."])
def test_sizes_become_style(text: str, attributes: str, style: str | None):
    fragment = read(text.replace("{}", attributes))
    (image,) = html.fromstring(f"<div>{fragment.html}</div>").iter("img")
    assert image.get("style") == style
    assert (image.get("width"), image.get("height")) == (None, None)
    assert fragment.findings == ()


@pytest.mark.parametrize("value", ["banane", "0", "40cmm"])
def test_what_is_no_size_is_told_at_its_line(value: str):
    (finding,) = read(f"Texte.\n\n![Un point](p.svg){{width={value}}}").findings
    assert (finding.rule, finding.severity) == ("bad-attribute", Severity.ERROR)
    assert finding.position is not None
    assert finding.position.line == 3


def test_here_is_a_class_of_the_figure():
    (figure,) = html.fromstring(f"<div>{read('![Un point](p.svg){.here}').html}</div>").iter(
        "figure"
    )
    assert "here" in figure.get("class").split()
