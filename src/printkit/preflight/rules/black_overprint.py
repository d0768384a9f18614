"""Small black text and thin black lines overprint, so that no white rims show.

Severity: warning, for printers that ask for it. Threshold: text under 12 pt and lines under 2 pt in
black ink alone on something printed, without overprint or (in DeviceCMYK) overprint mode 1.
Source: GWG 2022, R0009 and R0010.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.geometry import Box, touches
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import visible, worst_of

ID: Final = "black-overprint"


_SMALL_PT: Final = 12.0
_THIN_PT: Final = 2.0


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the smallest black that knocks out what is below."""
    if not job.printer.black_overprints:
        return
    grounds: dict[int, list[Box]] = {}

    def knocks_out(page: Page, mark: Mark) -> float | None:
        small = (mark.kind == "text" and mark.size_pt < _SMALL_PT) or (
            mark.kind == "stroke" and mark.size_pt < _THIN_PT
        )
        if not small or not mark.paint.is_black_alone or mark.paint.black < 95:
            return None
        if mark.overprint and (mark.opm == 1 or mark.paint.family != "device-cmyk"):
            return None
        if page.number not in grounds:
            grounds[page.number] = [
                one.box
                for one in page.marks
                if one.kind in ("fill", "image", "shading") and visible(one) and one.size_pt != 1
            ]
        on_ground = any(touches(box, mark.box, 0.5) for box in grounds[page.number])
        return mark.size_pt if on_ground else None

    for worst in worst_of(document, ("text", "stroke"), knocks_out):
        yield warning(
            ID,
            _("small black on a coloured ground does not overprint"),
            _("let black text and thin black lines overprint (overprint mode 1)"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=worst.measure,
            required=_SMALL_PT,
            unit="pt",
            count=worst.count,
        )
