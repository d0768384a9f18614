"""``printkit schema``: JSON Schemas for editors."""

from __future__ import annotations

import sys
from pathlib import Path

from printkit.core.findings import ExitCode, PrintkitError
from printkit.project.jsonschema import schemas
from printkit.project.root import find_root


def schema_command(folder: str | None) -> int:
    """Write one schema for each kind of file into a folder."""
    target = Path(folder) if folder is not None else _default()
    target.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        (target / name).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{(target / name).as_posix()}\n")
    return ExitCode.CLEAN


def _default() -> Path:
    try:
        root = find_root(Path())
    except PrintkitError:
        return Path("schemas")
    return Path("schemas") if root == Path().resolve() else root / "schemas"
