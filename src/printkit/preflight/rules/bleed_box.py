"""The page has room for the bleed the printer asks for, on each edge.

Severity: error. Threshold: the printer's bleed per edge, less 0.1 mm. Without a BleedBox the whole
page counts (ISO 32000-1, 14.11.2). Source: the printer's sheet; no GWG rule concerns bleed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job
from printkit.preflight.tools import PLAY_MM

ID: Final = "bleed-box"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages with less bleed than asked for on some edge."""
    asked = level_of(document, job) is not None
    for page in document.pages:
        if asked and page.is_uncut:
            continue  # where it is cut is another rule's question
        left, bottom, right, top = page.mm(page.bleeding)
        width, height = page.size_mm
        found = (top - height, right - width, -bottom, -left)
        short = [
            (has - needs, has, needs)
            for has, needs in zip(found, job.printer.bleed_mm, strict=True)
            if needs > 0 and has < needs - PLAY_MM
        ]
        if short:
            _missing, has, needs = min(short)
            issue = _("the page has {found} mm of bleed, not {required} mm").format(
                found=number(max(has, 0.0) + 0.0), required=number(needs)
            )
            fix = _("let coloured grounds and images run over the edge and export with bleed")
            yield error(
                ID,
                issue,
                fix,
                page=page.number,
                rect_mm=page.mm(page.bleeding),
                found=max(has, 0.0) + 0.0,
                required=needs,
                unit="mm",
                count=len(short),
            )
