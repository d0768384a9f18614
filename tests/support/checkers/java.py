"""Run checkers written in Java from the Python packages that ship them."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Sequence
from pathlib import Path


def packaged(package: str, name: str) -> Path:
    """Return a file that an installed package ships."""
    spec = importlib.util.find_spec(package)
    assert spec is not None, f"{package} is not installed: run make .venv/.dev"
    assert spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / name
    assert path.exists(), path
    return path


def run_jar(jar: Path, arguments: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a jar; it may take five minutes."""
    command = ["java", "-Xshare:auto", "-jar", str(jar), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
