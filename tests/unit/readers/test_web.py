"""The web edition: one page that stands alone, links that lead somewhere, nothing lost on the way."""

from __future__ import annotations

import base64
import itertools
import re
from collections import Counter

import pytest
from lxml import html as lxml_html
from tinyhtml5.parser import HTMLParser

from printkit.readers.reflow import ident
from printkit.readers.screen_colours import CONTRAST, contrast, night_palette
from printkit.readers.web import web_page
from support.reader_sample import TOOLS, book, named_faces, theme


@pytest.fixture(scope="module")
def page() -> bytes:
    return web_page(book(), theme(named_faces()), **TOOLS)


def test_it_is_valid_html(page: bytes) -> None:
    parser = HTMLParser()
    parser.parse(page.decode())
    assert parser.errors == []


def test_it_needs_nothing_else(page: bytes) -> None:
    text = page.decode()
    assert "<script" not in text
    assert set(re.findall(r"url\((.{5})", text)) <= {"data:"}
    tree = lxml_html.document_fromstring(text)
    assert not tree.xpath("//link[@rel='stylesheet'] | //iframe | //object")
    assert all(src.startswith("data:") for src in tree.xpath("//@src"))


def test_every_inner_link_leads_somewhere_and_ids_are_unique(page: bytes) -> None:
    tree = lxml_html.document_fromstring(page.decode())
    ids = Counter(tree.xpath("//@id"))
    assert not [name for name, count in ids.items() if count > 1]
    inner = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)
    assert not re.search("xref:|asset:|⟦|⟧", page.decode())


def test_notes_and_calls_are_linked_both_ways(page: bytes) -> None:
    tree = lxml_html.document_fromstring(page.decode())
    calls = tree.xpath("//sup[@class='call']/a")
    notes = tree.xpath("//section[@role='doc-endnotes']//li")
    assert [call.get("href") for call in calls] == [f"#{note.get('id')}" for note in notes]
    backs = [note.xpath(".//a[@class='back']/@href")[0] for note in notes]
    assert backs == [f"#{call.get('id')}" for call in calls]
    assert [call.text for call in calls] == ["1", "2"]
    assert notes[1].text_content().startswith("Une source, une revue, 2025.")


def test_page_numbers_become_words(page: bytes) -> None:
    text = lxml_html.document_fromstring(page.decode()).text_content()
    assert "p. " not in text
    assert "à la section «\u00a0Après\u00a0»" in text


def test_a_chart_is_drawn_named_and_doubled_by_its_numbers(page: bytes) -> None:
    tree = lxml_html.document_fromstring(page.decode())
    (chart,) = tree.xpath("//*[local-name()='svg']")
    assert chart.get("role") == "img"
    assert chart.get("aria-label") == "Une barre"
    assert chart.xpath(".//*[local-name()='text']")[0].get("textlength") == "12.9"
    (table,) = tree.xpath("//details/table")
    assert [cell.text_content() for cell in table.iter("th", "td")] == ["", "TWh", "2024", "415"]


def test_headings_never_skip_a_level(page: bytes) -> None:
    tree = lxml_html.document_fromstring(page.decode())
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_same_text_gives_the_same_bytes(page: bytes) -> None:
    assert web_page(book(), theme(named_faces()), **TOOLS) == page


def test_colours_can_be_read_by_night() -> None:
    night = night_palette(theme(named_faces()).palette)
    for role in ("ink", "accent", "muted"):
        assert contrast(night[role], night["paper"]) >= CONTRAST
        assert contrast(night[role], night["tint"]) >= CONTRAST


def test_ids_begin_with_a_letter() -> None:
    assert ident("01-energie.top") == "p01-energie.top"
    assert ident("glossary.top") == "glossary.top"


def test_the_faces_of_the_sheet_travel_with_the_letters_of_the_page(page: bytes) -> None:
    rules = re.findall(
        r'@font-face\{font-family:"([^"]+)";font-weight:(\d+);(.*?)src:', page.decode()
    )
    assert rules == [
        ("TeX Gyre Pagella", "400", ""),
        ("TeX Gyre Pagella", "400", "font-style:italic;"),
        ("TeX Gyre Pagella", "700", ""),
        ("TeX Gyre Heros Condensed", "400", ""),
        ("TeX Gyre Heros Condensed", "700", ""),
    ]
    _head, body = page.decode().split("</head>")
    text = set(lxml_html.document_fromstring(body).text_content())
    for file in re.findall(r"font/woff2;base64,([^)]+)", page.decode()):
        assert text - {"\n"} <= set(base64.b64decode(file).decode())


def test_the_cover_is_seen_and_not_heard(page: bytes) -> None:
    (cover,) = lxml_html.document_fromstring(page.decode()).xpath("//img[@class='cover']")
    assert cover.get("alt") == ""
    assert base64.b64decode(cover.get("src").partition(",")[2]) == TOOLS["cover"]
