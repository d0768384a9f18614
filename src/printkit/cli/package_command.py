"""``printkit package``: press files made, checked, and packed for the shop with their papers."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from printkit.build.build_context import BuildContext
from printkit.cli.help_words import Misuse
from printkit.cli.isolated import preflight_apart
from printkit.cli.project_option import project_root
from printkit.cli.whole_files import write_whole
from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _, ngettext
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Publication
from printkit.package.job_sheet import job_sheet
from printkit.package.make_files import open_build, press_files
from printkit.package.order import Order, Proven
from printkit.package.zip_archive import archive, archive_name, count
from printkit.preflight.printer import Printer
from printkit.project.printer_files import load_printer
from printkit.project.root import publication_names
from printkit.report.build_text import print_findings
from printkit.report.preflight_html import Seen, html_report, wanted_views
from printkit.report.preflight_text import Checked, print_package, print_text
from printkit.views.page_pictures import views


def package_files(name: str, **arguments: Any) -> int:
    """Make the package and tell; returns the exit code, 1 where an error stands and none is forced."""
    if arguments["style"] != "json":
        return _pack(name, arguments, _Told())
    told = _Told(in_words=False)
    try:
        code = _pack(name, arguments, told)
    except PrintkitError as problem:
        code = problem.exit_code
        told.findings += problem.findings
    print_package(told.findings, told.files, told.target, code, sys.stdout)
    return code


@dataclass(slots=True)
class _Told:
    """What there is to say: at once in words, or at the end in one object."""

    in_words: bool = True
    findings: list[Finding] = field(default_factory=list)
    files: list[Checked] = field(default_factory=list)
    target: Path | None = None


def _pack(name: str, arguments: Mapping[str, Any], told: _Told) -> ExitCode:
    root = project_root(arguments["project"])
    known = publication_names(root)
    if name not in known:
        message = _("there is no publication “{name}”").format(name=name)
        otherwise = _("there are: {names}").format(names=", ".join(known) or "–")
        raise Misuse(message, did_you_mean(name, known, otherwise))
    folder = Path(arguments["output"] or ".")
    if folder.exists() and not folder.is_dir():
        message = _("{path} is a file, not a folder").format(path=folder.as_posix())
        raise Misuse(message, _("name a folder: --output DIR"))
    printer = _printer(arguments["printer"], root)
    with open_build(root, [name]) as context:
        publication = next(one for one in context.project.publications if one.name == name)
        order = Order(
            publication,
            printer,
            arguments["quantity"],
            " ".join(arguments["paper"].split()),
            arguments["binding"],
            _contact(publication, context, arguments["contact"]),
            spine_mm=arguments["spine"],
        )
        _check_formats(publication, arguments["formats"])
        files = _proven(context, order, arguments["formats"])
        errors = count(files, Severity.ERROR)
        told.findings += [said for one in files for said in one.file.findings]
        told.files += [Checked(one.file.name, printer.name, one.faults) for one in files]
        if errors:
            if told.in_words:
                print_findings(told.findings, sys.stderr)
                print_text(told.files, sys.stderr)
            if not arguments["force"]:
                raise _refused(errors, name)
            order = replace(order, forced=True)
        sheet = job_sheet(context, order, files)
        context.reference_cache.save()
    data = archive(order, files, sheet=sheet, report=_report(files, printer))
    told.target = folder / archive_name(order)
    write_whole(told.target, data)
    if told.in_words:
        sys.stdout.write(_("written: {path}").format(path=told.target.as_posix()) + "\n")
    return ExitCode.CLEAN


def _printer(name: str, root: Path) -> Printer:
    try:
        return load_printer(name, root)
    except PrintkitError as problem:
        if problem.exit_code is not ExitCode.USAGE:
            raise
        raise Misuse(problem.findings[0].message, problem.findings[0].hint) from None


def _contact(
    publication: Publication, context: BuildContext, typed: Sequence[str]
) -> tuple[str, ...]:
    """Return who answers: what was typed, else what the project says; nothing is invented."""
    if typed:
        return tuple(" ".join(line.split()) for line in typed)
    brand = publication.brand
    lines = brand.contact or context.project.brand.contact
    return (*filter(None, [brand.name]), *lines) if lines else ()


def _check_formats(publication: Publication, wanted: Sequence[str]) -> None:
    known = [fmt.name for fmt in publication.formats]
    for one in wanted:
        if one not in known:
            message = _("“{name}” has no format “{format}”").format(
                name=publication.name, format=one
            )
            otherwise = _("there are: {names}").format(names=", ".join(known))
            raise Misuse(message, did_you_mean(one, known, otherwise))


def _proven(context: BuildContext, order: Order, formats: Sequence[str]) -> list[Proven]:
    """Make the press files and look at each as the shop's own preflight will."""
    found = []
    for file in press_files(context, order, formats):
        faults, _answered = preflight_apart(file.data, order.job(file))
        together = views(file.together) if file.together else ()
        found.append(Proven(file, faults, views(file.data), together))
    return found


def _refused(errors: int, name: str) -> PrintkitError:
    message = ngettext(
        "“{name}” is not packed: {count} error stands",
        "“{name}” is not packed: {count} errors stand",
        errors,
    ).format(name=name, count=errors)
    hint = _("mend it, or add --force: the job sheet will say so")
    return PrintkitError([Finding("package-refused", Severity.ERROR, message, hint=hint)])


def _report(files: Sequence[Proven], printer: Printer) -> str:
    return html_report(
        [
            Seen(
                one.file.name,
                printer,
                one.faults,
                views(one.file.data, wanted_views(one.faults, printer)),
            )
            for one in files
        ]
    )
