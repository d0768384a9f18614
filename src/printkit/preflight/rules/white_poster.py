"""A poster in black on white paper looks like one of the authorities.

Severity: warning, for formats made to be put on walls (``posted: true``). White paper is kept for the acts
of public authority; another poster may be on white where coloured letters or pictures cover it. A page is
told whose every ink is black and that is not black for the most part; where a colour is not known as inks
(RGB) nothing is said. Threshold: more than half of the page under black.
Source: French law of 29 July 1881 on the press, chapter III, as told at
https://www.associationmodeemploi.fr/article/65019 (seen 29 November 2026); the article itself was not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.geometry import meet
from printkit.preflight.document import Document, Page
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job
from printkit.preflight.tools import on_paper

ID: Final = "white-poster"

#: Share of the page under one black ground from which it is no white paper any more.
_MOSTLY: Final = 0.5


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield each page of a poster that has black ink alone on white paper."""
    if not job.posted:
        return
    for page in document.pages:
        paints = [mark.paint for mark in on_paper(page) if not mark.paint.is_white]
        if not paints or not all(one.inks is not None and one.is_black_alone for one in paints):
            continue
        if _darkest(page) < _MOSTLY:
            yield warning(
                ID,
                _("a poster in black on white paper: white is kept for the authorities"),
                _("print it on coloured paper, and say so in the order; or give it a coloured ink"),
                page=page.number,
                found="K",
                required="loi du 29 juillet 1881, art. 15",
            )


def _darkest(page: Page) -> float:
    """Return the share of the page that its largest black ground covers."""
    left, bottom, right, top = page.finished
    largest = 0.0
    for mark in on_paper(page, ("fill",)):
        shown = meet(page.finished, mark.box)
        if shown is not None and mark.paint.is_black_alone:
            largest = max(largest, (shown[2] - shown[0]) * (shown[3] - shown[1]))
    return largest / ((right - left) * (top - bottom))
