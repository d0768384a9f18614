"""What a page is: finished sizes, panels, slots, sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

#: Fields of a leaflet that a format may print or leave out, in the order of importance of those that
#: name none. Title, date, hours, place, organisers, programme and what the law asks stand everywhere.
FIELDS: Final = (
    "price",
    "access",
    "doors",
    "until",
    "repeats",
    "age",
    "tickets",
    "kicker",
    "subtitle",
    "call",
    "body",
    "speakers",
    "notes",
    "co-organisers",
    "supporters",
    "contact",
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel of a folded sheet. ``x_mm`` from the left edge of the trim of its side, 0-based side."""

    name: str
    side: int
    x_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A box of a leaflet whose text is fitted: base font size in pt between a floor and a ceiling.

    ``field`` is the dotted path of the field the organiser typed (``programme``, ``title``…).
    """

    name: str
    field: str
    min_pt: float
    max_pt: float


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A finished size. All lengths in mm; ``trim_mm`` is (width, height) of one side.

    ``fields`` are those of :data:`FIELDS` that it prints, the most important first. ``scale`` is its size,
    across and down, by that of the format whose layout it takes. ``picture`` is the share of its height that
    a leaflet's picture takes, and where an event has facts to be printed; None: it shows none.
    ``posted``: it is made to be put on walls.
    """

    name: str
    trim_mm: tuple[float, float]
    bleed_mm: float = 5.0
    safe_mm: float = 5.0
    sides: int = 1
    panels: tuple[Panel, ...] = ()
    slots: tuple[Slot, ...] = ()
    template: str | None = None
    label: str = ""
    fields: tuple[str, ...] = FIELDS
    scale: tuple[float, float] = (1.0, 1.0)
    picture: tuple[float, float] | None = None
    posted: bool = False


class Side(StrEnum):
    """Which side of the leaf a page is: recto is the right-hand, odd page."""

    RECTO = "recto"
    VERSO = "verso"
