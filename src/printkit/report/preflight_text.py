"""A preflight told to people, to continuous integration and to scripts.

JSON, ``version`` changes when a key changes its meaning::

    {"version": 1, "exit_code": 1,
     "files": [{"path", "printer", "findings": [{"rule", "severity", "issue", "fix", "page",
                "rect_mm", "found", "required", "unit", "count", "source"}],
                "repairs": [{"rule", "what", "why", "pages"}],
                "undone": [{"rule", "what", "why", "pages"}]}]}

A package adds ``"package"``, the path of the zip or null, and ``"findings"``, what was said while its
files were made, as a build says it.

``rect_mm`` is left, bottom, right, top from the lower left corner of the trim; ``source`` is path, line and
column of what was written, for files of this project; unknown is null. With
repairs, ``path`` is the repaired copy and the findings are those left in it; ``undone`` were tried and
would have done harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from printkit.core.findings import ExitCode, Finding, Severity
from printkit.core.i18n import _, ngettext, number
from printkit.preflight.fault import NOTHING, Fault
from printkit.preflight.repair import Mend
from printkit.report.build_json import plain_finding
from printkit.report.build_text import finding_text, plain
from printkit.report.github_annotations import annotation
from printkit.report.terminal_style import dim, wants_colour

VERSION: Final = 1
#: Places in the sources that are told of one rule; the pages of the others follow.
_MOST_PLACES: Final = 8
#: Units that are words, not signs.
_WORDS: Final = frozenset({"pages", "inks", "objects"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked, the printer it was checked for, and what was found.

    ``source`` is the file itself, None where it could not be read. With ``mends`` it is a repaired copy;
    ``undone`` were tried and would have harmed it. ``uncopied``: a repair was asked for, and no copy written.
    """

    path: str
    printer: str
    faults: tuple[Fault, ...]
    source: Path | None = None
    mends: tuple[Mend, ...] = ()
    undone: tuple[Mend, ...] = ()
    uncopied: bool = False


def print_text(files: Sequence[Checked], stream: TextIO) -> None:
    """Write what was found in each file: one paragraph for each rule, its worst page told.

    Of several files a summary follows.
    """
    colour = wants_colour(stream)
    for one in files:
        for mend in one.mends:
            stream.write(_mended(mend) + "\n")
        for mend in one.undone:
            stream.write(_not_mended(mend) + "\n")
        for group in grouped(one.faults):
            stream.write(finding_text(group[0].finding(one.path), colour=colour) + "\n")
            for line in _details(group):
                stream.write("    " + dim(plain(line), colour=colour) + "\n")
        stream.write(_closing(one) + "\n")
        if one.uncopied:
            words = _(
                "no repaired copy was written: nothing above can be repaired without a person"
            )
            stream.write(words + "\n")
    if len(files) > 1:
        stream.write(_summary(files) + "\n")


def _summary(files: Sequence[Checked]) -> str:
    worst = [{fault.severity for fault in one.faults} for one in files]
    errors = sum(Severity.ERROR in found for found in worst)
    warned = sum(Severity.WARNING in found and Severity.ERROR not in found for found in worst)
    counts = [
        ngettext("{count} file checked", "{count} files checked", len(files)),
        _("{errors} with errors, {warned} with warnings alone, {clean} with nothing to object"),
    ]
    return ": ".join(counts).format(
        count=len(files), errors=errors, warned=warned, clean=len(files) - errors - warned
    )


def print_github(files: Iterable[Checked], stream: TextIO) -> None:
    """Write one annotation for each rule of each file."""
    for one in files:
        for group in grouped(one.faults):
            stream.write(annotation(group[0].finding(one.path)) + "\n")


def print_json(files: Iterable[Checked], exit_code: ExitCode, stream: TextIO) -> None:
    """Write one object with everything that was found."""
    document = {
        "version": VERSION,
        "exit_code": int(exit_code),
        "files": _files(files),
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_package(
    findings: Iterable[Finding],
    files: Iterable[Checked],
    target: Path | None,
    exit_code: ExitCode,
    stream: TextIO,
) -> None:
    """Write one object about a package: what was said while it was made, and each file's preflight.

    ``target`` is the zip, None: it was not packed.
    """
    document = {
        "version": VERSION,
        "exit_code": int(exit_code),
        "package": target.as_posix() if target is not None else None,
        "findings": [plain_finding(one) for one in findings],
        "files": _files(files),
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _files(files: Iterable[Checked]) -> list[dict[str, Any]]:
    return [
        {
            "path": one.path,
            "printer": one.printer,
            "findings": [_plain(fault) for fault in one.faults],
            "repairs": [asdict(mend) for mend in one.mends],
            "undone": [asdict(mend) for mend in one.undone],
        }
        for one in files
    ]


def _plain(fault: Fault) -> dict[str, Any]:
    return asdict(fault) | {"severity": str(fault.severity)}


def _mended(mend: Mend) -> str:
    """Say what was repaired, where and why."""
    return _sentence(_("repaired[{rule}] {what}: {why}"), mend)


def _not_mended(mend: Mend) -> str:
    """Say which repair was tried and undone, and what it would have harmed."""
    return _sentence(_("not repaired[{rule}], undone: “{what}”, since {why}"), mend)


def _sentence(sentence: str, mend: Mend) -> str:
    words = sentence.format(rule=mend.rule, what=mend.what, why=mend.why)
    if not mend.pages:
        return plain(words)
    where = ngettext("page {pages}", "pages {pages}", len(mend.pages))
    return plain(f"{words} ({where.format(pages=ranges(mend.pages))})")


def grouped(faults: Sequence[Fault]) -> list[list[Fault]]:
    """Gather what one rule says with one advice, in the order it is said."""
    found: dict[tuple[str, Severity, str], list[Fault]] = {}
    for fault in faults:
        found.setdefault((fault.rule, fault.severity, fault.fix), []).append(fault)
    return list(found.values())


def _details(group: Sequence[Fault]) -> Iterable[str]:
    first = group[0]
    parts = []
    found, required = first.found, first.required
    spoken = first.unit not in _WORDS and NOTHING not in (found, required)
    if found is not None and required is not None and spoken:
        words = _("found {found}, required {required}")
        parts.append(words.format(found=_value(found, first), required=_value(required, first)))
    if first.rect_mm is not None:
        left, bottom, right, top = map(number, first.rect_mm)
        words = _("at {left} to {right} mm from the left, {bottom} to {top} mm from the bottom")
        parts.append(words.format(left=left, bottom=bottom, right=right, top=top))
    if first.count > 1:
        words = ngettext("{count} such thing there", "{count} such things there", first.count)
        parts.append(words.format(count=first.count))
    if parts:
        yield "; ".join(parts)
    places = {
        fault.source: fault.page for fault in group[1:] if fault.source not in (None, first.source)
    }
    for place, page in list(places.items())[:_MOST_PLACES]:
        yield _("also at {place} (page {page})").format(place=place, page=page)
    told = {first.page, *list(places.values())[:_MOST_PLACES]}
    others = sorted({fault.page for fault in group[1:] if fault.page is not None} - told)
    if others:
        pages = ranges(others)
        yield ngettext("also on page {pages}", "also on pages {pages}", len(others)).format(
            pages=pages
        )


def _value(value: float | str, fault: Fault) -> str:
    text = value if isinstance(value, str) else number(value, 2)
    return f"{text} {fault.unit}".strip()


def ranges(pages: Sequence[int]) -> str:
    """Return sorted page numbers in short: 1–3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _closing(one: Checked) -> str:
    errors = len(grouped([one_ for one_ in one.faults if one_.severity is Severity.ERROR]))
    warnings = len(grouped([one_ for one_ in one.faults if one_.severity is Severity.WARNING]))
    if not errors and not warnings:
        return _("{file}: nothing to object ({printer})").format(
            file=plain(one.path), printer=one.printer
        )
    counts = []
    if errors:
        counts.append(ngettext("{count} error", "{count} errors", errors).format(count=errors))
    if warnings:
        words = ngettext("{count} warning", "{count} warnings", warnings)
        counts.append(words.format(count=warnings))
    return f"{plain(one.path)}: {', '.join(counts)} ({one.printer})"
