"""An honest word for what is printkit's own fault, wherever it comes up."""

from __future__ import annotations

from typing import Final

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _

#: The variable of the environment that has tracebacks shown.
DEBUG: Final = "PRINTKIT_DEBUG"
RULE: Final = "bug"


def bug_finding(error: BaseException, at: Position | None = None) -> Finding:
    """Say that ``error`` is a bug of printkit's, met while it made what is at ``at``."""
    message = _("printkit has a bug here: {kind}: {detail}").format(
        kind=type(error).__name__, detail=" ".join(str(error).split())[:200]
    )
    hint = _("your files are untouched; set {variable}=1, run it again and report what it shows")
    return Finding(RULE, Severity.ERROR, message, at, hint=hint.format(variable=DEBUG))
