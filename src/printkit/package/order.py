"""What is ordered, and the files it is printed from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

from printkit.findings import Finding
from printkit.model import PageFormat, Publication
from printkit.preflight.fault import Fault
from printkit.preflight.printer import Job, Printer
from printkit.views.pages import View

Binding = Literal["saddle", "perfect", "none"]
#: How publications are bound unless something else is asked for.
USUAL_BINDING: Final[dict[str, Binding | None]] = {"brochure": "saddle", "leaflet": None}


@dataclass(frozen=True, slots=True)
class Order:
    """A print order. ``paper`` as the shop calls it; ``contact`` who answers its questions."""

    publication: Publication
    printer: Printer
    quantity: int
    paper: str
    binding: Binding | None = None
    contact: tuple[str, ...] = ()
    forced: bool = False

    @property
    def bound(self) -> Binding | None:
        """How the pages are bound; None: single sheets."""
        return self.binding or USUAL_BINDING[self.publication.kind]

    def job(self, file: PressPdf) -> Job:
        """Return what a file of this order is checked against."""
        kind = self.publication.kind
        return Job(
            self.printer,
            file_name=file.name,
            kind=kind,
            binding=self.bound,
            trim_mm=file.format.trim_mm,
            panels=file.format.panels,
        )


@dataclass(frozen=True, slots=True)
class PressPdf:
    """A file for the press. ``level`` and ``condition`` as the file names them, empty: none."""

    name: str
    data: bytes
    format: PageFormat
    level: str = ""
    condition: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        """The checksum of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Proven:
    """A press file with what was found in it and its pages looked at."""

    file: PressPdf
    faults: tuple[Fault, ...]
    views: tuple[View, ...]

    @property
    def plates(self) -> tuple[str, ...]:
        """All inks of the file: C, M, Y, K first."""
        used = {plate for view in self.views for plate in view.plates}
        return (*(one for one in "CMYK" if one in used), *sorted(used - set("CMYK")))

    @property
    def blanks(self) -> tuple[int, ...]:
        """The pages with nothing on them, 1-based."""
        return tuple(view.number for view in self.views if view.blank)

    @property
    def most_ink(self) -> float:
        """The heaviest colour set in text and drawings, in per cent."""
        return max((view.most_ink for view in self.views), default=0.0)
