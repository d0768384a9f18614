"""A leaflet that is not folded as a theme's ``poster.html`` draws it: at its own size, whatever that is.

The template gives every box a place by the trim, and shares the sheet out by how much there is to set:
:class:`Amounts` reckons that. What is reckoned only says how large a box is; its text is fitted into it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from printkit.compose.leaflet_pictures import PictureBox, framed
from printkit.compose.leaflet_texts import EventText, LeafletTexts, RowText
from printkit.model import Asset, PageFormat, Picture, Slot, Theme

TEMPLATE: Final = "poster.html"
SHEET: Final = "poster.css"
#: The trim that the sizes of a theme's boxes are meant for, mm.
_A5: Final = (148.0, 210.0)
#: What is to be read is not set smaller because its sheet is, pt.
_READABLE_PT: Final = 9.0
_PT_MM: Final = 25.4 / 72


def draws(theme: Theme, fmt: PageFormat) -> bool:
    """Tell whether a theme draws a format with its ``poster.html``: every one that is not folded."""
    return TEMPLATE in theme.templates and not fmt.panels and fmt.name != "social"


def slots_for(theme: Theme, fmt: PageFormat) -> tuple[Slot, ...]:
    """Return the theme's boxes with the sizes they have on a format, pt.

    Letters grow with the root of the sheet's area; the least ones grow less, since large sheets are read
    from further away but not from twice as far, and shrink only where they are display.
    """
    width, height = fmt.trim_mm
    scale = math.sqrt(width * height / (_A5[0] * _A5[1]))
    found = []
    for slot in theme.poster:
        small = slot.min_pt <= _READABLE_PT
        least = slot.min_pt * (max(1.0, math.sqrt(scale)) if small else scale)
        grown = math.sqrt(scale) if slot.max_pt < _READABLE_PT else scale
        most = max(slot.max_pt * grown, least, min(slot.max_pt, _READABLE_PT) if small else 0.0)
        found.append(Slot(slot.name, slot.field, round(least, 1), round(most, 1)))
    return tuple(found)


@dataclass
class Frame:
    """The picture of a leaflet, which a template puts where it has room: once, at :meth:`at`."""

    url: str
    alt: str
    picture: Picture
    assets: Sequence[Asset]
    cut: list[Asset] = field(default_factory=list)

    def at(self, left: float, top: float, width: float, height: float) -> PictureBox:
        """Crop the picture for a box, mm from the trim's corner, its bleed included."""
        asset = framed(self.url, self.picture, self.assets, width / height)
        self.cut[:] = [asset]
        return PictureBox(self.url, self.alt, left, top, width, height)


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much there is to set. Widths in mm, sizes in pt, ``em`` the mean width of a letter by the size."""

    texts: LeafletTexts
    body: Markup | None
    licence: str | None = None

    def lines(self, kind: str, width_mm: float, pt: float, em: float = 0.46) -> float:
        """Return how many lines a kind of text takes: its paragraphs, each begun on a line of its own.

        Kinds: ``title``, ``subtitle``, ``call``, ``place`` (with all that must be known of the event),
        ``programme`` (titles and what is said under them), ``rows`` (both in a line), ``body``, ``foot``,
        ``legal``.
        """
        per_line = max(width_mm / (pt * _PT_MM * em), 1.0)
        return float(sum(math.ceil(length / per_line) for length in self._paragraphs()[kind]))

    def rows(self) -> int:
        """Return how many rows the programmes have, and a heading for each where they are several."""
        programmes = [event.programme for event in self.texts.events if event.programme]
        return sum(map(len, programmes)) + (len(programmes) if len(programmes) > 1 else 0)

    def height(
        self,
        kind: str,
        width_mm: float,
        pt: float,
        leading: float = 1.2,
        gap: float = 0.35,
        em: float = 0.46,
    ) -> float:
        """Return about how high a kind of text is at a size, mm; ``leading`` and ``gap`` by the size.

        ``gap`` is what stands between paragraphs.
        """
        count = len(self._paragraphs()[kind])
        return (self.lines(kind, width_mm, pt, em) * leading + count * gap) * pt * _PT_MM

    def size(
        self,
        height_mm: float,
        least: float,
        most: float,
        kinds: Sequence[tuple[str, float, float, float]],
        more: float = 0.0,
    ) -> float:
        """Return about the largest size, pt, at which kinds of text one below the other fill a height.

        Each kind comes with its width, leading and gap; ``more`` is what else stands there, by the size.
        """
        size = most
        while size > least and height_mm < more * size * _PT_MM + sum(
            self.height(kind, width, size, leading, gap) for kind, width, leading, gap in kinds
        ):
            size *= 0.97
        return max(size, least)

    def _paragraphs(self) -> Mapping[str, Sequence[int]]:
        texts, events = self.texts, self.texts.events
        foot = (
            texts.link,
            texts.tickets,
            " ".join(filter(None, (texts.by, *texts.co_organisers))),
            texts.supported,
            " ".join(texts.contact),
        )
        rows = [row for event in events for row in event.programme]
        named: Mapping[str, Sequence[object]] = {
            "title": (texts.title,),
            "subtitle": (texts.subtitle,),
            "call": (texts.call,),
            "place": [text for event in events for text in _whereabouts(event)],
            "programme": [text for row in rows for text in (row.title, _under(row))],
            "rows": [" – ".join(filter(None, (row.title, _under(row)))) for row in rows],
            "body": self.body.striptags().split("\n") if self.body else (),
            "foot": foot,
            "legal": (" · ".join(filter(None, (*texts.legal, self.licence, texts.credit))),),
        }  # fmt: skip
        return {
            kind: [len(Markup(text).striptags()) for text in paragraphs if text]  # noqa: S704
            for kind, paragraphs in named.items()
        }


def _under(row: RowText) -> str:
    return " – ".join(filter(None, (row.place, *row.speakers, row.note)))


def _whereabouts(event: EventText) -> Sequence[object]:
    return (
        event.kicker,
        event.place,
        event.address,
        *(f"{one.label}{one.text}" for one in event.facts),
    )
