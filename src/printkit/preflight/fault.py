"""What a rule finds: an issue sentence, a fix sentence, the numbers, the page and the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from printkit.core.findings import Finding, Position, Severity

#: left, bottom, right, top
Box = tuple[float, float, float, float]


#: What is found where something is missing, and asked for where something may not be.
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing a print shop would refuse or ask about.

    ``issue`` and ``fix`` are sentences, already translated. ``page`` is 1-based; ``rect_mm`` is
    left, bottom, right, top in millimetres from the lower left corner of the page's trim, y up; None where
    it is about the whole page, or the whole file.
    ``found`` and ``required`` are what was measured and what was asked for, in ``unit``; ``count``
    is how many such things stand on the page (the worst of them is told). ``source`` is where it was
    written, known of our own files only.
    """

    rule: str
    severity: Severity
    issue: str
    fix: str
    page: int | None = None
    rect_mm: Box | None = None
    found: float | str | None = None
    required: float | str | None = None
    unit: str = ""
    count: int = 1
    source: Position | None = None

    def sort_key(self) -> tuple[int, str, int, str]:
        """Order of reports: errors first, then by rule and page."""
        rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}[self.severity]
        return (rank, self.rule, self.page or 0, self.issue)

    def finding(self, path: str) -> Finding:
        """Return it as the rest of printkit speaks; ``path`` is the PDF's, told where no source is."""
        return Finding(
            self.rule,
            self.severity,
            self.issue,
            self.source or Position(path),
            page=self.page,
            hint=self.fix,
        )


def error(
    rule: str,
    issue: str,
    fix: str,
    *,
    page: int | None = None,
    rect_mm: Box | None = None,
    found: float | str | None = None,
    required: float | str | None = None,
    unit: str = "",
    count: int = 1,
) -> Fault:
    """Make a fault that keeps a file from being printed."""
    return Fault(
        rule, Severity.ERROR, issue, fix, page, rect_mm, rounded(found), required, unit, count
    )


def warning(
    rule: str,
    issue: str,
    fix: str,
    *,
    page: int | None = None,
    rect_mm: Box | None = None,
    found: float | str | None = None,
    required: float | str | None = None,
    unit: str = "",
    count: int = 1,
) -> Fault:
    """Make a fault that a print shop should be asked about."""
    return Fault(
        rule, Severity.WARNING, issue, fix, page, rect_mm, rounded(found), required, unit, count
    )


def rounded(value: float | str | None) -> float | str | None:
    """Return a measured number with two decimals; other values as they are."""
    return round(float(value), 2) if isinstance(value, int | float) else value
