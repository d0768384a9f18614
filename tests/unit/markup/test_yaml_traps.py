"""Texts that YAML cuts without a word: warned of in project files, sources, charts and front matter."""

from __future__ import annotations

import pytest

from printkit.core.findings import Severity
from printkit.markup.citations.source_file import load_sources
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.yaml_block import read_yaml
from printkit.model import SourceText
from printkit.project.yamlpos import read_tree


@pytest.mark.parametrize(
    ("text", "place", "told", "quoted"),
    [
        ("title: Manif #8mars à Rennes", "1:14", "#8mars à Rennes", "Manif #8mars à Rennes"),
        ("title: Manif  #8mars", "1:15", "#8mars", "Manif #8mars"),
        ("subtitle: #8mars\ntitle: x", "1:11", "#8mars", "#8mars"),
        ("body:\n  Venez\n  #8mars tous", "3:3", "#8mars tous", "Venez #8mars tous"),
        ("o:\n  - A\n  - B #deux", "3:7", "#deux", "B #deux"),
        ("o:\n- #un\n- B", "2:3", "#un", "#un"),
        ("e: {a: b, c: d\n #un\n }", None, "", ""),
        ("t: 'dit' #b", "1:10", "#b", "dit #b"),
        ("t: &Co du quartier", "1:4", "&Co", "&Co du quartier"),
        ("a:\n  b: c\n  #d: e", None, "", ""),
        ("a: b # remarque", None, "", ""),
        ("a: b ## titre", None, "", ""),
        ("a: b#c", None, "", ""),
        ("a: '#8mars'", None, "", ""),
        ("a: |\n  un #8mars\n  #deux", None, "", ""),
        ("a:\n  - b\n  #- c", None, "", ""),
        ("a: &x {b: c}\nd: *x", None, "", ""),
    ],
)
def test_what_is_cut_is_told_with_the_quotes_to_add(
    text: str, place: str | None, told: str, quoted: str
) -> None:
    tree = read_tree(f"{text}\n".encode(), "t.yaml")
    assert tree.data is not None
    found = [one for one in tree.findings if one.rule == "yaml-cut"]
    assert [str(one.position) for one in found] == ([f"t.yaml:{place}"] if place else [])
    for one in found:
        assert one.severity is Severity.WARNING
        assert f"“{told}”" in one.message
        assert f'“"{quoted}"”' in (one.hint or "")


def lines(text: str) -> list[Line]:
    return [Line(line, "c.md", number) for number, line in enumerate(text.split("\n"), 5)]


def test_charts_and_front_matter_tell_it_too() -> None:
    block = read_yaml(lines("titre: Trains #1 de la région\ntype: bars"), what="chart")
    assert block.values == {"titre": "Trains", "type": "bars"}
    assert [(one.rule, str(one.position)) for one in block.findings] == [("yaml-cut", "c.md:5:15")]


def test_sources_tell_it_too() -> None:
    text = "- id: a\n  type: book\n  title: Sur le #8mars\n  issued: 2020\n"
    _sources, findings = load_sources(SourceText("s.yaml", text))
    assert [(one.rule, one.position.line) for one in findings if one.position] == [("yaml-cut", 3)]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12:30", "12:30"),
        ("on", "on"),
        ("No", "No"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("2026-03-14", "2026-03-14"),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("false", False),
        ("~", None),
        ("<<", "<<"),
    ],
)
def test_little_is_guessed(typed: str, value: object) -> None:
    assert read_yaml(lines(f"a: {typed}"), what="chart").values["a"] == value
