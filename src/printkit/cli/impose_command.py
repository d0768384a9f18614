"""``printkit impose``: a publication or any PDF on sheets, both flips, named so."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from printkit.cli.build_command import exit_code_of
from printkit.cli.help_words import Misuse
from printkit.cli.impose_arguments import (
    calibration_of,
    count_of,
    flips_of,
    job_options,
    marked,
    page_of,
    sheet_of,
)
from printkit.cli.impose_isolated import impose_apart
from printkit.cli.impose_source import ImposeSource, calibration_here, impose_sources
from printkit.cli.whole_files import write_whole
from printkit.core.findings import ExitCode, Finding
from printkit.core.i18n import _, current_language
from printkit.impose.calibration import calibration_sheet
from printkit.impose.dummy import dummy
from printkit.impose.imposition import impose, job_for, plan_of
from printkit.impose.passes import one_pass
from printkit.impose.plan_text import heading, text_plan
from printkit.impose.sheet_marks import all_marks, inner_lines
from printkit.model.sheets import Calibration, SheetJob, SheetPlan, SheetSettings
from printkit.project.sheet_words import sheet_words
from printkit.report.build_text import print_findings
from printkit.views.sheet_pictures import maquette_png, maquette_svg

_WAYS: Final = ("landscape", "portrait")


def impose_files(what: str | None, **arguments: Any) -> int:
    """Write the sheets, or show their plan; returns the exit code."""
    if arguments["calibration"]:
        return _calibration(arguments)
    if what is None:
        if not arguments["pages"]:
            raise Misuse(_("which file?"), _("name a publication, a PDF, or give --pages"))
        return _without_source(count_of(arguments["pages"]), arguments)
    findings = (
        impose_apart(_all, what, arguments) if Path(what).is_file() else _all(what, arguments)
    )
    print_findings(list(dict.fromkeys(findings)), sys.stderr)
    return exit_code_of(findings, strict=False)


def _all(what: str, arguments: Mapping[str, Any]) -> list[Finding]:
    """Impose a file, or what a publication is made of; returns what is to be said."""
    findings: list[Finding] = []
    for impose_source in impose_sources(what, arguments):
        findings += impose_source.findings
        findings += _impose_one(impose_source, arguments)
    return findings


def _impose_one(impose_source: ImposeSource, arguments: Any) -> Sequence[Finding]:
    """Impose one file for each flip wanted."""
    scheme, name = arguments["scheme"], impose_source.name
    options = job_options(arguments, len(impose_source.source.pages), impose_source.sheet_settings)
    job = job_for(impose_source.source, options.pop("sheet_mm"), **options)
    calibration = calibration_of(arguments, impose_source.sheet_settings.calibration)
    flips = flips_of(arguments, calibration)
    findings: Sequence[Finding] = ()
    for flip in flips:
        own = replace(job, flip=flip)
        plan = plan_of(scheme, own)
        if arguments["plan"] or arguments["dummy"]:
            _show(plan, name, arguments, many=len(flips) > 1)
        else:
            marks = (
                all_marks(plan, name)
                if marked(arguments, impose_source.sheet_settings)
                else inner_lines(plan)
            )
            made = impose(
                impose_source.source,
                scheme,
                own,
                marks=marks,
                calibration=calibration,
                annotations=arguments["annotations"],
                safe_mm=impose_source.safe_mm,
            )
            findings = made.findings
            data = made.data
            if arguments["only_pass"]:
                data = one_pass(data, plan, arguments["only_pass"])
            _write(
                arguments["output"],
                f"{_name(name, plan, arguments)}.pdf",
                data,
                many=len(flips) > 1,
            )
        if plan.flip is None:
            break
    return findings


def _without_source(pages: int, arguments: Any) -> int:
    if not arguments["plan"] and not arguments["dummy"]:
        raise Misuse(_("without a file there is only a plan or a dummy: add --plan or --dummy"))
    options = job_options(arguments, pages, SheetSettings())
    job = SheetJob(pages, page_of(arguments, options), **options)
    flips = flips_of(arguments, Calibration())
    for flip in flips:
        plan = plan_of(arguments["scheme"], replace(job, flip=flip))
        _show(plan, "", arguments, many=len(flips) > 1)
        if plan.flip is None:
            break
    return ExitCode.CLEAN


def _calibration(arguments: Any) -> int:
    """Write the sheet that lies and the one that stands."""
    for way in _WAYS:
        name = f"{sheet_words('calibration', current_language())}-{_way(way)}.pdf"
        data = calibration_sheet(sheet_of(arguments), landscape=way == "landscape")
        _write(arguments["output"], name, data, many=True)
    known = calibration_here(arguments["project"])
    if known.measured:
        sys.stdout.write(_("printkit.yaml already holds what you measured: it is not used here"))
        sys.stdout.write("\n")
    return ExitCode.CLEAN


def _way(way: str) -> str:
    return {"landscape": _("landscape"), "portrait": _("portrait")}[way]


def _show(plan: SheetPlan, name: str, arguments: Any, *, many: bool) -> None:
    """Print the plan, draw it if a picture is asked for, make the dummy."""
    output = arguments["output"]
    if arguments["dummy"]:
        words = "-".join(filter(None, (name, sheet_words("dummy", current_language()))))
        _write(output, f"{_name(words, plan, arguments)}.pdf", dummy(plan), many=many)
        return
    if output is None:
        sys.stdout.write(f"{heading(plan)}\n{text_plan(plan)}\n")
        return
    stem = _name("-".join(filter(None, (name, "plan"))), plan, arguments)
    kinds = {".svg": maquette_svg, ".png": maquette_png}
    kind = Path(output).suffix.lower()
    for suffix, draw in kinds.items():
        if kind == suffix or kind not in kinds:
            _write(output, stem + suffix, draw(plan, name), many=many)


def _name(name: str, plan: SheetPlan, arguments: Any) -> str:
    parts = [plan.scheme, *([plan.flip] if plan.flip else ())]
    if arguments["only_pass"]:
        parts.append(arguments["only_pass"])
    words = sheet_words("-".join(parts), current_language())
    return f"{name}-{words}" if name else words


def _write(output: str | None, name: str, data: bytes, *, many: bool = False) -> None:
    """Write a file whole or not at all; ``output`` is a folder, or the file itself.

    ``many``: several files are made, so that the file's name takes the words that tell them apart.
    """
    target = Path(output) if output else Path(name)
    if output and (target.is_dir() or not target.suffix):
        target = target / name
    elif output and many:
        edges = {sheet_words(flip, current_language()) for flip in ("short-edge", "long-edge")}
        apart = (word for word in (*edges, *map(_way, _WAYS)) if word in name)
        target = target.with_stem("-".join((target.stem, *apart)))
    folder = next((one for one in target.parents if one.exists()), target.parent)
    if folder.exists() and not folder.is_dir():
        message = _("{path} is a file, not a folder").format(path=folder.as_posix())
        raise Misuse(message, _("name a folder: several files may be made"))
    write_whole(target, data)
    sys.stdout.write(_("written: {path}").format(path=target.as_posix()) + "\n")
