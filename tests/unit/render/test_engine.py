"""What comes back from a layout: pages, anchors, fitted sizes, notes in their place, refusals."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from printkit.model import Asset, FitResult, RenderJob, Slot
from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press

RED_DOT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def test_pages_have_bleed_and_trim(pool: RenderPool):
    rendered = laid_out(pool, job("<p>Texte</p>"))
    (page,) = PdfReader(io.BytesIO(rendered.pdf)).pages
    mm = 72 / 25.4
    assert [float(side) / mm for side in page.trimbox] == pytest.approx([0, 0, 100, 140])
    assert [float(side) / mm for side in page.mediabox] == pytest.approx([-5, -5, 105, 145])


def test_anchors_are_counted_from_the_parts_first_page(pool: RenderPool):
    body = '<h1 id="un.top">Un</h1><p id="un.deux" style="break-before:page">Deux</p>'
    rendered = laid_out(pool, job(body))
    assert rendered.page_count == 2
    assert dict(rendered.anchors) == {"un.top": 0, "un.deux": 1}


def test_what_the_engine_ignores_is_told_at_its_line(pool: RenderPool):
    rendered = laid_out(pool, job("<p>Texte</p>", "p {\n  color: black;\n  couleur: noir\n}"))
    (warning,) = rendered.warnings
    assert (warning.stylesheet, warning.line, warning.column) == ("own-1.css", 3, 3)
    assert "couleur" in warning.message
    again = laid_out(pool, job("<p>Autre</p>", "p {\n  color: black;\n  couleur: noir\n}"))
    assert again.warnings == rendered.warnings


def test_good_styles_say_nothing(pool: RenderPool):
    assert laid_out(pool, job("<p>Texte</p>", "p { color: black }")).warnings == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Écœurés, 5\u202f%\u00a0: «\u00a0oui\u00a0» n\u2060on co\u00adupure 2\u201110", ""),
        ("un 漢 et un 字", "字漢"),
        ("<b>☂</b>", "☂"),
    ],
)
def test_characters_no_face_has(pool: RenderPool, text: str, missing: str):
    assert laid_out(pool, job(f"<p>{text}</p>")).missing == missing


def test_assets_are_read_and_nothing_else(pool: RenderPool):
    body = (
        '<img src="asset:dot.svg" alt="Un point"><img src="file:///etc/hostname" alt="Non">'
        '<img src="https://example.org/a.png" alt="Non"><p style="background:url(asset:x.png)">A</p>'
    )
    rendered = laid_out(pool, job(body, assets=(Asset.of_bytes("asset:dot.svg", RED_DOT),)))
    assert set(rendered.refused_urls) == {
        "file:///etc/hostname",
        "https://example.org/a.png",
        "asset:x.png",
    }
    assert rendered.warnings == ()


@pytest.mark.parametrize(
    ("name", "data", "refused"),
    [
        ("good.png", PIXEL, False),
        ("text.png", b"no image", True),
        ("dtd.svg", b"<!DOCTYPE svg [<!ENTITY a 'a'>]>" + RED_DOT, True),
        ("good.svg", RED_DOT, False),
    ],
)
def test_images_are_what_they_say(pool: RenderPool, name: str, data: bytes, refused: bool):
    asset = Asset.of_bytes(f"asset:{name}", data)
    rendered = laid_out(pool, job(f'<img src="asset:{name}" alt="Image">', assets=(asset,)))
    assert bool(rendered.refused_urls) is refused


BOX = ".box { height: 40mm; width: 60mm; overflow: hidden } .word { height: 60mm; width: 30mm }"


def fitted(
    pool: RenderPool, text: str, low: float = 6, high: float = 40, **traits: Any
) -> FitResult:
    body = f'<div class="box" data-slot="body" style="font-size:⟦fit:body⟧pt;line-height:1.2">{text}</div>'
    rendered = laid_out(
        pool, job(body, BOX, fit=(Slot("body", "body", low, high),), expected_pages=1, **traits)
    )
    (result,) = rendered.fit
    return result


def test_a_guess_changes_the_way_and_not_the_size(pool: RenderPool):
    text = "Un texte plus long. " * 12
    found = fitted(pool, text)
    for size in (6.0, 9.5, found.size_pt, found.size_pt + 0.1, 40.0):
        assert fitted(pool, text, guess=(FitResult("body", size),)) == found
    small = (FitResult("body", 9.5),)
    assert fitted(pool, text, guess=small, quick=True).size_pt == 9.5
    assert fitted(pool, text, guess=(FitResult("body", 40.0),), quick=True) == found


def test_a_quick_layout_is_never_taken_for_the_true_one():
    true, quick = job("x", BOX), job("x", BOX, quick=True)
    guessed = job("x", BOX, quick=True, guess=(FitResult("body", 9.5),))
    assert len({true.key, quick.key, guessed.key}) == 3
    assert job("x", BOX, guess=(FitResult("body", 9.5),)).key == true.key


def test_text_takes_the_largest_size_that_fits(pool: RenderPool):
    short, long = fitted(pool, "Bref."), fitted(pool, "Un texte plus long. " * 12)
    assert short.size_pt == 40
    assert 6 < long.size_pt < 40
    assert long.overflow_mm == 0
    assert fitted(pool, "Un texte plus long. " * 12, low=long.size_pt + 0.1).overflow_mm > 0


def test_text_past_the_floor_tells_how_much_too_long_it_is(pool: RenderPool):
    result = fitted(pool, "Un texte bien trop long. " * 200)
    assert result.size_pt == 6
    assert result.overflow_mm > 10
    assert 0 < result.excess_chars < result.chars
    kept = result.chars - result.excess_chars
    assert fitted(pool, ("Un texte bien trop long. " * 200)[: int(kept * 0.95)]).overflow_mm == 0


def test_text_cut_off_by_the_end_of_the_page_counts_too(pool: RenderPool):
    text = "Un titre bien trop long. " * 40
    body = f'<div class="box" data-slot="body" style="font-size:⟦fit:body⟧pt">{text}</div>'
    style = ".box { position: absolute; top: 0; height: 40mm; width: 60mm }"
    fit = (Slot("body", "body", 60, 80),)
    (result,) = laid_out(pool, job(body, style, fit=fit, expected_pages=1)).fit
    assert result.chars == sum(letter.isalnum() for letter in text)
    assert result.excess_chars > 0.9 * result.chars


def test_a_paragraph_dropped_whole_at_the_end_of_the_page_is_missed(pool: RenderPool):
    text = f"<p>{'Un texte. ' * 60}</p><p style='break-inside:avoid'>{'Une suite. ' * 30}</p>"
    body = f'<div class="box" data-slot="body" style="font-size:⟦fit:body⟧pt">{text}</div>'
    style = ".box { position: absolute; top: 0; height: 120mm; width: 60mm; line-height: 1.2 }"
    fit = (Slot("body", "body", 6, 14),)
    rendered = laid_out(pool, job(body, style, fit=fit, expected_pages=1))
    words = PdfReader(io.BytesIO(rendered.pdf)).pages[0].extract_text()
    assert words.count("suite") == 30
    assert rendered.fit[0].overflow_mm == 0


def test_a_word_wider_than_its_box_overflows_sideways(pool: RenderPool):
    result = fitted(pool, "Anticonstitutionnellement" * 3, low=12)
    assert result.overflow_x_mm > 0


def test_slots_are_fitted_side_by_side(pool: RenderPool):
    body = "".join(
        f'<div class="box" data-slot="{name}" style="font-size:⟦fit:{name}⟧pt">{text}</div>'
        for name, text in (("un", "Bref."), ("deux", "Un texte plus long. " * 12))
    )
    slots = (Slot("un", "un", 6, 30), Slot("deux", "deux", 6, 30))
    rendered = laid_out(pool, job(body, BOX, fit=slots, expected_pages=1))
    sizes = {result.slot: result.size_pt for result in rendered.fit}
    assert sizes["un"] == 30
    assert 6 < sizes["deux"] < 30


NOTES = """.footnote { float: footnote; footnote-display: block; footnote-policy: line; font-size: 7pt }
p { margin: 0 0 12pt; orphans: 3; widows: 3 }"""


def test_every_note_stands_on_the_page_of_its_call(pool: RenderPool):
    sentence = "Une phrase assez longue pour courir sur plus d’une ligne de la page, et davantage. "
    note = (
        "Une note qui prend bien deux lignes au pied de la page où elle est appelée, voire trois."
    )
    body = "".join(
        f'<p>{sentence * (number % 3 + 1)}<span class="footnote" id="p.fn-{number}">{note}</span> '
        f"{sentence}</p>"
        for number in range(40)
    )
    rendered = laid_out(pool, job(body, NOTES))
    assert [place.id for place in rendered.notes] == [f"p.fn-{number}" for number in range(40)]
    astray = [place for place in rendered.notes if place.call_page != place.note_page]
    assert astray == []


def test_a_note_that_cannot_be_home_is_told(pool: RenderPool):
    note = "Une note plus longue que la page. " * 120
    body = f'<p>Appel<span class="footnote" id="p.fn-1">{note}</span></p><p>Suite</p>'
    (place,) = laid_out(pool, job(body, NOTES)).notes
    assert place.call_page != place.note_page


def test_furniture_is_not_tagged(pool: RenderPool):
    rendered = laid_out(pool, job("<p>7</p>", tagged=False))
    assert "/StructTreeRoot" not in PdfReader(io.BytesIO(rendered.pdf)).trailer["/Root"]


def test_a_caption_stays_with_its_table(pool: RenderPool):
    rows = '<tr id="p.r"><td>un</td><td>deux</td></tr>' + "<tr><td>un</td><td>deux</td></tr>" * 5
    table = f'<table><caption id="p.c">Légende<br>en deux lignes</caption>{rows}</table>'
    style = "table { break-inside: avoid } caption { break-inside: avoid }"
    for lines in range(15, 30):
        rendered = laid_out(pool, job("<p>Texte</p>" * lines + table, style))
        assert rendered.anchors["p.c"] == rendered.anchors["p.r"], lines


CLOSES = ".close h1 { margin-top: 0 } h1 { margin: 36pt 0 0; font-size: 12pt }"


def closing(lines: int, limit: int | None = 4) -> RenderJob:
    plain = job("<h1>Titre</h1>" + "<p>Texte</p>" * lines, CLOSES)
    mark = "<body>" if limit is None else f'<body class="chapter" data-closes="{limit}">'
    return replace(plain, html=plain.html.replace("<body>", mark))


@pytest.mark.deep
def test_a_page_of_a_few_lines_is_spared(pool: RenderPool):
    pages = {n: laid_out(pool, closing(n)).page_count for n in range(20, 45)}
    left = {n: laid_out(pool, closing(n, None)).page_count for n in range(20, 45)}
    spared = [n for n in pages if pages[n] < left[n]]
    assert len(spared) in (2, 3), "three lines of room: so many lengths profit"
    assert all(pages[n] == left[n] for n in pages if n not in spared)
