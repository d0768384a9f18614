"""The report of a check in the browser: no view of it is wider than a telephone, each shows its pictures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.checkers.browser import VIEWPORTS, open_page

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def report(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of a screen file judged as if it went to a press: it has findings on all pages."""
    path = tmp_path_factory.mktemp("rapport") / "rapport.html"
    file = out / "rassemblement" / "rassemblement-a5-screen.pdf"
    command = [sys.executable, "-m", "printkit", "check", str(file), "--printer", "coated-eu"]
    done = subprocess.run([*command, "--report", str(path)], cwd=out.parent, capture_output=True)
    assert done.returncode == 1, done.stderr
    return path


@pytest.mark.parametrize("size", VIEWPORTS)
def test_every_view_fits_its_window(report, browser, size):
    with open_page(browser, report.as_uri(), viewport=VIEWPORTS[size]) as page:
        shown = {}
        for name in ("page", "C", "M", "Y", "heat"):
            page.locator(f"input.{name}").first.check()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= VIEWPORTS[size]["width"], name
            shown[name] = page.locator(".pages svg .l:visible").count()
        assert min(shown.values()) >= 2, shown
        assert page.locator(".findings li").count() >= 9
