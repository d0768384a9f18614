"""The number of pages suits the binding.

Severity: error; warning above what the printer binds well. Threshold: the printer's page limits of
the binding (stapled: a multiple of 4). Source: the printer's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.printer import Job

ID: Final = "page-count"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a number of pages that cannot be bound so."""
    limits = job.printer.limits(job.binding)
    if limits is None or not document.pages:
        return
    count = len(document.pages) + job.pages_apart
    if count % limits.multiple:
        issue = _("{count} pages cannot be bound: their number must be divisible by {multiple}")
        fix = _("add or take out pages; blank ones are put before the back cover")
        issue = issue.format(count=count, multiple=limits.multiple)
        required = f"× {limits.multiple}"
        yield error(ID, issue, fix, found=count, required=required, unit="pages")
    elif count < limits.least:
        issue = _("{count} pages are too few for this binding: at least {least}")
        fix = _("staple it, or add pages")
        issue = issue.format(count=count, least=limits.least)
        yield error(ID, issue, fix, found=count, required=limits.least, unit="pages")
    elif limits.most is not None and count > limits.most:
        issue = _("{count} pages are many for this binding: up to {most} are usual")
        fix = _("ask the printer, choose a glued binding, or split it into two volumes")
        issue = issue.format(count=count, most=limits.most)
        yield warning(ID, issue, fix, found=count, required=limits.most, unit="pages")
