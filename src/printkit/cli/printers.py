"""``printkit printers``: which print shops are known, and what each asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from printkit.cli.here import project_root
from printkit.cli.words import Misuse
from printkit.findings import ExitCode, PrintkitError
from printkit.i18n import _, number
from printkit.preflight.levels import LABELS
from printkit.preflight.printer import Printer
from printkit.project.printers import load_printer, printer_names
from printkit.project.root import find_root


def printers_command(name: str | None, project: str | None) -> int:
    """List the printers, or explain one; returns the exit code."""
    root = _root(project)
    if name is None:
        known = [load_printer(one, root) for one in printer_names(root)]
        width = max(len(one.name) for one in known)
        for one in known:
            sys.stdout.write(f"{one.name:<{width}}  {one.label}\n")
        return ExitCode.CLEAN
    try:
        printer = load_printer(name, root)
    except PrintkitError as problem:
        if problem.exit_code is not ExitCode.USAGE:
            raise
        raise Misuse(problem.findings[0].message, problem.findings[0].hint) from None
    sys.stdout.write(f"{printer.name}: {printer.label}\n")
    for what, value in requirements(printer):
        sys.stdout.write("  " + _("{what}: {value}").format(what=what, value=value) + "\n")
    for note in printer.notes:
        sys.stdout.write(f"  – {note}\n")
    for source in printer.sources:
        words = _("read on {date}: {url}").format(date=source.date, url=source.url)
        sys.stdout.write(f"  {words}" + (f" ({source.note})" if source.note else "") + "\n")
    return ExitCode.CLEAN


def _root(project: str | None) -> Path | None:
    if project is not None:
        return project_root(project)
    try:
        find_root(Path())
    except PrintkitError:
        return None
    return project_root(None)


def requirements(printer: Printer) -> Iterator[tuple[str, str]]:
    """Yield what a printer asks for, in words."""
    levels = ", ".join(LABELS[level] for level in printer.levels)
    yield _("file"), levels or _("any PDF")
    yield _("bleed"), _edges(printer.bleed_mm)
    yield _("safe margin"), f"{number(printer.safe_mm, 2)} mm"
    marks = {"none": _("no marks"), "crop": _("crop marks"), "any": _("with or without")}
    yield _("marks"), marks[printer.marks]
    colours = {"cmyk": "CMYK", "any": _("any"), "grey": _("greys, one file for each ink")}
    yield _("colours"), colours[printer.colours]
    if printer.conditions:
        yield _("printing condition"), ", ".join(printer.conditions)
    if printer.ink_limit is not None:
        yield _("ink limit"), f"{number(printer.ink_limit)} %"
    for what, pair in (
        (_("images, error and warning below"), printer.ppi),
        (_("line art, error and warning below"), printer.bitmap_ppi),
    ):
        if pair is not None:
            yield what, f"{number(pair[0])}, {number(pair[1])} ppi"
    for what, value in (
        (_("thinnest line"), printer.line_pt),
        (_("thinnest line, white or in several inks"), printer.line_multi_pt),
        (_("smallest type"), printer.type_pt),
        (_("smallest type, white or in several inks"), printer.type_multi_pt),
    ):
        if value is not None:
            yield what, f"{number(value, 2)} pt"
    bindings = {"saddle": _("stapled"), "perfect": _("glued"), "none": _("unbound")}
    for binding, limits in printer.bindings:
        most = f"–{limits.most}" if limits.most is not None else "+"
        times = f" (× {limits.multiple})" if limits.multiple > 1 else ""
        pages = _("{pages} pages").format(pages=f"{limits.least}{most}")
        yield bindings.get(binding, binding), pages + times


def _edges(bleed: tuple[float, float, float, float]) -> str:
    if len(set(bleed)) == 1:
        return _("{mm} mm on each edge").format(mm=number(bleed[0], 2)) if bleed[0] else _("none")
    top, right, bottom, left = (number(edge, 2) for edge in bleed)
    words = _("top {top}, right {right}, bottom {bottom}, left {left} mm")
    return words.format(top=top, right=right, bottom=bottom, left=left)
