"""A preflight: the file opened, each rule asked, what they say sorted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from printkit.core.findings import Severity
from printkit.pdf.budget import Budget, TooMuchError
from printkit.preflight.document import Document, open_document, too_heavy
from printkit.preflight.fault import Fault
from printkit.preflight.printer import Job
from printkit.preflight.rules import RULES, Rule

#: How evenly a bleed lies around a page, and how wide it may be, in mm.
_EVEN_MM: Final = 0.5
_WIDEST_MM: Final = 12.0


def preflight(data: bytes, job: Job, budget: Budget | None = None) -> tuple[Fault, ...]:
    """Check the bytes of any PDF against a job. Never raises for what stands in the file."""
    document, faults = open_document(data, budget or Budget())
    if document is not None:
        if not job.printer.levels:
            _assume_trim(document, job)
        try:
            for rule in RULES:
                faults += _asked(rule, document, job)
        except (TooMuchError, RecursionError, MemoryError):
            faults.append(too_heavy(len(document.pages)))
    return tuple(sorted(dict.fromkeys(faults), key=Fault.sort_key))


def _asked(rule: Rule, document: Document, job: Job) -> Iterator[Fault]:
    """Ask a rule, if the printer's set has it, as strictly as that does."""
    printer = job.printer
    if printer.rules and rule.ID not in printer.rules:
        return
    for fault in rule.check(document, job):
        lenient = rule.ID in printer.lenient and fault.severity is Severity.ERROR
        yield replace(fault, severity=Severity.WARNING) if lenient else fault


def _assume_trim(document: Document, job: Job) -> None:
    """Take a page of the ordered size and some more all around as one with bleed.

    Shops that ask for no PDF/X accept pages of trim and bleed without a TrimBox.
    """
    if job.trim_mm is None:
        return
    for page in document.pages:
        width, height = page.size_mm
        across, up = (width - job.trim_mm[0]) / 2, (height - job.trim_mm[1]) / 2
        if page.is_uncut and abs(across - up) < _EVEN_MM and 1 < across < _WIDEST_MM:
            page.trim = page.inside(across)
