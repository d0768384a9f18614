"""Each page says its size, and its boxes lie within one another: trim, bleed, media.

Severity: error. Threshold: 0.1 mm. A TrimBox is asked for where the printer asks for PDF/X.
Source: ISO 15930-7:2010, 6.11 (TrimBox or ArtBox, not both; boxes nested).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.core.units import mm_to_pt
from printkit.pdf.geometry import holds
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "page-boxes"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a page without a size, without a trim, or with boxes that stick out."""
    asked = level_of(document, job) is not None
    slack = mm_to_pt(0.1)
    for page in document.pages:
        if not page.has_media:
            issue = _("the page has no size")
            fix = _("export it again: without a MediaBox every program guesses another size")
            yield error(ID, issue, fix, page=page.number, found=NOTHING, required="MediaBox")
        elif asked and page.trim is None and page.art is None:
            issue = _("the page does not say where it is cut")
            fix = _("export it with a TrimBox, which PDF/X settings write")
            yield error(ID, issue, fix, page=page.number, found=NOTHING, required="TrimBox")
        elif asked and page.trim is not None and page.art is not None:
            issue = _("the page has a TrimBox and an ArtBox; only one may stand")
            fix = _("remove the ArtBox")
            yield error(ID, issue, fix, page=page.number, found="ArtBox", required="TrimBox")
        else:
            bleed = page.bleed or page.finished
            nested = holds(bleed, page.finished, slack) and holds(page.media, bleed, slack)
            if not nested:
                issue = _("the page's boxes stick out of one another")
                fix = _("make the trim lie within the bleed and the bleed within the page")
                found = " ".join(f"{side:g}" for side in (*bleed, *page.media))
                required = "MediaBox ⊇ BleedBox ⊇ TrimBox"
                box = page.mm(bleed)
                yield error(
                    ID, issue, fix, page=page.number, rect_mm=box, found=found, required=required
                )
