"""Blocks mean what CommonMark says: examples of our own, one for each thing people type."""
# ruff: noqa: E501  HTML is compared on one line

from __future__ import annotations

import lxml.html
import pytest

from support.markup_sample import fragment, told
from support.meaning import normal, read

BLOCKS = [
    # paragraphs and breaks
    ("un\ndeux\n\ntrois", "<p>un deux</p><p>trois</p>"),
    ("   retrait\n  de deux", "<p>retrait de deux</p>"),
    ("un\n        suite en retrait", "<p>un suite en retrait</p>"),
    ("fin de ligne  \nautre", "<p>fin de ligne<br>autre</p>"),
    ("fin de ligne\\\nautre", "<p>fin de ligne<br>autre</p>"),
    # headings
    ("## Deux ##", "<h2>Deux</h2>"),
    ("### Trois # dedans", "<h3>Trois # dedans</h3>"),
    ("####### sept", "<p>####### sept</p>"),
    ("#\n", "<h1></h1>"),
    ("Titre *fort*\n=======", "<h1>Titre <em>fort</em></h1>"),
    ("Titre sur\ndeux lignes\n---", "<h2>Titre sur deux lignes</h2>"),
    ("texte\n# Titre\nsuite", "<p>texte</p><h1>Titre</h1><p>suite</p>"),
    # rules
    ("* * *", "<hr>"),
    ("_____", "<hr>"),
    ("- - -\n- a", "<hr><ul><li>a</li></ul>"),
    ("--", "<p>--</p>"),
    # lists
    ("- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
    ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    ("1. a\n\n   suite\n2. b", "<ol><li><p>a</p><p>suite</p></li><li><p>b</p></li></ol>"),
    ("- a\n- b\n\n- c", "<ul><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ul>"),
    ("- a\n    - quatre", "<ul><li>a<ul><li>quatre</li></ul></li></ul>"),
    ("1) un\n2) deux", "<ol><li>un</li><li>deux</li></ol>"),
    ("7. sept\n8. huit", '<ol start="7"><li>sept</li><li>huit</li></ol>'),
    ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    ("1. a\n1) b", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
    ("né en\n1986. Puis", "<p>né en 1986. Puis</p>"),
    ("texte\n1. un", "<p>texte</p><ol><li>un</li></ol>"),
    ("-un", "<p>-un</p>"),
    ("1234567890. trop", "<p>1234567890. trop</p>"),
    ("-\n  a", "<ul><li>a</li></ul>"),
    ("- a\nparesseux", "<ul><li>a paresseux</li></ul>"),
    ("- # Titre\n- b", "<ul><li><h1>Titre</h1></li><li>b</li></ul>"),
    ("-   a\n\n    b", "<ul><li><p>a</p><p>b</p></li></ul>"),
    ("- - a", "<ul><li><ul><li>a</li></ul></li></ul>"),
    ("-\ta\n\n\tb", "<ul><li><p>a</p><p>b</p></li></ul>"),
    # quotations
    ("> a\nb", "<blockquote><p>a b</p></blockquote>"),
    (">a\n>\n>b", "<blockquote><p>a</p><p>b</p></blockquote>"),
    ("> - a\n> - b", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>"),
    (">> a\n> b", "<blockquote><blockquote><p>a b</p></blockquote></blockquote>"),
    ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
    # code
    ("    a\n\n      b", "<pre><code>a\n\n  b\n</code></pre>"),
    ("\ta\tb", "<pre><code>a\tb\n</code></pre>"),
    ("~~~ python x\na\n~~~", '<pre><code class="language-python">a\n</code></pre>'),
    ("````\n```\n````", "<pre><code>```\n</code></pre>"),
    ("> ```rust\n> a\n> ```", '<blockquote><pre><code class="language-rust">a\n</code></pre></blockquote>'),
    ("- x\n\n  ```\n  a\n   b\n  ```", "<ul><li><p>x</p><pre><code>a\n b\n</code></pre></li></ul>"),
    ("1. x\n   ```\n   a\n   ```", "<ol><li>x<pre><code>a\n</code></pre></li></ol>"),
    ("texte\n```\na\n```\nsuite", "<p>texte</p><pre><code>a\n</code></pre><p>suite</p>"),
    ("``` ` ```", "<p><code>`</code></p>"),
    # references
    ("[a]\n\n[a]: /x 'T'", '<p><a href="/x" title="T">a</a></p>'),
    ("[a][ÉT]\n\n[ét]: <a b.md>", '<p><a href="a b.md">a</a></p>'),
    ("[a]:\n/x\n'T\nU'\n\n[a]", '<p><a href="/x" title="T U">a</a></p>'),
    ("mot\n[a]: /x", "<p>mot [a]: /x</p>"),
    # HTML ends at an empty line
    ("<div>\n*a*\n\n*b*\n</div>", "<div>*a*<p><em>b</em></p></div>"),
    ("<div>\n\n*a*\n\n</div>", "<div><p><em>a</em></p></div>"),
    # tables
    ("a | b\n--|--\n1 | 2", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"),
    ("| a |\n|---|\n| x\\|y |", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>x|y</td></tr></tbody></table>"),
    ("| a |\n|---|\n| `x|y` |", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><code>x|y</code></td></tr></tbody></table>"),
    ("| a | b |\n|---|---|\n| 1 |", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>"),
    ("| a |\n|---|\n\n| b |", "<table><thead><tr><th>a</th></tr></thead></table><p>| b |</p>"),
    ("avant\n| a |\n|---|\n| 1 |\n> b", "<p>avant</p><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><blockquote><p>b</p></blockquote>"),
    # definition lists, tasks
    ("T\n: a\n: b\n\nU\n: c", "<dl><dt>T</dt><dd>a</dd><dd>b</dd><dt>U</dt><dd>c</dd></dl>"),
    ("- [ ] a\n- [x] b", '<ul class="tasks"><li class="task open">a</li><li class="task done">b</li></ul>'),
]  # fmt: skip


def _normal(html: str) -> str:
    return normal(lxml.html.fragment_fromstring(html, create_parent="div"))


@pytest.mark.parametrize(("source", "expected"), BLOCKS, ids=[case[0][:24] for case in BLOCKS])
def test_block(source: str, expected: str) -> None:
    assert read(source) == _normal(expected)


KEPT = [
    # what other readers swallow stands on the page, and is told where it may be a slip
    ("[Date]: 2026-03-14", "[Date] : 2026-03-14", []),
    ("[Contact]: nom@exemple.org", "[Contact] : nom@exemple.org", ["unused-definition 1:1"]),
    ("Avant.\n[Fin]: rideau\nAprès.", "Avant. [Fin] : rideau Après.", []),
    ("!!! attention ça brûle", "!!! attention ça brûle", []),
    ("!!! note\n\ntexte", "!!! note texte", []),
    ("| a |\n|---|\n| 1 | deux |", "a 1 deux", ["table-cells 3:7"]),
    ("| a | b |\n|---|\n| 1 | 2 |", "a b 1 2", ["table-cells 1:7"]),
    ("a<wbr>b c<br>d", "ab cd", []),
    ("<div>ouvert\n\n**suite**", "ouvert suite", ["unclosed-html 1:1"]),
    ("<p>ouvert\n\n**suite**", "ouvert suite", []),
    ("<!-- ouvert\n\nsuite", "<!-- ouvert suite", ["unclosed-html 1:1"]),
    ("<pre>ouvert\n\n*suite*", "<pre>ouvert suite", ["unclosed-html 1:1"]),
    ("<?php a ?>", "<?php a ?>", []),
    ("<![CDATA[a]]>", "<![CDATA[a]]>", []),
    ("*[UE]: Union\n\nL'UE, un QUEUE, UE-27.", "L’UE, un QUEUE, UE-27.", []),
    ("*[XYZ]: rien\n\na", "a", ["unused-abbreviation 1:1"]),
    ("## Énergie {à revoir}", "Énergie {à revoir}", []),
    ("## Cas {n=3}", "Cas {n=3}", []),
    ("texte\n{1, 2, 3}", "texte {1, 2, 3}", []),
    ("| c {y} |\n|---|\n| 1 |", "c {y} 1", []),
    ("Un *mot*{sic} fin {a} puis {b}.", "Un mot{sic} fin {a} puis {b}.", []),
    ("Voir [x][absent].", "Voir [x][absent].", ["undefined-link 1:9"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "words", "findings"), KEPT, ids=[case[0][:24] for case in KEPT])
def test_no_word_is_swallowed(source: str, words: str, findings: list[str]) -> None:
    found = fragment(source)
    root = lxml.html.fragment_fromstring(found.html or "<p></p>", create_parent="div")
    text = " ".join(" ".join("".join(root.itertext()).split()).split("\u202f"))
    assert text == words
    assert told(found.findings) == findings


def test_attributes_bind_to_what_stands_before() -> None:
    html = fragment(
        "Un *mot*{lang=en} **gras**{.x} `c`{.y} [l](https://a.org){.z} puis {a} fin."
    ).html
    assert '<em lang="en">mot</em>' in html
    assert '<strong class="x">gras</strong>' in html
    assert '<code class="y">c</code>' in html
    assert 'class="z">l</a> puis {a} fin.' in html


def test_remarks_of_other_tools() -> None:
    for source in (
        "!!! tip\n    Un *mot*.",
        "::: tip\nUn *mot*.\n:::",
        "::: {.tip}\nUn *mot*.\n:::",
        "> [!TIP]\n> Un *mot*.",
    ):
        found = fragment(source)
        assert '<div class="admonition tip">\n<p class="admonition-title">Conseil</p>' in found.html
        assert "<p>Un <em>mot</em>.</p>" in found.html
        assert told(found.findings) == []
