"""No colour asks for more ink than the paper dries.

Severity: error. Threshold: the printer's limit for all inks together, in per cent, of the values set
in drawings and gradients. Text is another rule's. Source: the printer's sheet; GWG 2022, R0026.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.pdf.marks import Mark
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job
from printkit.preflight.tools import Stack, worst_of

ID: Final = "ink-limit"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield, for each page, the colour with the most ink."""
    limit = job.printer.ink_limit
    if limit is None:
        return

    stacks: dict[int, Stack] = {}

    def ink(page: Page, mark: Mark) -> float | None:
        if mark.paint.total <= limit + 0.5:
            return None
        if page.number not in stacks:
            stacks[page.number] = Stack(page.marks)
        return None if stacks[page.number].is_covered(mark) else -mark.paint.total

    for worst in worst_of(document, ("fill", "stroke", "image", "shading"), ink):
        issue = _("{found} % of ink are set; the paper takes {required} %").format(
            found=number(-worst.measure), required=number(limit)
        )
        yield error(
            ID,
            issue,
            _("mix the colour with less ink; a rich black is 30, 30, 30, 100"),
            page=worst.page.number,
            rect_mm=worst.rect_mm,
            found=-worst.measure,
            required=limit,
            unit="%",
            count=worst.count,
        )
