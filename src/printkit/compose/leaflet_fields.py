"""What a format prints of a leaflet: its own choice of fields, and those that the leaflet asks for."""

from __future__ import annotations

from dataclasses import replace

from printkit.compose.leaflet_texts import EventText, LeafletTexts
from printkit.model import PageFormat, Publication


def shown_fields(publication: Publication, fmt: PageFormat) -> tuple[str, ...]:
    """Return the fields that a format prints, the most important first, then those it is made to."""
    asked = publication.leaflet.show if publication.leaflet else ()
    return tuple(dict.fromkeys([*fmt.fields, *asked]))


def shown_texts(texts: LeafletTexts, fields: tuple[str, ...]) -> LeafletTexts:
    """Return the texts that a format draws; facts stand in its own order of importance.

    Subtitle, call and body stay: where others are missing they take their place, as the template says.
    """
    without: dict[str, object] = {
        name: None for name in ("kicker", "tickets") if name not in fields
    }
    if "co-organisers" not in fields:
        without["co_organisers"] = ()
    if "supporters" not in fields:
        without |= {"supporters": (), "supported": None}
    if "contact" not in fields:
        without["contact"] = ()
    events = tuple(_event(event, fields) for event in texts.events)
    return replace(texts, events=events, **without)  # type: ignore[arg-type]


def _event(event: EventText, fields: tuple[str, ...]) -> EventText:
    facts = sorted(
        (fact for fact in event.facts if fact.name in fields),
        key=lambda fact: fields.index(fact.name),
    )
    rows = tuple(
        replace(
            row,
            speakers=row.speakers if "speakers" in fields else (),
            note=row.note if "notes" in fields else None,
        )
        for row in event.programme
    )
    return replace(event, facts=tuple(facts), programme=rows)
