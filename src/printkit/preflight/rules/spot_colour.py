"""No more spot colours than ordered, under the names that were agreed.

Severity: error. Threshold: the printer's number of spot colours, and its names where it lists any.
Source: GWG 2022, R0020.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.images import Picture
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job

ID: Final = "spot-colour"


_PLATES: Final = frozenset({"C", "M", "Y", "K", "All", "None"})


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield each spot colour too many, at the first page it stands on."""
    agreed = set(job.printer.spot_names)
    told: set[str] = set()
    spare = job.printer.spots
    for page in document.pages:
        for mark in page.marks:
            for plate in _spots(mark.paint.inks, mark.picture):
                if plate in _PLATES or plate in told:
                    continue
                told.add(plate)
                if plate in agreed or (not agreed and len(told) <= spare):
                    continue
                issue = _("“{name}” is a spot colour: an ink and a plate of its own")
                yield error(
                    ID,
                    issue.format(name=plate[:60]),
                    _("convert it to the four inks, or agree its name and price with the printer"),
                    page=page.number,
                    rect_mm=page.mm(mark.box),
                    found=plate[:60],
                    required=", ".join(sorted(agreed)) or spare,
                )


def _spots(inks: tuple[tuple[str, float], ...] | None, picture: Picture | None) -> Iterator[str]:
    for plate, _share in inks or ():
        yield plate
    if picture is not None:
        yield from picture.space.root.names
