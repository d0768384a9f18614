"""Which PDF/X level a file is held to."""

from __future__ import annotations

import re
from typing import Final

from printkit.preflight.document import Document
from printkit.preflight.printer import Job, Level

#: Versions of PDF a level may be made of (ISO 15930-4, -6 and -7, 6.1).
NEWEST: Final[dict[Level, str]] = {"x-1a": "1.4", "x-3": "1.4", "x-4": "1.6"}
LABELS: Final[dict[Level, str]] = {"x-1a": "PDF/X-1a", "x-3": "PDF/X-3", "x-4": "PDF/X-4"}
_CLAIM: Final = re.compile(r"PDF/X-(1a?|3|4)(?![0-9])")
_LEVELS: Final[dict[str, Level]] = {"1": "x-1a", "1a": "x-1a", "3": "x-3", "4": "x-4"}


def claimed(document: Document) -> Level | None:
    """Return the level a file says it has."""
    found = _CLAIM.match(document.x_version)
    return _LEVELS[found[1]] if found else None


def level_of(document: Document, job: Job) -> Level | None:
    """Return the level a file is held to: its own if the printer takes it, else the printer's."""
    own = claimed(document)
    return own if own in job.printer.levels else job.printer.level
