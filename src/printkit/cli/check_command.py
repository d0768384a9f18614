"""``printkit check``: our own files and anybody's PDF against a printer's requirements."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from printkit.build.api import OUT
from printkit.cli.check_fix import Wanted, repaired
from printkit.cli.check_html import html_of, write_report
from printkit.cli.check_job import is_to_check, job_of, sent, usual_printer
from printkit.cli.check_trace import followed, publication_of
from printkit.cli.help_words import Misuse
from printkit.cli.isolated import preflight_apart
from printkit.cli.project_option import project_root
from printkit.core.findings import ExitCode, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.deliver.manifest import read_manifest
from printkit.markup.reading.warnings import did_you_mean
from printkit.preflight.fault import error
from printkit.preflight.printer import Job, Printer
from printkit.preflight.repair import Edge
from printkit.project.printer_files import DEFAULT, load_printer
from printkit.project.root import find_root, publication_names
from printkit.report import preflight_text as report
from printkit.report.check_exchange import tell_junit, tell_sarif
from printkit.report.preflight_text import Checked

_LARGEST: Final = 2_000_000_000


def check_command(
    names: Sequence[str],
    printer: str | None,
    binding: str | None,
    style: str,
    project: str | None,
    report_file: str | None = None,
    fix: bool = False,
    edge: Edge | None = None,
) -> int:
    """Check and tell; returns the exit code. ``report_file``: where an HTML report goes too.

    ``fix``: write a repaired copy of each file into the folder one is in; ``edge``: how it makes bleed.
    """
    root = _root(project)
    if not names:
        message = _("what is to be checked?")
        raise Misuse(message, _("name a publication or a PDF: printkit check flyer.pdf"))
    if edge is not None and not fix:
        raise Misuse(
            _("--bleed belongs to --fix"), _("printkit check FILE.pdf --fix --bleed mirror")
        )
    published = publication_names(root) if root else ()
    wanted: list[Wanted] = []
    for name in dict.fromkeys(names):
        if Path(name).is_dir() and name not in published:
            wanted += [_foreign(one, printer, binding, root) for one in _within(Path(name))]
        elif name.lower().endswith(".pdf") or Path(name).is_file():
            wanted.append(_foreign(name, printer, binding, root))
        else:
            wanted += _ours(name, printer, binding, root if root else project_root(project))
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:  # each waits for its child
        done = list(pool.map(_checked, wanted))
    if fix:
        done = [repaired(one, checked, edge) for one, checked in zip(wanted, done, strict=True)]
    files = followed(wanted, done, root)
    bad = any(fault.severity is Severity.ERROR for one in files for fault in one.faults)
    code = ExitCode.FINDINGS if bad else ExitCode.CLEAN
    if report_file is not None:
        write_report(html_of(files, root), report_file)
    if style == "html":
        sys.stdout.write(html_of(files, root))
    elif style == "json":
        report.print_json(files, code, sys.stdout)
    elif style == "github":
        report.print_github(files, sys.stdout)
    elif style == "junit":
        tell_junit(files, sys.stdout)
    elif style == "sarif":
        tell_sarif(files, sys.stdout)
    else:
        report.print_text(files, sys.stdout)
    return code


def _within(folder: Path) -> list[str]:
    """Return the PDFs below a folder, links not followed; in the order of their names."""
    found = sorted(
        path.as_posix()
        for path in folder.rglob("*")
        if path.suffix.lower() == ".pdf" and path.is_file() and not path.is_symlink()
    )
    if not found:
        message = _("there is no PDF in the folder “{path}”").format(path=folder.as_posix())
        raise Misuse(message, _("name a folder that holds some, or a PDF"))
    return found


def _root(project: str | None) -> Path | None:
    """Return the project's root; None outside of any, where only files can be checked."""
    if project is not None:
        return project_root(project)
    try:
        find_root(Path())
    except PrintkitError:
        return None
    return project_root(None)


def _printer(name: str, root: Path | None) -> Printer:
    try:
        return load_printer(name, root)
    except PrintkitError as problem:
        if problem.exit_code is not ExitCode.USAGE:
            raise
        finding = problem.findings[0]
        raise Misuse(finding.message, finding.hint) from None


def _foreign(name: str, printer: str | None, binding: str | None, root: Path | None) -> Wanted:
    path = Path(name)
    if not path.is_file():
        raise Misuse(_("there is no file “{path}”").format(path=name))
    job = Job(_printer(printer or DEFAULT, root), file_name=path.name, binding=binding)
    return Wanted(path, path.as_posix(), job, publication_of(path, root))


def _ours(name: str, printer: str | None, binding: str | None, root: Path) -> list[Wanted]:
    """Check what was built of a publication: its press files if a printer is named, else all."""
    known = publication_names(root)
    if name not in known:
        message = _("there is no publication “{name}”").format(name=name)
        otherwise = _("there are: {names}").format(names=", ".join(known) or "–")
        raise Misuse(message, did_you_mean(name, known, otherwise))
    entries = [
        one for one in read_manifest(root / OUT) if one.publication == name and is_to_check(one)
    ]
    shop = _printer(printer, root) if printer else None
    chosen = (sent(entries, shop) if shop else []) or entries
    if not chosen:
        message = _("nothing was built of “{name}” yet").format(name=name)
        raise Misuse(message, _("build it first: printkit build {name}").format(name=name))
    found = []
    for entry in chosen:
        job = job_of(entry, shop or _printer(usual_printer(entry), root), binding, root)
        found.append(Wanted(root / OUT / entry.path, f"{OUT}/{entry.path}", job, name))
    return found


def _checked(one: Wanted) -> Checked:
    printer = one.job.printer.name
    try:
        if one.path.stat().st_size > _LARGEST:
            issue = _("the file is too large to be checked")
            return Checked(one.shown, printer, (error("too-heavy", issue, _("split it")),))
        data = one.path.read_bytes()
    except OSError as problem:
        issue = _("the file cannot be read: {reason}").format(reason=problem.strerror or "?")
        fault = error("unreadable", issue, _("look at its permissions"))
        return Checked(one.shown, printer, (fault,))
    faults, _answered = preflight_apart(data, one.job)
    return Checked(one.shown, printer, faults, one.path)
