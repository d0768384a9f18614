"""Every rule of the text broken by one source, told once, at its line and column."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printkit.core.findings import Severity
from printkit.markup.reading.decode import MAX_BYTES, decode
from support.markup_sample import SOURCES, book, fragment, told

RULES = [
    ("Texte.\n", ["no-title 1:1"]),
    ("# T\n\na\n\n# U\n\nb\n", ["two-titles 5:1"]),
    ("# T\n\n", ["empty-chapter 1:1"]),
    ("# T\n\n```graphique\nalt: x\n```\n", ["unknown-chart-type 3:1"]),
    ("# T\n\na\n\n### B\n\nc\n", ["skipped-heading-level 5:1"]),
    ('# T\n\na <a href="#x">b</a>\n', ["broken-reference 3:3"]),
    ("# T\n\na\n\n## B {#top}\n\nc\n", ["bad-id 5:1"]),
    ("# T\n\n## B {#x}\n\na\n\n## C {#x}\n\nd\n", ["duplicate-id 3:1", "duplicate-id 7:1"]),
    ("# T\n\n![](photo.png)\n", ["missing-alt 3:1"]),
    ("# T\n\n![a](absent.png)\n", ["missing-image 3:1"]),
    ("# T\n\n![a](https://a.org/x.png)\n", ["remote-image 3:1"]),
    ("# T\n\n![a](../x.png)\n", ["path-outside 3:1"]),
    ("# T\n\n![a](x.gif)\n", ["image-type 3:1"]),
    ("# T\n\n![a](faux.png)\n", ["image-type 3:1"]),
    ("# T\n\n![a](piege.svg)\n", ["bad-svg 3:1"]),
    ("# T\n\na <script>b</script> c\n", ["forbidden-html 3:3"]),
    ("# T\n\na <foo>b</foo> c\n", ["unknown-html 3:3"]),
    ('# T\n\n<p onclick="x">a</p>\n', ["forbidden-html 3:1"]),
    ('# T\n\n<p foo="x">a</p>\n', ["unknown-attribute 3:1"]),
    ('# T\n\n<p style="position:fixed">a</p>\n', ["bad-attribute 3:1"]),
    ("# T\n\n[a]{lang=frnch}\n", ["bad-attribute 3:1"]),
    ("# T\n\na[^x]\n", ["undefined-note 3:2"]),
    ("# T\n\na\n\n[^x]: b\n", ["unused-note 5:1"]),
    ("# T\n\na[^x]\n\n[^x]: b\n[^x]: c\n", ["duplicate-note 5:1", "duplicate-note 6:1"]),
    ("# T\n\na[^x]\n\n[^x]: b[^y]\n\n[^y]: c\n", ["note-in-note 5:8"]),
    ("# T[^x]\n\na\n\n[^x]: b\n", ["note-in-title 1:4"]),
    ("# T\n\na[^x]\n\n[^x]: b\n\n    ![c](photo.png)\n", ["note-too-rich 7:5"]),
    ("# T\n\na [@absent]\n", ["unknown-citation 3:4"]),
    ("# T\n\na [-@iea2025]\n", ["bad-citation 3:5"]),
    ("# T\n\na [](#rien)\n", ["broken-reference 3:3"]),
    ("# T\n\na [b](rien.md)\n", ["broken-link 3:3"]),
    ("# T\n\na [b](file:///x)\n", ["forbidden-link 3:3"]),
    ("# T\n\na [[mot]]\n", ["unknown-term 3:3"]),
    ("# T\n\n[](#x)\n\n[a]{#x}\n", ["no-label 3:1"]),
    ("# T\n\n::: encadre\na\n", ["unclosed-container 3:1"]),
    ("# T\n\na\n\n:::\n", ["stray-container-end 5:1"]),
    ("# T\n\n::: encart Titre\na\n:::\n", ["unknown-container 3:5"]),
    ("# T\n\n::: chapo Titre\na\n:::\n", ["container-title 3:5"]),
    ("# T\n\n- a\n\n    ::: encadré\n    b\n\n:::\n", ["container-across 5:5"]),
    ("# T\n\n```\na\n", ["unclosed-fence 3:1"]),
    ("# T\n\na\n\n<pre>b\n", ["unclosed-html 5:1"]),
    ("# T\n\na\n\nTableau : b {#c}\n", ["caption-without-table 5:1"]),
    ("# T\n\na {{x}}\n", ["unknown-variable 3:3"]),
    ("# T\n\na\n\n{{include: absent.md}}\n", ["missing-include 5:1"]),
    ("# T\n\na {{include: commun.md}}\n", ["include-inside-text 3:3"]),
    ("# T\n\na\n\n{{include: boucle.md}}\n", ["include-loop 1:1"]),
    ("# T\n\na\n\n{{include: ../x.md}}\n", ["path-outside 5:1"]),
    ("---\nnumbre: 1\n---\n# T\n\na\n", ["unknown-front-matter 2:1"]),
    ("---\nlayout: post\ntags: [a]\n---\n# T\n\na\n", ["foreign-front-matter 2:1"]),
    ("---\nnumber: x\n---\n# T\n\na\n", ["bad-front-matter 2:1"]),
    ("---\na: [\n---\n# T\n\na\n", ["bad-front-matter 2:5"]),
    ("---\nshort: x\n# T\n\na\n", ["bad-front-matter 1:1"]),
    ("# T\n\na\x07b\n", ["forbidden-character 3:2"]),
    ("# T\n\n> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > a\n", ["too-deep 3:1"]),
]
GOOD = """---
short: Bon
---
# Un bon texte

::: chapo
Il n'y a rien à redire[^1] : *rien*, et [le voir](#suite) suffit [voir @weil1934, p. 12].
:::

## La suite {#suite}

![Une photo](photo.png "Une légende"){source="Moi"}

| A | B |
|---|---|
| 1 | 2 |

Tableau : Des chiffres {#tab-a}

### Plus bas

- un [lien](https://a.org) ;
- une [figure](#fig-1), un <abbr title="sigle">S.</abbr>, [a word]{lang=en}.

```python
if x: [^non] [[non]] {{non}}
```

[^1]: Une note, avec sa source [@iea2025].
"""


@pytest.mark.parametrize(("source", "expected"), RULES, ids=[rule[1][0] for rule in RULES])
def test_rule(source: str, expected: list[str]) -> None:
    manuscript = book(source)
    assert told(manuscript.findings) == expected
    for finding in manuscript.findings:
        assert finding.position.path == "b/01.md" or finding.rule == "include-loop"
        assert finding.message


def test_a_good_text_is_met_with_silence() -> None:
    assert told(book(GOOD).findings) == []


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("::: encadree\na\n:::\n", "Did you mean “encadré”?"),
        ("a[^nota]\n\n[^note]: b\n", "Did you mean “note”?"),
        ("[@iea2026]\n", "Did you mean “iea2025”?"),
        ("a <stron>b</stron>\n", "Did you mean “strong”?"),
    ],
)
def test_the_nearest_name_is_offered(source: str, hint: str) -> None:
    assert hint in [finding.hint for finding in book(f"# T\n\n{source}").findings]


def test_a_citation_without_sources_names_the_key_to_write() -> None:
    manuscript = book("# T\n\na [@x]\n", sources=None)
    assert told(manuscript.findings) == ["unknown-citation 3:4"]
    assert "sources: sources.yaml" in str(manuscript.findings[0].hint)


def test_outside_a_book_a_citation_is_a_warning() -> None:
    found = fragment("a [@x]\n")
    assert [(one.rule, one.severity) for one in found.findings] == [
        ("unknown-citation", Severity.WARNING)
    ]


def test_a_glossary_defines_each_term_once() -> None:
    manuscript = book("# T\n\na", glossary="Mot\n: a\n\nmot\n: b\n")
    assert told(manuscript.findings) == ["duplicate-term 4:1"]
    assert told(book("# T\n\na", glossary="rien\n").findings) == ["empty-glossary 1:1"]


def test_too_much_is_refused_in_words() -> None:
    assert "file-too-large 1:1" in told(book("a" * (MAX_BYTES + 1)).findings)
    many = "".join(f"*[A{number}]: b\n" for number in range(400))
    assert "too-many-abbreviations" in " ".join(told(book(f"# T\n\na\n\n{many}").findings))


@pytest.mark.parametrize(
    ("data", "text", "expected"),
    [
        ("été".encode(), "été", []),
        (b"\xef\xbb\xbfa", "a", []),
        ("a\nété".encode("cp1252"), "a\nété", ["not-utf8 2:1"]),
        ("été".encode("utf-16"), "été", ["not-utf8 1:1"]),
    ],
)
def test_encodings(data: bytes, text: str, expected: list[str]) -> None:
    decoded, findings = decode(data, "a.md")
    assert (decoded.strip("\ufeff"), told(findings)) == (text, expected)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(RULES), st.integers(1, 5))
def test_positions_follow_the_text(rule: tuple[str, list[str]], lines: int) -> None:
    source, expected = rule
    if not source.startswith("# T\n\n") or expected[0].endswith(" 1:1"):
        return
    moved = book(source.replace("# T\n\n", "# T\n\n" + "x\n\n" * lines, 1)).findings
    lines_before = sorted(int(one.split()[1].split(":")[0]) for one in expected)
    lines_after = sorted(finding.position.line for finding in moved)
    shifted = [line + 2 * lines if line > 1 else line for line in lines_before]
    assert lines_after == shifted or "empty-chapter" in " ".join(expected + told(moved))


def test_the_sample_sources_are_good() -> None:
    assert told(book("# T\n\n[@weil1934; @iea2025; @arendt]", sources=SOURCES).findings) == []
