"""``printkit diff``: what changed between two builds or two PDFs, page by page."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from printkit.build.api import OUT
from printkit.cli.help_words import Misuse
from printkit.cli.whole_files import write_whole
from printkit.compare.comparison import MOST_PAGES, compare
from printkit.compare.differences import Comparison, Unreadable
from printkit.core.findings import ExitCode, Finding, Position, Severity
from printkit.core.i18n import _, ngettext
from printkit.core.result import ProgressEvent
from printkit.deliver.manifest import MANIFEST, read_manifest
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import ManifestEntry
from printkit.project.names import SITE
from printkit.report.build_text import plain, print_findings
from printkit.report.diff_html import FileDiff, diff_report
from printkit.report.progress import Progress
from printkit.sandbox.child import call_apart

_LARGEST: Final = 500_000_000
_TIMEOUT_S: Final = 900.0


@dataclass(frozen=True, slots=True)
class _Task:
    """A file in two states; None where it is not there. ``looked_at``: its pages are compared."""

    name: str
    old: Path | None
    new: Path | None
    looked_at: bool = True


def diff_command(old: str, new: str, output: str | None, editions: Sequence[str]) -> int:
    """Write the report and a summary; returns the exit code."""
    tasks = _tasks(Path(old), Path(new), editions)
    target = Path(output or _("changes.html"))
    if target.is_dir():
        target /= _("changes.html")
    findings: list[Finding] = []
    progress = Progress(sys.stderr)
    try:
        files = [_compared(task, progress, findings) for task in tasks]
    finally:
        progress.close()
    for one in files:
        label = _("{name}:").format(name=plain(one.name))
        sys.stdout.write(f"{label} {one.summary}\n")
    print_findings(findings, sys.stderr)
    write_whole(target, diff_report(files, old, new).encode())
    sys.stdout.write(_("written: {path}").format(path=plain(target.as_posix())) + "\n")
    return ExitCode.FINDINGS if findings else ExitCode.CLEAN


def _tasks(old: Path, new: Path, editions: Sequence[str]) -> list[_Task]:
    for path in (old, new):
        if not path.exists():
            raise Misuse(
                _("there is no file or folder “{path}”").format(path=path.as_posix()),
                _("name two PDFs, or two folders that printkit built into"),
            )
    if old.is_dir() != new.is_dir():
        message = _("one of the two is a folder, the other a file")
        raise Misuse(message, _("name two PDFs, or two folders that printkit built into"))
    if not old.is_dir():
        if editions:
            message = _("--edition chooses among what was built, not within a file")
            raise Misuse(message, _("name two folders, or leave --edition out"))
        return [_Task(new.name, old, new)]
    return list(_of_folders(_built(old), _built(new), editions))


def _built(folder: Path) -> Path:
    """Return the folder that holds the manifest: the one given, or the ``out`` in it."""
    for one in (folder, folder / OUT):
        if (one / MANIFEST).is_file():
            return one
    raise Misuse(
        _("“{path}” holds nothing that printkit built").format(path=folder.as_posix()),
        _("name a folder with a manifest.json, or two PDFs"),
    )


def _of_folders(old: Path, new: Path, editions: Sequence[str]) -> Iterator[_Task]:
    before, after = _published(old), _published(new)
    entries = after | before
    known = sorted({entry.edition for entry in entries.values()})
    for edition in editions:
        if edition not in known:
            message = _("neither folder holds an edition “{name}”").format(name=edition)
            otherwise = _("there are: {names}").format(names=", ".join(known) or "–")
            raise Misuse(message, did_you_mean(edition, known, otherwise))
    shown = _shown(entries.values(), editions)
    for path in sorted(entries, key=lambda one: (one not in shown, one)):
        yield _Task(
            path,
            old / path if path in before else None,
            new / path if path in after else None,
            path in shown,
        )


def _published(folder: Path) -> dict[str, ManifestEntry]:
    """Return the files of publications; the download page's folder has the same ones again."""
    return {entry.path: entry for entry in read_manifest(folder) if entry.publication != SITE}


def _shown(entries: Any, editions: Sequence[str]) -> set[str]:
    """Choose the files whose pages are compared: those for reading, or the editions asked for."""
    groups: dict[tuple[str, str], list[ManifestEntry]] = {}
    for entry in entries:
        if entry.path.endswith(".pdf"):
            groups.setdefault((entry.publication, entry.format), []).append(entry)
    found: set[str] = set()
    for group in groups.values():
        # press files and sheets are made of the pages that are read
        chosen = [
            entry
            for entry in group
            if (entry.edition in editions if editions else entry.use in ("screen", "large"))
        ]
        if not chosen and not editions:
            chosen = sorted(group, key=lambda one: one.path)[:1]
        found |= {one.path for one in chosen}
    return found


def _compared(task: _Task, progress: Progress, findings: list[Finding]) -> FileDiff:
    if task.old is None or task.new is None:
        new = task.old is None
        words = _("only in the new build") if new else _("only in the old build")
        return FileDiff(task.name, words, differs=True)
    states = [_read(path, findings) for path in (task.old, task.new)]
    if None in states:
        return FileDiff(task.name, _("could not be compared"), differs=True)
    before, after = (one or b"" for one in states)
    if hashlib.sha256(before).digest() == hashlib.sha256(after).digest():
        return FileDiff(task.name, _("the same, to the byte"))
    if not task.looked_at:
        return FileDiff(task.name, _("changed; its pages are not shown here"), differs=True)

    def tell(done: int, total: int) -> None:
        progress(ProgressEvent("comparing", task.name, done, total))

    tell(0, 0)
    found: Comparison | Unreadable | None = call_apart(
        compare, before, after, timeout_s=_TIMEOUT_S, tell=tell
    )
    if not isinstance(found, Comparison):
        findings.append(_refused(task, found))
        return FileDiff(task.name, _("could not be compared"), differs=True)
    return FileDiff(task.name, _summary(found), found, differs=found.differs)


def _read(path: Path, findings: list[Finding]) -> bytes | None:
    try:
        if path.stat().st_size <= _LARGEST:
            return path.read_bytes()
        reason = _("it is larger than {size} MB").format(size=_LARGEST // 1_000_000)
    except OSError as problem:
        reason = problem.strerror or "?"
    message = _("the file cannot be read: {reason}").format(reason=reason)
    hint = _("build again, or name another file")
    findings.append(_error("unreadable", path, message, hint))
    return None


def _refused(task: _Task, found: Unreadable | None) -> Finding:
    if found is None:
        message = _("the file could not be compared: it takes too much time or memory")
        hint = _("export it again, simpler: flatten its heaviest drawings to images")
        return _error("too-heavy", task.new, message, hint)
    words = {
        "password": (
            "encryption",
            _("the file can only be opened with a password"),
            _("save it again without a password"),
        ),
        "damaged": (
            "unreadable",
            _("this is not a PDF, or it is damaged"),
            _("export it as PDF again; if it was sent to you, ask for it to be sent again"),
        ),
        "empty": ("unreadable", _("it has no page"), _("export it as PDF again")),
        "too-many-pages": (
            "too-heavy",
            _("it has more than {count} pages").format(count=MOST_PAGES),
            _("split both files at the same place and compare the pieces"),
        ),
    }
    rule, message, hint = words[found.reason]
    return _error(rule, task.old if found.which == "old" else task.new, message, hint)


def _error(rule: str, path: Path | None, message: str, hint: str) -> Finding:
    place = None if path is None else Position(path.as_posix())
    return Finding(rule, Severity.ERROR, message, place, hint=hint)


def _summary(found: Comparison) -> str:
    changed = found.changed
    new = sum(pair.old is None for pair in changed)
    gone = sum(pair.new is None for pair in changed)
    edited = len(changed) - new - gone
    counts = (
        (edited, ngettext("{count} page changed", "{count} pages changed", edited)),
        (new, ngettext("{count} page added", "{count} pages added", new)),
        (gone, ngettext("{count} page gone", "{count} pages gone", gone)),
    )
    flowed = sum(pair.flowed and not pair.changed for pair in found.pairs)
    beside = (
        (
            flowed,
            ngettext(
                "{count} page with the same words on other lines",
                "{count} pages with the same words on other lines",
                flowed,
            ),
        ),
        (bool(found.heads_gone or found.heads_new), _("running heads changed")),
        (bool(found.marks_gone or found.marks_new), _("bookmarks changed")),
    )
    told = [text.format(count=count) for count, text in (*counts, *beside) if count]
    return ", ".join(told) or _("every page says and shows the same")
