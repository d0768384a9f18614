"""The words of web pages, e-books and drawings: what is shown is read, what is gone, doubled, moved found."""

from __future__ import annotations

import io
import zipfile

import pytest

from printkit.conservation.document_words import (
    document_losses,
    typeset_words,
    words_of_document,
    words_of_drawing,
)

CHAPTER = """\
<p>Les serveurs tournent jour et nuit<span class="footnote" id="fn-1">Une note brève.</span>, dit-on.</p>
<p>La rivière chauffe doucement au mois d’août (<a href="xref:x">page ⟦page:x⟧</a>).</p>
<ul><li>un point</li><li>un autre<sup class="noteref"><a href="#fn-1">1</a></sup> encore</li></ul>
<table><tbody><tr><td>douze</td><td>treize</td></tr></tbody></table>
"""
WEB = """\
<!DOCTYPE html><html><head><title>Rien</title><style>p{}</style></head><body>
<p>Les serveurs tournent jour et nuit<sup><a>1</a></sup>, dit-on.</p>
<p>La rivière chauffe doucement au mois d’août (<a href="#x">au chapitre 2</a>).</p>
<ul><li>un point</li><li>un autre<sup>1</sup> encore</li></ul>
<table><tbody><tr><td>douze</td><td>treize</td></tr></tbody></table>
<ol><li>Une note brève.</li></ol></body></html>
"""


def book(*files: str, spine: str | None = None) -> bytes:
    """Make an e-book of XHTML files, as far as a reader of its text goes."""
    out = io.BytesIO()
    items = "".join(f'<item id="i{n}" href="c{n}.xhtml"/>' for n in range(len(files)))
    spine = spine or "".join(f'<itemref idref="i{n}"/>' for n in range(len(files)))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("EPUB/package.opf", f"<package>{items}<spine>{spine}</spine></package>")
        for number, text in enumerate(files):
            archive.writestr(f"EPUB/c{number}.xhtml", text)
    return out.getvalue()


def losses(document: str | bytes, *chapters: str) -> list[tuple[str, str]]:
    data = document.encode() if isinstance(document, str) else document
    kind = "web" if isinstance(document, str) else "epub"
    wanted = [typeset_words(one) for one in chapters or (CHAPTER,)]
    return [(one.kind, one.text) for one in document_losses(wanted, words_of_document(data, kind))]


def test_a_document_that_shows_all_has_no_loss() -> None:
    assert losses(WEB) == []
    assert losses(book("<p>rien</p>", WEB)) == []


#: what is done to the page, and what is told of it
FAULTS = [
    (("nuit", ""), "lost", "nuit"),
    (("<p>La rivière", "<p hidden>La rivière"), "lost", "La rivière"),
    (("<p>La rivière", '<template><p>La rivière'), "lost", "La rivière"),
    (("<li>un point</li>", ""), "lost", "un point"),
    (("douze</td><td>treize", "treize</td><td>douze"), "moved", "treize"),
    (("<li>Une note brève.</li>", ""), "lost", "Une note brève."),
    (("brève", "longue"), "lost", "Une note brève."),
    (("<body>", "<body><p>La rivière chauffe doucement au mois d’août (</p>"), "doubled", "La rivière"),
    (("encore", "-- encor"), "lost", "encore"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "text"), FAULTS)
def test_a_fault_is_found(change: tuple[str, str], kind: str, text: str) -> None:
    assert change[0] in WEB
    for document in (WEB.replace(*change), book(WEB.replace(*change))):
        assert any(one == kind and text in said for one, said in losses(document))


def test_chapters_in_another_order_are_told() -> None:
    first, second = "<p>Premier chapitre, entier.</p>", "<p>Second chapitre, entier.</p>"
    assert losses(book(first, second), first, second) == []
    assert losses(book(second, first), first, second) != []
    backwards = '<itemref idref="i1"/><itemref idref="i0"/>'
    assert losses(book(first, second, spine=backwards), first, second) != []
    assert losses(book(first, second, spine='<itemref idref="i0"/>'), first, second) != []


DRAWING = b"""<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"><title>non</title>
<style>text{}</style><defs><text>non plus</text></defs>
<text x="1">Un <tspan font-weight="bold">mot</tspan> dessin&#233;</text>
<g><text>deux<tspan dy="1"> lignes</tspan></text></g>
<text display="none">rien</text><text style="visibility: hidden">rien</text>
<a><text>li&amp;n</text></a></svg>"""


def test_texts_of_a_drawing_are_those_it_draws() -> None:
    assert words_of_drawing(DRAWING) == ["Un mot dessiné", "deux lignes", "li&n"]
    named = b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:text>nom</s:text></s:svg>'
    assert words_of_drawing(named) == ["nom"]
