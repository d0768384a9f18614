"""Forty kinds of change and what is said of each: the headline is never kinder than the worst page."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pytest
from PIL import Image
from weasyprint import HTML

from printkit.cli.diff_command import _summary
from printkit.compare.comparison import compare
from printkit.compare.differences import Comparison, PagePair
from printkit.core.i18n import use_language

CLEAN = "every page says and shows the same"
TEXTS = [
    "La rivière monte au printemps et baisse en été, on le sait depuis longtemps ici.",
    "Des mains trient des images toute la journée, et nul ne les nomme jamais, jamais.",
    "On apprend à lire dans des livres que des gens ont écrits pour les enfants.",
    "Une liste de noms sort d’un calcul, puis quelqu’un doit encore décider seul.",
]
CSS = """
@page { size: 100mm 120mm; margin: 18mm 12mm; @top-left { content: "Le livre" }
        @bottom-right { content: counter(page) } }
body { font: 10pt/14pt serif } p { margin: 0 0 14pt } section { break-before: page }
"""


def _picture(colour: str, upside_down: bool = False) -> str:
    image = Image.new("RGB", (40, 40), "white")
    image.paste(colour, (0, 0, 40, 12))
    out = io.BytesIO()
    (image.rotate(180) if upside_down else image).save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def book(*pages: str, style: str = "") -> bytes:
    body = "".join(f"<section>{page}</section>" for page in pages)
    html = f"<html lang=fr><title>t</title><style>{CSS}{style}</style>{body}"
    data: bytes = HTML(string=html).write_pdf()
    return data


def paragraphs(*texts: str) -> list[str]:
    return [f"<p>{text}</p><p>{text[::-1]}</p>" for text in texts]


PLAIN = paragraphs(*TEXTS)


def with_third(page: str, style: str = "") -> bytes:
    return book(*PLAIN[:2], page, PLAIN[3], style=style)


def changed(change: Callable[[pikepdf.Pdf], None], data: bytes | None = None) -> bytes:
    with pikepdf.open(io.BytesIO(data or book(*PLAIN))) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, linearize=False)
        return out.getvalue()


def around(operators: str) -> Callable[[pikepdf.Pdf], None]:
    """Put operators before the third page's content, in a state of its own."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[2]
        page.contents_add(f"q {operators} ".encode(), prepend=True)
        page.contents_add(b" Q")

    return change


def keyed(**keys: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in keys.items():
            pdf.pages[2].obj["/" + key] = value

    return change


def moved_page(at: int, to: int) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[at]
        del pdf.pages[at]
        pdf.pages.insert(to, page)

    return change


MM = 72 / 25.4
W, H = 100 * MM, 120 * MM
THIRD = PLAIN[2]


@dataclass(frozen=True)
class Kind:
    """A change: the file after it, what the headline says, what is said of the page, the file before."""

    new: Callable[[], bytes]
    headline: str
    aspect: str
    old: Callable[[], bytes] = lambda: book(*PLAIN)


def _img(colour: str, style: str = "", upside_down: bool = False) -> Callable[[], bytes]:
    tag = f'<img src="{_picture(colour, upside_down)}" style="width:30mm;{style}">'
    return lambda: with_third(THIRD + tag)


ONE, NEW, GONE = "1 page changed", "1 page added", "1 page gone"
RED = _img("#c00")
KINDS = {
    "turned by a quarter": Kind(lambda: changed(keyed(Rotate=90)), ONE, "turned"),
    "turned by half": Kind(lambda: changed(keyed(Rotate=180)), ONE, "turned"),
    "turned back by a quarter": Kind(lambda: changed(keyed(Rotate=270)), ONE, "turned"),
    "content turned by half": Kind(lambda: changed(around(f"-1 0 0 -1 {W} {H} cm")), ONE, "turned"),
    "mirrored across": Kind(lambda: changed(around(f"-1 0 0 1 {W} 0 cm")), ONE, "mirrored"),
    "mirrored upside down": Kind(lambda: changed(around(f"1 0 0 -1 0 {H} cm")), ONE, "mirrored"),
    "user unit of two": Kind(lambda: changed(keyed(UserUnit=2)), ONE, "size"),
    "larger paper": Kind(
        lambda: changed(keyed(MediaBox=[0, 0, W + 20, H], CropBox=[0, 0, W + 20, H])), ONE, "size"
    ),
    "shown smaller": Kind(lambda: changed(keyed(CropBox=[20, 20, W - 20, H - 20])), ONE, "size"),
    "cut elsewhere": Kind(lambda: changed(keyed(TrimBox=[3 * MM, 0, W, H])), ONE, "trim"),
    "moved by 1 mm": Kind(lambda: changed(around(f"1 0 0 1 {MM} 0 cm")), ONE, "shifted"),
    "moved by 5 mm": Kind(lambda: changed(around(f"1 0 0 1 0 {5 * MM} cm")), ONE, "shifted"),
    "moved by 20 mm": Kind(lambda: changed(around(f"1 0 0 1 0 {-20 * MM} cm")), ONE, "shifted"),
    "page inserted": Kind(
        lambda: book(*PLAIN[:2], "<p>Une page toute neuve, inédite, survient.</p>", *PLAIN[2:]),
        NEW,
        "new",
    ),
    "blank page inserted": Kind(lambda: book(*PLAIN[:2], "<p>&nbsp;", *PLAIN[2:]), NEW, "new"),
    "page twice": Kind(lambda: book(*PLAIN[:3], *PLAIN[2:]), NEW, "new"),
    "page taken out": Kind(lambda: book(*PLAIN[:2], PLAIN[3]), GONE, "gone"),
    "two pages swapped": Kind(lambda: changed(moved_page(1, 2)), "page", "place"),
    "last page first": Kind(lambda: changed(moved_page(3, 0)), "page", "place"),
    "word exchanged": Kind(lambda: with_third(THIRD.replace("livres", "pages")), ONE, "texts"),
    "word added": Kind(lambda: with_third(THIRD.replace("livres", "bons livres")), ONE, "texts"),
    "word left out": Kind(lambda: with_third(THIRD.replace("livres ", "")), ONE, "texts"),
    "accent": Kind(lambda: with_third(THIRD.replace("écrits", "ecrits")), ONE, "texts"),
    "capital": Kind(lambda: with_third(THIRD.replace("gens", "Gens")), ONE, "texts"),
    "full stop": Kind(lambda: with_third(THIRD.replace("enfants.", "enfants !")), ONE, "texts"),
    "two words swapped": Kind(lambda: with_third(THIRD.replace("à lire", "lire à")), ONE, "texts"),
    "larger type": Kind(
        lambda: with_third(f"<div style='font-size:11pt'>{THIRD}</div>"), ONE, "looks"
    ),
    "other colour": Kind(
        lambda: with_third(f"<div style='color:#c00'>{THIRD}</div>"), ONE, "looks"
    ),
    "white text": Kind(lambda: with_third(f"<div style='color:#fff'>{THIRD}</div>"), ONE, "looks"),
    "one paragraph lower": Kind(
        lambda: with_third(THIRD.replace("</p><p>", "</p><p style='margin-top:8mm'>")), ONE, "apart"
    ),
    "wider leading": Kind(
        lambda: with_third(f"<div style='line-height:18pt'>{THIRD}</div>"), ONE, "apart"
    ),
    "rule added": Kind(
        lambda: with_third(THIRD + "<hr style='border-top:2pt solid'>"), ONE, "drawings"
    ),
    "tint added": Kind(
        lambda: with_third(THIRD + "<div style='height:20mm;background:#ccc'></div>"),
        ONE,
        "drawings",
    ),
    "picture added": Kind(RED, ONE, "drawings"),
    "picture gone": Kind(lambda: with_third(THIRD), ONE, "drawings", RED),
    "picture exchanged": Kind(_img("#0a0"), ONE, "drawings", RED),
    "picture upside down": Kind(_img("#c00", upside_down=True), ONE, "drawings", RED),
    "picture moved": Kind(_img("#c00", "margin-left:6mm"), ONE, "drawings", RED),
    "folio 3 → 7": Kind(
        lambda: with_third(
            f"<div class=x>{THIRD}</div>", ".x{page:x} @page x{@bottom-right{content:'7'}}"
        ),
        ONE,
        "folio",
    ),
    "running head of one page": Kind(
        lambda: book(
            *PLAIN[:2],
            f"<div class=x>{THIRD}</div>",
            *PLAIN[3:],
            *PLAIN,
            style=".x{page:x} @page x{@top-left{content:'Autre'}}",
        ),
        "2 pages changed",
        "head",
        lambda: book(
            *PLAIN,
            f"<div class=x>{PLAIN[0]}</div>",
            *PLAIN[1:],
            style=".x{page:x} @page x{@top-left{content:'Autre'}}",
        ),
    ),
    "running head of all": Kind(
        lambda: book(*PLAIN, style="@page{@top-left{content:'Le tome'}}"), "running heads", ""
    ),
    "link leads elsewhere": Kind(
        lambda: with_third(THIRD + "<a href='https://b.example/'>voir</a>"),
        ONE,
        "links",
        lambda: with_third(THIRD + "<a href='https://a.example/'>voir</a>"),
    ),
    "bookmark renamed": Kind(
        lambda: with_third(f"<h2 style='bookmark-label:\"Neuf\"'>Eau</h2>{THIRD}"),
        "bookmarks",
        "",
        lambda: with_third(f"<h2>Eau</h2>{THIRD}"),
    ),
}


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def found(kind: Kind) -> Comparison:
    result = compare(kind.old(), kind.new())
    assert isinstance(result, Comparison)
    return result


def aspects(pair: PagePair) -> set[str]:
    said = {one.aspect for one in pair.differences}
    said |= {name for name in ("texts", "looks", "drawings") if getattr(pair, name)}
    return (
        said | ({"new"} if pair.old is None else set()) | ({"gone"} if pair.new is None else set())
    )


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_change_is_told(name: str):
    kind = KINDS[name]
    result = found(kind)
    headline = _summary(result)
    assert kind.headline in headline, headline
    assert CLEAN not in headline
    assert result.differs
    if kind.aspect:
        said = {one for pair in result.changed for one in aspects(pair)}
        assert kind.aspect in said, said


def rewritten(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "autre"


def turned_and_turned_back(pdf: pikepdf.Pdf) -> None:
    """The page's key turns it, its content turns back: a reader sees the same."""
    page = pdf.pages[2]
    page.obj["/MediaBox"] = page.obj["/TrimBox"] = [0, 0, H, W]
    page.obj["/Rotate"] = 90
    page.contents_add(f"q 0 1 -1 0 {H} 0 cm ".encode(), prepend=True)
    page.contents_add(b" Q")


def scaled_unit(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2]
    page.obj["/MediaBox"] = page.obj["/TrimBox"] = [0, 0, W / 2, H / 2]
    page.obj["/UserUnit"] = 2
    page.contents_add(b"q .5 0 0 .5 0 0 cm ", prepend=True)
    page.contents_add(b" Q")


@pytest.mark.parametrize("change", [rewritten, turned_and_turned_back, scaled_unit])
def test_what_a_reader_cannot_see_is_not_told(change: Callable[[pikepdf.Pdf], None]):
    result = compare(book(*PLAIN), changed(change))
    assert isinstance(result, Comparison)
    assert _summary(result) == CLEAN, [aspects(pair) for pair in result.changed]


def test_the_figure_of_each_change_is_told():
    def figures(name: str) -> list[tuple[str, tuple[float, ...]]]:
        return [
            (one.aspect, one.values)
            for pair in found(KINDS[name]).changed
            for one in pair.differences
        ]

    assert figures("moved by 5 mm") == [("shifted", (0.0, -5.0))]
    assert figures("moved by 1 mm") == [("shifted", (1.0, 0.0))]
    assert figures("turned by a quarter") == [("turned", (90.0,))]
    assert figures("turned back by a quarter") == [("turned", (270.0,))]
    assert figures("user unit of two") == [("size", (100.0, 120.0, 200.0, 240.0))]
    assert figures("cut elsewhere") == [("trim", (-3.0, 0.0, 0.0, 0.0))]
