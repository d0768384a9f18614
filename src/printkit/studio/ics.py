"""Events from a calendar file. What the file does not say is left open, never invented."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass
from typing import Any, Final

import icalendar

from printkit.core.i18n import _
from printkit.studio.descriptions import plain
from printkit.studio.recurrence import in_words

#: Events of one file: a reader waits two seconds for as many.
_MAX_EVENTS: Final = 5_000
#: Components that may begin in it, time zones and alarms too.
_MAX_PARTS: Final = 30_000


class CalendarError(Exception):
    """The file is no calendar, or holds no event."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An event of a calendar as the form's texts; ``notes`` say what was left open or guessed."""

    title: str
    date: str
    start: str = ""
    end: str = ""
    place: str = ""
    address: str = ""
    link: str = ""
    body: str = ""
    organiser: str = ""
    notes: tuple[str, ...] = ()


def read_events(data: bytes, timezone: str) -> tuple[Imported, ...]:
    """Read the events of a calendar file, the earliest first, their hours in ``timezone``.

    Raises:
        CalendarError: there is none in it.

    """
    home = zoneinfo.ZoneInfo(timezone)
    text = _decoded(data)
    begun = re.findall(r"^BEGIN:(VEVENT)?", text, re.MULTILINE | re.IGNORECASE)
    if len(begun) > _MAX_PARTS or sum(map(bool, begun)) > _MAX_EVENTS:
        raise CalendarError(_("this calendar holds too many events: export the one you want"))
    found: list[Imported] = []
    try:
        for calendar in icalendar.Calendar.from_ical(text, multiple=True):
            found += [
                one
                for event in calendar.walk("VEVENT")
                if (one := _readable(event, home)) is not None
            ]
    except Exception as error:  # the reader promises no more than ValueError, and raises others
        raise CalendarError(_("this is not a calendar file")) from error
    if not found:
        raise CalendarError(_("there is no event with a date in this file"))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.date, one.start)))


def _decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, or what Windows wrote before it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _readable(event: Any, home: zoneinfo.ZoneInfo) -> Imported | None:
    """Read an event; one whose values are no values is passed over, the others are still wanted."""
    try:
        return _imported(event, home)
    except (icalendar.error.BrokenCalendarProperty, ValueError, OverflowError, TypeError):
        return None


def _imported(event: Any, home: zoneinfo.ZoneInfo) -> Imported | None:
    start = _moment(event, "DTSTART")
    if start is None:
        return None
    notes: list[str] = []
    end = _moment(event, "DTEND")
    begin, day = _local(start, home)
    finish = ""
    if isinstance(start, dt.datetime) and start.tzinfo is None:
        notes.append(_("The file names no time zone: the hours are taken as they are."))
    if end is None and isinstance(start, dt.datetime):
        end = _after(event, start)
    several = _("The event lasts several days: only the first is taken.")
    if isinstance(end, dt.datetime) and isinstance(start, dt.datetime):
        finish, last = _local(end, home)
        if last != day and finish > begin:
            finish = ""
            notes.append(several)
    elif isinstance(end, dt.date) and not isinstance(end, dt.datetime) and (end - day).days > 1:
        notes.append(several)  # the end of a whole day is the next one
    if begin and not finish and several not in notes:
        notes.append(_("The file gives no end."))
    if _string(event, "STATUS").upper() == "CANCELLED":
        notes.append(_("The calendar says that it is cancelled."))
    again = _again(event, day)
    if event.get("RRULE") is not None:
        said = _("The event returns: {how}. Its first date is taken.").format(how=again)
        general = _("The event is repeated in the calendar: its first date is taken.")
        notes.append(said if again else general)
    body = [
        f"{again[:1].upper()}{again[1:]}." if again else "",
        plain(_string(event, "DESCRIPTION")),
    ]
    place, address = _place(_string(event, "LOCATION"))
    return Imported(
        title=" ".join(_string(event, "SUMMARY").split()) or _("Untitled"),
        date=day.isoformat(),
        start=begin,
        end=finish if finish != begin else "",
        place=place,
        address=address,
        link=_link(_string(event, "URL")),
        body="\n\n".join(filter(None, body)),
        organiser=_organiser(event),
        notes=tuple(notes),
    )


def _again(event: Any, first: dt.date) -> str:
    """Say how often an event returns; empty if it does not, or in a way nobody puts into words."""
    rule = event.get("RRULE")
    return in_words(rule, first) if isinstance(rule, dict) else ""


def _moment(event: Any, key: str) -> dt.datetime | dt.date | None:
    value = getattr(event.get(key), "dt", None)
    return value if isinstance(value, dt.date) else None


def _after(event: Any, start: dt.datetime) -> dt.datetime | None:
    length = getattr(event.get("DURATION"), "dt", None)
    return start + length if isinstance(length, dt.timedelta) else None


def _local(moment: dt.datetime | dt.date, home: zoneinfo.ZoneInfo) -> tuple[str, dt.date]:
    if not isinstance(moment, dt.datetime):
        return "", moment
    here = moment if moment.tzinfo is None else moment.astimezone(home)
    return f"{here:%H:%M}", here.date()


def _string(event: Any, key: str) -> str:
    value = event.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).strip() if value is not None else ""


def _place(text: str) -> tuple[str, str]:
    """Split « Salle, 1 rue X, Ville » where the calendars do: at a line, a dash, the first comma."""
    head, _line, rest = text.strip().partition("\n")
    if rest:
        return plain(head), plain(re.sub(r"\s*\n\s*", ", ", rest)).strip(", ")
    flat = plain(text).strip(", ")
    dashed = re.fullmatch(r"([^,]+?) [-–] (\d.*)", flat)
    head, _comma, rest = dashed.group(1, 0, 2) if dashed else flat.partition(",")
    return (head.strip(), rest.strip(" ,")) if rest.strip(" ,") else (head.strip(), "")


def _link(text: str) -> str:
    return text if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text) else ""


def _organiser(event: Any) -> str:
    organiser = event.get("ORGANIZER")
    if isinstance(organiser, list):
        organiser = organiser[0] if organiser else None
    name = getattr(organiser, "params", {}).get("CN", "") if organiser is not None else ""
    return " ".join(str(name).split())
