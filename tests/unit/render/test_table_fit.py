"""Tables find room in their column, or the layout says which do not."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from printkit.model import FlawKind, RenderedChapter
from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press

SHEET = """@page { size: 100mm 140mm; margin: 10mm }
body { margin: 0 }
table { break-inside: avoid; font-size: 10pt; hyphens: none; width: 100% }
tr { break-inside: avoid }
td.brief { white-space: nowrap }"""
LONG = "Consommation Investissements Infrastructures Observations Administrations"


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def table(heads: str, cells: str) -> str:
    head = "".join(f"<th>{word}</th>" for word in heads.split())
    row = "".join(f"<td class='brief'>{word}</td>" for word in cells.split())
    return f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"


def words(rendered: RenderedChapter) -> str:
    pdf = pypdfium2.PdfDocument(io.BytesIO(rendered.pdf))
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    return "".join(sign for sign in text if sign.isalnum())


def kinds(rendered: RenderedChapter) -> set[FlawKind]:
    return {flaw.kind for flaw in rendered.flaws} - {FlawKind.SPARSE}


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("A B C", "un deux trois"),
        (LONG, "un deux trois quatre DERNIERE"),
        ("Clé Valeur", f"a {'0123456789abcdef' * 6}"),
        (LONG + " Population", "un deux trois quatre cinq DERNIERE"),
    ],
)
def test_a_table_fits_its_column_and_keeps_every_word(pool: RenderPool, heads: str, cells: str):
    rendered = laid_out(pool, job(table(heads, cells), SHEET))
    assert kinds(rendered) == set()
    assert words(rendered) == (heads + cells).replace(" ", "")


@pytest.mark.parametrize(
    "holder", ["<ul><li>{}</li></ul>", "<aside style='padding:4mm'>{}</aside>"]
)
def test_the_column_is_what_holds_the_table(pool: RenderPool, holder: str):
    one = table(LONG, "un deux trois quatre DERNIERE")
    assert kinds(laid_out(pool, job(holder.format(one), SHEET))) == set()


def test_a_table_of_too_many_columns_is_told_with_their_names(pool: RenderPool):
    heads = " ".join(f"{month}-observations" for month in LONG.split() * 5)
    (flaw,) = [
        flaw
        for flaw in laid_out(pool, job(table(heads, heads), SHEET)).flaws
        if flaw.kind is FlawKind.WIDE_TABLE
    ]
    assert flaw.text.startswith("Consommation-observations | Investissements-observations")


def test_a_row_higher_than_a_page_goes_on_under_its_head(pool: RenderPool):
    tall = "<br>".join(f"mot{number}" for number in range(80))
    body = (
        "<h2 style='break-after:avoid'>Titre</h2>"
        f"<table><thead><tr><th>TETE</th></tr></thead><tbody><tr><td>{tall}</td></tr></tbody></table>"
        "<p>APRES</p>"
    )
    pdf = pypdfium2.PdfDocument(io.BytesIO(laid_out(pool, job(body, SHEET)).pdf))
    pages = [page.get_textpage().get_text_bounded().split() for page in pdf]
    assert pages[0][:3] == ["Titre", "TETE", "mot0"]
    assert all(page[0] == "TETE" for page in pages[1:])
    assert pages[-1][-1] == "APRES"


def test_a_picture_in_a_cell_stays_in_it(pool: RenderPool):
    picture = (
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='900' height='900'/%3E"
    )
    body = f'<table><tr><td><img src="{picture}" alt=""></td><td>DERNIERE cellule</td></tr></table>'
    rendered = laid_out(pool, job(body, SHEET, "img { max-width: 100% }"))
    assert kinds(rendered) == set()
    assert words(rendered) == "DERNIEREcellule"
