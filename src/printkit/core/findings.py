"""What is wrong, where, and what to do: the one way printkit speaks of the user's material."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """How bad a finding is. An error keeps the artifact from being delivered."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ExitCode(IntEnum):
    """Public exit codes of the command line (documented in README)."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    PROJECT = 3
    MISSING_SYSTEM = 4
    CANNOT_WRITE = 5
    BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source file: ``path`` relative to the project (POSIX), line and column 1-based."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in the user's material.

    ``rule`` is a stable kebab-case name; ``message`` and ``hint`` are already translated.
    ``page`` is the printed page's 1-based index in its publication, where one is meant.
    """

    rule: str
    severity: Severity
    message: str
    position: Position | None = None
    page: int | None = None
    hint: str | None = None

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: by file, then line, then rule."""
        where = self.position or Position("", 0, 0)
        return (where.path, where.line, where.column, self.rule, self.message)


class PrintkitError(Exception):
    """The work cannot go on. Carries the findings to print and the exit code to leave with."""

    def __init__(self, findings: Iterable[Finding], exit_code: ExitCode = ExitCode.FINDINGS):
        self.findings = tuple(findings)
        self.exit_code = exit_code
        super().__init__("; ".join(finding.message for finding in self.findings))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
