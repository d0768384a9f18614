"""Images and colours printed over one another stay below what the paper dries.

Severity: error. Threshold: the printer's limit for all inks together, in per cent, averaged over a
square of 15 mm that slides over the page; 6 % are left for rounding. Images, overprints and blend
modes are laid on one another plate by plate. Source: GWG 2022, R0026; the printer's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.plates import WINDOW_MM, Plates
from printkit.preflight.printer import Job
from printkit.preflight.tools import on_paper

ID: Final = "ink-coverage"

_SLACK: Final = 6.0
_KINDS: Final = frozenset({"fill", "image", "shading"})


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the square with the most ink."""
    limit = job.printer.ink_limit
    if limit is None:
        return
    for page in document.pages:
        marks = [mark for mark in on_paper(page) if mark.kind in _KINDS]
        if not any(map(_adds_up, marks)):
            continue
        plates = Plates(page, document.cache.budget)
        for mark in marks:
            plates.lay(mark, limit)
        most, window = plates.heaviest()
        if most > limit + _SLACK:
            issue = _("{found} % of ink lie on {side} mm; the paper takes {required} %").format(
                found=round(most), side=round(WINDOW_MM), required=round(limit)
            )
            yield error(
                ID,
                issue,
                _(
                    "convert the images with the printer's profile, and do not let grounds overprint"
                ),
                page=page.number,
                rect_mm=page.mm(window),
                found=most,
                required=limit,
                unit="%",
            )


def _adds_up(mark: Mark) -> bool:
    """Tell whether a mark may be heavier than the values that are set say."""
    if mark.kind == "image" and mark.picture is not None:
        return mark.paint.family in ("device-cmyk", "icc-cmyk", "spot")
    return mark.overprint or mark.blend != "/Normal"
