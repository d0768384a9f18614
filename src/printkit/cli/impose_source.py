"""What ``printkit impose`` lays on sheets: the master of a publication, or any PDF."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printkit.build.build_context import BuildContext
from printkit.build.editions.sheet_editions import coloured
from printkit.build.masters import masters_of
from printkit.cli.help_words import Misuse
from printkit.cli.project_option import project_root
from printkit.core.findings import Finding, PrintkitError, has_errors
from printkit.core.i18n import _, current_language
from printkit.impose.source_pages import Source, open_source, source_of
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Publication
from printkit.model.sheets import Calibration, SheetSettings
from printkit.package.make_files import open_build
from printkit.project.load import load_calibration
from printkit.project.root import find_root, publication_names
from printkit.project.sheet_words import sheet_words
from printkit.report.progress import Progress


@dataclass(frozen=True, slots=True)
class ImposeSource:
    """One file to impose, how to call what is made of it, and what its publication asks for.

    ``safe_mm``: its text keeps so far from the cut; of anybody's file that is not known.
    """

    source: Source
    name: str
    sheet_settings: SheetSettings = SheetSettings()  # noqa: RUF009  a frozen value
    findings: tuple[Finding, ...] = ()
    safe_mm: float = 0.0


def impose_sources(what: str, arguments: Any) -> Iterator[ImposeSource]:
    """Yield what is to be imposed.

    Raises:
        Misuse: there is no such file or publication.
        PrintkitError: it cannot be read or laid out.

    """
    path = Path(what)
    if path.is_file():
        if arguments["edition"] is not None:
            message = _("--edition chooses the colours of a publication, not of a file")
            raise Misuse(message, _("name a publication, or leave --edition out"))
        sheet_settings = SheetSettings(calibration=calibration_here(arguments["project"]))
        yield ImposeSource(open_source(path.read_bytes(), path.name), path.stem, sheet_settings)
        return
    if what.lower().endswith(".pdf"):
        raise Misuse(_("there is no file “{path}”").format(path=what))
    root = project_root(arguments["project"])
    known = publication_names(root)
    if what not in known:
        message = _("there is no publication “{name}”").format(name=what)
        otherwise = _("there are: {names}").format(names=", ".join(known) or "–")
        raise Misuse(message, did_you_mean(what, known, otherwise))
    progress = Progress(sys.stderr)
    try:
        with open_build(root, [what], progress) as context:
            made = _masters(context, what, arguments)
    finally:
        progress.close()
    yield from made


def calibration_here(project: str | None) -> Calibration:
    """Return what the project at hand says of the copier; outside of a project nothing is known."""
    try:
        root = project_root(project) if project is not None else find_root(Path())
    except PrintkitError:
        return Calibration()
    return load_calibration(root)


def _masters(context: BuildContext, name: str, arguments: Any) -> list[ImposeSource]:
    found = [one for one in context.project.publications if one.name == name]
    if not found:  # its file is broken: what is wrong was told while reading
        raise Misuse(_("there is no publication “{name}”").format(name=name))
    (publication,) = found
    formats = [arguments["format"]] if arguments["format"] else []
    known = [fmt.name for fmt in publication.formats]
    if formats and formats[0] not in known:
        message = _("“{name}” has no such format").format(name=name)
        otherwise = _("there are: {names}").format(names=", ".join(known))
        raise Misuse(message, did_you_mean(formats[0], known, otherwise))
    masters = masters_of(context, publication, formats)
    context.reference_cache.save()
    theme = context.project.themes[publication.theme]
    colours = arguments["edition"] or "screen"
    made = []
    for master in masters:
        own, said = coloured(master, publication, theme, colours)
        if has_errors(said):
            raise PrintkitError(said)
        parts = [publication.name, master.format.name]
        if colours != "screen":
            parts.append(sheet_words(colours, current_language()))
        source = source_of(own.file)
        made.append(
            ImposeSource(
                source, "-".join(parts), _wishes(publication, colours), said,
                master.format.safe_mm,
            )
        )  # fmt: skip
    return made


def _wishes(publication: Publication, colours: str) -> SheetSettings:
    """Return what a publication asks for; sheets for a press are not moved for the copier at hand."""
    sheet_settings = publication.sheets
    if colours == "press":
        return SheetSettings(sheet_settings.booklet, sheet_settings.sheet)
    return sheet_settings
