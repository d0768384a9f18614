"""A build imports what its project needs: libraries of charts, events and codes are not always needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: Libraries that only what is named wants.
SELDOM = {
    "svg": "a chart",
    "icalendar": "an event on the download page",
    "zxingcpp": "a preflight of a page with codes",
    "weasyprint": "the children that lay out",
    "starlette": "the studio",
    "citeproc": "a reference that is not in the cache",
    "segno": "a leaflet with a link",
}


@pytest.fixture(scope="module")
def loaded():
    code = "import sys, printkit.build.pipeline; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    return set(told.stdout.split())


@pytest.mark.parametrize("library", SELDOM)
def test_a_build_begins_without(loaded, library):
    assert library not in loaded, f"only for {SELDOM[library]}"
