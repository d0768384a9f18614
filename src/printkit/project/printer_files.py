"""Printers' profiles: those printkit knows and the project's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.preflight.printer import PageLimits, Paper, Printer, Source
from printkit.project.condition_files import is_press_profile
from printkit.project.names import PRINTERS, STYLES
from printkit.project.printer_schema import PaperFile, PrinterFile
from printkit.project.project_files import Files
from printkit.project.schema_findings import checked, complaint
from printkit.project.values import short
from printkit.project.yamlpos import Tree

FOLDER: Final = Path(__file__).parents[1] / "data" / PRINTERS
#: What is checked against where nobody names a printer.
DEFAULT: Final = "coated-eu"
#: No output profile is larger: those of presses have 1 to 3 MB.
_MOST_PROFILE: Final = 20_000_000


def printer_names(root: Path | None) -> tuple[str, ...]:
    """Return the names of the known printers, sorted; with a project's root, its own too."""
    return tuple(sorted(_known(root)))


def load_printer(name: str, root: Path | None) -> Printer:
    """Return a printer's profile; a project's own come before those of the same name.

    Raises:
        PrintkitError: there is none of this name (USAGE), or its file is wrong (PROJECT).

    """
    known = _known(root)
    if name not in known:
        message = _("there is no printer “{name}”").format(name=short(name))
        otherwise = _("there are: {names}").format(names=", ".join(sorted(known)))
        hint = did_you_mean(name, known, otherwise)
        finding = Finding("printer-unknown", Severity.ERROR, message, hint=hint)
        raise PrintkitError([finding], ExitCode.USAGE)
    path = known[name]
    files = Files(root if root is not None and path.is_relative_to(root) else path.parent)
    tree = files.tree(path)
    value, findings = checked(tree, PrinterFile)
    if value is None:
        raise PrintkitError(findings, ExitCode.PROJECT)
    profile, said = _profile(value.profile, path, tree, files)
    findings = (*findings, *_unnamed(value, path, tree), *_unsourced(value, tree), *said)
    if findings:
        raise PrintkitError(findings, ExitCode.PROJECT)
    return _printer(value, profile)


def _unnamed(value: PrinterFile, path: Path, tree: Tree) -> tuple[Finding, ...]:
    if value.name == path.stem:
        return ()
    message = _("the file is called {file}, its printer “{name}”")
    message = message.format(file=path.name, name=value.name)
    return (complaint("name", message, tree.at(("name",)), _("give both the same name")),)


def _unsourced(value: PrinterFile, tree: Tree) -> tuple[Finding, ...]:
    """Ask where figures were read: an address, or words such as who answered the telephone."""
    hint = _("add the address of the printer's page, or in words who told you, and the day")
    if not value.sources:
        message = _("the profile does not say where its figures were read")
        return (complaint("value-empty", message, tree.at(("sources",)), hint),)
    message = _("this source has neither an address nor words")
    return tuple(
        complaint("value-empty", message, tree.at(("sources", index)), hint)
        for index, one in enumerate(value.sources)
        if not one.url and not one.note
    )


def _profile(
    name: str | None, home: Path, tree: Tree, files: Files
) -> tuple[bytes, tuple[Finding, ...]]:
    """Read the output profile a printer's file names, from its own folder."""
    if name is None:
        return b"", ()
    at = tree.at(("profile",))
    path = home.parent / name
    try:
        inside = path.resolve().is_relative_to(home.parent.resolve())
        small = inside and path.is_file() and path.stat().st_size <= _MOST_PROFILE
        data = files.read(path) if small else b""
    except (OSError, ValueError):
        data, small = b"", False
    if not small:
        message = _("the profile “{name}” is not in the folder {folder}").format(
            name=short(name), folder=files.shown(home.parent)
        )
        hint = _("put the .icc file the shop gave you beside the printer's file")
        return b"", (complaint("file-missing", message, at, hint),)
    if not is_press_profile(data):
        message = _("“{name}” is not the profile of a four-colour press").format(name=short(name))
        hint = _("ask the shop for its ICC output profile in CMYK, such as PSO Uncoated v3")
        return b"", (complaint("value", message, at, hint),)
    return data, ()


def _known(root: Path | None) -> dict[str, Path]:
    folders = [FOLDER] if root is None else [FOLDER, root / STYLES / PRINTERS]
    return {
        path.stem: path
        for folder in folders
        for path in sorted(folder.glob("*.yaml"))
        if path.is_file()
    }


def _printer(value: PrinterFile, profile: bytes) -> Printer:
    plain = value.model_dump()
    sources = tuple(
        Source(one.url or "", one.date.isoformat(), _(one.note) if one.note else "")
        for one in value.sources
    )
    bindings = tuple(
        (binding, PageLimits(limits.least, limits.most, limits.multiple))
        for binding, limits in value.bindings.items()
    )
    papers = tuple(
        Paper(one.name, one.grammage, caliper)
        for one in value.papers
        if (caliper := _caliper(one, value.bulk))
    )
    notes = tuple(_(note) for note in value.notes)  # ours are in the catalogue
    made = {
        "notes": notes,
        "sources": sources,
        "bindings": bindings,
        "papers": papers,
        "profile": profile,
    }
    return Printer(**(plain | made))


def _caliper(paper: PaperFile, bulk: float | None) -> float | None:
    share = paper.bulk or bulk
    return paper.caliper_um or (paper.grammage * share if share else None)
