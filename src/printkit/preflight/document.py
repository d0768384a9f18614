"""Any PDF opened safely: encrypted, damaged, without boxes, without end. Never an exception.

What cannot be opened at all is a fault, and the file is then told by that fault alone.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PdfReadError

from printkit.core.i18n import _
from printkit.preflight.budget import Budget, TooMuchError
from printkit.preflight.content import Interpreter
from printkit.preflight.fault import Fault, error
from printkit.preflight.pages import Page, pages_of, streams_of
from printkit.preflight.resource_cache import Shelf
from printkit.preflight.safe_objects import (
    decoded,
    entry,
    follow,
    leaves,
    listed,
    members,
    name,
    table,
)
from printkit.preflight.state import State

_HEADER: Final = re.compile(rb"%PDF-(\d\.\d)")
_IDENTITY: Final = re.compile(
    rb"""pdfxid:GTS_PDFXVersion(?:\s*=\s*["']([^"']{1,40})|\s*>([^<]{1,40})<)"""
)


@dataclass(slots=True)
class Document:
    """A file as rules see it. ``version`` is that of the header or the catalogue, the higher one.

    ``info`` are the texts of the information dictionary by key with slash; ``xmp`` the metadata as
    bytes; ``has_id``: the trailer has an identifier. ``encrypted`` as the file stood.
    ``painted`` is the file as opened by who paints it, None until then; ``codes`` are the QR codes by
    page, once somebody has looked for them.
    """

    data: bytes
    version: str = ""
    encrypted: bool = False
    catalogue: Any = None
    info: dict[str, str] = field(default_factory=dict)
    xmp: bytes = b""
    has_id: bool = False
    intents: list[Any] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    shelf: Shelf = field(default_factory=lambda: Shelf(Budget()))
    painted: Any = None
    codes: dict[int, Any] = field(default_factory=dict)

    @property
    def x_version(self) -> str:
        """Return the PDF/X version the file claims, empty where it claims none."""
        found = _IDENTITY.search(self.xmp)
        if found:
            return (found[1] or found[2]).decode("latin-1").strip()
        return self.info.get("/GTS_PDFXVersion", "")


def open_document(data: bytes, budget: Budget) -> tuple[Document | None, list[Fault]]:
    """Read a file. Returns None and the reason where nothing of it can be looked at."""
    header = _HEADER.search(data[:2048])
    if header is None:
        return None, [_no_pdf(data)]
    found = Document(data, version=header[1].decode("ascii"), shelf=Shelf(budget))
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        found.encrypted = reader.is_encrypted
        if found.encrypted and not reader.decrypt(""):
            return None, [_locked()]
        found.catalogue = reader.trailer.get("/Root")
        _read_identity(found, reader)
        return found, _read_pages(found)
    except (TooMuchError, RecursionError, MemoryError):
        return found if found.pages else None, [too_heavy(len(found.pages))]
    except FileNotDecryptedError:
        return None, [_locked()]
    except (PdfReadError, OSError) as problem:
        return None, [_damaged(str(problem))]
    except Exception as problem:  # pypdf raises of all kinds on files nobody vouches for
        if "cryptography" in str(problem) or "AES" in str(problem):
            return None, [_locked()]
        return None, [_damaged(type(problem).__name__)]


def _read_identity(found: Document, reader: Any) -> None:
    trailer = reader.trailer
    for key, value in members(trailer.get("/Info")):
        found.info[key] = name(value)[:1000]
    found.has_id = len(listed(trailer.get("/ID"))) == 2
    found.xmp = (decoded(entry(found.catalogue, "/Metadata")) or b"")[:2_000_000]
    found.intents = listed(entry(found.catalogue, "/OutputIntents"))[:20]
    newer = name(entry(found.catalogue, "/Version")).removeprefix("/")
    if re.fullmatch(r"\d\.\d", newer):
        found.version = max(found.version, newer)


def _read_pages(found: Document) -> list[Fault]:
    """Read the pages and what stands on them, as far as the budget goes."""
    budget = found.shelf.budget
    try:
        for page in pages_of(found.catalogue, budget):
            found.pages.append(page)
            before = found.shelf.groups
            pieces = [found.shelf.data(one) for one in streams_of(page)]
            Interpreter(found.shelf, page.resources, State(), page.marks).run(b"\n".join(pieces))
            page.groups = found.shelf.groups - before
    except (TooMuchError, RecursionError, MemoryError):
        return [too_heavy(len(found.pages))]
    if not found.pages:
        return [_damaged(_("it has no page"))]
    empty = [
        page.number
        for page in found.pages
        if any(decoded(one) is None for one in streams_of(page) if follow(one) is not None)
    ]
    return [_unreadable(number) for number in empty]


def javascript(found: Document) -> bool:
    """Tell whether the file acts on its own: scripts, or an action when it is opened."""
    root = found.catalogue
    names = list(leaves(entry(root, "/Names", "/JavaScript")))
    opening = entry(root, "/OpenAction")
    acts = isinstance(opening, dict) and name(entry(opening, "/S")) not in ("", "/GoTo")
    return bool(names) or acts or bool(table(entry(root, "/AA")))


def _no_pdf(data: bytes) -> Fault:
    issue = _("the file is empty") if not data else _("this is not a PDF")
    return error("unreadable", issue, _("export it as PDF again from the program it was made in"))


def _locked() -> Fault:
    return error(
        "encryption",
        _("the file can only be opened with a password"),
        _("save it again without a password: print shops cannot open it either"),
    )


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


def too_heavy(pages: int) -> Fault:
    """Say that a check was given up; ``pages`` is how many were looked at."""
    return error(
        "too-heavy",
        _("the file asks for more work than a check does; {count} pages were looked at").format(
            count=pages
        ),
        _("flatten its heaviest drawings to images, or split it, and check again"),
        found=pages,
        unit="pages",
    )
