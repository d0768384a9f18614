"""References across chapters, page numbers, terms; and those that lead nowhere."""

from __future__ import annotations

import pytest

from support.markup_sample import book, fragment, told, visible

ONE = """# Un

## Partie {#partie}

![Photo](photo.png "Légende"){#fig-x}

| A | B |
|---|---|
| 1 | 2 |

Tableau : Chiffres {#tab-x}

::: encadré Lire {#enc}
Texte.
:::
"""
TERMS = "Vapeur | vapeurs\n: De l'eau.\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[](#fig-x)", '<a href="xref:c1.fig-x" class="ref">figure~1.1</a>'),
        ("[](#tab-x)", '<a href="xref:c1.tab-x" class="ref">tableau~1.1</a>'),
        ("[](#partie)", '<a href="xref:c1.partie" class="ref">«~Partie~»</a>'),
        ("[](#enc)", '<a href="xref:c1.enc" class="ref">«~Lire~»</a>'),
        ("[](#c1)", '<a href="xref:c1.top" class="ref">chapitre~1</a>'),
        ("[](01.md)", '<a href="xref:c1.top" class="ref">chapitre~1</a>'),
        ("[](01.md#fig-x)", '<a href="xref:c1.fig-x" class="ref">figure~1.1</a>'),
        ("[la figure](#fig-x)", '<a href="xref:c1.fig-x" class="ref">la figure</a>'),
        ("[](#c1.fig-x)", '<a href="xref:c1.fig-x" class="ref">figure~1.1</a>'),
        ("[](page:fig-x)", '<a href="xref:c1.fig-x" class="pageref">p.~⟦page:c1.fig-x⟧</a>'),
        ("[](#ici) et", '<a href="#c2.ici" class="ref">«~Ici~»</a> et'),
        (
            "[[Vapeur]], [[la vapeur|vapeurs]]",
            '<a class="term" href="xref:glossaire.vapeur" id="c2.term-vapeur">Vapeur</a>, '
            '<a class="term" href="xref:glossaire.vapeur">la vapeur</a>',
        ),
    ],
)
def test_reference(source: str, expected: str) -> None:
    manuscript = book(ONE, f"# Deux\n\n## Ici {{#ici}}\n\n{source}\n", glossary=TERMS)
    assert told(manuscript.findings) == []
    assert visible(manuscript.chapters[1].body_html).split("\n")[-1] == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("source", "expected", "hint"),
    [
        ("a [](#fig-y)", "broken-reference 3:3", "Did you mean “fig-x”?"),
        ("a [](page:parti)", "broken-reference 3:3", "Did you mean “partie”?"),
        ("a [b](03.md)", "broken-link 3:3", "Did you mean “02.md”?"),
        ("a [b](#)", "broken-reference 3:3", None),
        ("a [[vapeure]]", "unknown-term 3:3", "Did you mean “vapeur”?"),
        ("a [b](javascript:x)", "forbidden-link 3:3", None),
    ],
)
def test_broken_reference(source: str, expected: str, hint: str | None) -> None:
    manuscript = book(ONE, f"# Deux\n\n{source}\n", glossary=TERMS)
    assert told(manuscript.findings) == [expected]
    assert manuscript.findings[0].position.path == "b/02.md"
    if hint is not None:
        assert manuscript.findings[0].hint == hint
    assert "href" not in manuscript.chapters[1].body_html


def test_the_same_id_in_two_chapters_must_be_told_apart() -> None:
    manuscript = book("# Un\n\n## A {#a}\n\nx", "# Deux\n\n## A {#a}\n\nx", "# Trois\n\n[](#a)")
    assert told(manuscript.findings) == ["ambiguous-reference 3:1"]


def test_own_chapter_comes_first() -> None:
    manuscript = book("# Un\n\n## A {#a}\n\nx", "# Deux\n\n## A {#a}\n\n[](#a)")
    assert told(manuscript.findings) == []
    assert 'href="#c2.a"' in manuscript.chapters[1].body_html


def test_outside_a_book_references_become_text() -> None:
    found = fragment("[la figure](#fig-x), [](page:x), [[mot]]")
    assert "href" not in found.html
    assert told(found.findings) == [
        "broken-reference 1:1", "broken-reference 1:22", "unknown-term 1:34",
    ]  # fmt: skip
    assert {one.severity.value for one in found.findings} == {"warning"}
