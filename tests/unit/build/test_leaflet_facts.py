"""Facts a format leaves out are named, once, with the formats; those it prints are not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from printkit.build.leaflet_facts import facts_left_out
from printkit.compose.leaflet_texts import texts_of
from printkit.conservation.finished_pages import BETWEEN
from printkit.core.findings import Position, Severity
from printkit.model import Event, Leaflet, Meta, PageFormat, ProgrammeRow, Publication

A6, A3 = PageFormat("a6", (105, 148), label="A6"), PageFormat("a3", (297, 420), label="A3")
ROW = ProgrammeRow("15:15", "Ouverture", ("Une oratrice",), "avec débat")
LEAFLET = Publication(
    name="tract",
    kind="leaflet",
    path="tract.yaml",
    meta=Meta("Soirée", "fr", dt.date(2026, 3, 1)),
    formats=(A6, A3),
    parts=(),
    leaflet=Leaflet(
        "Soirée",
        (
            Event("Soirée", dt.date(2026, 3, 14), place="Salle A", address="1, rue X"),
            Event("Soirée", dt.date(2026, 3, 15), place="Salle B", programme=(ROW,)),
        ),
        subtitle="Un sous-titre",
        organisers=("Collectif", "Autre"),
    ),
    positions={"subtitle": Position("tract.yaml", 7, 11)},
)
TEXTS = texts_of(LEAFLET, str)
BODY = {"body": "<p>Prix <em>libre</em>.</p><p>Accès de plain-pied.</p>"}
ALL = BETWEEN.join(
    [
        "Soirée",
        "Un sous-titre",
        "Salle A",
        "1, rue X",
        "Salle B",
        "15 h 15",
        "Ouverture",
        "Une oratrice – avec débat",
        "Collectif, Autre",
        "Prix libre.",
        "Accès de plain-pied.",
    ]
)


def left_out(**pages: str) -> list[tuple[str, Severity]]:
    drawn = {fmt: (pages[fmt.name],) for fmt in (A6, A3)}
    return [(one.message, one.severity) for one in facts_left_out(LEAFLET, TEXTS, BODY, drawn)]


def test_what_all_formats_print_is_not_told():
    assert left_out(a6=ALL, a3=ALL) == []


@pytest.mark.parametrize(
    ("text", "field", "severity"),
    [
        ("Un sous-titre", "subtitle", Severity.NOTE),
        ("Salle B", "events.1.place", Severity.WARNING),
        ("1, rue X", "events.0.address", Severity.WARNING),
        (", Autre", "organisers", Severity.WARNING),
        ("avec débat", "events.1.programme", Severity.NOTE),
        ("Accès de plain-pied.", "body", Severity.NOTE),
    ],
)
def test_a_fact_left_out_is_told_with_its_formats(text: str, field: str, severity: Severity):
    ((message, found),) = left_out(a6=ALL.replace(text, ""), a3=ALL)
    assert (field in message, "A6" in message, "A3" in message) == (True, True, False)
    assert found is severity
    ((both, _severity),) = left_out(a6=ALL.replace(text, ""), a3=ALL.replace(text, ""))
    assert "A6, A3" in both


def test_it_is_told_where_it_was_typed():
    (finding,) = facts_left_out(LEAFLET, TEXTS, {}, {A6: (ALL.replace("Un sous-titre", ""),)})
    assert finding.position == Position("tract.yaml", 7, 11)
    single = replace(TEXTS, events=TEXTS.events[:1])
    (finding,) = facts_left_out(LEAFLET, single, {}, {A6: (ALL.replace("Salle A", ""),)})
    assert "event.place" in finding.message
