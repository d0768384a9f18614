"""A preflight: the file opened, each rule asked, what they say sorted."""

from __future__ import annotations

from printkit.preflight.budget import Budget
from printkit.preflight.document import open_document
from printkit.preflight.fault import Fault
from printkit.preflight.printer import Job
from printkit.preflight.rules import RULES


def preflight(data: bytes, job: Job, budget: Budget | None = None) -> tuple[Fault, ...]:
    """Check the bytes of any PDF against a job. Never raises for what stands in the file."""
    document, faults = open_document(data, budget or Budget())
    if document is not None:
        for rule in RULES:
            faults += rule.check(document, job)
    return tuple(sorted(dict.fromkeys(faults), key=Fault.sort_key))
