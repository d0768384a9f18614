"""A leaflet's short texts as they are set: French typography, emphasis, hours written one way.

Short fields are inline Markdown of the plainest kind: ``**strong**``, ``*emphasis*``, and a
backslash before a star that is meant as one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from printkit.compose.page_words import (
    bare_url,
    days,
    figure,
    hour,
    leaflet_words,
    month,
    weekday_day_month,
    weekdays,
)
from printkit.languages.attribution import attributed
from printkit.model import Event, EventStatus, Leaflet, ProgrammeRow, Publication

#: Set a plain string in the document's typography.
Typeset = Callable[[str], str]

_STARS = re.compile(r"\\\*|(\*\*)(?=\S)(.+?)(?<=\S)\*\*|(\*)(?=\S)([^*]+?)(?<=\S)\*")
#: A last word of no more letters than this is not left alone on its line.
_SHORT = 9
_DEEP = frozenset("gjpqyçQ,;")
_SMALL = re.compile(r"(?<![^\s\u00a0])([^\W\d_]{1,2}) ")
_HOUR = re.compile(r"(\d{1,2})\s*(?:h|:|H)\s*(\d{2})?")


@dataclass(frozen=True, slots=True)
class RowText:
    """A row of the programme; ``time`` is empty when none was typed, ``place`` a room or a stage."""

    time: Markup
    title: Markup
    speakers: tuple[Markup, ...]
    note: Markup | None
    place: Markup | None = None


@dataclass(frozen=True, slots=True)
class FactText:
    """What people must know besides when and where. ``name`` is one of the fields of formats."""

    name: str
    label: Markup
    text: Markup


@dataclass(frozen=True, slots=True)
class EventText:
    """An event. ``place`` says where, or where that will be told; ``hours`` may be empty.

    ``day`` and ``weekday`` are those of its whole time (``deep`` days have letters below their line),
    ``facts`` what else people must know, the most important first; ``status`` says that it does not take
    place as announced, ``state`` in words.
    """

    title: Markup
    date: dt.date
    day: Markup
    weekday: str
    deep: bool
    hours: str
    kicker: Markup | None
    place: Markup | None
    address: Markup | None
    programme_title: Markup
    programme: tuple[RowText, ...]
    facts: tuple[FactText, ...] = ()
    #: number of its day or days, apart from the month; None where they are of two months
    figure: Markup | None = None
    month: str = ""
    status: EventStatus | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class LeafletTexts:
    """Every short text of a leaflet, typeset and escaped. ``link`` is what people type.

    ``by`` says who calls or publishes, in a sentence's first half; ``supported`` with whose support.

    ``deep`` titles have letters that reach below their line, and need more space between lines.
    """

    title: Markup
    deep: bool
    kicker: Markup | None
    subtitle: Markup | None
    call: Markup | None
    events: tuple[EventText, ...]
    organisers: tuple[Markup, ...]
    contact: tuple[Markup, ...]
    legal: tuple[Markup, ...]
    link: Markup | None
    by: Markup | None = None
    co_organisers: tuple[Markup, ...] = ()
    supporters: tuple[Markup, ...] = ()
    supported: Markup | None = None
    tickets: Markup | None = None
    credit: Markup | None = None


def texts_of(publication: Publication, typeset: Typeset) -> LeafletTexts:
    """Typeset the short texts of a leaflet; what it leaves out is taken from the brand."""
    leaflet = publication.leaflet or Leaflet(publication.meta.title)
    brand = publication.brand
    language = publication.meta.language
    say = leaflet_words(language)
    several = len(leaflet.events) > 1

    def some(text: str | None) -> Markup | None:
        return inline(text, typeset) if text and text.strip() else None

    def every(texts: tuple[str, ...]) -> tuple[Markup, ...]:
        return tuple(inline(text, typeset) for text in texts if text.strip())

    def row(row: ProgrammeRow) -> RowText:
        title = _bound(inline(row.title, typeset))
        speakers = tuple(_bound(name) for name in every(row.speakers))
        note = some(row.note)
        time = _time(row.time, typeset, language)
        place = some(row.place)
        return RowText(time, title, speakers, note and _bound(note), place and _bound(place))

    def facts(event: Event) -> tuple[FactText, ...]:
        until = ""
        if event.end_date is not None and event.end is not None and event.end_date != event.date:
            last = weekday_day_month(event.end_date, language)
            until = Markup(", ").join([last, hour(event.end, language)])
        typed = (
            ("price", say["price"], Markup(" · ").join(every(event.price))),
            ("access", say["access"], Markup(", ").join(every(event.access))),
            ("doors", say["doors"], hour(event.doors, language) if event.doors else ""),
            ("until", say["until"], until),
            ("repeats", "", some(event.repeats) or ""),
            ("age", say["age"], some(event.age) or ""),
        )
        return tuple(
            FactText(name, Markup.escape(label), Markup.escape(text))
            for name, label, text in typed
            if text
        )

    def event(event: Event) -> EventText:
        day = days(event.date, event.end_date, language)
        return EventText(
            title=inline(event.title, typeset),
            date=event.date,
            day=day,
            deep=not _DEEP.isdisjoint(day.striptags()),
            weekday=weekdays(event.date, event.end_date, language),
            hours=_hours(event, language),
            kicker=some(event.kicker),
            place=some(event.place),
            address=some(event.address),
            programme_title=some(event.programme_title)
            or (inline(event.title, typeset) if several and event.title != leaflet.title else None)
            or Markup.escape(say["programme"]),
            programme=tuple(row(item) for item in event.programme),
            facts=facts(event),
            figure=figure(event.date, event.end_date, language) or None,
            month=month(event.date, language),
            status=event.status,
            state=say[event.status] if event.status else "",
        )

    link = leaflet.link or brand.link
    shown = leaflet.link_label or (bare_url(link) if link else None)
    organisers = every(leaflet.organisers or ((brand.name,) if brand.name else ()))
    supporters = every(leaflet.supporters)
    contact = every(leaflet.contact or brand.contact)
    contact += tuple(
        Markup('<a href="{}:{}">{}</a>').format(scheme, "".join(text.split()), some(text))
        for scheme, text in (("tel", leaflet.phone), ("mailto", leaflet.mail))
        if text
    )
    by = say["organised"] if leaflet.events else say["published"]
    return LeafletTexts(
        title=_joined(inline(leaflet.title, typeset)),
        deep=not _DEEP.isdisjoint(leaflet.title),
        kicker=some(leaflet.kicker),
        subtitle=some(leaflet.subtitle),
        call=some(leaflet.call),
        events=tuple(event(item) for item in leaflet.events),
        organisers=organisers,
        contact=contact,
        legal=every(leaflet.legal or brand.legal),
        link=Markup.escape(shown) if shown else None,
        by=attributed(by, "by", organisers, language) if organisers else None,
        co_organisers=every(leaflet.co_organisers),
        supporters=supporters,
        supported=attributed(say["supported"], "of", supporters, language) if supporters else None,
        credit=some(leaflet.picture.credit) if leaflet.picture else None,
        tickets=Markup.escape(bare_url(leaflet.tickets)) if leaflet.tickets else None,
    )


def inline(text: str, typeset: Typeset) -> Markup:
    """Typeset one line of inline Markdown and escape everything that is not its emphasis."""
    line = typeset(" ".join(text.split()))
    pieces: list[Markup] = []
    end = 0
    for match in _STARS.finditer(line):
        pieces.append(escape(line[end : match.start()]))
        end = match.end()
        if match[1]:
            pieces.append(Markup("<strong>{}</strong>").format(match[2]))
        elif match[3]:
            pieces.append(Markup("<em>{}</em>").format(match[4]))
        else:
            pieces.append(Markup("*"))
    pieces.append(escape(line[end:]))
    return Markup("").join(pieces)


def _time(typed: str, typeset: Typeset, language: str) -> Markup:
    """Write a row's time as all hours are written; what is no hour stays as typed."""
    match = _HOUR.fullmatch(typed.strip())
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return Markup.escape(hour(dt.time(int(match[1]), int(match[2] or 0)), language))
    return inline(typed, typeset)


def _hours(event: Event, language: str) -> str:
    """Write from when to when: « 14 h », « dès 13 h » before a programme, « 14 h – 18 h »."""
    if event.start is None:
        return ""
    start = hour(event.start, language)
    if event.end is not None and event.end_date in (None, event.date):
        return f"{start} – {hour(event.end, language)}"
    open_end = event.programme or event.end_date not in (None, event.date)
    return f"{leaflet_words(language)['from']} {start}" if open_end else start


def _bound(text: Markup) -> Markup:
    """Keep a short last word with the one before, so that it never makes a line alone."""
    head, _, last = text.rpartition(" ")
    if not head or len(last) > _SHORT or "<" in last or ">" in last:
        return text
    before = head.rpartition(" ")[2]
    if len(before) + len(last) > 22 or "<" in before:
        return text
    return Markup("\u00a0").join([Markup(head), Markup(last)])  # noqa: S704  escaped already


def _joined(title: Markup) -> Markup:
    """Keep articles and prepositions of a display title with the word after them."""
    return Markup(_SMALL.sub("\\1\u00a0", title))  # noqa: S704  escaped already
