"""Where a box holds several fields, the one that fills it most is named."""

from __future__ import annotations

import datetime as dt

import pytest

from printkit.build.leaflet import _blamed
from printkit.model import Event, Leaflet, Meta, Publication, Slot

SLOTS = [
    Slot("title", "title", 10, 20),
    Slot("place", "event.place", 8, 12),
    Slot("foot", "organisers", 6, 8),
]
TWO = (
    Event("x", dt.date(2026, 3, 14), place="Maison du peuple"),
    Event("x", dt.date(2026, 3, 15), place="Salle des fêtes", address="12, rue de la République"),
)


def fields(**values: object) -> list[str]:
    leaflet = Leaflet("Titre", **values)  # type: ignore[arg-type]
    publication = Publication(
        "t", "leaflet", "t.yaml", Meta("Titre", "fr", dt.date(2026, 3, 1)), (), (), leaflet=leaflet
    )
    return [slot.field for slot in _blamed(SLOTS, publication)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["title", "event.place", "organisers"]),
        (
            {"organisers": ("Un", "Deux"), "link": "https://e.org/" + "a" * 300},
            ["title", "event.place", "link"],
        ),
        (
            {"organisers": ("Une très longue liste",) * 9, "link": "https://e.org"},
            ["title", "event.place", "organisers"],
        ),
        ({"contact": ("a@example.org",) * 5}, ["title", "event.place", "contact"]),
        ({"events": TWO[:1]}, ["title", "event.place", "organisers"]),
        ({"events": TWO}, ["title", "events", "organisers"]),
    ],
)  # fmt: skip
def test_the_fullest_field_is_named(values: dict[str, object], expected: list[str]):
    assert fields(**values) == expected
