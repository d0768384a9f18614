"""What is known of a file of ours that is to be checked: for whom it is, how it is bound, what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from printkit.core.findings import Position
from printkit.model import ManifestEntry
from printkit.model.editions import Kind, PrintedBy, edition_of
from printkit.package.order import COVER_INNER, USUAL_BINDING
from printkit.preflight.printer import Job, Printer
from printkit.press.wrap import COVER_PAGES
from printkit.project.format_files import Formats
from printkit.project.printer_files import DEFAULT
from printkit.project.project_files import Files
from printkit.project.root import publication_files, publication_names

#: Whom a file is checked for where nobody names a printer; what is only read: a copy shop.
_USUAL_PRINTERS: Final[Mapping[PrintedBy, str]] = {"press": DEFAULT, "risograph": "riso"}
_AT_HAND: Final = "copyshop"


def usual_printer(entry: ManifestEntry) -> str:
    """Return the printer a file is checked for where none is named."""
    return _USUAL_PRINTERS.get(edition_of(entry.edition).printed_by, _AT_HAND)


def is_for(entry: ManifestEntry, printer: Printer) -> bool:
    """Tell whether a file is what a printer is sent: a drum's greys, or all inks."""
    wanted = "risograph" if printer.drums > 1 else "press"
    return edition_of(entry.edition).printed_by == wanted


def sent(entries: Sequence[ManifestEntry], printer: Printer) -> list[ManifestEntry]:
    """Return the files a printer is sent: where a book was made whole and parted, as the printer wants it."""
    found = [entry for entry in entries if is_for(entry, printer)]
    apart = [entry for entry in found if "cover" in edition_of(entry.edition).parts]
    whole = [entry for entry in found if entry not in apart]
    if printer.cover == "separate":
        return apart or whole
    if printer.cover == "same-file":
        return whole or apart
    return found


def is_to_check(entry: ManifestEntry) -> bool:
    """Leave out what only shows how drums look over each other."""
    return entry.kind == "PDF" and entry.part != "simulation"


def job_of(entry: ManifestEntry, printer: Printer, binding: str | None, root: Path) -> Job:
    """Return what is known of a file of ours."""
    brochures, _leaflets = publication_files(root)
    names = publication_names(root)
    brochure = names.index(entry.publication) < len(brochures)
    kind: Kind = "brochure" if brochure else "leaflet"
    edition = edition_of(entry.edition)
    job = Job(printer, file_name=entry.name)
    if not edition.page_by_page:
        return job  # imposed: its pages are sheets
    fmt, _findings = Formats(Files(root)).get(entry.format, Position(""), brochure=brochure)
    job = replace(job, kind=kind, trim_mm=entry.trim_mm)
    if fmt is not None:
        job = replace(job, panels=fmt.panels, posted=fmt.posted)
    if entry.part == "cover":
        return replace(job, blanks=COVER_INNER)
    if edition.printed_by == "risograph":  # a drum need not print on each page
        job = replace(job, blanks=tuple(range(1, entry.pages + 1)))
    apart = COVER_PAGES if entry.part == "inside" else 0
    return replace(
        job, binding=binding or edition.binding or USUAL_BINDING[kind], pages_apart=apart
    )
