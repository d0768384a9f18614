"""Press files made to a print shop's order: its level of PDF/X, its condition, its bleed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from printkit.build import MAX_WORKERS, RENDER_TIMEOUT_S
from printkit.deliver.lock import building
from printkit.findings import ExitCode, Finding, Position, PrintkitError, has_errors
from printkit.masters import masters_of
from printkit.memory import program_fingerprint
from printkit.model import Master, Publication
from printkit.package.order import PressPdf
from printkit.preflight.printer import Level as LevelName
from printkit.preflight.printer import Printer
from printkit.press.boxes import Edges
from printkit.press.condition import Condition
from printkit.press.images import Cache
from printkit.press.make import mono_file, press_file
from printkit.press.marks import crop_marks
from printkit.press.pdfx import Level
from printkit.press.pdfx import PressFile as Made
from printkit.project.conditions import CONDITIONS, condition
from printkit.project.load import load_project
from printkit.render.pool import RenderPool
from printkit.result import ProgressEvent
from printkit.store import Notebook, Store
from printkit.workshop import Workshop

_LEVELS: Final[dict[LevelName, Level]] = {"x-4": Level.X4, "x-1a": Level.X1A, "x-3": Level.X3}
#: Images are brought down to this resolution unless a shop asks for more.
_USUAL_PPI: Final = 300.0


@contextmanager
def open_workshop(
    root: Path, tell: Callable[[ProgressEvent], None] = lambda event: None
) -> Iterator[Workshop]:
    """Read a project and hold its build lock and a render pool while files are made to order.

    Raises:
        PrintkitError: the project cannot be read, or nothing can be written in its folder.

    """
    with building(root, on_wait=lambda: tell(ProgressEvent("waiting", "", 0, 0))):
        workers = min(os.cpu_count() or 1, MAX_WORKERS)
        with RenderPool(workers, timeout_s=RENDER_TIMEOUT_S) as pool:
            project, findings = load_project(root)
            if has_errors(findings):
                raise PrintkitError(findings, ExitCode.FINDINGS)
            program = program_fingerprint()
            yield Workshop(
                project,
                pool,
                Store(root / ".printkit" / "cache"),
                Notebook(root / ".printkit" / "references.json", program),
                tell=tell,
                program=program,
            )


def press_files(
    workshop: Workshop, publication: Publication, printer: Printer, formats: Sequence[str] = ()
) -> tuple[PressPdf, ...]:
    """Make the press files of a publication for a printer, in all its formats or those named.

    Raises:
        PrintkitError: the publication cannot be laid out; its findings say why.

    """
    cache: Cache = {}
    return tuple(
        _for_printer(master, publication, printer, workshop, cache)
        for master in masters_of(workshop, publication, formats)
    )


def condition_for(printer: Printer) -> Condition:
    """Return the condition of ours that a printer works in, kept to its ink limit."""
    known = [condition(name) for name in CONDITIONS]
    for wanted in printer.conditions:
        plain = wanted.upper().replace(" ", "")
        for one in known:
            if one.identifier == plain:
                return _limited(one, printer)
    asked = " ".join((*printer.conditions, printer.name)).lower()
    uncoated = any(word in asked for word in ("uncoated", "fogra47", "fogra52", "fogra30"))
    return _limited(condition("uncoated" if uncoated else "coated"), printer)


def _limited(found: Condition, printer: Printer) -> Condition:
    if printer.ink_limit is not None and printer.ink_limit < found.ink_limit:
        return replace(found, ink_limit=printer.ink_limit)
    return found


def _for_printer(
    master: Master,
    publication: Publication,
    printer: Printer,
    workshop: Workshop,
    cache: Cache,
) -> PressPdf:
    """Finish a master at the first level the printer takes without an objection, else at the first."""
    theme = workshop.project.themes[publication.theme]
    looks: dict[str, Any] = {"palette": theme.palette, "press": theme.press, "cache": cache}
    name = f"{publication.name}-{master.format.name}-{printer.name}.pdf"
    if printer.colours == "grey":
        made = mono_file(master.pdf, **looks)
        return PressPdf(name, made.pdf, master.format, findings=_of(publication, made))
    chosen = condition_for(printer)
    tries: list[PressPdf] = []
    for level in printer.levels or ("x-4",):
        made = press_file(master.pdf, **looks, **_asked(printer, _LEVELS[level], chosen))
        findings = _of(publication, made)
        tries.append(
            PressPdf(
                name, made.pdf, master.format, _LEVELS[level].value, chosen.identifier, findings
            )
        )
        if not has_errors(findings):
            return tries[-1]
    return tries[0]


def _asked(printer: Printer, level: Level, chosen: Condition) -> dict[str, Any]:
    return {
        "condition": chosen,
        "level": level,
        "bleed": Edges(*printer.bleed_mm),
        "marks": crop_marks if printer.marks == "crop" else None,
        "ppi": max(_USUAL_PPI, printer.ppi[1] if printer.ppi else 0.0),
    }


def _of(publication: Publication, made: Made) -> tuple[Finding, ...]:
    """Say which publication findings about pages belong to."""
    at = Position(publication.path)
    return tuple(replace(one, position=one.position or at) for one in made.findings)
