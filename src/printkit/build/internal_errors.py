"""What broke while something was made: a strangers' file no reader can read, or printkit itself."""

from __future__ import annotations

import os
import traceback
from types import TracebackType
from typing import Final

from printkit.core.bugs import DEBUG, bug_finding
from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _

#: Libraries that open files of the project: what they raise is said of those.
_READERS: Final = frozenset({"fontTools", "PIL"})


def not_made(path: str, error: Exception) -> Finding:
    """Say that ``error`` ended what makes ``path``; the other publications are made all the same."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    detail = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
    if not _READERS.intersection(_packages(error.__traceback__)):
        return bug_finding(error, Position(path))
    message = _("this cannot be made, a font or a picture of it is damaged: {detail}")
    hint = _("leave out what was added last, a face or a picture, to find which it is")
    return Finding(
        "not-made", Severity.ERROR, message.format(detail=detail), Position(path), hint=hint
    )


def _packages(trace: TracebackType | None) -> set[str]:
    """Return the packages an error came up through."""
    found = set()
    while trace is not None:
        found.add(trace.tb_frame.f_globals.get("__name__", "").partition(".")[0])
        trace = trace.tb_next
    return found
