"""Words stay words where a line ends, for whoever copies the text or has it read aloud."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press

NARROW = "@page { size: 40mm 140mm; margin: 5mm } p { hyphens: auto; text-align: justify }"


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def drawn(pool: RenderPool, body: str) -> str:
    """Return the text in the order and the form in which it is drawn, lines not told apart."""
    found: list[str] = []
    for page in PdfReader(io.BytesIO(laid_out(pool, job(body, NARROW)).pdf)).pages:
        page.extract_text(visitor_text=lambda text, *_place: found.append(text.replace("\n", "")))
    return "".join(found)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>Une ligne qui est longue assez pour être coupée deux fois</p>",) * 2,
        ("<p>Le gouvernement institutionnellement intergouvernemental</p>",) * 2,
        ("<p>Peut-on, demande-t-elle, dire cela porte-à-porte toujours</p>",) * 2,
        ("<p>Un mot en <em>italique à la fin</em> de la ligne ou presque</p>",) * 2,
        ("<p>Avant<br>après</p>",) * 2,
        ("<h1><span style='display: block'>1</span>Énergie</h1>", "1 Énergie"),
        ("<p>Un</p><p>Deux</p>", "Un Deux"),
    ],
    ids=["words", "hyphenated", "own hyphens", "elements", "forced", "blocks", "paragraphs"],
)
def test_line_ends(pool: RenderPool, body: str, said: str):
    from lxml import html as lxml_html

    text = drawn(pool, body).replace("\u00ad", "")
    wanted = lxml_html.fromstring(f"<div>{said.replace('<br>', ' ')}</div>").text_content()
    assert text.split() == wanted.split()


def test_the_words_were_broken_at_all(pool: RenderPool):
    assert "\u00ad" in drawn(
        pool, "<p>Le gouvernement institutionnellement intergouvernemental</p>"
    )
