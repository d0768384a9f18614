"""The modules of a QR code are large enough for a telephone.

Severity: warning. Threshold: modules of 0.396 mm or more. Source: GS1 General Specifications, symbol
specification tables (smallest X-dimension of a QR code that telephones read).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _, number
from printkit.preflight.codes import codes_of
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, warning
from printkit.preflight.printer import Job

ID: Final = "qr-size"

_MODULE_MM: Final = 0.396
#: A pixel of the page as painted, more or less.
_PLAY_MM: Final = 0.01


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield codes whose modules are too small."""
    del job
    for page in document.pages:
        for code in codes_of(document, page):
            if code.readable and code.module_mm < _MODULE_MM - _PLAY_MM:
                issue = _("the squares of a QR code measure {found} mm; {required} mm are needed")
                fix = _("place it at least {side} mm wide, or give it a shorter address")
                yield warning(
                    ID,
                    issue.format(found=number(code.module_mm, 2), required=number(_MODULE_MM, 2)),
                    fix.format(side=round(code.modules * _MODULE_MM + 0.5)),
                    page=page.number,
                    rect_mm=page.mm(code.box),
                    found=code.module_mm,
                    required=_MODULE_MM,
                    unit="mm",
                )
