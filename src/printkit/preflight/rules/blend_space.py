"""Transparency is blended in the inks of the press.

Severity: error where CMYK is asked for: a page's transparency group in another space than DeviceCMYK
shifts all colours under it. Source: GWG 2022, R0030.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.colour import RGB_FAMILIES, space_of
from printkit.pdf.objects import entry
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "blend-space"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield pages that are blended in a screen's colours."""
    if job.printer.colours != "cmyk" or level_of(document, job) not in ("x-4", None):
        return
    for page in document.pages:
        named = entry(page.resources, "/ColorSpace")
        spaces = [entry(page.source, "/Group", "/CS"), *page.blends]
        families = [space_of(space, named).family for space in spaces if space is not None]
        family = next((one for one in families if one in RGB_FAMILIES), None)
        if family is not None:
            issue = _("the page is blended in RGB, the colours of screens")
            fix = _("set the transparency blend space to CMYK and export again")
            yield error(ID, issue, fix, page=page.number, found=family, required="device-cmyk")
