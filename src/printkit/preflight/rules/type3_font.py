"""No Type 3 fonts: their glyphs are drawings that cannot be hinted or corrected.

Severity: warning; error where the printer refuses them.
Source: https://www.spaeth.eu/en/druckdaten/ (“no Type 3 fonts”).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.printer import Job

ID: Final = "type3-font"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield each Type 3 font at the first page it stands on."""
    tell = warning if job.printer.type3 else error
    told = set()
    for page in document.pages:
        for mark in page.marks:
            font = mark.font
            if font is None or font.name in told or not (font.is_type3):
                continue
            told.add(font.name)
            issue = _("{name} is a Type 3 font, drawn and not outlined").format(name=font.name)
            fix = _("set it in an OpenType or TrueType font, or turn the text into outlines")
            yield tell(
                ID,
                issue,
                fix,
                page=page.number,
                rect_mm=page.mm(mark.box),
                found=font.subtype.removeprefix("/"),
                required="OpenType, TrueType",
            )
