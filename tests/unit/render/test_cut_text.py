"""What a page does not show of its text, and what only seems to run out of it."""

from __future__ import annotations

import pytest

from printkit.model import FlawKind
from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press

#: on a page of 100 × 140 mm with margins of 10 mm
CUT = [
    ("<p style='position:absolute;top:-30mm'>AU DESSUS</p>", "AU DESSUS"),
    ("<p style='position:absolute;left:75mm;white-space:nowrap'>A DROITE de tout</p>", "A DROITE"),
    ("<div style='height:5mm;overflow:hidden'><p>un</p><p>deux</p><p>CACHE</p></div>", "CACHE"),
    ("<p style='margin-left:-40mm'>A GAUCHE</p>", "A GAUCHE"),
]
WHOLE = [
    "<p>Un texte.</p>",
    "<p style='margin-top:-9mm'>Dans la marge.</p>",
    "<div style='height:4mm'><p>un</p><p>deux</p><p>trois</p></div>",
    "<p style='transform:translate(-40mm)'>Déplacé.</p>",
    "<p style='visibility:hidden;margin-left:-40mm'>Caché.</p>",
]


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def texts(pool: RenderPool, body: str, kind: FlawKind, *sheets: str) -> list[str]:
    flaws = laid_out(pool, job(body, *sheets)).flaws
    return [flaw.text for flaw in flaws if flaw.kind is kind]


@pytest.mark.parametrize(("body", "cut"), CUT)
def test_cut(pool: RenderPool, body: str, cut: str):
    assert any(text.startswith(cut) for text in texts(pool, body, FlawKind.CUT))


@pytest.mark.parametrize("body", WHOLE)
def test_whole(pool: RenderPool, body: str):
    assert texts(pool, body, FlawKind.CUT) == []


CODE = "pre { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; width: 60mm }"


@pytest.mark.parametrize(
    "line", ["let a = b; " * 6, "mot " * 40, "x" * 90, "espaces a la fin" + " " * 60]
)
def test_spaces_hang_and_code_breaks(pool: RenderPool, line: str):
    body = f"<pre><code>{line}</code></pre>"
    assert texts(pool, body, FlawKind.OVERFULL, CODE) == []


def test_a_word_that_cannot_break_is_told_with_its_line(pool: RenderPool):
    body = f"<p>Court {'x' * 90} fin.</p>"
    (text,) = texts(pool, body, FlawKind.OVERFULL)
    assert "x" * 90 in text


HEAD = "p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 40mm }"


@pytest.mark.parametrize(
    ("head", "told"), [("Court", []), ("Un titre bien trop long pour sa ligne", ["Un titre"])]
)
def test_a_head_longer_than_its_line_is_told(pool: RenderPool, head: str, told: list[str]):
    rendered = laid_out(pool, job(f"<p>{head}</p>", HEAD, tagged=False))
    assert [flaw.kind for flaw in rendered.flaws] == [FlawKind.SHORTENED] * len(told)
    assert all(flaw.text == head for flaw in rendered.flaws)
