"""What slow proofs share within a process: the repository's own project as built, one open browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.checkers.browser import open_browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the brochure and the leaflets of this repository, from nothing; tests only read it."""
    root = tmp_path_factory.mktemp("projet")
    shutil.copy(ROOT / "printkit.yaml", root)
    for folder in ("brochure", "leaflets", "styles"):
        shutil.copytree(ROOT / folder, root / folder)
    command = [sys.executable, "-m", "printkit", "build", "--strict"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "out"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Open Chromium once for all tests of a process."""
    with open_browser() as opened:
        yield opened
