"""Calendar files: several days, what became of an event, what people must know."""

import datetime as dt

import icalendar
import pytest

from printkit.model import Event, Leaflet
from printkit.readers.event_calendar import calendar

DAY = dt.date(2026, 7, 10)


def event_of(**fields):
    event = Event("Fête", DAY, **fields)
    leaflet = Leaflet("Fête", (event,), tickets="https://example.org/b", phone="01 99 00 12 34")
    (found,) = icalendar.Calendar.from_ical(calendar("fete", leaflet)).walk("VEVENT")
    return found


@pytest.mark.parametrize(
    ("status", "said"),
    [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE"), ("full", "CONFIRMED")],
)
def test_a_change_has_its_status_and_comes_after_the_announcement(status, said):
    found = event_of(status=status)
    assert (str(found["STATUS"]), found["SEQUENCE"]) == (said, 1)
    assert found["DESCRIPTION"].splitlines()[0].isupper()


def test_one_that_takes_place_says_nothing_of_it():
    assert "STATUS" not in event_of()


def test_several_days_end_on_the_last():
    whole = event_of(end_date=dt.date(2026, 7, 12))
    assert whole["DTEND"].dt == dt.date(2026, 7, 13)  # not included
    hours = event_of(end_date=dt.date(2026, 7, 12), start=dt.time(20), end=dt.time(2))
    assert hours["DTEND"].dt.replace(tzinfo=None) == dt.datetime(2026, 7, 12, 2)
    night = event_of(start=dt.time(20), end=dt.time(2))
    assert night["DTEND"].dt.replace(tzinfo=None) == dt.datetime(2026, 7, 11, 2)


def test_what_people_must_know_is_in_its_description():
    found = event_of(
        price=("5 €", "libre"),
        access=("de plain-pied",),
        doors=dt.time(18, 30),
        repeats="tous les mardis",
    )
    lines = [" ".join(line.split()) for line in found["DESCRIPTION"].splitlines()]
    assert lines == [
        "tous les mardis",
        "Ouverture des portes : 18 h 30",
        "Entrée : 5 € · libre",
        "Accès : de plain-pied",
        "Réserver : https://example.org/b",
        "Contact : 01 99 00 12 34",
    ]
