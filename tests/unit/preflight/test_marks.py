"""Printer's marks: harmless, in the way, missing; drawn one by one or as one path."""

from __future__ import annotations

import io

import pikepdf
import pytest

from printkit.core.findings import Severity
from printkit.preflight.runner import preflight
from support.preflight_sample import ASKS_MARKS, JOB, WANTS_NONE, good, marked


def found(data, job):
    return [(one.rule, one.severity, one.count) for one in preflight(data, job)]


@pytest.mark.parametrize("together", [False, True], ids=["eight strokes", "one stroke"])
@pytest.mark.parametrize(
    ("inset", "job", "expected"),
    [
        (4, JOB, []),
        (4, ASKS_MARKS, []),
        (4, WANTS_NONE, [("printer-marks", Severity.WARNING, 8)]),
        (1, JOB, [("printer-marks", Severity.ERROR, 8)]),
        (1, ASKS_MARKS, [("printer-marks", Severity.ERROR, 8)]),
    ],
    ids=["beside", "asked for", "not wanted", "in the bleed", "asked for, in the bleed"],
)
def test_marks(together, inset, job, expected):
    assert found(marked(inset, together=together)(), job) == expected


def test_marks_asked_for_and_missing():
    assert found(good(), ASKS_MARKS) == [("printer-marks", Severity.ERROR, 1)]


def test_one_mark_too_few_is_noticed():
    with pikepdf.open(io.BytesIO(marked(4)())) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        first = content.index(b" m ")
        start = content.rindex(b"w ", 0, first) + 2
        end = content.index(b" S ", first) + 3
        pdf.pages[0].Contents = pikepdf.Stream(pdf, content[:start] + content[end:])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    assert [one.found for one in preflight(out.getvalue(), ASKS_MARKS)] == [7]
