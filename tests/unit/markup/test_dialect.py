"""Every construct of the dialect, as HTML; and what must hold for any text at all."""
# ruff: noqa: E501  HTML is compared on one line

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from printkit.languages.typesetter import typeset
from printkit.markup.reading.reader import read_fragment
from printkit.markup.reading.serialise import inner_html
from printkit.model import SourceText, TypographyOptions
from support.markup_sample import SOURCES, book, fragment, told, visible

CASES = [
    (
        "*a* **b** ***c*** `d`",
        "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <code>d</code></p>",
    ),
    ("a  \nb", "<p>a<br />\nb</p>"),
    ("# T\n\n## S {#s .c}", '<h1>T</h1>\n<h2 class="c" id="s">S</h2>'),
    ("T\n===\n\nS\n---", "<h1>T</h1>\n<h2>S</h2>"),
    ("#mot\n\nC#", "<p>#mot</p>\n<p>C#</p>"),
    (
        "- a\n- b\n    - c\n\n1. d\n2. e",
        "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<ol>\n<li>d</li>\n<li>e</li>\n</ol>",
    ),
    ("texte\n- a\n- b", "<p>texte</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>"),
    ("Terme\n: Définition", "<dl>\n<dt>Terme</dt>\n<dd>Définition</dd>\n</dl>"),
    (
        "| A | B |\n|---|--:|\n| 1 | 2 |",
        '<table>\n<thead>\n<tr>\n<th scope="col">A</th>\n<th style="text-align: right;" scope="col">B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td style="text-align: right;">2</td>\n</tr>\n</tbody>\n</table>',
    ),
    (
        "| | B |\n|---|---|\n| r | 2 |",
        '<table>\n<thead>\n<tr>\n<th scope="col"></th>\n<th scope="col">B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<th scope="row">r</th>\n<td>2</td>\n</tr>\n</tbody>\n</table>',
    ),
    (
        'Tableau : *Fin* {#t source="Insee"}\n\n| A | B |\n|---|---|\n| 1 | 2 |',
        '<table id="t">\n<caption><span class="label">Tableau~1</span> <em>Fin</em></caption>\n<thead>\n<tr>\n<th scope="col">A</th>\n<th scope="col">B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n<p class="source">Source~: Insee</p>',
    ),
    ('[a](https://a.org "t")', '<p><a href="https://a.org" title="t">a</a></p>'),
    ("<https://a.org>", '<p><a href="https://a.org">https://a.org</a></p>'),
    ("[a][r]\n\n[r]: https://a.org", '<p><a href="https://a.org">a</a></p>'),
    ("[mot]{.c lang=en}", '<p><span class="c" lang="en">mot</span></p>'),
    (
        "![Une photo](photo.png)",
        '<figure class="figure">\n<img alt="Une photo" src="asset:b/photo.png" />\n</figure>',
    ),
    (
        '![Une photo](photo.png "Un *titre*"){#f source="Moi"}',
        '<figure class="figure" id="f">\n<img alt="Une photo" src="asset:b/photo.png" />\n<figcaption><span class="label">Figure~1</span> Un <em>titre</em> <span class="source">Source~: Moi</span></figcaption>\n</figure>',
    ),
    (
        "![](photo.png){.decorative}",
        '<figure class="figure decorative">\n<img alt="" src="asset:b/photo.png" />\n</figure>',
    ),
    ("a ![Une photo](photo.png) b", '<p>a <img alt="Une photo" src="asset:b/photo.png" /> b</p>'),
    (
        "::: encadré Un *titre* {#e}\nTexte\n:::",
        '<aside class="sidebar" id="e">\n<p class="sidebar-title">Un <em>titre</em></p>\n<p>Texte</p>\n</aside>',
    ),
    (
        "::: exergue\nPhrase.\n— Weil\n:::",
        '<aside class="pullquote">\n<p>Phrase.</p>\n<p class="attribution">—~Weil</p>\n</aside>',
    ),
    (
        "::: épigraphe\nPhrase.\n— Weil\n:::",
        '<blockquote class="epigraph">\n<p>Phrase.</p>\n<p class="attribution">—~Weil</p>\n</blockquote>',
    ),
    ("::: chapo\nTexte.\n:::", '<div class="lead">\n<p>Texte.</p>\n</div>'),
    (
        "a[^1] b[^1]\n\n[^1]: Note *x*.\n\n    Suite.",
        '<p>a<span class="footnote" id="fn-1">Note <em>x</em>.<br />Suite.</span> b<sup class="noteref"><a href="#fn-1">1</a></sup></p>',
    ),
    (
        "a[^n]\n\n[^n]: - un\n    - deux",
        '<p>a<span class="footnote" id="fn-1">–~un<br />–~deux</span></p>',
    ),
    (
        "L'IA.\n\n*[IA]: intelligence artificielle",
        '<p>L’<abbr title="intelligence artificielle">IA</abbr>.</p>',
    ),
    (
        "L'IA.\n*[IA]: intelligence artificielle",
        '<p>L’<abbr title="intelligence artificielle">IA</abbr>.</p>',
    ),
    ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>'),
    ("    x < 1", "<pre><code>x &lt; 1\n</code></pre>"),
    ("---", "<hr />"),
    ("\\*a\\* \\[b\\]", "<p>*a* [b]</p>"),
    ("a <kbd>x</kbd> <!-- non --> b", "<p>a <kbd>x</kbd> <!-- non -->b</p>"),
    ("{{include: commun.md}}", "<p>Texte commun.</p>"),
    (
        '!!! note "Lire"\n    Texte',
        '<div class="admonition note">\n<p class="admonition-title">Lire</p>\n<p>Texte</p>\n</div>',
    ),
    (
        "| Jour | Fait |\n|---|---|\n| 2 mai | a b |\n| 3 juin | une suite de mots plus longue |",
        '<table>\n<thead>\n<tr>\n<th scope="col">Jour</th>\n<th scope="col">Fait</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td class="brief">2~mai</td>\n<td>a b</td>\n</tr>\n'
        '<tr>\n<td class="brief">3~juin</td>\n<td>une suite de mots plus longue</td>\n</tr>\n'
        "</tbody>\n</table>",
    ),
    ("1986\\. Année", "<p>1986. Année</p>"),
    ("[ ] a", "<p>[ ] a</p>"),
    ("H~2~O, m^2^, x^2+y^2", "<p>H<sub>2</sub>O, m<sup>2</sup>, x^2+y^2</p>"),
]


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_construct(source: str, expected: str) -> None:
    found = fragment(source)
    assert visible(found.html) == expected
    assert told(found.findings) == []


def test_images_and_charts_become_assets() -> None:
    found = fragment("![Un dessin](dessin.svg)")
    assert [asset.url for asset in found.assets] == ["asset:b/dessin.svg"]


def test_variables_are_filled_outside_code() -> None:
    found = fragment("Le {{jour}}, `{{jour}}`, \\{{jour}}.", variables={"jour": "8 mars"})
    assert visible(found.html) == "<p>Le 8~mars, <code>{{jour}}</code>, {{jour}}.</p>"


def test_variables_in_fences_of_quotations_and_lists_stay() -> None:
    for source in (
        "> ```\n> {{x}}\n> ```",
        "- a\n\n  ```\n  {{x}}\n  ```",
        "1. ```\n   {{x}}\n   ```",
    ):
        found = fragment(source)
        assert "{{x}}" in found.html
        assert told(found.findings) == []


def test_front_matter_numbers_and_shortens() -> None:
    text = "---\nnumber: 7\nshort: Bref\n---\n# Un long titre\n\nTexte.\n"
    chapter = book(text).chapters[0]
    assert (chapter.number, chapter.short_title, chapter.title_text) == (7, "Bref", "Un long titre")


def test_typography_reaches_headings_notes_and_captions() -> None:
    chapter = book("# Quoi?\n\n## Non!\n\nVoir[^1].\n\n[^1]: Ah!\n").chapters[0]
    assert visible(chapter.title_html) == "Quoi¦?"
    assert visible(chapter.headings[0].text) == "Non¦!"
    assert "Ah¦!" in visible(chapter.body_html)


def test_alternatives_stay_as_typed_and_other_languages_have_their_own_rules() -> None:
    found = fragment("![L'IA: \"quoi\"?](photo.png) et [What's new?]{lang=en} ?")
    assert 'alt="L\'IA: &quot;quoi&quot;?"' in found.html
    assert '<span lang="en">What’s new?</span>\u202f?' in found.html


def test_no_private_mark_is_left() -> None:
    source = (
        '<span lang="en">a</span> [b](#c){.d} ![e](photo.png) [[t]] [@x]\n\n::: encadré\nf\n:::\n'
    )
    html = fragment(source, sources=SourceText("b/s.yaml", SOURCES)).html
    assert "data-" not in html
    assert not any("\ufdd0" <= letter <= "\ufdef" for letter in html)


PIECES = st.sampled_from(
    [
        *"#*_`[]()!<>|:-+~^@{}\\\"'\n\t ",
        *("\n\n", "    ", "- ", "1. ", "> ", "```", ":::", "::: encadré ", "[^1]", "[^1]: ", "---"),
        *(
            "[@iea2025]",
            "[[mot]]",
            "{{x}}",
            "{#id}",
            "{{include: commun.md}}",
            "| a | b |\n|---|---|",
        ),
        *(
            "![x](photo.png)",
            "```graphique\n",
            "type: barres\n",
            "<em>",
            "</em>",
            "<!--",
            "&#0;",
            "&amp",
        ),
        *("mot", "l'un", "12 kg", "«", "XIXe siècle", "\ufdd0", "\u202f", "é", "Tableau : a"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_no_text_breaks_it_and_typesetting_is_idempotent(text: str) -> None:
    found = fragment(text, sources=SourceText("b/s.yaml", SOURCES))
    root = lxml.html.fragment_fromstring(found.html, create_parent="div")
    once = inner_html(root)
    typeset(root)
    assert inner_html(root) == once


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_chapter_breaks_it(text: str) -> None:
    chapters = book(f"# Un\n\n{text}", "# Deux\n\nTexte.").chapters
    assert len(chapters) == 2


def test_the_manual_says_true_things() -> None:
    manual = (Path(__file__).parents[3] / "docs/fr/ecrire.md").read_text("utf-8")
    assert told(fragment(manual).findings) == []
    blocks = re.findall(r"^(`{3,})(\w*)\n(.*?)^\1$", manual, re.MULTILINE | re.DOTALL)
    chart = next(body for _fence, _kind, body in blocks if body.startswith("```graphique"))
    assert told(fragment(chart).findings) == []
    sources = next(body for _fence, kind, body in blocks if kind == "yaml" and "weil1934" in body)
    cited = next(body for _fence, _kind, body in blocks if "[@aie2025]" in body)
    assert told(book(f"# T\n\n{cited}", sources=sources).findings) == []
    boxes = next(body for _fence, _kind, body in blocks if body.startswith("::: encadré"))
    assert told(fragment(boxes).findings) == []
    options = yaml.safe_load(
        next(body for _f, _kind, body in blocks if body.startswith("typography:"))
    )
    TypographyOptions(**options["typography"])


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"<{tag}>" * 10_000 + "x" + f"</{tag}>" * 10_000
            for tag in ("b", "span", "div", "table")
        ),
        "*" * 10_000 + "a" + "*" * 10_000,
        "> " * 10_000 + "a",
        "[" * 10_000,
    ],
    ids=["b", "span", "div", "table", "stars", "quotations", "brackets"],
)
def test_a_text_nested_without_end_is_a_finding_with_a_place(text):
    found = read_fragment(SourceText("a.md", f"# T\n\n{text}\n")).findings
    assert "too-deep" in {one.rule for one in found if one.position and one.position.line}
