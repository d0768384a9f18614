"""What is known of a file of ours that is to be checked: for whom it is, how it is bound, what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from printkit.core.findings import Position
from printkit.deliver.manifest import Entry
from printkit.model import Panel
from printkit.package.order import COVER_INNER, USUAL_BINDING
from printkit.preflight.printer import Job, Printer
from printkit.press.wrap import COVER_PAGES
from printkit.project.format_files import Formats
from printkit.project.printer_files import DEFAULT
from printkit.project.project_files import Files
from printkit.project.root import publication_files, publication_names

#: What files that are for no press are checked for, unless a printer is named.
_AT_HAND: Final = "copyshop"
#: Editions whose pages are not imposed.
_SINGLE_PAGES: Final = ("screen", "mono", "riso", "press", "cover-apart", "cover-wrap")


def usual_printer(entry: Entry) -> str:
    """Return the printer a file is checked for where none is named."""
    if is_press(entry):
        return DEFAULT
    return "riso" if entry["edition"] == "riso" else _AT_HAND


def is_press(entry: Entry) -> bool:
    """Tell whether a file is for a press: the whole, or a cover and what goes into it."""
    return str(entry["edition"]).startswith(("press", "cover-"))


def is_for(entry: Entry, printer: Printer) -> bool:
    """Tell whether a file is what a printer is sent: a drum's greys, or all inks."""
    return entry["edition"] == "riso" if printer.drums > 1 else is_press(entry)


def sent(entries: Sequence[Entry], printer: Printer) -> list[Entry]:
    """Return the files a printer is sent: where a book was made whole and parted, as the printer wants it."""
    found = [one for one in entries if is_for(one, printer)]
    apart = [one for one in found if str(one["edition"]).startswith("cover-")]
    whole = [one for one in found if one not in apart]
    if printer.cover == "separate":
        return apart or whole
    if printer.cover == "same-file":
        return whole or apart
    return found


def is_to_check(entry: Entry) -> bool:
    """Leave out what only shows how drums look over each other."""
    return str(entry["path"]).endswith(".pdf") and _part(entry) != "simulation"


def job_of(entry: Entry, printer: Printer, binding: str | None, root: Path) -> Job:
    """Return what is known of a file of ours."""
    brochures, _leaflets = publication_files(root)
    names = publication_names(root)
    brochure = names.index(entry["publication"]) < len(brochures)
    kind: Literal["brochure", "leaflet"] = "brochure" if brochure else "leaflet"
    trim = entry.get("trim_mm")
    size = (float(trim[0]), float(trim[1])) if isinstance(trim, list) and len(trim) == 2 else None
    job = Job(printer, file_name=Path(entry["path"]).name)
    if entry["edition"] not in _SINGLE_PAGES:
        return job  # imposed: its pages are sheets
    job = replace(job, kind=kind, trim_mm=size, panels=_panels(entry, root, brochure=brochure))
    if _part(entry) == "cover":
        return replace(job, blanks=COVER_INNER)
    if entry["edition"] == "riso":  # a drum need not print on each page
        job = replace(job, blanks=tuple(range(1, int(entry["pages"]) + 1)))
    glued = "perfect" if entry["edition"] == "cover-wrap" else USUAL_BINDING[kind]
    apart = COVER_PAGES if _part(entry) == "inside" else 0
    return replace(job, binding=binding or glued, pages_apart=apart)


def _part(entry: Entry) -> str:
    """Return the last word of a file's name: which part of an edition of several files it is."""
    return Path(entry["path"]).stem.rpartition("-")[2]


def _panels(entry: Entry, root: Path, *, brochure: bool) -> tuple[Panel, ...]:
    fmt, _findings = Formats(Files(root)).get(entry["format"], Position(""), brochure=brochure)
    return fmt.panels if fmt is not None else ()
