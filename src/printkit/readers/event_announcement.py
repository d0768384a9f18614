"""Events as a text to copy into a letter or a calendar on the web, and as data for search engines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from printkit.compose.leaflet_texts import RowText, Typeset, texts_of
from printkit.compose.page_words import leaflet_words
from printkit.model import Publication
from printkit.readers.event_calendar import span

#: What the vocabulary calls them (https://schema.org/EventStatusType); a full event takes place.
_STATUS: Final = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}
#: Marks of Markdown that a letter does not need.
_MARKS = re.compile(
    r"^#{1,6}[ \t]+|^[*+-][ \t]+(?=\S)|\*\*|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", re.MULTILINE
)


def announcement(publication: Publication, index: int, typeset: Typeset) -> str:
    """Return the 0-based event of a leaflet in plain lines, as people write it in a letter.

    Spaces that do not break are kept; emphasis is not.
    """
    leaflet = publication.leaflet
    assert leaflet is not None
    texts = texts_of(publication, typeset)
    event, typed = texts.events[index], leaflet.events[index]
    say = leaflet_words(publication.meta.language)
    title = texts.title if len(texts.events) == 1 else event.title
    head = [title, texts.subtitle, event.state.upper() or None]
    when = [" ".join(filter(None, (event.weekday, event.day, str(event.date.year)))), event.hours]
    where = [event.place, event.address]
    facts = [
        f"{fact.label}{say['colon']}{fact.text}" if fact.label else fact.text
        for fact in event.facts
    ]
    if texts.tickets:
        facts.append(f"{say['book']}{say['colon']}{leaflet.tickets}")
    body = _MARKS.sub("", leaflet.body.text).strip() if leaflet.body else ""
    foot = [texts.call, leaflet.link or publication.brand.link, texts.by, texts.supported]
    blocks = [
        _lines(head),
        _lines([_joined(when), _joined(where), *facts]),
        typeset(body),
        _lines([event.programme_title, *map(_row, event.programme)]) if typed.programme else "",
        _lines([*foot, *texts.contact]),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def event_data(publication: Publication, index: int) -> dict[str, Any]:
    """Return the 0-based event of a leaflet as data (https://schema.org/Event), what is known of it only."""
    leaflet = publication.leaflet
    assert leaflet is not None
    one, brand = leaflet.events[index], publication.brand
    start, end = span(one)
    texts = texts_of(publication, str)
    title = texts.title if len(leaflet.events) == 1 else texts.events[index].title
    organisers = [_organisation(name) for name in (*texts.organisers, *texts.co_organisers)]
    said = texts.events[index]
    address = _plain(said.address) if said.address else None
    name = _plain(said.place) if said.place else address
    place = {"@type": "Place", "name": name, "address": address}
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": _plain(title),
        "startDate": start.isoformat(),
        "endDate": end.isoformat() if end else None,
        "doorTime": one.doors.isoformat() if one.doors else None,
        "eventStatus": f"https://schema.org/{_STATUS.get(one.status or '', 'EventScheduled')}",
        "inLanguage": publication.meta.language,
        "location": _known(place) if name else None,
        "organizer": organisers or None,
        "typicalAgeRange": one.age,
        "description": _plain(texts.subtitle) if texts.subtitle else None,
        "url": leaflet.link or brand.link,
    }
    return _known(data)


def _organisation(name: Any) -> dict[str, str]:
    return {"@type": "Organization", "name": _plain(name)}


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _plain(text: Any) -> str:
    return str(text.striptags()) if hasattr(text, "striptags") else str(text)


def _joined(pieces: Iterable[Any]) -> str:
    return ", ".join(_plain(piece) for piece in pieces if piece)


def _lines(pieces: Iterable[Any]) -> str:
    return "\n".join(_plain(piece) for piece in pieces if piece)


def _row(row: RowText) -> str:
    said = _joined([row.title, *row.speakers])
    beside = _joined([row.place, row.note])
    return " ".join(filter(None, (_plain(row.time), f"{said} ({beside})" if beside else said)))
