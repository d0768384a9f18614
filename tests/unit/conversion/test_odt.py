"""Texts of LibreOffice become chapters: what it shows is kept, what it hides is told."""

import io

import pytest
from PIL import Image

from printkit.conversion.importing import Given, Imported, import_file
from support.odt_files import h, items, note, odt, p, span, table


def imported(data: bytes, *, book: bool = False) -> Imported:
    return import_file(Given("essai.odt", data, book=book), "fr")


def text_of(data: bytes) -> str:
    """Import a document that must be kept whole."""
    done = imported(data)
    assert not done.refused
    assert done.proof is not None
    assert (done.proof.lost, done.proof.losses, done.proof.invented) == (0, (), ())
    assert (done.changed, done.proof.parted) == ((), ())
    return "".join(chapter.text for chapter in done.chapters)


def frame(inner: str) -> str:
    return f"<draw:frame>{inner}</draw:frame>"


BOX = frame(f"<draw:text-box>{p('Dans la zone')}</draw:text-box>")
SHAPE = f"<draw:custom-shape>{p('Dans la forme')}</draw:custom-shape>"
#: what stands in the document → what must stand in the chapter
KEPT = {
    "headings": (h("Un titre") + h("Sous", 2) + p("a"), "# Un titre\n\n## Sous\n\na\n"),
    "emphasis": (
        p(f"Un {span('mot', 'T1')} {span('là', 'T2')}, {span('ici', 'Emphasis')}"),
        "Un **mot** *là*, *ici*",
    ),
    "a whole paragraph": (p("Tout gras", "P1"), "**Tout gras**\n"),
    "raised": (p(f"XIX{span('e', 'T3')} siècle"), "XIX^e^ siècle"),
    "white": (
        p('un<text:s text:c="3"/>deux<text:tab/>trois<text:line-break/>quatre'),
        "un deux trois\\\nquatre",
    ),
    "a quotation": (p("Une", "Quotations") + p("deux", "Quotations"), "> Une\n>\n> deux\n"),
    "a list in a list": (
        items(p("un") + items(p("a"), p("b")), p("deux"), style="L1"),
        "1. un\n   - a\n   - b\n2. deux\n",
    ),
    "bullets": (items(p("un"), p("deux") + p("bis"), style="L2"), "- un\n\n- deux\n\n  bis\n"),
    "headings in a list": (items(items(h("Un", 2)), style="L1") + p("a"), "# Un\n\na\n"),
    "a note": (
        p(f"Mot{note(p('La note'), p('bis'))}, suite"),
        "Mot[^1], suite\n\n[^1]: La note\n\n    bis\n",
    ),
    "a note in a table": (
        table((p(f"a{note(p('N'))}"), p("b")), (p("c"), p("d"))),
        "| a[^1] | b |",
    ),
    "merged cells": (
        table(
            (
                f'<table:table-cell table:number-columns-spanned="2">{p("a")}</table:table-cell>',
                "<table:covered-table-cell/>",
            ),
            (p("b"), p("c")),
        ),
        '<td colspan="2">a</td>',
    ),
    "a link": (p('<text:a xlink:href="https://a.org/">ici</text:a>'), "[ici](https://a.org/)"),
    "a field": (p("page <text:page-number>7</text:page-number> là"), "page 7 là"),
    "a text box": (
        p(f"avant{BOX} après") + p("fin"),
        "avant après\n\n::: encadré\nDans la zone\n:::\n\nfin\n",
    ),
    "a box alone": (BOX + p("fin"), "::: encadré\nDans la zone\n:::\n\nfin\n"),
    "a shape": (p(f"avant{SHAPE}"), "avant\n\n::: encadré\nDans la forme\n:::\n"),
    "a section": (f"<text:section>{p('a')}</text:section>", "a\n"),
    "a ruby": (
        p(
            "<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby>"
        ),
        "ab\n",
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_libreoffice_shows_is_kept(name):
    body, expected = KEPT[name]
    assert expected in text_of(odt(body))


#: what stands beside a word that is kept → place it is told under
LEFT_OUT = {
    "deleted": (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        f"<dc:creator>Nom</dc:creator></office:change-info>{p('perdu')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    ),
    "comment": p(
        f"gardé<office:annotation><dc:creator>Nom</dc:creator>{p('perdu')}</office:annotation>"
    ),
    "hidden": p(f"gardé{span('perdu', 'T4')}"),
    "contents": (
        f"<text:table-of-content><text:index-body>{p('perdu')}</text:index-body></text:table-of-content>"
    ),
}


@pytest.mark.parametrize("place", LEFT_OUT)
def test_what_libreoffice_does_not_print_is_told_apart(place):
    body = LEFT_OUT[place]
    done = imported(odt(body if "gardé" in body else body + p("gardé")))
    assert [chapter.text for chapter in done.chapters] == ["gardé\n"]
    assert done.proof is not None
    assert [(one.place, one.words) for one in done.proof.apart] == [(place, "perdu")]


def test_headers_are_told_and_names_stay_out():
    done = imported(odt(p("Le livre", "P2"), p("Texte"), header=p("En-tête")))
    assert done.proof is not None
    assert [(one.place, one.words) for one in done.proof.apart] == [("header", "En-tête")]
    assert done.chapters[0].text == "# Le livre\n\nTexte\n"
    assert "Nom" not in repr(done)


def test_pictures_come_along_with_their_descriptions():
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    image = '<draw:image xlink:href="Pictures/a.png"/><svg:title>Non</svg:title><svg:desc>Une file</svg:desc>'
    done = imported(odt(p(frame(image)), more={"Pictures/a.png": out.getvalue()}))
    assert done.chapters[0].text == "![Une file](images/essai-1.png)\n"
    assert [path for path, _data in done.pictures] == ["images/essai-1.png"]


def test_a_formula_gives_its_words():
    math = b'<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mo>=</mo><mn>2</mn></math>'
    body = p(f'Soit {frame("""<draw:object xlink:href="./Object 1"/>""")}.')
    assert text_of(odt(body, more={"Object 1/content.xml": math})) == "Soit x = 2 .\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (odt(more={"content.xml": b"<a/>"}), "OpenDocument"),
        (odt("<text:section>" * 150 + p("a") + "</text:section>" * 150), "profondément"),
    ],
)
def test_what_is_no_text_is_refused(data, words):
    assert words in imported(data).refused
