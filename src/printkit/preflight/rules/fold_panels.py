"""The panels of a folded sheet fill it, and nothing is set across a fold.

Severity: error where they do not add up to the trim (0.5 mm); warning where text crosses a fold, by
1 mm on both of its sides. Source: print-specs, 1.4 (a rolled A4 is 97, 100 and 100 mm).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import on_paper

ID: Final = "fold-panels"


_SLACK_MM: Final = 0.5
_CROSSING_MM: Final = 1.0


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield sides whose panels do not fit, and text across folds."""
    for page in document.pages:
        panels = [panel for panel in job.panels if panel.side == page.number - 1]
        if not panels:
            continue
        width = page.size_mm[0]
        total = max(panel.x_mm + panel.width_mm for panel in panels)
        if abs(total - width) > _SLACK_MM:
            issue = _("the panels are {found} mm wide together, the sheet is {required} mm").format(
                found=number(total), required=number(width)
            )
            fix = _("correct the widths of the panels")
            yield error(
                ID, issue, fix, page=page.number, found=total, required=round(width, 2), unit="mm"
            )
            continue
        for panel in panels:
            yield from _crossing(page, panel.x_mm)


def _crossing(page: Page, fold_mm: float) -> Iterator[Fault]:
    if fold_mm <= 0:
        return
    for mark in on_paper(page):
        left, _bottom, right, _top = page.mm(mark.box)
        across = left < fold_mm - _CROSSING_MM and right > fold_mm + _CROSSING_MM
        if mark.kind == "text" and across:
            issue = _("text runs across the fold at {place} mm").format(place=number(fold_mm))
            yield warning(
                ID,
                issue,
                _("keep it within one panel"),
                page=page.number,
                rect_mm=page.mm(mark.box),
                found=right - fold_mm,
                required=0,
                unit="mm",
            )
            return
