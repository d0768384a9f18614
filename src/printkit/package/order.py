"""What is ordered, and the files it is printed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from printkit.build.editions.press_finisher import PressPdf
from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.model import Publication
from printkit.preflight.fault import Fault
from printkit.preflight.printer import Job, Printer
from printkit.press.riso import DRUMS
from printkit.press.wrap import COVER_PAGES
from printkit.views.page_pictures import View

Binding = Literal["saddle", "perfect", "none"]
#: How publications are bound unless something else is asked for.
USUAL_BINDING: Final[dict[str, Binding | None]] = {"brochure": "saddle", "leaflet": None}


#: The pages of a cover's file that may be empty: the inner sides, or the one of a cover laid flat.
COVER_INNER: Final = (2, 3)


@dataclass(frozen=True, slots=True)
class Order:
    """A print order. ``paper`` as the shop calls it; ``contact`` who answers its questions.

    ``spine_mm`` is the width of the spine as the shop gave it; None: the paper tells.
    """

    publication: Publication
    printer: Printer
    quantity: int
    paper: str
    binding: Binding | None = None
    contact: tuple[str, ...] = ()
    forced: bool = False
    spine_mm: float | None = None

    @property
    def bound(self) -> Binding | None:
        """How the pages are bound; None: single sheets."""
        return self.binding or USUAL_BINDING[self.publication.kind]

    @property
    def cover_apart(self) -> bool:
        """Whether the cover is a file of its own: the shop asks for it, or it goes around a spine."""
        asked = self.printer.cover
        return asked != "same-file" and (
            self.bound == "perfect" or (self.bound == "saddle" and asked == "separate")
        )

    def objections(self) -> tuple[Finding, ...]:
        """Say that the shop does not bind so, where its file says how it binds."""
        offered = dict(self.printer.bindings)
        if not offered or self.bound is None or self.bound in offered:
            return ()
        message = _("{printer} does not bind so: {binding}").format(
            printer=self.printer.called, binding=self.bound
        )
        hint = _("choose one of: {names}").format(names=", ".join(offered))
        return (Finding("binding-unknown", Severity.ERROR, message, hint=hint),)

    def job(self, file: PressPdf) -> Job:
        """Return what a file of this order is checked against; the inside is bound, with its cover."""
        cover = file.part == "cover"
        blanks: tuple[int, ...] = COVER_INNER if cover else ()
        if file.part in DRUMS:  # a drum need not print on each page
            blanks = tuple(range(1, file.pages + 1))
        return Job(
            self.printer,
            file_name=file.name,
            kind=self.publication.kind,
            binding=None if cover else self.bound,
            blanks=blanks,
            pages_apart=COVER_PAGES if file.part == "inside" else 0,
            trim_mm=file.format.trim_mm,
            panels=file.format.panels,
            posted=file.format.posted,
        )


@dataclass(frozen=True, slots=True)
class Proven:
    """A press file with what was found in it and its pages looked at, and those of drums together."""

    file: PressPdf
    faults: tuple[Fault, ...]
    views: tuple[View, ...]
    together: tuple[View, ...] = ()

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
