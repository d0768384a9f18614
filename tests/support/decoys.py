"""Modules that must never run: each, imported from wherever it lies, leaves a file that tells."""

from __future__ import annotations

import importlib.util
import sys
from importlib.metadata import packages_distributions
from pathlib import Path


def names() -> tuple[str, ...]:
    """Name every module that printkit, its packages and the standard library could be asked for."""
    installed = {name for name in packages_distributions() if name.isidentifier()}
    special = {"sitecustomize", "usercustomize", "printkit", "__main__", "conftest"}
    return tuple(sorted(installed | set(sys.stdlib_module_names) | special))


def plant(folder: Path, told: Path) -> int:
    """Write a decoy of every module into a folder; those that run leave a file in ``told``."""
    told.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)
    for name in names():
        code = f"open({str(told / name)!r}, 'a').close()\n"
        (folder / f"{name}.py").write_text(code)
    (folder / "evil.pth").write_text(f"import os; open({str(told / 'pth')!r}, 'a').close()\n")
    return len(names())


def runs(path: Path) -> None:
    """Import a decoy on purpose: what cannot fail proves nothing."""
    spec = importlib.util.spec_from_file_location("decoy", path)
    assert spec is not None
    assert spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
