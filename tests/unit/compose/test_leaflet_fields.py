"""What a format prints: its own list of fields in its order, and what a leaflet forces."""

import datetime as dt
from dataclasses import replace

import pytest

from printkit.compose.leaflet_fields import shown_fields, shown_texts
from printkit.compose.leaflet_texts import texts_of
from printkit.model import Event, Leaflet, Meta, PageFormat, ProgrammeRow, Publication

EVENT = Event(
    "Fête",
    dt.date(2026, 7, 10),
    price=("5 €",),
    access=("rampe",),
    age="dès 8 ans",
    doors=dt.time(18),
    status="cancelled",
    end_date=dt.date(2026, 7, 12),
    programme=(ProgrammeRow("", "Bal", ("Un groupe",), "fanfare", "Cour"),),
)
LEAFLET = Leaflet(
    "Fête", (EVENT,), supporters=("Attac",), co_organisers=("Autre",), phone="01 99 00 12 34"
)
BOOK = Publication(
    "t", "leaflet", "t.yaml", Meta("Fête", "fr", EVENT.date), (), (), leaflet=LEAFLET
)
SMALL = PageFormat("a7", (74, 105), fields=("access", "price"))


def shown(show=()):
    book = replace(BOOK, leaflet=replace(LEAFLET, show=show))
    return shown_texts(texts_of(book, str), shown_fields(book, SMALL))


def test_facts_stand_in_the_order_of_the_format():
    texts = shown()
    assert [fact.name for fact in texts.events[0].facts] == ["access", "price"]
    assert texts.supported is None
    assert texts.co_organisers == texts.contact == ()
    (row,) = texts.events[0].programme
    assert (row.speakers, row.note, row.place) == ((), None, "Cour")


@pytest.mark.parametrize("name", ["age", "doors", "speakers", "notes", "supporters", "contact"])
def test_what_it_leaves_out_can_be_forced(name):
    texts = shown((name,))
    (row,) = texts.events[0].programme
    said = {
        "age": [fact.name for fact in texts.events[0].facts][-1] == "age",
        "doors": [fact.name for fact in texts.events[0].facts][-1] == "doors",
        "speakers": row.speakers != (),
        "notes": row.note == "fanfare",
        "supporters": texts.supported is not None,
        "contact": len(texts.contact) == 1,
    }
    assert [key for key, there in said.items() if there] == [name]


def test_several_days_are_one_span():
    (event,) = shown().events
    assert (event.day, event.weekday, event.state) == (
        "10–12 juillet",
        "vendredi – dimanche",
        "Annulé",
    )
