"""``printkit build``: names checked, the build run, its outcome told."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from printkit.build import api
from printkit.build.api import OUT
from printkit.cli.help_words import Misuse
from printkit.cli.project_option import project_root
from printkit.core.bugs import RULE as BUG
from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity, has_errors
from printkit.core.i18n import _
from printkit.core.result import BuildResult
from printkit.markup.reading.warnings import did_you_mean
from printkit.project.root import publication_names, version_missing
from printkit.report import build_text
from printkit.report.progress import Progress

#: In how many names a hint still lists them all.
_FEW: Final = 12


def build_command(
    names: Sequence[str],
    editions: Sequence[str],
    jobs: int | None,
    strict: bool,
    style: str,
    project: str | None,
    *,
    draft: bool = False,
    everything: bool = False,
) -> int:
    """Build, or make drafts, and tell; returns the exit code."""
    root = project_root(project)
    _check(names, publication_names(root), _("there is no publication “{name}”"))
    if editions:
        from printkit.model.editions import EDITION_NAMES  # noqa: PLC0415  most builds are of all

        _check(editions, EDITION_NAMES, _("there is no edition “{name}”"))
    progress = Progress(sys.stderr)
    try:
        chosen = tuple(dict.fromkeys(names))
        if draft:
            result = api.draft(root, names=chosen, jobs=jobs, progress=progress)
        else:
            wanted = tuple(dict.fromkeys(editions))
            result = api.build(root, names=chosen, editions=wanted, jobs=jobs, progress=progress)
    except PrintkitError as error:
        progress.close()
        _tell(style, error.findings, error.exit_code, None, root, everything=everything)
        return error.exit_code
    finally:
        progress.close()
    if not result.up_to_date:
        result = replace(result, findings=(*result.findings, *version_missing(root)))
    code = exit_code_of(result.findings, strict=strict)
    _tell(style, result.findings, code, result, root, everything=everything)
    return code


def exit_code_of(findings: Iterable[Finding], *, strict: bool) -> ExitCode:
    """Return the exit code that findings ask for."""
    found = tuple(findings)
    if any(finding.rule == BUG for finding in found):
        return ExitCode.BUG
    warned = any(finding.severity is Severity.WARNING for finding in found)
    return ExitCode.FINDINGS if has_errors(found) or (strict and warned) else ExitCode.CLEAN


def _check(wanted: Iterable[str], known: Sequence[str], message: str) -> None:
    for name in wanted:
        if name not in known:
            listed = ", ".join(known[:_FEW]) + ("…" if len(known) > _FEW else "")
            otherwise = _("there are: {names}").format(names=listed or "–")
            raise Misuse(message.format(name=name), did_you_mean(name, known, otherwise))


def _tell(
    style: str,
    findings: Sequence[Finding],
    code: ExitCode,
    result: BuildResult | None,
    root: Path,
    *,
    everything: bool = False,
) -> None:
    if style == "json":
        from printkit.report import build_json  # noqa: PLC0415  for programs

        build_json.tell(findings, code, result, sys.stdout)
        return
    if style == "github":
        from printkit.report import github_annotations  # noqa: PLC0415  for programs

        github_annotations.print_findings(findings, sys.stdout, _below_here(root))
    else:
        build_text.print_findings(findings, sys.stderr, everything=everything)
        sys.stderr.flush()
    if result is not None:
        build_text.print_result(result, OUT, sys.stdout)


def _below_here(root: Path) -> str:
    """Return the way from the working folder down to the project, as annotations want it."""
    here = Path.cwd().resolve()
    inside = root.relative_to(here).as_posix() if root.is_relative_to(here) else "."
    return "" if inside == "." else f"{inside}/"
