"""Large print: nothing small, nothing cut, nothing tinted behind text, charts as their numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import html as lxml_html

from printkit.compose.brochure_parts import compose
from printkit.compose.stylesheets import verso_shift_mm
from printkit.model import Asset, PageFormat, Slot
from printkit.readers.large_print import in_large_print
from support.reader_sample import book
from unit.compose.test_theme_css import boxes, engine, faces, lay_out, presse, rules

__all__ = ["engine"]

#: the sizes that the shipped format gives its covers
SLOTS = (Slot("authors", "authors", 16, 18), Slot("description", "description", 16, 18))
LARGE = PageFormat("large-print", (210.0, 297.0), label="A4", slots=SLOTS)
SMALLEST_PT = 16


def sample() -> Any:
    whole = book()
    return in_large_print(replace(whole, publication=replace(whole.publication, formats=(LARGE,))))


def test_a_table_too_wide_becomes_a_list_of_its_rows() -> None:
    heads = ["Pays", "Consommation", "Investissements", "Infrastructures", "Observations"]
    wide = (
        "<table id='t'><thead><tr>"
        + "".join(f"<th>{word}</th>" for word in heads)
        + "</tr></thead>"
        "<tbody><tr><td>Chine</td><td>1 <b>TWh</b></td><td>2</td><td></td><td>FIN</td></tr></tbody>"
        "</table><table><tr><td>a</td><td>b</td></tr></table>"
    )
    whole = book()
    chapter = replace(whole.chapters[0], body_html=wide, charts=())
    (found,) = in_large_print(replace(whole, chapters=(chapter,))).chapters
    tree = lxml_html.fragment_fromstring(found.body_html, create_parent="div")
    assert len(tree.xpath("//table")) == 1
    (rows,) = tree.xpath("//div[@id='t']")
    said = [" ".join(one.text_content().split()) for one in rows.xpath(".//strong|.//li")]
    assert said == [
        "Pays : Chine",
        "Consommation : 1 TWh",
        "Investissements : 2",
        "Observations : FIN",
    ]


def test_charts_become_tables_that_references_still_find() -> None:
    chapter = sample().chapters[0]
    tree = lxml_html.fragment_fromstring(chapter.body_html, create_parent="div")
    (table,) = tree.xpath("//table[@id='un.fig']")
    assert not tree.xpath("//img")
    assert chapter.assets == ()
    assert [cell.text_content() for cell in table.iter("th", "td")] == ["", "TWh", "2024", "415"]
    assert "Figure 1.1" in table.find("caption").text_content()


def test_a_drawing_is_described_for_the_eye() -> None:
    drawn = (
        '<figure id="un.d"><img src="asset:d.svg" alt="L\'eau : deux flèches.">'
        '<figcaption><span class="label">Figure 1.2</span> Un trajet<span class="source">Source : X'
        "</span></figcaption></figure><figure><img src='asset:p.jpg' alt='Une rue.'></figure>"
    )
    whole = book()
    chapter = replace(whole.chapters[0], body_html=drawn, charts=())
    (found,) = in_large_print(replace(whole, chapters=(chapter,))).chapters
    tree = lxml_html.fragment_fromstring(found.body_html, create_parent="div")
    assert [p.text for p in tree.xpath("//p[@class='description']")] == [
        "L’eau\u00a0: deux flèches."
    ]
    assert [img.get("alt") for img in tree.iter("img")] == ["Figure 1.2 Un trajet", "Une rue."]


CODE = ("code", "pre", "kbd", "samp")


def test_nothing_is_small_nor_hyphenated_nor_tinted(engine: Any) -> None:
    weasyprint, warnings = engine
    seen = 0
    for draft in compose(sample(), presse(faces=faces())):
        if draft.is_padding:
            continue
        for page in lay_out(weasyprint, draft).pages:
            areas = [page._page_box, *getattr(page._page_box, "footnote_area", ())]
            for box in [one for area in areas for one in boxes(area)]:
                if type(box).__name__ != "TextBox" or not box.text.strip():
                    continue
                seen += 1
                assert box.style["font_size"] >= SMALLEST_PT / 0.75 - 0.01, (draft.name, box.text)
                assert box.style["hyphens"] != "auto", (draft.name, box.text)
                face = "DejaVu Sans Mono" if box.element_tag in CODE else "TeX Gyre Heros"
                assert box.style["font_family"][0] == face, (draft.name, box.text)
    assert warnings.said == []
    assert seen > 200


def luminance(colour: Any) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in colour.to("srgb").coordinates
    ]
    return sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_running_text_is_18_points_or_more_dark_and_flush_left(engine: Any) -> None:
    weasyprint, _warnings = engine
    paragraphs = 0
    for draft in compose(sample(), presse(faces=faces())):
        for page in lay_out(weasyprint, draft).pages if draft.name == "un" else ():
            assert [round(side * 25.4 / 96) for side in (page.width, page.height)] == [210, 297]
            for box in boxes(page._page_box):
                if type(box).__name__ != "TextBox" or not box.text.strip():
                    continue
                style = box.style
                contrast = 1.05 / (luminance(style["color"]) + 0.05)
                assert contrast >= (4.5 if style["font_weight"] >= 700 else 7), box.text
                assert style["text_align_all"] in ("start", "left", "end", "right"), box.text
                if box.element_tag == "p" and not box.element.get("class"):
                    paragraphs += 1
                    assert style["font_size"] >= 18 / 0.75, box.text
    assert paragraphs >= 5


def test_pages_have_even_margins() -> None:
    assert verso_shift_mm(presse(), LARGE) == 0
    assert verso_shift_mm(presse(), PageFormat("a5", (148.0, 210.0))) == 3


def test_no_background_but_paper() -> None:
    from support.brochure_sample import THEME

    backgrounds = [
        value
        for _, name, value, _ in rules(THEME / "large-print.css")
        if name in ("background", "background-color")
    ]
    assert set(backgrounds) == {"var(--paper)"}


def test_a_drawing_made_for_large_print_stands_for_the_other() -> None:
    whole = book()
    chapter = replace(
        whole.chapters[0],
        body_html='<p><img src="asset:plan.svg" alt="Un plan"></p>',
        charts=(),
        assets=(Asset.of_bytes("asset:plan.svg", b"<svg/>"),),
        large_print=(Asset.of_bytes("asset:plan.svg", b"<svg id='large'/>"),),
    )
    (found,) = in_large_print(replace(whole, chapters=(chapter,))).chapters
    assert [(one.url, one.data) for one in found.assets] == [
        ("asset:plan.svg", b"<svg id='large'/>")
    ]
