"""What a reader of the built brochure's PDFs meets and no validator asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from lxml import html as lxml_html

from printkit.languages.typesetter import typeset_text
from support.checkers.said import Tag, tags_of

pytestmark = pytest.mark.deep

FILES = ("a5-screen", "a5-archive", "large-print")
ADDRESS = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(/\S*)?")


class Element(NamedTuple):
    """A structure element, the entries of its ``K`` (dictionaries and numbers), and what holds it."""

    tag: Any
    kids: list[Any]
    parents: tuple[Any, ...]

    @property
    def kind(self) -> str:
        return str(self.tag.S).lstrip("/")

    def say(self, key: str) -> str:
        return str(self.tag[key]) if key in self.tag else ""


def walk(tag: Any, parents: tuple[Any, ...] = ()) -> Iterator[Element]:
    held = tag.get("/K", [])
    kids = list(held) if isinstance(held, pikepdf.Array) else [held]
    yield Element(tag, kids, parents)
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid, (*parents, tag))


class Book(NamedTuple):
    pdf: Any
    elements: list[Element]

    def all(self, kind: str) -> list[Element]:
        return [one for one in self.elements if one.kind == kind]


@pytest.fixture(scope="module", params=FILES)
def book(out: Path, request: pytest.FixtureRequest) -> Iterator[Book]:
    with pikepdf.open(out / "synthese" / f"synthese-{request.param}.pdf") as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        yield Book(pdf, list(walk(document)))


@pytest.fixture(scope="module")
def web(out: Path) -> Any:
    """Return the web page, which says what languages, abbreviations and drawings there are."""
    return lxml_html.document_fromstring((out / "synthese" / "synthese-web.html").read_bytes())


def pages_of(element: Element) -> set[Any]:
    """Return the pages an element's own content stands on."""
    marks = [kid for kid in element.kids if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid]
    own = {element.tag.Pg.objgen} if any(isinstance(kid, int) for kid in element.kids) else set()
    return own | {mark.Pg.objgen for mark in marks}


def test_a_paragraph_over_a_page_break_is_one_element(
    book: Book, web: Any, request: pytest.FixtureRequest
):
    over = [one for one in book.all("P") if len(pages_of(one)) == 2]
    assert len(over) > 10
    written = web.xpath("//article//p[not(@class='up')]")
    chapters = [one for one in book.all("P") if not is_of_pieces(book, one)]
    drawings = (
        len(book.all("Figure")) if "large" in request.node.name else 0
    )  # each has a paragraph
    if drawings:  # rows of tables that are too wide for large print are paragraphs there
        assert len(chapters) >= len(written) + drawings
    else:
        assert len(chapters) == len(written)


def is_of_pieces(book: Book, element: Element) -> bool:
    """Tell whether an element stands in the cover, the colophon or the contents."""
    titles = {str(one.get("/T", "")) for one in element.parents if one.S == "/Part"}
    contents = any(one.S == "/TOC" for one in element.parents)
    return contents or bool(
        titles & {"", "Couverture", "Cette brochure", "Quatrième de couverture"}
    )


def test_every_call_is_followed_by_its_note(book: Book):
    notes = 0
    for element in book.elements:
        tags = [kid if isinstance(kid, pikepdf.Dictionary) else None for kid in element.kids]
        for index, tag in enumerate(tags):
            if tag is not None and tag.get("/S") == "/Reference":
                following = tags[index + 1]
                assert following is not None
                assert following.S == "/Note"
                notes += 1
    assert notes == len(book.all("Note")) == len(book.all("Reference")) > 150
    names = [one.say("/ID") for one in book.all("Note")]
    assert len({*names}) == notes
    by_part = Counter(name.rsplit("-", 1)[0] for name in names)
    assert names == [f"{part}-{n}" for part, count in by_part.items() for n in range(1, count + 1)]


def test_headers_say_what_they_head(book: Book):
    heads = book.all("TH")
    scopes = Counter(str(one.tag.A.Scope) for one in heads)
    assert scopes["/Column"] > 15
    assert sum(scopes.values()) == len(heads)
    assert {*scopes} <= {"/Column", "/Row"}
    named = {one.say("/ID") for one in heads}
    for cell in book.all("TD"):
        assert {str(name) for name in cell.tag.get("/A", {}).get("/Headers", [])} <= named


def test_links_speak(book: Book):
    links = [note for page in book.pdf.pages for note in page.get("/Annots", ())]
    assert len(links) > 200
    said = [str(link.Contents) for link in links]
    assert [words for words in said if not words or ADDRESS.fullmatch(words)] == []
    held = [
        kid for one in book.all("Link") for kid in one.kids if isinstance(kid, pikepdf.Dictionary)
    ]
    assert {kid.Obj.objgen for kid in held if "/Obj" in kid} == {link.objgen for link in links}


def test_foreign_words_say_their_language(book: Book, web: Any):
    said = Counter(one.say("/Lang") for one in book.elements if "/Lang" in one.tag)
    assert said == Counter(one.get("lang") for one in web.xpath("//article//*[@lang]"))
    assert said.total() > 150
    assert str(book.pdf.Root.Lang) == "fr"


def test_abbreviations_say_what_they_stand_for(book: Book, web: Any):
    said = Counter(one.say("/E") for one in book.elements if "/E" in one.tag)
    assert said == Counter(one.get("title") for one in web.xpath("//article//abbr"))
    assert said["Caisse nationale des allocations familiales"] > 1
    assert {one.kind for one in book.elements if "/E" in one.tag} == {"Span"}


def test_figures_are_described(book: Book, web: Any, out: Path, request: pytest.FixtureRequest):
    shown = web.xpath("//article//figure//*[local-name()='svg' or local-name()='img']")
    described = [one.get("alt") or one.get("aria-label") for one in shown]
    said = [one.say("/Alt") for one in book.all("Figure")]
    assert all(said)
    if "large" in request.node.name:  # charts are tables there, drawings are told in a paragraph
        told = [
            " ".join(holder.holds[at + 1].text().split())
            for holder in tags_of(out / "synthese" / "synthese-large-print.pdf").all()
            for at, one in enumerate(holder.holds)
            if isinstance(one, Tag) and one.kind == "Figure"
        ]
        words = [" ".join(typeset_text(alt).split()) for alt in described]
        assert [text for text in words if text in told] == told
        assert len(told) == len(said) >= 2
    else:
        assert said == described


def test_all_else_is_an_artifact(book: Book):
    """Every mark on a page is content that a tag holds, or an artifact; heads and folios are pagination."""
    folios = 0
    for page in book.pdf.pages:
        open_marks: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                known = operands[1] if name == "BDC" else {}
                kind = str(known.get("/Type", "")) if "/MCID" not in known else "content"
                open_marks.append(kind)
                folios += kind == "/Pagination"
            elif name == "EMC":
                open_marks.pop()
            elif name in ("Tj", "TJ", "f", "S", "Do", "sh"):
                assert open_marks, f"{name} outside of everything on page {page.label}"
        assert open_marks == []
    assert folios > len(book.pdf.pages) / 2


def test_viewers_show_the_title_and_the_bookmarks_are_the_headings(book: Book, web: Any):
    assert book.pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(book.pdf.docinfo.Title).startswith("Synthèse de critiques de l'IA")
    with book.pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        below = [kid.title for entry in outline.root for kid in entry.children]
    parts = [one.say("/T") for one in book.all("Part") if "/T" in one.tag]
    assert titles == parts
    of_chapters = "//article//h3[not(ancestor::aside or ancestor::*[@role='doc-endnotes'])]"
    written = [" ".join(one.text_content().split()) for one in web.xpath(of_chapters)]
    assert [" ".join(title.split()) for title in below] == written
    assert len(below) > 50


def test_headings_step_down_one_level_at_a_time(book: Book):
    levels = [int(one.kind[1]) for one in book.elements if re.fullmatch(r"H\d", one.kind)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
