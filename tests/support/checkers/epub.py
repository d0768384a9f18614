"""Ask EPUBCheck, the W3C's own, whether an e-book is valid."""

from __future__ import annotations

import json
from pathlib import Path

from support.checkers.java import packaged, run_jar


def complaints(path: Path) -> list[str]:
    """Return what it says of a book, usage advice included: ``SEVERITY ID where: what``."""
    done = run_jar(
        packaged("epubcheck", "epubcheck.jar"), ["--json", "-", "--usage", "--quiet", path]
    )
    report = json.loads(done.stdout)
    assert report["checker"]["path"].endswith(path.name), done.stderr
    return [
        f"{said['severity']} {said['ID']} "
        f"{', '.join(str(place['path']) for place in said['locations'])}: {said['message']}"
        for said in report["messages"]
    ]
