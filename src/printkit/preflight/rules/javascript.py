"""The file does nothing on its own: no scripts, no actions when it is opened.

Severity: error where PDF/X is asked for, else a warning. Source: ISO 15930-7:2010, 6.18 (actions).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document, javascript
from printkit.preflight.fault import NOTHING, Fault, error, warning
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "javascript"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a file with scripts or actions."""
    if javascript(document):
        tell = error if level_of(document, job) is not None else warning
        issue = _("the file has scripts or actions")
        fix = _("export it without scripts, buttons and forms")
        yield tell(ID, issue, fix, found="JavaScript, OpenAction, AA", required=NOTHING)
