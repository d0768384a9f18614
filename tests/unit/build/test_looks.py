"""The looks printkit comes with: each draws every event in every format, and loses nothing of it."""

from pathlib import Path

import pytest

from printkit.build.api import build
from printkit.core.findings import Severity
from printkit.preflight.printer import Job
from printkit.preflight.runner import preflight
from printkit.project.printer_files import load_printer
from support.leaflet_events import EVENTS, rows, write_project

STYLES = Path(__file__).parents[3] / "styles"
LOOKS = sorted(path.parent.parent.name for path in STYLES.glob("*/templates/poster.html"))
FORMATS = ("a6", "a5", "a4", "a3", "a7", "dl", "square")


def said(folder):
    """Build and return what is worse than a note, less what a format has no place for."""
    findings = build(folder).findings
    return [
        f"{one.position}: {one.rule} {one.message}"
        for one in findings
        if one.severity is not Severity.NOTE and one.rule != "not-on-format"
    ]


def test_there_are_looks():
    assert "calme" in LOOKS


@pytest.mark.parametrize(
    "look", [pytest.param(one, marks=[pytest.mark.deep] * (one != "calme")) for one in LOOKS]
)
def test_a_sample_of_each_look(tmp_path, look):
    write_project(tmp_path, look, {"assembly": EVENTS["assembly"]}, "a6", "screen")
    assert said(tmp_path) == []


@pytest.mark.deep
@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("look", LOOKS)
def test_every_event_in_every_format(tmp_path, look, fmt):
    if fmt in ("a5", "a4"):
        events = EVENTS
    else:
        names = ("assembly", "two-months") if fmt == "a7" else ("concert", "course", "long-title")
        events = {name: EVENTS[name] for name in names}
    write_project(tmp_path, look, events, fmt, "screen")
    assert said(tmp_path) == []


@pytest.mark.deep
@pytest.mark.parametrize("look", LOOKS)
def test_from_no_row_to_forty(tmp_path, look):
    """What is too much is named with its field; nothing else is said, and nothing is lost."""
    events = {f"rows-{count}": rows(count) for count in (0, 1, 14, 40)}
    write_project(tmp_path, look, events, "a5, a4, a3", "screen")
    assert [one for one in said(tmp_path) if "programme" not in one] == []


@pytest.mark.deep
@pytest.mark.parametrize("look", LOOKS)
def test_press_files_are_clean(tmp_path, look):
    write_project(tmp_path, look, {"concert": EVENTS["concert"]}, "a5, a3", "press, mono, riso")
    assert said(tmp_path) == []
    files = sorted((tmp_path / "out").rglob("*-press.pdf"))
    assert len(files) == 2
    for printer in ("coated-eu", "uncoated-eu"):
        job = Job(load_printer(printer, None))
        for path in files:
            faults = preflight(path.read_bytes(), job)
            assert [one for one in faults if one.severity is Severity.ERROR] == []
