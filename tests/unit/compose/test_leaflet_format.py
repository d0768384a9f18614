"""The leaflet's five formats: what is on them, what is left out, what the engine makes of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import yaml
import zxingcpp
from lxml import html as lxml_html

from printkit.compose.leaflet_format import MODULE_MM, compose
from printkit.compose.leaflet_texts import inline, texts_of
from printkit.compose.part_draft import Draft
from printkit.languages.typesetter import typeset_text
from printkit.layout.pagination import Place, job_of
from printkit.markup.reading.reader import read_fragment
from printkit.model import (
    Brand,
    Event,
    Leaflet,
    Meta,
    PageFormat,
    Panel,
    Part,
    ProgrammeRow,
    Publication,
    RenderedChapter,
    Slot,
    SourceText,
    Theme,
)
from printkit.render.engine import Engine
from support.brochure_sample import presse
from unit.compose.test_theme_css import faces

ROOT = Path(__file__).parents[3]
NAMES = ("a6", "a5", "a4", "a3", "rollfold-a4")


def read_format(name: str) -> PageFormat:
    path = ROOT / "src" / "printkit" / "data" / "formats" / f"{name}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["trim_mm"] = tuple(data["trim_mm"])
    data["slots"] = tuple(Slot(**slot) for slot in data["slots"])
    data["panels"] = tuple(Panel(**panel) for panel in data.get("panels", ()))
    return PageFormat(**data)


FORMATS = {name: read_format(name) for name in NAMES}
PROGRAMME = (
    ProgrammeRow("13:00", "On touche le fond mais on creuse encore", ("Barth, un collectif",)),
    ProgrammeRow("14 h", "Vers une perte des savoirs", ("Une", "Deux & trois"), "table ronde"),
    ProgrammeRow("15 h 15", "Comment stopper l'IA ?"),
    ProgrammeRow("ensuite", "Repas"),
)
EVENT = Event(
    "Contre-sommet de l'IA",
    dt.date(2025, 2, 8),
    dt.time(13),
    dt.time(18, 30),
    place="Salle des fêtes",
    address="1, rue de l'Exemple",
    kicker="Paris",
    programme=PROGRAMME,
    programme_title="Le programme",
)
FULL = Leaflet(
    "Contre-sommet de l'IA",
    (EVENT,),
    kicker="En réponse au sommet",
    subtitle="Une après-midi, *six* interventions",
    call="Venez **écouter**, répondre.",
    organisers=("Un collectif",),
    link="https://example.org/contre-sommet",
    contact=("bonjour@example.org",),
    legal=("Ne pas jeter sur la voie publique", "Imprimé par nos soins"),
    body=SourceText("leaflets/a.yaml", "Un texte : deux jours avant, d'autres parlent.\n"),
    panels={
        "flap": SourceText("leaflets/a.yaml", "## Pourquoi ?\n\nPour voir.\n\n- un\n- deux\n"),
        "inner-right": SourceText("leaflets/a.yaml", "## Venir\n\nÀ pied.\n"),
    },
)
BARE = Leaflet("Rassemblement", (Event("Rassemblement", dt.date(2025, 5, 1)),))
NOTICE = Leaflet("Une brochure", subtitle="à lire", body=FULL.body)


def publication(leaflet: Leaflet, language: str = "fr") -> Publication:
    meta = Meta(leaflet.title, language, dt.date(2025, 2, 1))
    return Publication(
        "tract",
        "leaflet",
        "leaflets/a.yaml",
        meta,
        tuple(FORMATS.values()),
        (Part("leaflet", "leaflet"),),
        leaflet=leaflet,
    )


def draft_of(
    leaflet: Leaflet, name: str, theme: Theme | None = None, language: str = "fr"
) -> Draft:
    book = publication(leaflet, language)
    sources = {f"panels.{key}": value for key, value in leaflet.panels.items()}
    if leaflet.body is not None:
        sources["body"] = leaflet.body
    html: Mapping[str, str] = {
        key: read_fragment(source, language=language).html for key, source in sources.items()
    }
    texts = texts_of(book, partial(typeset_text, language=language))
    return compose(book, FORMATS[name], theme or presse(), html, texts, ())


def tree(draft: Draft) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(draft.html)


def text(draft: Draft) -> str:
    return " ".join(tree(draft).find("body").text_content().split())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("leaflet", [FULL, BARE, NOTICE])
def test_every_slot_is_a_box_and_every_box_a_slot(leaflet: Leaflet, name: str) -> None:
    draft = draft_of(leaflet, name)
    boxes = tree(draft).xpath("//*[@data-slot]")
    slots = [box.get("data-slot") for box in boxes]
    assert sorted(slots) == sorted(set(slots)) == sorted(slot.name for slot in draft.fit)
    for box in boxes:
        assert box.get("style") == f"font-size:⟦fit:{box.get('data-slot')}⟧pt"


@pytest.mark.parametrize("name", NAMES)
def test_every_slot_of_a_format_is_used_by_some_leaflet(name: str) -> None:
    lonely = replace(FULL, events=(replace(EVENT, programme=()),), body=None, panels={})
    undated = replace(FULL, events=(), body=None, panels={})
    bodily = replace(FULL, events=())
    said = {
        "inner-middle": SourceText("leaflets/a.yaml", "## Au milieu\n"),
        "back": SourceText("leaflets/a.yaml", "- Où la trouver\n"),
    }
    panelled = replace(bodily, panels=said)
    seen = {
        slot.name
        for leaflet in (FULL, BARE, NOTICE, lonely, undated, bodily, panelled)
        for slot in draft_of(leaflet, name).fit
    }
    assert seen == {slot.name for slot in FORMATS[name].slots}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("leaflet", [FULL, BARE, NOTICE])
def test_structure(leaflet: Leaflet, name: str) -> None:
    draft = draft_of(leaflet, name)
    page = tree(draft)
    assert len(page.xpath("//h1")) == 1
    levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4")]
    assert all(b - a <= 1 for a, b in zip([0, *levels], levels, strict=False))
    assert len(page.xpath("//section[contains(@class, 'side')]")) == FORMATS[name].sides
    assert draft.expected_pages == FORMATS[name].sides
    assert draft.name == f"tract-{name}"
    assert page.xpath("//@id")[0] == f"tract-{name}.top"
    assert all(image.get("alt") for image in page.iter("img"))
    for element in page.iter("p", "h1", "h2", "li", "span", "ul"):
        assert element.text_content().strip() or element.find("img") is not None, element.tag


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_known_is_said(name: str) -> None:
    bare = text(draft_of(BARE, name))
    assert "Lieu à confirmer" in bare
    for unsaid in ("Programme", "Organisé", "Contact", "None", "dès"):
        assert unsaid not in bare
    assert not tree(draft_of(BARE, name)).xpath("//img")
    linked = text(draft_of(replace(BARE, link="https://example.org/"), name))
    assert "Lieu à demander sur example.org" in linked
    assert "Lieu" not in text(draft_of(NOTICE, name))
    full = text(draft_of(FULL, name))
    assert "Salle des fêtes" in full
    assert "Lieu" not in full


@pytest.mark.parametrize("name", NAMES)
def test_date_hours_and_programme(name: str) -> None:
    said = text(draft_of(FULL, name))
    for expected in ("Samedi", "8 février", "13 h – 18 h 30", "Le programme", "15 h 15", "ensuite"):
        assert expected in said
    assert ("Barth, un collectif" in said) is (name != "a6")
    assert ("Programme au dos" in said) is (name in ("a6", "a5"))
    first = draft_of(BARE, name).html
    assert "1<sup>er</sup>\u00a0mai" in first or "1<sup>er</sup> mai" in first


@pytest.mark.parametrize("name", NAMES)
def test_further_events_are_listed(name: str) -> None:
    second = Event("Débat", dt.date(2025, 2, 9), dt.time(14), programme=PROGRAMME[:1])
    said = text(draft_of(replace(FULL, events=(EVENT, second)), name))
    assert "dimanche 9 février, dès 14 h" in said
    assert "Débat, dimanche 9 février" in said


def test_words_follow_the_document() -> None:
    said = text(draft_of(replace(FULL, events=(replace(EVENT, end=None),)), "a5", language="en"))
    assert "Saturday" in said
    assert "from 13:00" in said
    assert "Programme overleaf" in said


def test_what_a_leaflet_lacks_is_taken_from_the_brand() -> None:
    book = replace(
        publication(BARE), brand=Brand("Un collectif", ("a@b.org",), ("Légal",), "https://b.org")
    )
    texts = texts_of(book, str)
    assert texts.organisers == ("Un collectif",)
    assert (texts.contact, texts.legal, texts.link) == (("a@b.org",), ("Légal",), "b.org")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a **b** *c*", "a <strong>b</strong> <em>c</em>"),
        (r"2 \* 3 * 4", "2 * 3 * 4"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("**<i>**", "<strong>&lt;i&gt;</strong>"),
        ("a\n  b", "a b"),
        ("**", "**"),
    ],
)
def test_inline_markdown(typed: str, expected: str) -> None:
    assert inline(typed, str) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("9:05", "9 h 05"), ("15h", "15 h"), ("15 h 15", "15 h 15"), ("25:00", "25:00"), ("", "")],
)
def test_hours_are_written_one_way(typed: str, expected: str) -> None:
    event = replace(EVENT, programme=(ProgrammeRow(typed, "x"),))
    texts = texts_of(publication(replace(FULL, events=(event,))), str)
    assert " ".join(texts.events[0].programme[0].time.split()) == expected


def test_panels_of_the_roll_fold_leave_no_gap_and_the_flap_is_narrower() -> None:
    fmt = FORMATS["rollfold-a4"]
    for side in range(fmt.sides):
        panels = sorted((p for p in fmt.panels if p.side == side), key=lambda p: p.x_mm)
        edges = [0.0, *(p.x_mm + p.width_mm for p in panels)]
        assert [p.x_mm for p in panels] == edges[:-1]
        assert edges[-1] == fmt.trim_mm[0]
    widths = {panel.name: panel.width_mm for panel in fmt.panels}
    assert 2 <= widths["cover"] - widths["flap"] <= 3
    folds = [{p.x_mm for p in fmt.panels if p.side == side} - {0} for side in (0, 1)]
    assert folds[0] == {fmt.trim_mm[0] - x for x in folds[1]}


def test_fold_ticks_stand_off_the_trim() -> None:
    ticks = tree(draft_of(FULL, "rollfold-a4")).xpath("//div[@class='tick']/@style")
    assert len(ticks) == 8
    css = next(s.text for s in draft_of(FULL, "rollfold-a4").stylesheets if "rollfold" in s.name)
    (height,) = re.findall(r"\.tick \{[^}]*height: (\d+)mm", css)
    assert all(re.search(r"(top|bottom):-5mm$", style) for style in ticks)
    assert int(height) < FORMATS["rollfold-a4"].bleed_mm


# --- laid out --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def theme() -> Theme:
    return presse(faces=faces())


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def lay_out(engine: Engine, leaflet: Leaflet, name: str, theme: Theme) -> RenderedChapter:
    draft = draft_of(leaflet, name, theme)
    sides = FORMATS[name].sides
    return engine.render(job_of(Place(draft, 1, sides), {}, sides, ""))


def pixels(pdf: bytes, page: int, scale: float = 3.0) -> np.ndarray:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return document[page].render(scale=scale).to_numpy().copy()
    finally:
        document.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("leaflet", [FULL, BARE, NOTICE])
def test_the_engine_takes_every_format_without_a_word(
    engine: Engine, theme: Theme, leaflet: Leaflet, name: str
) -> None:
    rendered = lay_out(engine, leaflet, name, theme)
    assert rendered.warnings == ()
    assert rendered.refused_urls == ()
    assert rendered.missing == ""
    assert rendered.page_count == FORMATS[name].sides
    assert [fit for fit in rendered.fit if fit.overflow_mm or fit.overflow_x_mm] == []
    assert (
        hashlib.sha256(rendered.pdf).digest()
        == hashlib.sha256(lay_out(engine, leaflet, name, theme).pdf).digest()
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_code_on_the_page_says_the_link(engine: Engine, theme: Theme, name: str) -> None:
    rendered = lay_out(engine, FULL, name, theme)
    codes = [
        code.text
        for page in range(rendered.page_count)
        for code in zxingcpp.read_barcodes(pixels(rendered.pdf, page))
    ]
    assert codes == [FULL.link]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("link", ["https://e.org", "https://example.org/" + "x" * 60])
def test_modules_are_wide_enough_for_a_camera(name: str, link: str) -> None:
    draft = draft_of(replace(FULL, link=link), name)
    (image,) = tree(draft).xpath("//img")
    assert image.get("alt").startswith("QR code")
    (asset,) = [asset for asset in draft.assets if asset.url == image.get("src")]
    modules = int(re.search(rb'viewBox="0 0 (\d+)', asset.data or b"")[1])  # type: ignore[index]
    width = float(re.search(r"width:([\d.]+)mm", image.get("style"))[1])  # type: ignore[index]
    assert width / modules >= MODULE_MM - 1e-9


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_in_the_safe_margin(engine: Engine, theme: Theme, name: str) -> None:
    fmt = FORMATS[name]
    rendered = lay_out(engine, FULL, name, theme)
    document = pypdfium2.PdfDocument(io.BytesIO(rendered.pdf))
    width, height = (mm * 72 / 25.4 for mm in fmt.trim_mm)
    safe = fmt.safe_mm * 72 / 25.4
    try:
        for page in document:
            left, bottom, _, _ = page.get_trimbox()
            letters = page.get_textpage()
            for index in range(letters.count_chars()):
                x1, y1, x2, y2 = letters.get_charbox(index)
                if x2 <= x1 or y2 <= y1 or letters.get_text_range(index, 1).isspace():
                    continue  # the space a line ends with may stand outside: nothing of it is printed
                assert left + safe <= x1, (name, index)
                assert x2 <= left + width - safe
                assert bottom + safe <= y1
                assert y2 <= bottom + height - safe
            letters.close()
    finally:
        document.close()


def test_titles_of_the_poster_are_read_from_afar(engine: Engine, theme: Theme) -> None:
    sizes = {fit.slot: fit.size_pt for fit in lay_out(engine, FULL, "a3", theme).fit}
    assert sizes["title"] * 0.72 * 25.4 / 72 >= 25


@pytest.mark.parametrize("name", NAMES)
def test_a_field_that_is_too_long_is_told(engine: Engine, theme: Theme, name: str) -> None:
    many = tuple(ProgrammeRow("13:00", "Une intervention au titre long " * 6) for _ in range(30))
    leaflet = replace(FULL, events=(replace(EVENT, programme=many),))
    over = [fit.slot for fit in lay_out(engine, leaflet, name, theme).fit if fit.overflow_mm > 0]
    assert over == ["programme"]
