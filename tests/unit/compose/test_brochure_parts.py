"""What each part of a brochure is made of, before anything is laid out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from printkit.compose.brochure_parts import blank_page, compose, notes_pages
from printkit.compose.part_draft import Draft
from printkit.core.findings import Position, PrintkitError
from printkit.model import Part, Side
from printkit.model.manuscript import Anchor, Heading
from support.brochure_sample import PARTS, manuscript, presse, publication


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    return {draft.name: draft for draft in compose(manuscript(), presse())}


def tree(draft: Draft) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(draft.html)


def text(draft: Draft) -> str:
    return " ".join(tree(draft).find("body").text_content().split())


def test_one_draft_per_part_in_order(drafts: dict[str, Draft]) -> None:
    assert list(drafts) == [part.name for part in PARTS]


@pytest.mark.parametrize(
    ("name", "starts", "numbered", "full_bleed", "ends_book", "bookmark"),
    [
        ("cover", Side.RECTO, False, True, False, "Couverture"),
        ("half-title", Side.RECTO, False, False, False, ""),
        ("colophon", Side.VERSO, False, False, False, "Cette brochure"),
        ("contents", None, True, False, False, "Sommaire"),
        ("un", None, True, False, False, "L’ardoise bleue"),
        ("glossary", None, True, False, False, "Glossaire"),
        ("bibliography", None, True, False, False, "Sources"),
        ("back-cover", Side.VERSO, False, True, True, "Quatrième de couverture"),
    ],
)
def test_traits(
    drafts: dict[str, Draft],
    name: str,
    starts: Side | None,
    numbered: bool,
    full_bleed: bool,
    ends_book: bool,
    bookmark: str,
) -> None:
    draft = drafts[name]
    assert (draft.starts, draft.numbered) == (starts, numbered)
    assert (draft.full_bleed, draft.ends_book, draft.title) == (full_bleed, ends_book, bookmark)


def test_chapters_open_on_the_right_when_asked() -> None:
    book = publication(chapters_open="recto")
    drafts = {draft.name: draft for draft in compose(manuscript(book), presse())}
    assert drafts["un"].starts is drafts["deux"].starts is Side.RECTO
    assert drafts["glossary"].starts is None


def test_every_id_is_prefixed_by_its_part_and_every_part_has_a_top(
    drafts: dict[str, Draft],
) -> None:
    for draft in drafts.values():
        if draft.is_padding:
            continue
        ids = tree(draft).xpath("//@id")
        assert f"{draft.name}.top" in ids
        assert [name for name in ids if not name.startswith(f"{draft.name}.")] == []
        assert len(ids) == len(set(ids))


def test_headings_start_at_one_and_skip_none(drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        if draft.is_padding:
            continue
        levels = [int(e.tag[1]) for e in tree(draft).iter("h1", "h2", "h3", "h4")]
        assert all(b - a <= 1 for a, b in zip([0, *levels], levels, strict=False)), draft.name


def test_a_chapter_depends_on_nothing_outside_it(drafts: dict[str, Draft]) -> None:
    html = drafts["un"].html
    assert "Synthèse" not in html
    assert "Après" not in html
    assert html.count('class="number"') == 1
    assert 'class="number"' not in drafts["deux"].html


def test_contents_name_chapters_and_sections_by_their_pages(drafts: dict[str, Draft]) -> None:
    contents = drafts["contents"]
    assert re.findall("⟦page:([^⟧]+)⟧", contents.html) == [
        "un.top",
        "un.murs",
        "deux.top",
        "glossary.top",
        "bibliography.top",
    ]
    assert tree(contents).xpath("//a/@href") == [
        "xref:un.top",
        "xref:un.murs",
        "xref:deux.top",
        "xref:glossary.top",
        "xref:bibliography.top",
    ]
    assert "L’ardoise bleue" in text(contents)
    assert "Note." not in text(contents)
    assert "Des <em>murs</em>" in contents.html
    assert contents.late_pages == 1


@pytest.mark.parametrize(("sections", "listed"), [(3, True), (40, False)])
def test_a_long_book_is_listed_by_chapters_alone(sections: int, listed: bool) -> None:
    headings = tuple(Heading(f"un.s{n}", 2, f"S{n}", f"S{n}") for n in range(sections))
    book = manuscript()
    chapters = (replace(book.chapters[0], headings=headings), *book.chapters[1:])
    contents = {d.name: d for d in compose(replace(book, chapters=chapters), presse())}["contents"]
    assert ("xref:un.s1" in contents.html) is listed
    assert "xref:un.top" in contents.html


def test_cover_title_is_fitted_and_escaped(drafts: dict[str, Draft]) -> None:
    cover = drafts["cover"]
    boxes = tree(cover).xpath("//*[@data-slot]")
    names = [box.get("data-slot") for box in boxes]
    assert names == [slot.name for slot in cover.fit] == ["title", "authors"]
    assert [box.get("style") for box in boxes] == [f"font-size:⟦fit:{name}⟧pt" for name in names]
    assert "Synthèse &amp; critique" in cover.html
    (card,) = cover.assets
    assert re.fullmatch(r"asset:card-[0-9a-f]{12}\.svg", card.url)


def test_colophon_says_edition_date_licence_making_and_law(drafts: dict[str, Draft]) -> None:
    colophon = drafts["colophon"]
    for expected in (
        "Édition augmentée",
        "mai",
        "CC BY-SA 4.0",
        "creativecommons.org/licenses/by-sa/4.0/deed.fr",
        "Une autrice, Un collectif",
        "avec printkit, un logiciel libre",
        "Imprimé par nos soins.",
        "bonjour@example.org",
    ):
        assert expected in text(colophon)
    assert "1<sup>er</sup>" in colophon.html


def test_back_cover_carries_a_code_with_a_text_for_those_who_do_not_see_it(
    drafts: dict[str, Draft],
) -> None:
    (image,) = tree(drafts["back-cover"]).xpath("//img")
    assert image.get("src") == drafts["back-cover"].assets[0].url
    assert "example.org/a" in image.get("alt")


def test_words_follow_the_document(drafts: dict[str, Draft]) -> None:
    english = {d.name: d for d in compose(manuscript(publication(language="en")), presse())}
    assert english["contents"].title == "Contents"
    assert "1 May 2025" in text(english["colophon"]).replace("\u00a0", " ")
    assert tree(english["un"]).get("lang") == "en"
    assert tree(drafts["un"]).get("lang") == "fr"


def test_stylesheets_come_in_the_order_that_lets_the_theme_win(drafts: dict[str, Draft]) -> None:
    names = [sheet.name for sheet in drafts["un"].stylesheets]
    assert names == [
        "(format)",
        "(hyphenation)",
        "(tokens)",
        "styles/presse/tokens.css",
        "styles/presse/brochure.css",
    ]
    geometry, _hyphenation, palette = drafts["un"].stylesheets[:3]
    assert "size: 148mm 210mm; bleed: 5mm" in geometry.text
    assert "--accent: #C8102E;" in palette.text


def test_parts_with_nothing_to_show_are_left_out() -> None:
    book = manuscript()
    empty = type(book)(book.publication, book.chapters)
    names = [draft.name for draft in compose(empty, presse())]
    assert "glossary" not in names
    assert "bibliography" not in names


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("un", "back-cover"), ["un", "notes-pages", "back-cover"]),
        (("un",), ["un", "notes-pages"]),
        (("notes-pages", "un"), ["notes-pages", "un"]),
    ],
)
def test_the_pages_that_make_up_the_count_have_a_place(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    kinds = {part.name: part for part in PARTS}
    book = publication(tuple(kinds[name] for name in parts))
    drafts = compose(manuscript(book), presse())
    assert [draft.name for draft in drafts] == expected
    assert [draft.name for draft in drafts if draft.is_padding] == ["notes-pages"]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_notes_pages_are_as_many_as_asked(count: int) -> None:
    draft = notes_pages(count, publication(), presse())
    assert draft is not None
    assert draft.expected_pages == count
    assert len(tree(draft).xpath("//section")) == count
    assert len(tree(draft).xpath("//h1")) == 1
    assert not draft.numbered


def test_no_notes_pages_for_a_full_count() -> None:
    assert notes_pages(0, publication(), presse()) is None


def test_the_leaf_behind_the_cover_shows_its_holes_and_other_blanks_are_blank() -> None:
    behind, other = (blank_page(number, publication(), presse()) for number in (1, 2))
    assert [draft.name for draft in (behind, other)] == ["blank-1", "blank-2"]
    assert len(behind.assets) == 1
    assert other.assets == ()
    coverless = publication((Part("un", "chapter"),))
    assert blank_page(1, coverless, presse()).assets == ()


@pytest.mark.parametrize("missing", ["cover.html", "page.html", "brochure.css"])
def test_a_file_the_theme_lacks_is_named(missing: str) -> None:
    with pytest.raises(PrintkitError) as caught:
        compose(manuscript(), presse(file=missing))
    (finding,) = caught.value.findings
    assert missing in finding.message
    assert finding.hint
    assert finding.position is not None


@pytest.mark.parametrize(
    ("title", "tall"), [("Court", False), ("Un titre qui n’en finit pas " * 3, True)]
)
def test_a_long_title_opens_lower_and_smaller(title: str, tall: bool) -> None:
    book = manuscript()
    chapter = replace(book.chapters[0], title_html=title, title_text=title)
    drafts = compose(replace(book, chapters=(chapter, *book.chapters[1:])), presse())
    (draft,) = [draft for draft in drafts if draft.name == "un"]
    assert ('class="opening tall"' in draft.html) is tall


def test_the_contents_list_boxes_where_they_find_room() -> None:
    book = manuscript()
    place = Position("un.md", 1, 1)
    for count, listed in ((3, True), (60, False)):
        boxes = tuple(
            Anchor(f"un.b{n}", "un", "sidebar", "", f"L'encadré {n}", place) for n in range(count)
        )
        chapters = (replace(book.chapters[0], anchors=boxes), *book.chapters[1:])
        drafts = {d.name: d for d in compose(replace(book, chapters=chapters), presse())}
        html = drafts["contents"].html
        assert ("⟦page:un.b2⟧" in html, "L’encadré 2" in html) == (listed, listed)


def test_the_glossary_leads_back_to_the_first_call_in_each_chapter() -> None:
    book = manuscript()
    call = '<p><a class="term" href="xref:glossary.nuage" id="{0}.term-nuage">nuage</a></p>'
    chapters = tuple(
        replace(one, body_html=one.body_html + call.format(one.part)) for one in book.chapters
    )
    drafts = {d.name: d for d in compose(replace(book, chapters=chapters), presse())}
    assert tree(drafts["glossary"]).xpath("//dt//a/@href") == [
        "xref:un.term-nuage",
        "xref:deux.term-nuage",
    ]
