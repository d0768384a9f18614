"""What is shown is the whole page: no CropBox, or one equal to the MediaBox.

Severity: error where PDF/X is asked for. Threshold: 0.1 mm. Source: GWG 2022, R0003.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import holds
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "crop-box"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages of which a part is hidden."""
    if level_of(document, job) is None:
        return
    for page in document.pages:
        if page.crop is not None and not holds(page.crop, page.media, mm_to_pt(0.1)):
            issue = _("a part of the page is cut off on screen (CropBox)")
            fix = _("remove the CropBox: some programs impose it in place of the page")
            yield error(
                ID,
                issue,
                fix,
                page=page.number,
                rect_mm=page.mm(page.crop),
                found="CropBox",
                required="MediaBox",
            )
