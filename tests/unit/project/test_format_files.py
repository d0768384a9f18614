"""Formats of leaflets that take another one's layout: a few lines each."""

from pathlib import Path

import pytest

from printkit.core.findings import Position
from printkit.project.format_files import Formats
from printkit.project.project_files import Files

HERE = Position("t.yaml")
OWN = "name: carte\ntrim_mm: [100, 100]\nlike: {like}\n"


def formats(root: Path, text: str = "") -> Formats:
    folder = root / "styles" / "formats"
    folder.mkdir(parents=True)
    if text:
        (folder / "carte.yaml").write_text(text)
    return Formats(Files(root))


@pytest.mark.parametrize("name", ["b6", "square", "dl", "a7", "half-letter", "letter", "a2"])
def test_the_formats_printkit_brings_take_a_layout(tmp_path, name):
    known = formats(tmp_path)
    fmt, findings = known.get(name, HERE, brochure=False)
    assert (findings, fmt is not None) == ((), True)
    model = {"b6": "a6", "a7": "a6", "letter": "a4", "a2": "a3"}.get(name, "a5")
    base, _said = known.get(model, HERE, brochure=False)
    assert fmt.template == f"leaflet-{model}.html"
    assert fmt.sides == base.sides
    assert [fmt.trim_mm[side] / base.trim_mm[side] for side in (0, 1)] == list(fmt.scale)
    for slot, model_slot in zip(fmt.slots, base.slots, strict=True):
        assert slot.name == model_slot.name
        assert 6.5 <= slot.min_pt <= slot.max_pt


def test_a_project_needs_three_lines_for_a_size_of_its_own(tmp_path):
    fmt, findings = formats(tmp_path, OWN.format(like="a6")).get("carte", HERE, brochure=False)
    assert findings == ()
    assert (fmt.trim_mm, fmt.sides, fmt.bleed_mm) == ((100, 100), 2, 5)


@pytest.mark.parametrize("like", ["carte", "b6", "rollfold-a4", "brochure-a5", "a66"])
def test_what_has_no_layout_of_its_own_lends_none(tmp_path, like):
    fmt, (finding,) = formats(tmp_path, OWN.format(like=like)).get("carte", HERE, brochure=False)
    assert fmt is None
    assert (finding.rule, finding.position.line) == ("format-like", 3)
