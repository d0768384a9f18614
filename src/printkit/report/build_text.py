"""Findings and files for people: compiler-style lines, then a table of what was made."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _, ngettext, number
from printkit.core.result import BuildResult, BuiltFile
from printkit.report.terminal_style import dim, severe, wants_colour

#: Findings of one rule that are told one by one unless all are asked for; a few more are no matter.
_FEW, _MANY = 3, 6


def print_findings(findings: Iterable[Finding], stream: TextIO, *, everything: bool = True) -> None:
    """Write each finding as ``path:line:col: error[rule] message``, its hint below.

    Unless ``everything`` is asked for, of a rule met many times the first are told and the others counted,
    after all else.
    """
    colour = wants_colour(stream)
    told = list(findings)
    counts = Counter((finding.rule, finding.severity) for finding in told)
    seen: Counter[tuple[str, Severity]] = Counter()
    for finding in told:
        kind = (finding.rule, finding.severity)
        seen[kind] += 1
        if everything or counts[kind] <= _MANY or seen[kind] <= _FEW:
            stream.write(finding_text(finding, colour=colour) + "\n")
    for (rule, severity), count in counts.items():
        if not everything and count > _MANY:
            word = severe(f"{severity}[{plain(rule)}]", severity, colour=colour)
            more = _("… and {count} more (--all tells them)").format(count=count - _FEW)
            stream.write(f"{word} {more}\n")


def finding_text(finding: Finding, *, colour: bool = False) -> str:
    """Return the lines of one finding."""
    where = plain(f"{finding.position}: ") if finding.position else ""
    word = severe(f"{finding.severity}[{plain(finding.rule)}]", finding.severity, colour=colour)
    page = " " + _("(page {page})").format(page=finding.page) if finding.page is not None else ""
    text = f"{where}{word} {plain(finding.message)}{page}"
    if finding.hint:
        hint = _("hint: {hint}").format(hint=plain(finding.hint))
        text += "\n    " + dim(hint, colour=colour)
    return text


def plain(text: str) -> str:
    """Return a text that cannot command a terminal or break its line."""
    return "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text
    )


def print_result(result: BuildResult, out: str, stream: TextIO) -> None:
    """Write the closing table and one sentence on how it went."""
    stream.write(table(result.artifacts, out))
    stream.write(closing(result) + "\n")


def closing(result: BuildResult) -> str:
    """Return one sentence on how a build went."""
    errors = sum(finding.severity is Severity.ERROR for finding in result.findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in result.findings)
    counts = []
    if errors:
        counts.append(ngettext("{count} error", "{count} errors", errors).format(count=errors))
    if warnings:
        words = ngettext("{count} warning", "{count} warnings", warnings)
        counts.append(words.format(count=warnings))
    made = sum(file.rebuilt for file in result.artifacts)
    seconds = number(result.seconds, 2 if result.seconds < 1 else 1)
    if made:
        words = ngettext(
            "{count} file made in {seconds} s", "{count} files made in {seconds} s", made
        )
        counts.append(words.format(count=made, seconds=seconds))
    elif errors:
        counts.append(_("no file made"))
    elif not result.artifacts:
        counts.append(_("nothing to build"))
    else:
        counts.append(_("nothing rebuilt ({seconds} s)").format(seconds=seconds))
    return ", ".join(counts)


def table(files: Sequence[BuiltFile], out: str) -> str:
    """Return a table of files: path, pages, size."""
    if not files:
        return ""
    rows = [
        (
            f"{out}/{file.path}",
            ngettext("{count} page", "{count} pages", file.pages).format(count=file.pages)
            if file.pages
            else "",
            size(file.bytes),
        )
        for file in files
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "".join(
        f"{path:<{widths[0]}}  {pages:>{widths[1]}}  {bytes_:>{widths[2]}}\n"
        for path, pages, bytes_ in rows
    )


def size(count: int) -> str:
    """Return a number of bytes for people."""
    if count < 1000:
        return _("{count} bytes").format(count=count)
    if count < 999_500:
        return _("{count} kB").format(count=round(count / 1000))
    return _("{count} MB").format(count=number(count / 1_000_000))
