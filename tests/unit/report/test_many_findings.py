"""Of a rule met many times the first are told and the others counted."""

from __future__ import annotations

import io

import pytest

from printkit.core.findings import Finding, Position, Severity
from printkit.report.build_text import print_findings


def told(count: int, *, everything: bool) -> list[str]:
    found = [
        Finding("low-ppi", Severity.WARNING, f"image {line}", Position("a.md", line))
        for line in range(1, count + 1)
    ]
    found.append(Finding("fit", Severity.ERROR, "trop long", Position("b.yaml", 1)))
    stream = io.StringIO()
    print_findings(found, stream, everything=everything)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("count", "everything", "lines"), [(6, False, 7), (40, True, 41), (40, False, 5)]
)
def test_how_many_lines(count: int, everything: bool, lines: int):
    assert len(told(count, everything=everything)) == lines


def test_the_rest_is_counted_after_all_else():
    *_first, error, rest = told(339, everything=False)
    assert "trop long" in error
    assert "low-ppi" in rest
    assert "336" in rest
