"""Small black text and thin black lines overprint, so that no white rims show.

Severity: warning, for printers that ask for it. Threshold: text under 12 pt and lines under 2 pt in
black ink alone on something printed, without overprint or (in DeviceCMYK) overprint mode 1.
Source: GWG 2022, R0009 and R0010.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import Stack, worst_of

ID: Final = "black-overprint"


_SMALL_PT: Final = 12.0
_THIN_PT: Final = 2.0


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the smallest black that knocks out what is below."""
    if not job.printer.black_overprints:
        return
    stacks: dict[int, Stack] = {}

    def knocks_out(page: Page, mark: Mark) -> float | None:
        small = (mark.kind == "text" and mark.size_pt < _SMALL_PT) or (
            mark.kind == "stroke" and mark.size_pt < _THIN_PT
        )
        if not small or not mark.paint.is_black_alone or mark.paint.black < 95:
            return None
        if mark.overprint and (mark.opm == 1 or mark.paint.family != "device-cmyk"):
            return None
        if page.number not in stacks:
            stacks[page.number] = Stack([one for one in page.marks if one.size_pt != 1])
        return None if stacks[page.number].ground_of(mark) is None else mark.size_pt

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
