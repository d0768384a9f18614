"""Any PDF opened safely: encrypted, damaged, without boxes, without end. Never an exception.

What cannot be opened at all is a fault, and the file is then told by that fault alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from printkit.core.i18n import _
from printkit.pdf import pages
from printkit.pdf.budget import Budget, TooMuchError
from printkit.pdf.fonts import Font
from printkit.pdf.geometry import Box
from printkit.pdf.interpreter import Interpreter
from printkit.pdf.layers import Layers
from printkit.pdf.marks import Mark, Recorder
from printkit.pdf.objects import (
    File,
    Thing,
    UnreadableFileError,
    decoded,
    entry,
    is_dictionary,
    leaves,
    listed,
    members,
    name,
    open_file,
)
from printkit.pdf.resources import ResourceCache
from printkit.pdf.xmp import claimed_level
from printkit.preflight.fault import Fault, error


@dataclass(slots=True)
class Page(pages.Page):
    """A page with what stands on it.

    ``printed`` is what :func:`printkit.preflight.tools.on_paper` found by kind, all of it under no name, in
    which zone; ``groups`` is how many transparency groups were drawn, ``blends`` are the spaces they are
    blended in, ``fonts`` all that show text with the place of the first, ``codes`` what is set in them.
    """

    marks: list[Mark] = field(default_factory=list)
    groups: int = 0
    blends: list[Thing] = field(default_factory=list)
    fonts: dict[Font, Box] = field(default_factory=dict)
    codes: dict[Font, set[int]] = field(default_factory=dict)
    printed: dict[str, list[Mark]] = field(default_factory=dict)
    printed_zone: Box | None = None


@dataclass(slots=True)
class Document:
    """A file as rules see it. ``version`` is that of the header or the catalogue, the higher one.

    ``info`` are the texts of the information dictionary by key with slash; ``xmp`` the metadata as
    bytes; ``has_id``: the trailer has an identifier. ``encrypted`` as the file stood.
    ``painted`` is the file as opened by who paints it, None until then; ``codes`` are the QR codes by
    page, once somebody has looked for them.
    """

    data: bytes
    file: File
    version: str = ""
    info: dict[str, str] = field(default_factory=dict)
    xmp: bytes = b""
    has_id: bool = False
    intents: list[Thing] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    cache: ResourceCache = field(default_factory=ResourceCache)
    painted: Any = None
    codes: dict[int, Any] = field(default_factory=dict)

    @property
    def catalogue(self) -> Thing:
        """The root of the file's objects."""
        return self.file.catalogue

    @property
    def encrypted(self) -> bool:
        """Tell whether the file stood encrypted; it opened without a password."""
        return self.file.encrypted

    @property
    def codes_used(self) -> dict[Font, set[int]]:
        """The codes set in each font, on all pages."""
        found: dict[Font, set[int]] = {}
        for page in self.pages:
            for font, codes in page.codes.items():
                found.setdefault(font, set()).update(codes)
        return found

    @property
    def x_version(self) -> str:
        """Return the PDF/X version the file claims, empty where it claims none.

        X-4 is claimed in XMP alone; the older levels in the document information.
        """
        inner = self.info.get("/GTS_PDFXVersion", "")
        return claimed_level(self.xmp) or ("" if inner.startswith("PDF/X-4") else inner)


def open_document(data: bytes, budget: Budget) -> tuple[Document | None, list[Fault]]:
    """Read a file. Returns None and the reason where nothing of it can be looked at."""
    try:
        file = open_file(data, inherit=False)
    except UnreadableFileError as problem:
        return None, [_unopened(problem)]
    found = Document(data, file, version=file.version, cache=ResourceCache(budget))
    try:
        _read_identity(found)
        return found, _read_pages(found)
    except (TooMuchError, RecursionError, MemoryError):
        return found if found.pages else None, [too_heavy(len(found.pages))]


def _read_identity(found: Document) -> None:
    trailer, catalogue = found.file.trailer, found.catalogue
    for key, value in members(entry(trailer, "/Info")):
        found.info[key] = name(value)[:1000]
    found.has_id = len(listed(entry(trailer, "/ID"))) == 2
    found.xmp = (decoded(entry(catalogue, "/Metadata")) or b"")[:2_000_000]
    found.intents = listed(entry(catalogue, "/OutputIntents"))[:20]
    newer = name(entry(catalogue, "/Version")).removeprefix("/")
    if re.fullmatch(r"\d\.\d", newer):
        found.version = max(found.version, newer)


def _read_pages(found: Document) -> list[Fault]:
    """Read the pages and what stands on them, as far as the budget goes."""
    layers = Layers(found.catalogue)
    unread: list[int] = []
    try:
        for page in pages.pages_of(found.catalogue, found.cache.budget, Page):
            found.pages.append(page)
            recorder = Recorder(page.marks, page.media)
            data = b"\n".join(map(found.cache.data, page.streams))
            Interpreter(recorder, page.resources, cache=found.cache, layers=layers).run(data)
            page.groups, page.blends = recorder.groups, recorder.blends
            page.fonts, page.codes = recorder.fonts, recorder.codes
            if not all(map(found.cache.reads, page.streams)):
                unread.append(page.number)
    except (TooMuchError, RecursionError, MemoryError):
        return [too_heavy(len(found.pages))]
    if not found.pages:
        return [_damaged(_("it has no page"))]
    return [_unreadable(number) for number in unread]


def javascript(found: Document) -> bool:
    """Tell whether the file acts on its own: scripts, or an action when it is opened."""
    root = found.catalogue
    names = list(leaves(entry(root, "/Names", "/JavaScript")))
    opening = entry(root, "/OpenAction")
    acts = is_dictionary(opening) and name(entry(opening, "/S")) not in ("", "/GoTo")
    places = [root, *(page.source for page in found.pages)]
    places += [note.source for page in found.pages for note in page.notes]
    runs = any(name(entry(one.source, "/A", "/S")) == "/JavaScript" for one in _notes(found))
    return bool(names) or acts or runs or any(any(members(entry(one, "/AA"))) for one in places)


def _notes(found: Document) -> list[pages.Note]:
    return [note for page in found.pages for note in page.notes]


def _unopened(problem: UnreadableFileError) -> Fault:
    if problem.reason == "locked":
        return error(
            "encryption",
            _("the file can only be opened with a password"),
            _("save it again without a password: print shops cannot open it either"),
        )
    if problem.reason == "damaged":
        return _damaged(problem.detail)
    issue = _("the file is empty") if problem.reason == "empty" else _("this is not a PDF")
    return error("unreadable", issue, _("export it as PDF again from the program it was made in"))


def _damaged(detail: str) -> Fault:
    return error(
        "unreadable",
        _("the file is damaged: {detail}").format(detail=" ".join(detail.split())[:120]),
        _("export it as PDF again; if it was sent to you, ask for it to be sent again"),
    )


def _unreadable(page: int) -> Fault:
    return error(
        "unreadable",
        _("the content of the page cannot be read"),
        _("export it as PDF again; if it was sent to you, ask for it to be sent again"),
        page=page,
    )


def too_heavy(pages_: int) -> Fault:
    """Say that a check was given up; ``pages_`` is how many were looked at."""
    return error(
        "too-heavy",
        _("the file asks for more work than a check does; {count} pages were looked at").format(
            count=pages_
        ),
        _("flatten its heaviest drawings to images, or split it, and check again"),
        found=pages_,
        unit="pages",
    )
