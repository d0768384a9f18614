"""What mends share: the file as it was read, and the copy they write on."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.generic import ArrayObject, FloatObject

from printkit.assemble.objects import N
from printkit.preflight.budget import Budget
from printkit.preflight.document import Document, open_document
from printkit.preflight.fault import Box, Fault
from printkit.preflight.pages import Page, pages_of
from printkit.preflight.printer import Job
from printkit.press.printing_condition import Condition

#: How bleed that is missing is made of the page's own edge.
Edge = Literal["mirror", "stretch"]
#: What the name of a repaired copy ends with; no part of its title.
COPY: Final = "-repaired"


@dataclass(frozen=True, slots=True)
class Mend:
    """One repair: the ``rule`` it answers, ``what`` was done and ``why``, in sentences, translated.

    ``pages`` are 1-based; empty: the file as a whole.
    """

    rule: str
    what: str
    why: str
    pages: tuple[int, ...] = ()


@dataclass(slots=True)
class Work:
    """A file being mended. ``document`` is as it was, ``writer`` as it becomes; ``faults`` were found.

    ``condition`` colours are converted for, None: they are left; ``when`` is the date of the change;
    ``edge``: how missing bleed is made, None: it is not.
    """

    document: Document
    writer: PdfWriter
    job: Job
    faults: tuple[Fault, ...]
    condition: Condition | None
    when: datetime
    edge: Edge | None
    done: list[Mend] = field(default_factory=list)

    def has(self, *rules: str) -> bool:
        """Tell whether one of these rules found something."""
        return any(fault.rule in rules for fault in self.faults)

    def pages_with(self, *rules: str) -> set[int]:
        """Return the pages where one of these rules found something."""
        return {fault.page for fault in self.faults if fault.rule in rules and fault.page}

    def note(self, rule: str, what: str, why: str, pages: Iterable[int] = ()) -> None:
        """Write down what was done."""
        self.done.append(Mend(rule, what, why, tuple(sorted(set(pages)))))

    def pages(self) -> list[Page]:
        """Return the pages of the copy as they are now; a page that stands twice is given once."""
        seen: set[int] = set()
        found = []
        for page in pages_of(self.writer.root_object, Budget()):
            if id(page.source) not in seen:
                seen.add(id(page.source))
                found.append(page)
        return found

    def write(self) -> bytes:
        """Return the bytes of the copy as it is now."""
        out = io.BytesIO()
        self.writer.write(out)
        return out.getvalue()


def read(data: bytes) -> tuple[Document | None, PdfWriter | None]:
    """Open a file to be mended; no writer where it cannot be copied whole or its owner forbids it."""
    document, faults = open_document(data, Budget())
    if document is None or any(one.rule in ("too-heavy", "unreadable") for one in faults):
        return document, None
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
        allowed = reader.user_access_permissions
        if allowed is not None and not allowed & UserAccessPermissions.MODIFY:
            return document, None
    writer = PdfWriter(clone_from=reader)
    writer._ID = reader.trailer.get("/ID")
    writer.pdf_header = reader.pdf_header
    return document, writer


def set_box(page: Any, key: str, box: Box) -> None:
    """Give a page's dictionary a box."""
    page[N(key)] = ArrayObject(FloatObject(round(side, 4) + 0.0) for side in box)
