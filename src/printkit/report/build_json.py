"""A build as one JSON object for scripts. ``version`` changes when a key changes its meaning.

    {"version": 1, "exit_code": 0, "up_to_date": false, "seconds": 1.2,
     "files": [{"publication", "edition", "format", "path", "pages", "bytes", "rebuilt"}],
     "findings": [{"rule", "severity", "message", "hint", "path", "line", "column", "page"}]}

``path`` of a file is relative to ``out/``, that of a finding to the project; what is unknown is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, TextIO

from printkit.core.findings import ExitCode, Finding
from printkit.core.result import BuildResult

VERSION: Final = 1


def tell(
    findings: Iterable[Finding], exit_code: ExitCode, result: BuildResult | None, stream: TextIO
) -> None:
    """Write the object and a line end."""
    document = {
        "version": VERSION,
        "exit_code": int(exit_code),
        "up_to_date": result.up_to_date if result else False,
        "seconds": round(result.seconds, 3) if result else 0.0,
        "files": [_file(one) for one in result.artifacts] if result else [],
        "findings": [plain_finding(one) for one in findings],
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _file(file: Any) -> dict[str, Any]:
    keys = ("publication", "edition", "format", "path", "pages", "bytes", "rebuilt")
    return {key: getattr(file, key) for key in keys}


def plain_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as values of JSON."""
    at = finding.position
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        "path": at.path if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "page": finding.page,
    }
