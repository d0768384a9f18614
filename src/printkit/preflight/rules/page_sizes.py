"""All pages have one finished size, the one ordered, and none is turned.

Severity: warning; error where the size ordered is known. Threshold: 0.5 mm.
Source: GWG 2022, R0004.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "page-sizes"


_SLACK_MM: Final = 0.5


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages of another size than the first, or than the one ordered; and turned pages."""
    if not document.pages:
        return
    asked = level_of(document, job) is not None
    wanted = job.trim_mm or document.pages[0].size_mm
    for page in document.pages:
        if asked and page.is_uncut:
            continue  # where it is cut is another rule's question
        size = page.size_mm
        if max(abs(size[0] - wanted[0]), abs(size[1] - wanted[1])) > _SLACK_MM:
            issue = _("the page is {found} mm, not {required} mm").format(
                found=_size(size), required=_size(wanted)
            )
            fix = _("give all pages the finished size of the order")
            tell = error if job.trim_mm else warning
            yield tell(
                ID,
                issue,
                fix,
                page=page.number,
                found=_size(size),
                required=_size(wanted),
                unit="mm",
            )
        elif page.rotate:
            issue = _("the page is turned by {angle}°").format(angle=page.rotate)
            fix = _("export it upright: imposition programs forget the turn")
            yield warning(ID, issue, fix, page=page.number, found=page.rotate, required=0, unit="°")


def _size(size: tuple[float, float]) -> str:
    return f"{number(size[0])} × {number(size[1])}"
