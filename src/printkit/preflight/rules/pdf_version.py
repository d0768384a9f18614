"""The file's PDF version is one its PDF/X level may have.

Severity: error under X-1a and X-3, warning under X-4. Threshold: 1.4 for X-1a and X-3, 1.6 for X-4.
Source: ISO 15930-4, -6 and -7, 6.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.levels import LABELS, NEWEST, level_of
from printkit.preflight.printer import Job

ID: Final = "pdf-version"


#: Streams that hold other objects (ISO 32000-1, 7.5.7; since PDF 1.5).
_PACKED: Final = re.compile(rb"/Type\s*/ObjStm\b")


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a file newer than its level."""
    level = level_of(document, job)
    if level is None:
        return
    if level != "x-4" and _PACKED.search(document.data):
        yield error(
            ID,
            _("its objects are packed together, which PDF {required} does not know").format(
                required=NEWEST[level]
            ),
            _("export it with the settings of {level}").format(level=LABELS[level]),
            found="ObjStm",
            required=NEWEST[level],
        )
    if document.version <= NEWEST[level]:
        return
    tell = warning if level == "x-4" else error
    issue = _("the file is PDF {found}; {level} is PDF {required} at most").format(
        found=document.version, level=LABELS[level], required=NEWEST[level]
    )
    fix = _("export it with the settings of {level}").format(level=LABELS[level])
    yield tell(ID, issue, fix, found=document.version, required=NEWEST[level])
