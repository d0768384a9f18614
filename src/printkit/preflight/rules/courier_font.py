"""No Courier: it is what programs put in place of a font they lack.

Severity: warning. Source: GWG 2022, R0014.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, warning
from printkit.preflight.printer import Job

ID: Final = "courier-font"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield each Courier at the first page it stands on."""
    told = set()
    for page in document.pages:
        for mark in page.marks:
            font = mark.font
            if font is None or font.name in told or not (font.name.startswith("Courier")):
                continue
            told.add(font.name)
            issue = _("the font {name} may stand for one that was missing").format(name=font.name)
            fix = _(
                "look whether this text should be in another font; if Courier is meant, leave it"
            )
            yield warning(
                ID,
                issue,
                fix,
                page=page.number,
                rect_mm=page.mm(mark.box),
                found=font.name,
                required=NOTHING,
            )
