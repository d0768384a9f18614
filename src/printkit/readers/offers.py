"""What the download page offers: files sorted by what people want to do with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from printkit.model import ManifestEntry, PageFormat, Publication
from printkit.model.editions import USES, Use

_PAPERS: Final = {(105, 148): "A6", (148, 210): "A5", (210, 297): "A4", (297, 420): "A3"}
_NBSP, _NNBSP = "\u00a0", "\u202f"
#: Formats are rounded to the millimetre: two A5 are a little less than an A4.
_SLACK: Final = 0.5


@dataclass(frozen=True, slots=True)
class Download:
    """A file as offered: its ``label``, what else is said of it, its kind and size in ``facts``."""

    file: ManifestEntry
    label: str
    facts: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Files that serve one purpose: a ``use``, or a format of a leaflet."""

    key: str
    title: str
    says: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a first page: addresses by width in pixels, the smallest first."""

    sources: tuple[tuple[int, str], ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A publication on the page. ``extent`` says how long it is, ``""`` if nothing has pages.

    ``calendars`` and ``announcements`` are the addresses of its events' calendar files and of the texts that
    announce them, one for each in their order, ``events`` what search engines are told of them;
    ``documents`` are the addresses of the files kept with it.
    """

    publication: Publication
    choices: tuple[Choice, ...]
    files: tuple[ManifestEntry, ...]
    extent: str = ""
    picture: Picture | None = None
    calendars: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    announcements: tuple[str, ...] = ()
    events: tuple[Mapping[str, Any], ...] = ()


def by_use(files: Sequence[ManifestEntry], say: Mapping[str, str]) -> tuple[Choice, ...]:
    """Sort a brochure's files by use."""
    found = []
    for use in USES:
        mine = [file for file in files if file.use == use]
        if not mine:
            continue
        paper = _paper(mine[0].trim_mm)
        title = say[f"use_{use}"].format(paper=paper)
        downloads = tuple(Download(file, _label(file, say), _facts(file, say)) for file in mine)
        found.append(Choice(use, title, say[f"says_{use}"], downloads))
    return tuple(found)


def by_format(
    files: Sequence[ManifestEntry], formats: Iterable[PageFormat], say: Mapping[str, str]
) -> tuple[Choice, ...]:
    """Sort a leaflet's files by format."""
    found = []
    for fmt in formats:
        mine = [file for file in files if file.format == fmt.name]
        pages = next((file.pages for file in mine if file.use == "screen"), 0)
        if mine:
            downloads = tuple(_in_table(file, fmt, say) for file in mine)
            found.append(Choice(fmt.name, fmt.label, _count("pages", pages, say), downloads))
    return tuple(found)


def columns(leaflets: Iterable[Offer]) -> tuple[Use, ...]:
    """Return the uses that leaflets have files for, in order: the columns of their tables."""
    used = {file.use for offer in leaflets for file in offer.files}
    return tuple(use for use in USES if use in used)


def extent(files: Sequence[ManifestEntry], say: Mapping[str, str]) -> str:
    """Say of how many pages of which size a publication is, as it is to be read."""
    file = next((one for one in files if one.use == "screen" and one.pages), None)
    if file is None:
        return ""
    return f"{_count('pages', file.pages, say)}, {_paper(file.trim_mm)}"


def size(count: int, say: Mapping[str, str]) -> str:
    """Write a number of bytes for people: 36 ko, 1,2 Mo."""
    if count < 999_500:
        return say["kb"].format(count=max(round(count / 1000), 1)).replace(" ", _NNBSP)
    text = f"{count / 1_000_000:.1f}".replace(".", say["decimal"])
    return say["mb"].format(count=text).replace(" ", _NNBSP)


def _label(file: ManifestEntry, say: Mapping[str, str]) -> str:
    """Name a file by its edition, and by its part where that has several files."""
    label = say.get(f"edition_{file.edition}", file.edition)
    return f"{label} ({say.get(f'part_{file.part}', file.part)})" if file.part else label


def _facts(file: ManifestEntry, say: Mapping[str, str]) -> str:
    pages = (
        _count("sheets", -(-file.pages // 2), say).format(paper=_paper(file.trim_mm))
        if file.use == "home"
        else _count("pages", file.pages, say)
    )
    kind = next(
        (name for name in file.conformance if name.startswith(("PDF/X", "PDF/A"))), file.kind
    )
    return ", ".join(fact for fact in (kind, pages, size(file.bytes, say)) if fact)


def _in_table(file: ManifestEntry, fmt: PageFormat, say: Mapping[str, str]) -> Download:
    """Offer a file below its use and beside its format: what is left to say is its colours."""
    label = say.get(f"short_{file.edition}") or _label(file, say)
    facts = [size(file.bytes, say)]
    if file.use == "home":
        width, height = fmt.trim_mm
        count = int(file.trim_mm[0] * file.trim_mm[1] / (width * height) + _SLACK)
        several = say["several"].format(count=count, paper=_paper(file.trim_mm))
        facts.insert(0, several.replace(" ", _NBSP))
    return Download(file, label, ", ".join(facts))


def _count(word: str, count: int, say: Mapping[str, str]) -> str:
    if count == 0:
        return ""
    text = say[f"{word}_1"] if count == 1 else say[word].replace("{count}", str(count))
    return text.replace(" ", _NBSP, 1)


def _paper(trim_mm: tuple[float, float]) -> str:
    width, height = sorted(round(length) for length in trim_mm)
    return _PAPERS.get((width, height), f"{width}{_NBSP}×{_NBSP}{height}{_NBSP}mm")
