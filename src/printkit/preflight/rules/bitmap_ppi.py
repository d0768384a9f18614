"""Line art of one bit has the fine pixels it needs.

Severity: error below the printer's least, warning below what it wants (GWG: 549 and 799 ppi).
Source: GWG 2022, R0032; the printer's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import worst_of

ID: Final = "bitmap-ppi"


#: Images of so few pixels are rules and grounds, not pictures (GWG 2022).
_FEW: Final = 16


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the coarsest line art."""
    if job.printer.bitmap_ppi is None:
        return
    least, wanted = job.printer.bitmap_ppi

    def resolution(page: Page, mark: Mark) -> float | None:
        picture = mark.picture
        if picture is None or not picture.is_bitmap:
            return None
        few = picture.width * picture.height <= _FEW
        return mark.ppi if mark.ppi < wanted - 1 and not few else None

    for worst in worst_of(document, ("image",), resolution):
        bad = worst.measure < least
        issue = _("line art is printed at {found} ppi; {required} are asked for").format(
            found=round(worst.measure), required=round(least if bad else wanted)
        )
        tell = error if bad else warning
        yield tell(
            ID,
            issue,
            _("scan it finer, place it smaller, or turn it into a vector drawing"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.measure,
            required=least if bad else wanted,
            unit="ppi",
            count=worst.count,
        )
