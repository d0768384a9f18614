"""What mends share: the file as it was read, and the copy they write on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from printkit.pdf.budget import Budget
from printkit.pdf.objects import File, UnreadableFileError, identity, open_file
from printkit.pdf.pages import pages_of
from printkit.pdf.writer import Pdf, written
from printkit.preflight.document import Document, Page, open_document
from printkit.preflight.fault import Fault
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
    """A file being mended. ``document`` is as it was, ``file`` as it becomes, of PDF ``version``.

    ``faults`` were found; ``condition`` colours are converted for, None: they are left; ``when`` is
    the date of the change; ``edge``: how missing bleed is made, None: it is not.
    """

    document: Document
    file: File
    version: str
    job: Job
    faults: tuple[Fault, ...]
    condition: Condition | None
    when: datetime
    edge: Edge | None
    done: list[Mend] = field(default_factory=list)

    @property
    def pdf(self) -> Pdf:
        """The copy that is written on."""
        return self.file.pdf

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
        seen: set[object] = set()
        found = []
        for page in pages_of(self.file.catalogue, Budget(), Page):
            if identity(page.source) not in seen:
                seen.add(identity(page.source))
                found.append(page)
        return found

    def write(self) -> bytes:
        """Return the bytes of the copy as it is now."""
        return written(self.pdf, self.version)


def read(data: bytes) -> tuple[Document | None, File | None]:
    """Open a file to be mended; no copy where it cannot be read whole or its owner forbids it."""
    document, faults = open_document(data, Budget())
    if document is None or any(one.rule in ("too-heavy", "unreadable") for one in faults):
        return document, None
    try:
        copy = open_file(data)
    except UnreadableFileError:
        return document, None
    return document, copy if copy.may_be_changed else None
