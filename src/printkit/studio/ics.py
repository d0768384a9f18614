"""Events from a calendar file. What the file does not say is left open, never invented."""

from __future__ import annotations

import datetime as dt
import quopri
import re
import zoneinfo
from dataclasses import dataclass
from typing import Any, Final

import icalendar

from printkit.core.i18n import _
from printkit.studio.descriptions import as_markdown, plain
from printkit.studio.recurrence import in_words, named_days

#: Events of one file: a reader waits two seconds for as many.
_MAX_EVENTS: Final = 5_000
#: Components that may begin in it, time zones and alarms too.
_MAX_PARTS: Final = 30_000


#: Properties with words or files that no field of the form holds.
_UNUSED: Final = ("CONTACT", "COMMENT", "RESOURCES", "CATEGORIES", "ATTACH", "CONFERENCE", "IMAGE")
#: What begins an address: a house number, and a street after it
_NUMBER: Final = re.compile(
    r"(?:n[°ºo]\s*)?\d+(?:\s*[-–/]\s*\d+)?\s*(?:bis|ter|quater|[a-d])?", re.IGNORECASE
)
_STREET: Final = re.compile(
    r"(?:n[°ºo]\s*)?\d+\s*(?:bis|ter|quater|[a-d])?\s+(?:rue|avenue|av\.|boulevard|bd|place|pl\.|chemin"
    r"|impasse|allées?|quai|route|cours|passage|square|faubourg|street|road|straße)\b",
    re.IGNORECASE,
)


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


_FOLD: Final = re.compile(rb"\r?\n[ \t]")
_QUOTED: Final = re.compile(
    rb"^([A-Z-]+)((?:;[^:\r\n]*)?;ENCODING=QUOTED-PRINTABLE(?:;[^:\r\n]*)?):"
    rb"((?:[^\r\n]*=\r?\n)*[^\r\n]*)",
    re.MULTILINE | re.IGNORECASE,
)


def _decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, or what Windows wrote before it.

    Long lines are joined first: some programs fold them in the middle of a letter (RFC 5545, 3.1).
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", errors="replace").encode()
    data = _QUOTED.sub(_unquoted, _FOLD.sub(b"", data))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _unquoted(match: re.Match[bytes]) -> bytes:
    """Return a property in quoted-printable, as vCalendar 1.0 has them, the way iCalendar writes it."""
    charset = re.search(rb"CHARSET=([\w-]+)", match[2], re.IGNORECASE)
    raw = quopri.decodestring(match[3])
    try:
        text = raw.decode(charset[1].decode() if charset else "utf-8")
    except (UnicodeDecodeError, LookupError):
        text = raw.decode("cp1252", errors="replace")
    text = re.sub(r"\r\n?|\n", "\n", text)
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return match[1] + b":" + text.replace("\n", "\\n").encode()


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
        if (last - day).days > 1 or (last != day and finish >= begin):
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
    notes += _other_dates(event, home)
    unused = [f"{key} « {words[:60]} »" for key in _UNUSED if (words := _words(event, key))]
    if unused:
        notes.append(_("Not taken from the calendar: {what}.").format(what=", ".join(unused)))
    body = [
        f"{again[:1].upper()}{again[1:]}." if again else "",
        as_markdown(_string(event, "DESCRIPTION")),
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


def _other_dates(event: Any, home: zoneinfo.ZoneInfo) -> list[str]:
    """Tell of dates that are left out, added or moved: one leaflet is about one of them."""
    said = (
        ("EXDATE", _("The calendar leaves these dates out: {days}.")),
        ("RDATE", _("The calendar adds these dates: {days}.")),
        ("RECURRENCE-ID", _("It stands in place of the one of: {days}.")),
    )
    notes = []
    for key, sentence in said:
        value = event.get(key)
        found = [
            _local(moment, home)[1]
            for one in (value if isinstance(value, list) else [value])
            for moment in [getattr(item, "dt", None) for item in getattr(one, "dts", [one])]
            if isinstance(moment, dt.date)
        ]
        if found:
            notes.append(sentence.format(days=named_days(sorted(set(found)))))
    return notes


def _words(event: Any, key: str) -> str:
    """Return what a property that no field holds says, on one line."""
    value = event.get(key)
    parts = value if isinstance(value, list) else [value]
    texts = [
        ", ".join(map(str, getattr(part, "cats", [part]))) for part in parts if part is not None
    ]
    # categories in capitals are codes of the program (« MEETING »), not words of the organiser
    return " ".join(plain(", ".join(one for one in texts if not one.isupper())).split())


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
    if _NUMBER.fullmatch(flat.partition(",")[0].strip()) or _STREET.match(flat):
        return "", flat  # « 12, rue X, Ville »: no name of a place, the whole is its address
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
