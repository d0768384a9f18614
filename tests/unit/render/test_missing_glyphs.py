"""A character no face has is told at the line it was typed in, once for each line."""

from __future__ import annotations

import pytest

from printkit.build.leaflet import _field_with
from printkit.cli.new_command import new_command
from printkit.core.findings import Position
from printkit.layout.layout_findings import missing_findings
from printkit.project.load import load_project


def test_one_finding_for_each_line():
    places = {
        "ا": Position("a.md", 3, 9),
        "ب": Position("a.md", 3, 4),
        "東": Position("a.md", 7, 1),
    }
    first, second = missing_findings("اب東", places.get)
    assert (first.position, second.position) == (Position("a.md", 3, 4), Position("a.md", 7, 1))
    assert first.message == (
        "the document's faces have no “ا” (U+0627, arabic letter alef), “ب” (U+0628, arabic letter beh)"
    )


def test_a_long_line_is_told_short():
    (only,) = missing_findings("一二三四五", lambda _one: Position("a.md", 1, 1))
    assert only.message.count("U+") == 3
    assert only.message.endswith(" …")


def test_what_has_no_place_is_told_all_the_same():
    (only,) = missing_findings("東", lambda _one: None)
    assert only.position is None


@pytest.mark.parametrize(
    "typed",
    [
        "subtitle: ",
        "  place: ",
        "      note: ",
        "organisers:\n  - ",
        "body: |\n  ",
        "  flap: |\n    ## ",
    ],
    ids=["subtitle", "place", "programme", "organiser", "body", "panel"],
)
def test_a_leaflets_field_is_found(tmp_path, monkeypatch, typed):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "printkit.yaml").write_text("name: essai\n", encoding="utf-8")
    new_command("leaflet", "soiree", None)
    path = tmp_path / "leaflets" / "soiree.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index(typed) + len(typed)
    start += text[start] == '"'
    path.write_text(text[:start] + "東" + text[start:], encoding="utf-8")
    line = text[:start].count("\n") + 1
    project, findings = load_project(tmp_path)
    assert findings == ()
    (publication,) = project.publications
    assert _field_with("東", publication).line == line
