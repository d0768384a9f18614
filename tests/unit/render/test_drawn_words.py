"""What the engine laid out and did not draw is a loss, told with its words."""

from __future__ import annotations

import pytest

from printkit.conservation.finished_pages import BETWEEN
from printkit.model import FlawKind
from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press

LOST = [
    ("<p>un</p><p style='display:none'>PERDU ici</p>", "PERDU ici"),
    (
        "<div style='position:absolute;top:120mm'>" + "<p>ligne</p>" * 9 + "<p>PERDU</p></div>",
        "PERDU",
    ),
    ("<p style='visibility:hidden'>PERDU</p>", "PERDU"),
]
WHOLE = [
    "<p>Un <em>mot</em> et <a href='#'>un lien</a>, suite.</p>",
    "<p hidden>caché</p><p class='hidden' style='display:none'>caché</p>",
    "<p style='text-transform:uppercase'>œuvre</p>",
    "<p style='font-variant-caps:small-caps'>Siècle</p>",
    f"<p lang='fr' style='hyphens:auto;width:20mm'>{'anticonstitutionnellement ' * 4}</p>",
    f"<table><thead><tr><th>TETE</th></tr></thead><tbody>{'<tr><td>mot</td></tr>' * 60}</table>",
    "<ul><li>un</li></ul><p>a<span style='float:footnote'>note</span> b</p>",
    "<p>a<br>b&shy;c&nbsp;d <img alt='rien' src='x'></p>",
]


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def lost(pool: RenderPool, body: str) -> list[str]:
    flaws = laid_out(pool, job(body)).flaws
    return [flaw.text for flaw in flaws if flaw.kind is FlawKind.LOST]


@pytest.mark.parametrize(("body", "text"), LOST)
def test_lost(pool: RenderPool, body: str, text: str):
    assert text in lost(pool, body)


@pytest.mark.parametrize("body", WHOLE)
def test_whole(pool: RenderPool, body: str):
    assert lost(pool, body) == []


def test_what_was_drawn_is_noted_page_by_page(pool: RenderPool):
    body = "<p>Un <em>mot</em>.</p><p style='break-before:page'>Deux</p>"
    first, second = laid_out(pool, job(body)).drawn
    assert first.split(BETWEEN) == ["Un ", "mot", "."]
    assert second == "Deux"
