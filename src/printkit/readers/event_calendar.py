"""Events as calendar files: what people drop into their diary."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from printkit.compose.page_words import hour, leaflet_words
from printkit.model import Event, Leaflet

if TYPE_CHECKING:
    import icalendar

#: What the standard calls them; a full event takes place (RFC 5545, 3.8.1.11).
_STATUS: Final = {"cancelled": "CANCELLED", "postponed": "TENTATIVE", "full": "CONFIRMED"}


def calendar(name: str, leaflet: Leaflet, only: int | None = None, language: str = "fr") -> bytes:
    """Write the events of the leaflet ``name``, or the 0-based ``only`` one, as a calendar file.

    What people must know is said in ``language``. Equal leaflets give equal bytes, and an event the same
    UID in every file, so that a diary knows it again.
    """
    import icalendar  # noqa: PLC0415  a brochure has no events

    file = icalendar.Calendar()
    file.add("prodid", "-//printkit//FR")
    file.add("version", "2.0")
    for index, one in enumerate(leaflet.events):
        if only is None or index == only:
            uid = f"{name}-{index + 1}-{one.date:%Y%m%d}@printkit"
            file.add_component(_event(one, uid, leaflet, language))
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _event(one: Event, uid: str, leaflet: Leaflet, language: str) -> icalendar.Event:
    import icalendar  # noqa: PLC0415

    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstamp", dt.datetime.combine(one.date, dt.time(), dt.UTC))
    event.add("summary", one.title)
    start, end = span(one)
    event.add("dtstart", start)
    if end is not None:
        whole_days = not isinstance(end, dt.datetime)  # RFC 5545, 3.6.1: the last is not included
        event.add("dtend", end + dt.timedelta(days=1) if whole_days else end)
    if one.status is not None:
        event.add("status", _STATUS[one.status])
        event.add("sequence", 1)  # RFC 5545, 3.8.7.4: later than the one announced
    place = ", ".join(part for part in (one.place, one.address) if part)
    if place:
        event.add("location", place)
    if leaflet.link:
        event.add("url", leaflet.link)
    rows = (filter(None, (row.time, row.title, row.place)) for row in one.programme)
    text = leaflet.body.text.strip() if leaflet.body else ""
    lines = [text, *_facts(one, leaflet, language), *(" ".join(row) for row in rows)]
    described = "\n".join(filter(None, lines))
    if described:
        event.add("description", described)
    return event


def span(one: Event) -> tuple[dt.date, dt.date | None]:
    """Return when an event begins and ends: moments in its zone, days where no hour is given.

    The end is None where nothing says it; a last day is included.
    """
    last = one.end_date or one.date
    if one.start is None:
        return one.date, last if last != one.date else None
    zone = zoneinfo.ZoneInfo(one.timezone)
    start = dt.datetime.combine(one.date, one.start, zone)
    if one.end is None:
        return start, None
    past_midnight = last == one.date and one.end <= one.start
    day = last + dt.timedelta(days=1 if past_midnight else 0)
    return start, dt.datetime.combine(day, one.end, zone)


def _facts(one: Event, leaflet: Leaflet, language: str) -> Iterator[str]:
    """Yield what people must know, a line each."""
    say = leaflet_words(language)
    if one.status:
        yield say[one.status].upper()
    if one.repeats:
        yield one.repeats
    labelled = {
        "doors": one.doors and hour(one.doors, language),
        "price": " · ".join(one.price),
        "access": ", ".join(one.access),
        "age": one.age,
        "book": leaflet.tickets,
        "contact": " · ".join(filter(None, (*leaflet.contact, leaflet.phone, leaflet.mail))),
    }
    for name, text in labelled.items():
        if text:
            yield f"{say[name]}{say['colon']}{text}"
