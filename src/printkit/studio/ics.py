"""Events from a calendar file. What the file does not say is left open, never invented."""

from __future__ import annotations

import datetime as dt
import html
import re
import zoneinfo
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final

import icalendar

from printkit.i18n import _

_MAX_EVENTS: Final = 500
_BLOCKS: Final = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr"})


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
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except Exception as error:  # the reader promises no more than ValueError, and raises others
        raise CalendarError(_("this is not a calendar file")) from error
    found: list[Imported] = []
    for calendar in calendars:
        found += [
            one
            for event in calendar.walk("VEVENT")[:_MAX_EVENTS]
            if (one := _imported(event, home)) is not None
        ]
    if not found:
        raise CalendarError(_("there is no event with a date in this file"))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.date, one.start)))


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
    if isinstance(end, dt.datetime) and isinstance(start, dt.datetime):
        finish, last = _local(end, home)
        if last != day and finish > begin:
            finish = ""
            notes.append(_("The event lasts several days: only the first is taken."))
    if begin and not finish:
        notes.append(_("The file gives no end."))
    if event.get("RRULE") is not None:
        notes.append(_("The event is repeated in the calendar: its first date is taken."))
    place, address = _place(_string(event, "LOCATION"))
    return Imported(
        title=" ".join(_string(event, "SUMMARY").split()) or _("Untitled"),
        date=day.isoformat(),
        start=begin,
        end=finish if finish != begin else "",
        place=place,
        address=address,
        link=_link(_string(event, "URL")),
        body=plain(_string(event, "DESCRIPTION")),
        organiser=_organiser(event),
        notes=tuple(notes),
    )


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
    """Split « Salle, 1 rue X, Ville » after the first comma or line."""
    flat = re.sub(r"\s*\n\s*", ", ", plain(text)).strip(", ")
    head, _comma, rest = flat.partition(",")
    return (head.strip(), rest.strip(" ,")) if rest else (flat, "")


def _link(text: str) -> str:
    return text if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text) else ""


def _organiser(event: Any) -> str:
    organiser = event.get("ORGANIZER")
    if isinstance(organiser, list):
        organiser = organiser[0] if organiser else None
    name = getattr(organiser, "params", {}).get("CN", "") if organiser is not None else ""
    return " ".join(str(name).split())


class _Plain(HTMLParser):
    """HTML as Markdown text: paragraphs, lists, emphasis; everything else is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "li":
            self.pieces.append("\n- ")
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(self._silent - 1, 0)
        elif tag in _BLOCKS and tag not in ("li", "br"):
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))


def plain(text: str) -> str:
    """Return a description as Markdown text, whether it came as HTML or not."""
    if re.search(r"<(?:p|br|div|ul|ol|li|a|b|strong|em|i|h\d|span)\b[^>]*>", text, re.IGNORECASE):
        reader = _Plain()
        reader.feed(text)
        reader.close()
        text = "".join(reader.pieces)
    else:
        text = html.unescape(text)
    text = re.sub(r"[ \t]+\n|\n[ \t]+", "\n", text.replace("\r\n", "\n").replace("\xa0", " "))
    text = "".join(one for one in text if one in "\n\t" or ord(one) >= 32)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
