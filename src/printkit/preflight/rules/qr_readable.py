"""QR codes can be read by a telephone.

Severity: error for a code that cannot be decoded, and for one whose light and dark differ by less than
40 % of reflectance; warning for light modules on a dark ground, which some readers do not know.
Source: ISO/IEC 18004:2015 (decoding, reflectance reversal); ISO/IEC 15415:2011 (symbol contrast, grade 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.codes import codes_of
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error, warning
from printkit.preflight.printer import Job

ID: Final = "qr-readable"

_CONTRAST: Final = 0.4


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield codes that cannot be read, or not by every reader."""
    del job
    for page in document.pages:
        for code in codes_of(document, page):
            box = page.mm(code.box)
            if not code.readable:
                issue = _("a QR code cannot be read: something covers or deforms it")
                fix = _("place it again whole, and leave nothing over it")
                yield error(
                    ID,
                    issue,
                    fix,
                    page=page.number,
                    rect_mm=box,
                    found=NOTHING,
                    required="ISO/IEC 18004",
                )
            elif code.contrast < _CONTRAST:
                issue = _("a QR code is too pale: its light and dark differ by {found} %").format(
                    found=round(100 * code.contrast)
                )
                fix = _("set it in black or a dark ink on a light ground")
                yield error(
                    ID,
                    issue,
                    fix,
                    page=page.number,
                    rect_mm=box,
                    found=100 * code.contrast,
                    required=100 * _CONTRAST,
                    unit="%",
                )
            elif code.inverted:
                issue = _("a QR code is light on a dark ground; some telephones cannot read it")
                fix = _("set it dark on light, on a light field of its own")
                found, required = _("light on dark"), _("dark on light")
                yield warning(
                    ID, issue, fix, page=page.number, rect_mm=box, found=found, required=required
                )
