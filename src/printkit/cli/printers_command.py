"""``printkit printers``: which print shops are known, and what each asks for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from printkit.cli.help_words import Misuse
from printkit.cli.new_command import new_command
from printkit.cli.project_option import project_root
from printkit.core.findings import ExitCode, Finding, PrintkitError
from printkit.core.i18n import _
from printkit.package.requirements import requirements
from printkit.preflight.printer import Printer
from printkit.project.printer_files import load_printer, printer_names
from printkit.project.root import find_root

#: The word before the name of a printer that is to be started.
_NEW: Final = "new"


def printers_command(words: Sequence[str], project: str | None) -> int:
    """List the printers, explain one, or start one; returns the exit code."""
    if words[:1] == (_NEW,):
        if len(words) != 2:
            raise Misuse(_("say how the printer is called"), f"printkit printers {_NEW} NAME")
        return new_command("printer", words[1], project)
    root = _root(project)
    if not words:
        return _list(root)
    if len(words) > 1:
        raise Misuse(_("one printer at a time"), f"printkit printers {words[0]}")
    try:
        printer = load_printer(words[0], root)
    except PrintkitError as problem:
        if problem.exit_code is not ExitCode.USAGE:
            raise
        raise Misuse(problem.findings[0].message, problem.findings[0].hint) from None
    sys.stdout.write(f"{printer.name}: {printer.called}\n")
    for what, value in requirements(printer):
        sys.stdout.write("  " + _("{what}: {value}").format(what=what, value=value) + "\n")
    for note in printer.notes:
        sys.stdout.write(f"  – {note}\n")
    for source in printer.sources:
        told = _("read on {date}: {where}").format(date=source.date, where=source.words)
        sys.stdout.write(f"  {told}\n")
    return ExitCode.CLEAN


def _list(root: Path | None) -> int:
    """List the printers whose files are whole, then say what is wrong with the others."""
    known: list[Printer] = []
    findings: list[Finding] = []
    for name in printer_names(root):
        try:
            known.append(load_printer(name, root))
        except PrintkitError as problem:
            findings += problem.findings
    width = max(len(one.name) for one in known)
    for one in known:
        sys.stdout.write(f"{one.name:<{width}}  {one.called}\n")
    if findings:
        raise PrintkitError(findings, ExitCode.PROJECT)
    return ExitCode.CLEAN


def _root(project: str | None) -> Path | None:
    if project is not None:
        return project_root(project)
    try:
        find_root(Path())
    except PrintkitError:
        return None
    return project_root(None)
