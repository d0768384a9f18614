"""Every sign that is set has its glyph in the font's program.

Where it has none, a box is printed or nothing. Severity: error. Source: ISO 32000-1, 9.6.6 and 9.7.4.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.glyphs import missing_codes
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.printer import Job

ID: Final = "missing-glyph"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield each font that lacks glyphs, at the first page where they are asked for."""
    lacks = {
        font: missing_codes(font, codes) for font, codes in document.codes_used.items() if codes
    }
    for font, missing in lacks.items():
        if not missing:
            continue
        page = next(one for one in document.pages if one.codes.get(font, set()) & missing)
        issue = _("the font {name} has no glyph for {count} of the signs set in it").format(
            name=font.name, count=len(missing)
        )
        yield error(
            ID,
            issue,
            _("embed the whole font, or set these signs in one that has them: a box is printed"),
            page=page.number,
            rect_mm=page.mm(page.fonts[font]),
            found=NOTHING,
            required=", ".join(map(str, sorted(missing)[:8])),
            count=len(missing),
        )
