"""A leaflet as a picture to share, with what it shows in words."""

import datetime as dt
import io

import pikepdf
import pytest
from PIL import Image

from printkit.build.editions.registry import finishers_of
from printkit.build.editions.social_edition import description
from printkit.model import Brand, Event, Leaflet, Meta, PageFormat, Publication
from printkit.views.thumbnail import picture

EVENT = Event("Veillée", dt.date(2025, 2, 8), dt.time(13), kicker="Paris", place="Salle <2>")
SQUARE, A6 = PageFormat("social", (108.0, 108.0)), PageFormat("a6", (105.0, 148.0))


def leaflet(*events, link=None, editions=("screen", "social")):
    return Publication(
        name="tract",
        kind="leaflet",
        path="leaflets/tract.yaml",
        meta=Meta("La *veille*", "fr", dt.date(2025, 2, 1)),
        formats=(A6, SQUARE),
        parts=(),
        editions=editions,
        brand=Brand(),
        leaflet=Leaflet("La *veille*", events, kicker="Ce soir", subtitle="Venez", link=link),
    )


@pytest.mark.parametrize(
    ("publication", "lines"),
    [
        (leaflet(EVENT), ["Ce soir", "La veille", "samedi 8 février, 13 h", "Paris. Salle <2>"]),
        (leaflet(), ["Ce soir", "La veille", "Venez"]),
        (
            leaflet(Event("V", dt.date(2025, 2, 8)), link="https://a.example"),
            ["Ce soir", "La veille", "samedi 8 février", "Lieu à demander sur a.example"],
        ),
    ],
)
def test_the_words_are_those_of_the_picture(publication, lines):
    said = description(publication).replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    assert said == lines


def test_the_picture_is_of_its_size_and_says_nothing_of_itself():
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(306, 306))
    out = io.BytesIO()
    pdf.save(out)
    with Image.open(io.BytesIO(picture(out.getvalue(), 1080))) as image:
        assert (image.format, image.size, image.info) == ("PNG", (1080, 1080), {})


@pytest.mark.parametrize(
    ("editions", "fmt", "made"),
    [
        (("screen", "social"), A6, ["screen"]),
        (("screen", "social"), SQUARE, ["social"]),
        (
            ("screen",),
            SQUARE,
            ["screen"],
        ),  # a format like another where nobody asks for the picture
    ],
)
def test_its_format_is_its_own(editions, fmt, made):
    finishers = finishers_of(leaflet(EVENT, editions=editions), fmt)
    assert [one.edition.name for one in finishers] == made
