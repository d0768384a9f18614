"""Events as calendar files: what people drop into their diary."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import icalendar

from printkit.model import Event, Leaflet


def calendar(name: str, leaflet: Leaflet, only: int | None = None) -> bytes:
    """Write the events of the leaflet ``name``, or the 0-based ``only`` one, as a calendar file.

    Equal leaflets give equal bytes, and an event the same UID in every file, so that a diary knows
    it again.
    """
    file = icalendar.Calendar()
    file.add("prodid", "-//printkit//FR")
    file.add("version", "2.0")
    text = leaflet.body.text.strip() if leaflet.body else ""
    for index, one in enumerate(leaflet.events):
        if only is None or index == only:
            uid = f"{name}-{index + 1}-{one.date:%Y%m%d}@printkit"
            file.add_component(_event(one, uid, leaflet.link, text))
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _event(one: Event, uid: str, link: str | None, text: str) -> icalendar.Event:
    zone = zoneinfo.ZoneInfo(one.timezone)
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstamp", dt.datetime.combine(one.date, dt.time(), dt.UTC))
    event.add("summary", one.title)
    if one.start is None:
        event.add("dtstart", one.date)
    else:
        event.add("dtstart", dt.datetime.combine(one.date, one.start, zone))
    if one.start is not None and one.end is not None:
        days = dt.timedelta(days=1 if one.end <= one.start else 0)
        event.add("dtend", dt.datetime.combine(one.date + days, one.end, zone))
    place = ", ".join(part for part in (one.place, one.address) if part)
    if place:
        event.add("location", place)
    if link:
        event.add("url", link)
    lines = [f"{row.time} {row.title}" for row in one.programme]
    described = "\n".join([*([text] if text else []), *lines])
    if described:
        event.add("description", described)
    return event
