"""Texts written for other tools: what they mean is found, what is put right is told, no word is lost."""

from __future__ import annotations

import re

import pytest

from printkit.conservation.source_words import source_losses
from printkit.core.findings import Finding, Position, Severity
from printkit.markup.reading.file_paths import candidates
from printkit.markup.reading.once import told_once
from printkit.markup.reading.reader import read_book
from printkit.model import Part, SourceText
from support.markup_sample import FILES, book, measure, told

PNG = FILES["b/photo.png"]


def read(files: dict[str, str | bytes], *chapters: str):
    """Read a book in the folder ``b`` from files of a made-up project."""
    manuscript = book("# T\n\na\n")
    parts = tuple(
        Part(f"c{number}", "chapter", SourceText(path, str(files[path])))
        for number, path in enumerate(chapters, 1)
    )
    from dataclasses import replace

    publication = replace(manuscript.publication, parts=parts, sources=None, folder="b")
    data = {
        path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()
    }
    return read_book(publication, read_file=data.get, palette={}, measure=measure)


def outline(text: str) -> list[str]:
    chapter = book(text).chapters[0]
    return [f"1 {chapter.title_text}", *(f"{one.level} {one.text}" for one in chapter.headings)]


# --- outline ---------------------------------------------------------------------------------------

OUTLINES = [
    ("## A\n\nx\n\n### B\n\ny\n", ["1 A", "2 B"], []),
    ("---\ntitle: Le titre\n---\n\n## A\n\nx\n", ["1 Le titre", "2 A"], []),
    ('+++\ntitle = "Le titre"\n+++\n\n## A\n\nx\n', ["1 Le titre", "2 A"], []),
    ("# A\n\n## B\n\nx\n\n# C\n\n## D\n\ny\n", ["1 A", "2 B", "2 C", "3 D"], ["two-titles 7:1"]),
    (
        "# A\n\n#### B\n\nx\n\n#### C\n\ny\n\n##### D\n\nz\n",
        ["1 A", "2 B", "2 C", "3 D"],
        ["skipped-heading-level 3:1"],
    ),
    (
        "# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F\n\nx\n",
        ["1 A", "2 B", "3 C", "4 D", "5 E", "6 F"],
        [],
    ),
    ("Rien que du texte.\n", ["1 01"], ["no-title 1:1"]),
    ("# A {-}\n\nx\n", ["1 A"], []),
]


@pytest.mark.parametrize(("text", "expected", "findings"), OUTLINES)
def test_an_outline_is_put_right_and_told(text, expected, findings):
    assert outline(text) == expected
    said = book(text).findings
    assert told(said) == findings
    assert all(one.severity is Severity.WARNING for one in said)


def test_a_heading_in_a_quotation_divides_nothing():
    chapter = book("# A\n\n> # Cité\n>\n> x\n\n- ## Listé\n\n[y](#cite)\n").chapters[0]
    assert not chapter.headings
    assert '<p class="inner-heading" id="c1.cite">Cité</p>' in re.sub(
        r' data-[\w-]+="\d+"', "", chapter.body_html
    )
    assert 'href="#c1.cite"' in chapter.body_html


def test_a_title_marked_so_has_no_number():
    manuscript = book("# A {.unnumbered}\n\nx\n", "# B\n\ny\n")
    assert [one.number for one in manuscript.chapters] == [None, 1]


# --- paths -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("x.png", ["b/src/un/x.png", "b/x.png"]),
        ("../x.png", ["b/src/x.png"]),
        ("../../../x.png", []),
        ("/img/x.png", ["b/src/un/img/x.png", "b/src/img/x.png", "b/img/x.png"]),
        ("https://example.org/x.png", []),
        ("C:\\x.png", []),
        ("", []),
    ],
)
def test_paths_are_tried_from_the_chapter_to_the_publication(path, expected):
    assert list(candidates(path, "b/src/un/a.md", "b")) == expected


@pytest.mark.parametrize("path", ["img/x.png", "/img/x.png", "../src/img/x.png", "img/x.png?v=2"])
def test_a_picture_is_found_beside_its_chapter(path):
    files = {"b/src/a.md": f"# A\n\n![Une image]({path})\n", "b/src/img/x.png": PNG}
    manuscript = read(files, "b/src/a.md")
    assert not manuscript.findings
    assert "asset:b/src/img/x.png" in manuscript.chapters[0].body_html


LINKS = [
    ("b.md", "xref:c2.top"),
    ("./b.html", "xref:c2.top"),
    ("b.html#la-suite", "xref:c2.la-suite"),
    ("../src/b.md#La-suite", "xref:c2.la-suite"),
    ("un/index.html", "xref:c3.top"),
    ("un/", "xref:c3.top"),
    ("/un/", "xref:c3.top"),
    ("b.html#whats-new", "xref:c2.what-s-new"),
    ("b.html#exemple-1", "xref:c2.exemple-2"),
]


@pytest.mark.parametrize(("address", "target"), LINKS)
def test_a_link_to_a_chapters_file_or_page_is_a_cross_reference(address, target):
    files = {
        "b/src/a.md": f"# A\n\n[mots]({address})\n",
        "b/src/b.md": "# B\n\n## La suite\n\nx\n\n## What’s new?\n\n## Exemple\n\n## Exemple\n\ny\n",
        "b/src/un/index.md": "# C\n\nx\n",
    }
    manuscript = read(files, *files)
    assert not manuscript.findings
    assert f'href="{target}"' in manuscript.chapters[0].body_html


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("absent.md", "broken-link"),
        ("#absent", "broken-reference"),
        ("b.md#absent", "broken-reference"),
    ],
)
def test_words_of_a_link_that_leads_nowhere_stand(address, rule):
    files = {"b/a.md": f"# A\n\n[des mots]({address})\n", "b/b.md": "# B\n\nx\n"}
    manuscript = read(files, *files)
    assert [(one.rule, one.severity) for one in manuscript.findings] == [(rule, Severity.WARNING)]
    assert "des mots" in manuscript.chapters[0].body_html


def test_two_first_pages_of_one_name_are_not_taken_for_each_other():
    files = {
        "b/un/index.md": "# Un\n\n[x](../deux/index.md)\n",
        "b/deux/index.md": "# Deux\n\n[x](index.md)\n",
    }
    first, second = read(files, *files).chapters
    assert 'href="xref:c2.top"' in first.body_html
    assert 'href="#c2.top"' in second.body_html


def test_a_picture_on_the_web_leaves_its_words_and_is_told_once():
    text = "# A\n\n![Un sigle](https://example.org/a.svg) et ![b](https://example.org/b.svg)\n"
    manuscript = book(text)
    (only,) = manuscript.findings
    assert (only.rule, only.severity) == ("remote-image", Severity.WARNING)
    assert "1 " in only.message
    assert "Un sigle" in manuscript.chapters[0].body_html
    assert "https://example.org/a.svg" in manuscript.chapters[0].body_html


def test_findings_of_one_habit_are_told_once_and_slips_each():
    def one(rule: str, line: int) -> Finding:
        return Finding(rule, Severity.WARNING, "m", Position("a.md", line))

    merged = told_once([one("unknown-html", 1), one("missing-alt", 2), one("unknown-html", 3)])
    assert told(merged) == ["unknown-html 1:1", "missing-alt 2:1"]
    assert "1" in merged[0].message
    assert told(told_once([one("missing-alt", 1), one("missing-alt", 3)])) == [
        "missing-alt 1:1",
        "missing-alt 3:1",
    ]


# --- pieces taken in -------------------------------------------------------------------------------

CODE = "use a;\n// ANCHOR: ici\nfn main() {}\n// ANCHOR_END: ici\n// fin\n"


@pytest.mark.parametrize(
    ("chosen", "lines"),
    [
        ("", ["use a;", "fn main() {}", "// fin"]),
        (":1", ["use a;"]),
        (":3:4", ["fn main() {}", "// ANCHOR_END: ici"]),
        (":5:", ["// fin"]),
        (":ici", ["fn main() {}"]),
    ],
)
def test_lines_of_a_listing_are_taken_in(chosen, lines):
    files = {
        "b/src/a.md": f"# A\n\n```rust\n{{{{#rustdoc_include ../code/a.rs{chosen}}}}}\n```\n",
        "b/code/a.rs": CODE,
    }
    manuscript = read(files, "b/src/a.md")
    assert not manuscript.findings
    code = re.search(r"<code[^>]*>(.*?)</code>", manuscript.chapters[0].body_html, re.DOTALL)
    assert code[1].split("\n")[:-1] == lines


@pytest.mark.parametrize("path", ["absent.rs", "../../../etc/passwd"])
def test_what_cannot_be_taken_in_stands_as_typed(path):
    text = f"# A\n\n```\n{{{{#include {path}}}}}\n```\n"
    manuscript = book(text)
    assert told(manuscript.findings) == ["missing-include 4:1"]
    assert f"#include {path}" in manuscript.chapters[0].body_html


def test_a_text_is_taken_in_as_text():
    files = {"b/a.md": "# A\n\n{{< include un/_b.qmd >}}\n", "b/un/_b.qmd": "Du *texte*.\n"}
    assert "<em>texte</em>" in read(files, "b/a.md").chapters[0].body_html


# --- blocks and HTML -------------------------------------------------------------------------------

BLOCKS = [
    ('!!! tip "Le titre"\n\n    x\n', "tip", "Le titre"),
    ('!!! tip inline end "Le titre"\n    x\n', "tip", "Le titre"),
    ('??? note "Replié"\n\n    x\n', "note", "Replié"),
    ("???+ danger\n\n    x\n", "danger", ""),
    ("!!! maison\n\n    x\n", "note", "maison"),
    ('=== "Onglet"\n\n    x\n', "tab", "Onglet"),
    ("::: callout-tip\nx\n:::\n", "tip", ""),
    ('::: {.callout-warning collapse="true" title="Le titre"}\nx\n:::\n', "warning", ""),
    ("> [!NOTE]\n> x\n", "note", ""),
]


@pytest.mark.parametrize(("text", "kind", "title"), BLOCKS)
def test_remarks_of_other_tools_are_remarks(text, kind, title):
    html = book(f"# A\n\n{text}").chapters[0].body_html
    assert f'class="admonition {kind}' in html or f"admonition {kind}" in html
    assert title in html
    assert "x</p>" in html
    assert "!!!" not in html
    assert "===" not in html


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Vec<T> et Box<Node>", "Vec&lt;T&gt; et Box&lt;Node&gt;"),
        ("a <button>Envoyer</button> b", "Envoyer"),
        ("a <my-tag>mots</my-tag> b", "mots"),
        ("<center>Au milieu</center>", "Au milieu"),
    ],
)
def test_words_in_html_of_no_use_on_paper_stand(text, stands):
    manuscript = book(f"# A\n\n{text}\n")
    assert stands in manuscript.chapters[0].body_html
    assert {one.severity for one in manuscript.findings} == {Severity.WARNING}


def test_a_definition_nobody_uses_is_dropped_only_if_it_can_be_no_sentence():
    manuscript = book("# A\n\nx\n\n[Date]: https://example.org\n[lieu]: ../b.md#c\n")
    assert "Date" in manuscript.chapters[0].body_html
    assert "lieu" not in manuscript.chapters[0].body_html


@pytest.mark.parametrize(
    "source",
    [
        "<!--\n```rust\nlet perdu = 1;\n```\n-->\nx\n",
        '<img alt="a"\nsrc="x.png"\nstyle="width: 50%">\n\nx\n',
        "[mots][un]\n\n[un]:\n  un.html#deux\n",
        "> [1]: https://example.org\n>\n> voir [1]\n",
        "x\n\n<script>\nvar perdu = 1\n</script>\n",
        '!!! tip inline "Titre"\n\n    x\n',
        "[![Un dessin]][Un dessin]\n\n[Un dessin]: a.png\n",
        "```\n{{#include a.rs}}\n```\n",
    ],
)
def test_what_no_tool_prints_is_no_loss(source):
    assert source_losses(source, "xtitremotsvoir1unTitre".casefold()) == []
