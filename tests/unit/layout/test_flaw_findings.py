"""Every rule of the layout breaks on a page that breaks exactly it, and is silent on good pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from printkit.core.findings import Finding, Position, Severity
from printkit.layout.flaw_findings import SEVERITIES, flaw_findings
from printkit.model import Asset, Flaw, FlawKind, RenderedChapter, SourceText
from printkit.model.manuscript import ChapterText
from printkit.render.pool import RenderPool
from printkit.render.protocol import pack, unpack
from support.pressroom import job, laid_out, press

#: 27 lines of 12 pt and some, 80 mm wide, like those of a small book
SHEET = """@page { size: 100mm 140mm; margin: 10mm; margin-bottom: 15mm }
body { margin: 0 }
p { text-align: justify; hyphens: auto; hyphenate-limit-chars: 7 3 4; orphans: 2; widows: 2 }
h2 { break-after: avoid; font-size: 12pt; line-height: 12pt; margin: 0 }"""
SENTENCE = "Les machines parlantes ne savent rien de ce qu’elles disent, et ceux qui les vendent le savent. "
LINES_ON_PAGE = 27


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def render(pool: RenderPool, body: str, *sheets: str, **traits: object) -> RenderedChapter:
    return laid_out(pool, job(body, SHEET, *sheets, **traits))


def kinds(rendered: RenderedChapter) -> list[FlawKind]:
    return [flaw.kind for flaw in rendered.flaws]


def lines(count: int) -> str:
    return "<p>Une ligne</p>" * count


def test_good_pages_are_silent(pool: RenderPool) -> None:
    text = f"<h2>Un titre</h2><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>" * 6
    rendered = render(pool, text)
    assert rendered.page_count > 2
    assert rendered.flaws == ()


def test_a_page_number_or_a_head_is_no_text(pool: RenderPool) -> None:
    assert laid_out(pool, job("<p>7</p>", SHEET, tagged=False)).flaws == ()


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (f"<p>{lines(4)}{'mot' * 30}</p>", "p { hyphens: none }"),
        (f"{lines(4)}<p>{SENTENCE}</p>", "p { white-space: nowrap }"),
        (
            f"{lines(4)}<table><tr><td>{'mot' * 20}</td><td>b</td></tr></table>",
            "table { table-layout: fixed; width: 100% }",
        ),
        (f"{lines(4)}<pre>{SENTENCE}</pre>", ""),
    ],
)
def test_an_overfull_line(pool: RenderPool, body: str, style: str) -> None:
    (flaw,) = render(pool, body, style).flaws
    assert flaw.kind is FlawKind.OVERFULL
    assert flaw.amount > 1


def test_a_hanging_indent_is_not_overfull(pool: RenderPool) -> None:
    style = "p { text-indent: -10pt; padding-left: 10pt }"
    assert render(pool, f"<p>{SENTENCE * 5}</p>", style).flaws == ()
    centred = render(pool, f"<p>{SENTENCE * 5}</p>", "p { text-align: center }")
    assert centred.flaws == ()


def test_a_very_loose_line(pool: RenderPool) -> None:
    body = lines(4) + "<p>Il y a là anticonstitutionnellement<br>la suite, plus courte.</p>"
    assert kinds(render(pool, body)) == []
    word = "anticonstitutionnellementadministrativement"
    rendered = render(pool, f"{lines(4)}<p>Il y a donc {word}.</p>", "p { hyphens: none }")
    assert kinds(rendered) == [FlawKind.LOOSE]
    assert rendered.flaws[0].text == "Il y a donc"
    assert rendered.flaws[0].amount > 10


def test_widow_and_orphan(pool: RenderPool) -> None:
    loose = "p { orphans: 1; widows: 1 }"
    five = f"<p>{SENTENCE * 4}</p>"
    for before in range(LINES_ON_PAGE - 8, LINES_ON_PAGE + 2):
        body = f"{lines(before)}{five}{lines(8)}"
        assert render(pool, body).flaws == (), before
    found = {n: kinds(render(pool, f"{lines(n)}{five}{lines(8)}", loose)) for n in range(18, 30)}
    assert [n for n, flaws in found.items() if flaws == [FlawKind.ORPHAN]] == [26]
    assert sum(flaws == [FlawKind.WIDOW] for flaws in found.values()) == 1
    assert sum(map(len, found.values())) == 2


def test_a_paragraph_over_three_pages_has_neither(pool: RenderPool) -> None:
    assert render(pool, f"<p>{SENTENCE * 50}</p>").flaws == ()


@pytest.mark.parametrize(("below", "flaws"), [(0, 1), (1, 1), (2, 0), (3, 0)])
def test_a_heading_at_the_foot(pool: RenderPool, below: int, flaws: int) -> None:
    body = lines(LINES_ON_PAGE - 1 - below) + "<h2>Un titre</h2>" + lines(12)
    rendered = render(pool, body, "h2 { break-after: auto }")
    assert kinds(rendered) == [FlawKind.STRANDED] * flaws
    assert [(flaw.text, flaw.amount) for flaw in rendered.flaws] == [("Un titre", below)] * flaws


def test_notes_are_no_text_of_a_heading(pool: RenderPool) -> None:
    style = "h2 { break-after: auto } .footnote { float: footnote; footnote-policy: line }"
    note = '<span class="footnote" id="p.fn">Une note<br>en trois<br>lignes, oui.</span>'
    body = f"<p>Une ligne{note}</p>{lines(LINES_ON_PAGE - 7)}<h2>Un titre</h2>{lines(12)}"
    assert kinds(render(pool, body, style)) == [FlawKind.STRANDED]


def test_a_heading_over_a_table_or_at_the_end_is_at_home(pool: RenderPool) -> None:
    table = "<table><tr><td>a</td></tr></table>"
    body = lines(LINES_ON_PAGE - 3) + "<h2>Un titre</h2>" + table + lines(12)
    assert render(pool, body).flaws == ()
    assert render(pool, f"{lines(9)}<h2>Un titre</h2><p>Fin</p>").flaws == ()


LONG = "internationalement gouvernementale administrativement "


def test_hyphens_do_not_pile_up(pool: RenderPool) -> None:
    """The engine alone stacks up to nine; at 68 mm only three in a row keep spaces from gaping."""
    for width in range(40, 68, 2):
        body = lines(4) + f'<p style="width:{width}mm">{LONG * 6}</p>'
        assert FlawKind.LADDER not in kinds(render(pool, body)), width


def test_a_ladder_of_hyphens_that_are_written(pool: RenderPool) -> None:
    body = lines(4) + '<p style="width:24mm">chauve-souris-garou-loup-tigre-lion-ours-vache</p>'
    rendered = render(pool, body, "p { hyphens: none; text-align: left }")
    (flaw,) = rendered.flaws
    assert flaw.kind is FlawKind.LADDER
    assert flaw.amount >= 3


def test_the_hyphens_of_an_address_are_no_ladder(pool: RenderPool) -> None:
    slug = "le-monde-diplomatique-la-machine-qui-parle-sans-savoir"
    body = f'{lines(4)}<p style="width:24mm"><a href="https://example.org/{slug}">{slug}</a></p>'
    assert render(pool, body, "p { hyphens: none; text-align: left }").flaws == ()


def test_a_word_too_long_for_its_line_is_broken_all_the_same(pool: RenderPool) -> None:
    body = lines(4) + f'<p style="width:20mm">{"anticonstitutionnellement" * 4}</p>'
    assert kinds(render(pool, body)) == [FlawKind.LADDER]


def test_a_text_that_fits_but_for_its_last_space_fits(pool: RenderPool) -> None:
    """The engine alone stretches its first word over a whole line at some of these widths."""
    body = "<p>2\u00a0décembre 2026, toute une famille de choses <em>chapitre</em> et fin.</p>"
    for tenths in range(600, 800, 5):
        rendered = render(pool, lines(4) + body, f"p {{ width: {tenths / 10}mm; hyphens: none }}")
        assert kinds(rendered) == [], tenths


def test_a_short_last_line(pool: RenderPool) -> None:
    text = "Un paragraphe qui ne finit pas bien, <br>non."
    (flaw,) = render(pool, f"{lines(4)}<p>{text}</p>").flaws
    assert (flaw.kind, flaw.amount) == (FlawKind.SHORT_LINE, 3)
    assert render(pool, f"{lines(4)}<p>{text[:-4]}oui, ou non.</p>").flaws == ()


def test_the_last_word_is_tied_where_it_is_short(pool: RenderPool) -> None:
    for length in range(30, 60):
        body = f"{lines(4)}<p>{SENTENCE[:length]} et puis <b>oui</b> ou non.</p>"
        assert render(pool, body).flaws == (), length


def test_a_year_is_no_line_of_its_own_at_the_end_of_a_note(pool: RenderPool) -> None:
    css = "p{margin:0} .footnote{float:footnote;footnote-display:block;width:60mm}"
    for length in range(25, 60):
        note = f'<span class="footnote">{SENTENCE[:length]}, juin 2025.</span>'
        rendered = render(pool, f"<style>{css}</style><p>Un appel{note}.</p>")
        with pypdfium2.PdfDocument(io.BytesIO(rendered.pdf)) as document:
            text = document[0].get_textpage().get_text_bounded().splitlines()
        assert "2025." not in map(str.strip, text), length


@pytest.mark.parametrize(("count", "flaws"), [(1, 1), (3, 1), (4, 0)])
def test_a_page_of_a_few_lines(pool: RenderPool, count: int, flaws: int) -> None:
    rendered = render(pool, f'{lines(9)}<div style="break-before:page">{lines(count)}</div>')
    assert rendered.page_count == 2
    assert [(f.kind, f.page, f.amount) for f in rendered.flaws] == [
        (FlawKind.SPARSE, 1, count)
    ] * flaws


@pytest.mark.parametrize("count", [1, 3])
def test_a_last_page_of_a_few_lines_is_filled(pool: RenderPool, count: int) -> None:
    rendered = render(pool, lines(LINES_ON_PAGE + count))
    assert (rendered.page_count, rendered.flaws) == (2, ())


def test_an_empty_page(pool: RenderPool) -> None:
    rendered = render(
        pool, lines(9) + '<div style="break-after:page;height:1mm"></div>' * 2 + lines(9)
    )
    assert [(f.kind, f.page, f.amount) for f in rendered.flaws] == [(FlawKind.SPARSE, 1, 0)]


def picture(pixels: int) -> Asset:
    out = io.BytesIO()
    Image.new("RGB", (pixels, pixels)).save(out, "PNG")
    return Asset.of_bytes("asset:brochure/images/point.png", out.getvalue())


@pytest.mark.parametrize(("pixels", "ppi"), [(300, None), (299, 299), (150, 150)])
def test_a_picture_with_too_few_dots(pool: RenderPool, pixels: int, ppi: int | None) -> None:
    body = lines(4) + '<img src="asset:brochure/images/point.png" alt="" style="width:1in">'
    rendered = render(pool, body, assets=(picture(pixels),))
    expected = [] if ppi is None else [(FlawKind.LOW_PPI, "asset:brochure/images/point.png", ppi)]
    assert [(flaw.kind, flaw.text, flaw.amount) for flaw in rendered.flaws] == expected


def test_flaws_survive_the_cache(pool: RenderPool) -> None:
    rendered = render(pool, lines(9) + '<p style="break-before:page">Une ligne</p>')
    assert rendered.flaws
    assert unpack(pack(rendered)) == rendered


SOURCE = """# Titre

Un premier paragraphe tout simple.

Le projet de [loi](https://example.org) n° 12 de « simplification », dit-on à l'Assemblée
depuis longtemps, n'a *rien* simplifié.

![Un point.](images/point.png "Le point")
"""
CHAPTER = ChapterText(
    "01", "chapter", 1, "Titre", "Titre", "Titre", "",
    sources=(SourceText("brochure/01.md", SOURCE),),
)  # fmt: skip
TOP = Position("brochure/01.md")


def told(flaws: Sequence[Flaw], *, designed: bool = False) -> list[Finding]:
    return flaw_findings(flaws, 9, CHAPTER.position_of_literal, TOP, designed=designed)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Un premier paragraphe tout simple.", 3),
        ("dit-on à l’Assemblée depuis longtemps,", 5),
        ("Le projet de loi nº\u00a012 de «\u00a0simplification\u00a0», dit-on à l’As\u2010", 5),
        ("longtemps, n’a rien simplifié.", 6),
        ("nulle part dans ce texte", 1),
    ],
)
def test_a_flaw_is_told_where_it_was_written(text: str, line: int) -> None:
    (finding,) = told([Flaw(FlawKind.WIDOW, 2, text, 1)])
    assert finding.position is not None
    assert (finding.position.path, finding.position.line) == ("brochure/01.md", line)
    assert finding.page == 11


def test_a_picture_is_told_where_it_was_placed() -> None:
    (finding,) = told([Flaw(FlawKind.LOW_PPI, 0, "asset:brochure/images/point.png", 150)])
    assert finding.position == Position("brochure/01.md", 8, 14)
    assert "brochure/images/point.png" in finding.message


def test_every_kind_has_its_words_and_severity() -> None:
    flaws = [Flaw(kind, 0, "texte", amount) for kind in FlawKind for amount in (0, 1, 3)]
    findings = told(flaws)
    assert len({finding.rule for finding in findings}) == len(FlawKind) == len(SEVERITIES)
    assert all(finding.hint and finding.message for finding in findings)
    errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    assert errors == {"overfull-line", "cut-text", "lost-text", "wide-table"}


def test_designed_pages_are_judged_by_what_is_never_wanted() -> None:
    flaws = [Flaw(kind, 0, "texte", 1) for kind in FlawKind]
    told_anywhere = {finding.rule for finding in told(flaws, designed=True)}
    assert told_anywhere == {
        "overfull-line",
        "cut-text",
        "lost-text",
        "wide-table",
        "head-shortened",
        "low-ppi",
        "small-letters",
    }


def test_a_flaw_knows_its_page_in_the_book() -> None:
    first = Flaw(FlawKind.SPARSE, 0, "", 0)
    assert [finding.page for finding in told([first, replace(first, page=3)])] == [9, 12]
