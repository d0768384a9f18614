"""An event in plain lines to copy, and as data: what is known of it, nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest

from printkit.languages.typesetter import typeset_text
from printkit.model import Event, Leaflet, Meta, ProgrammeRow, Publication, SourceText
from printkit.readers.event_announcement import announcement, event_data

EVENT = Event(
    "Bal",
    dt.date(2026, 12, 19),
    dt.time(20),
    dt.time(1),
    place="Salle *verte*",
    address="12, rue des Ateliers, Rennes",
    programme=(
        ProgrammeRow("20 h", "La Clique", ("Ana", "Bo")),
        ProgrammeRow("", "Fin", (), "tard"),
    ),
    price=("3 €", "gratuit"),
    doors=dt.time(19, 30),
)


def flyer(*events: Event, language: str = "fr") -> Publication:
    return Publication(
        name="bal",
        kind="leaflet",
        path="leaflets/bal.yaml",
        meta=Meta("Bal", language, dt.date(2026, 1, 1)),
        formats=(),
        parts=(),
        editions=("screen",),
        leaflet=Leaflet(
            "Le **bal** : venez",
            events or (EVENT,),
            organisers=("Assemblée du quartier",),
            link="https://a.org/bal",
            call="Venez !",
            body=SourceText("leaflets/bal.yaml", "## Pourquoi\n\n- Pour *rire*, 2 * 3 fois.\n"),
        ),
    )


def text_of(publication: Publication, index: int = 0) -> str:
    language, options = publication.meta.language, publication.typography
    typeset = partial(typeset_text, options=options, language=language)
    return announcement(publication, index, typeset).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_text_to_copy() -> None:
    assert (
        text_of(flyer())
        == """\
Le bal : venez

samedi 19 décembre 2026, 20 h – 1 h
Salle verte, 12, rue des Ateliers, Rennes
Entrée : 3 € · gratuit
Ouverture des portes : 19 h 30

Pourquoi

Pour rire, 2 * 3 fois.

Programme
20 h La Clique, Ana, Bo
Fin (tard)

Venez !
https://a.org/bal
Organisé par l’Assemblée du quartier
"""
    )


def test_each_of_several_events_has_its_own_text() -> None:
    both = flyer(
        EVENT, replace(EVENT, title="Autre", date=dt.date(2026, 12, 20), status="cancelled")
    )
    assert text_of(both, 0).startswith("Bal\n")
    assert text_of(both, 1).startswith("Autre\nANNULÉ\n\ndimanche 20 décembre 2026")


def test_the_data_of_an_event() -> None:
    assert event_data(flyer(), 0) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Le bal : venez",
        "startDate": "2026-12-19T20:00:00+01:00",
        "endDate": "2026-12-20T01:00:00+01:00",
        "doorTime": "19:30:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "inLanguage": "fr",
        "location": {
            "@type": "Place",
            "name": "Salle verte",
            "address": "12, rue des Ateliers, Rennes",
        },
        "organizer": [{"@type": "Organization", "name": "Assemblée du quartier"}],
        "url": "https://a.org/bal",
    }


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
        ("full", "EventScheduled"),
        (None, "EventScheduled"),
    ],
)
def test_the_state_of_an_event(status: str | None, told: str) -> None:
    data = event_data(flyer(replace(EVENT, status=status)), 0)  # type: ignore[arg-type]
    assert data["eventStatus"] == f"https://schema.org/{told}"


def test_nothing_is_said_that_is_not_known() -> None:
    data = event_data(flyer(Event("Bal", dt.date(2026, 12, 19))), 0)
    assert data["startDate"] == "2026-12-19"
    assert not {"endDate", "location", "doorTime", "typicalAgeRange"} & data.keys()
