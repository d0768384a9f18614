"""Findings as annotations of GitHub Actions and of those who speak like it.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from printkit.core.findings import Finding, Severity

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def print_findings(findings: Iterable[Finding], stream: TextIO, folder: str = "") -> None:
    """Write each finding as one workflow command; ``folder`` is the project's in the repository."""
    for finding in findings:
        stream.write(annotation(finding, folder) + "\n")


def annotation(finding: Finding, folder: str = "") -> str:
    """Return the workflow command of a finding."""
    properties = []
    if finding.position is not None:
        properties += [
            f"file={_property(folder + finding.position.path)}",
            f"line={finding.position.line}",
            f"col={finding.position.column}",
        ]
    properties.append(f"title={_property(finding.rule)}")
    message = finding.message + (f"\n{finding.hint}" if finding.hint else "")
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
