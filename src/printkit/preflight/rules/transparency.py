"""No transparency where the PDF/X level knows none.

Severity: error under X-1a and X-3: opacity, blend modes, soft masks, transparency groups.
Source: ISO 15930-4 and -6, 6.14; X-4 allows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.marks import Mark
from printkit.pdf.objects import entry, name
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.levels import LABELS, level_of
from printkit.preflight.printer import Job

ID: Final = "transparency"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages with transparency, at the first thing that shows any."""
    level = level_of(document, job)
    if level not in ("x-1a", "x-3"):
        return
    for page in document.pages:
        found = [mark for mark in page.marks if _is_clear(mark)]
        grouped = name(entry(page.source, "/Group", "/S")) == "/Transparency"
        if not found and not page.groups and not grouped:
            continue
        issue = _("the page has transparency, which {level} forbids").format(level=LABELS[level])
        yield error(
            ID,
            issue,
            _("flatten it when exporting, or deliver PDF/X-4 if the printer takes it"),
            page=page.number,
            rect_mm=page.mm(found[0].box) if found else None,
            found=_what(found[0]) if found else "Group",
            required=NOTHING,
            count=max(len(found), 1),
        )


def _is_clear(mark: Mark) -> bool:
    return mark.alpha < 0.999 or mark.soft or mark.blend != "/Normal"


def _what(mark: Mark) -> str:
    if mark.soft:
        return "SMask"
    return mark.blend.removeprefix("/") if mark.alpha >= 0.999 else f"{mark.alpha:.2f}"
