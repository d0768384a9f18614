"""Every font that is used is in the file.

Severity: error. Source: ISO 15930-7:2010, 6.12.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job

ID: Final = "font-embedded"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield each font that is missing at the first page it stands on."""
    told = set()
    for page in document.pages:
        for font, place in page.fonts.items():
            if font.name in told or font.embedded:
                continue
            told.add(font.name)
            issue = _("the font {name} is not in the file").format(name=font.name)
            fix = _("export it with all fonts embedded: printers replace missing ones")
            yield error(
                ID,
                issue,
                fix,
                page=page.number,
                rect_mm=page.mm(place),
                found=font.name,
                required="FontFile",
            )
