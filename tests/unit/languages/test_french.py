"""French micro-typography: two tables of cases, the switches, and what must hold for any text."""

from __future__ import annotations

import csv
import html
import time
from pathlib import Path

import lxml.html
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown.blockprocessors import HashHeaderProcessor

from printkit.languages.typesetter import typeset, typeset_text
from printkit.model import TypographyOptions

RESOURCES = Path(__file__).parents[2] / "resources"
ROWS = list(
    csv.DictReader((RESOURCES / "typo-cases.csv").read_text("utf-8").splitlines(keepends=True))
)
MORE = [
    line.rsplit(" => ", 1)
    for line in (RESOURCES / "typo-more.txt").read_text("utf-8").splitlines()
    if " => " in line and not line.startswith("# ")
]


def tree(source: str) -> lxml.html.HtmlElement:
    """Convert Markdown as printkit does: a heading's ``#`` is followed by a space."""
    converter = markdown.Markdown()
    converter.parser.blockprocessors.deregister("hashheader")
    converter.parser.blockprocessors.register(SpacedHeader(converter.parser), "hashheader", 70)
    return lxml.html.fromstring(f"<div>{converter.convert(source)}</div>")


class SpacedHeader(HashHeaderProcessor):
    RE = __import__("re").compile(r"(?:^|\n)(?P<level>#{1,6}) (?P<header>.*?)#*(?:\n|$)")


def inner(element: lxml.html.HtmlElement) -> str:
    return html.escape(element.text or "", quote=False) + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in element
    )


def typeset_html(source: str, options: TypographyOptions | None = None) -> str:
    root = lxml.html.fromstring(f"<div>{source}</div>")
    typeset(root, options or TypographyOptions())
    return visible(inner(root))


def visible(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "¦")


@pytest.mark.parametrize("row", ROWS, ids=[row["input"][:40] for row in ROWS])
def test_reference_case(row: dict[str, str]) -> None:
    if row["level"] == "source":
        # Markdown syntax is never seen by the typographer: it is gone before the tree exists.
        assert row["input"] == row["expected"]
        return
    root = tree(row["input"])
    for _ in range(2):
        typeset(root, TypographyOptions())
        paragraph = root.find("p")
        if row["level"] == "text":
            got = (root if paragraph is None else paragraph).text_content()
        else:
            got = inner(root if paragraph is None else paragraph).strip()
        assert got == row["expected"]


@pytest.mark.parametrize(("source", "expected"), MORE, ids=[case[0] for case in MORE])
def test_further_case(source: str, expected: str) -> None:
    literal = source.startswith(("- ", "--"))
    root = lxml.html.fromstring(f"<div><p>{source}</p></div>") if literal else tree(source)
    paragraph = root.find("p")
    typeset(root, TypographyOptions())
    assert visible(inner(paragraph)) == expected
    typeset(root, TypographyOptions())
    assert visible(inner(paragraph)) == expected


@pytest.mark.parametrize(
    ("option", "source", "expected"),
    [
        ({"colon_space": "nnbsp"}, "Note: x", "Note¦: x"),
        ({"high_space": "nbsp"}, "Quoi?", "Quoi~?"),
        ({"quote_space": "nnbsp"}, "«IA»", "«¦IA¦»"),
        ({"convert_straight_quotes": False}, '"IA"', '"IA"'),
        ({"curly_quotes": "guillemets"}, "“IA”", "«~IA~»"),
        ({"dashes": "em"}, "a - b - c", "a —~b~— c"),
        ({"dashes": "keep"}, "a - b - c", "a - b - c"),
        ({"primes": "prime"}, "5' 30\"", "5′ 30″"),
        ({"range_dash": True}, "2024-2025, p. 12-15", "2024–2025, p.~12–15"),
        ({"dashed_names": ("Paris-Lyon",)}, "Paris-Lyon, va-t-il", "Paris–Lyon, va-t-il"),
        ({"small_caps_centuries": False}, "XIXe siècle", "XIX<sup>e</sup>~siècle"),
        (
            {"bind_century_noun": False},
            "XIXe siècle",
            '<span class="sc">xix</span><sup>e</sup> siècle',
        ),
        ({"numero_superscript": False}, "n°5", "n°~5"),
        ({"titles_superscript": False}, "Mme Roy", "Mme~Roy"),
        ({"units": False}, "20 kg, 50%", "20 kg, 50%"),
        ({"dimensions": False}, "210x297", "210x297"),
        ({"phone_space": "nbsp"}, "01 23 45 67 89", "01~23~45~67~89"),
        ({"phone_space": "keep"}, "01 23 45 67 89", "01 23 45 67 89"),
        ({"fixed_hours": "spaced"}, "24h/24, 7j/7", "24~h/24, 7~j/7"),
        ({"ligatures": False}, "coeur", "coeur"),
        ({"collapse_marks": True}, "Stop!!!", "Stop¦!"),
        ({"abbreviations": False}, "p. 3, J. Roy", "p. 3, J. Roy"),
        ({"inclusive_dots": "middot"}, "étudiant.e.s, fin.", "étudiant·e·s, fin."),
    ],
)
def test_every_contested_point_has_its_switch(
    option: dict[str, object], source: str, expected: str
) -> None:
    assert typeset_html(source, TypographyOptions(**option)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # a note is another text: nothing pairs with the sentence, nothing binds to it
        (
            '<p>Il dit "oui<span class="footnote">Le "non" vaut.</span>" hier</p>',
            '<p>Il dit «~oui<span class="footnote">Le «~non~» vaut.</span>~» hier</p>',
        ),
        (
            '<p>mot <span class="footnote">note!</span> !</p>',
            '<p>mot<span class="footnote">note¦!</span>¦!</p>',
        ),
        (
            '<p>mot<span class="footnote">a - b</span>: suite - fin</p>',
            '<p>mot<span class="footnote">a –~b</span>~: suite –~fin</p>',
        ),
        # nothing pairs across blocks, list items, cells
        ('<p>un "mot</p><p>deux" mots</p>', '<p>un "mot</p><p>deux" mots</p>'),
        ("<ul><li>l'un: <ul><li>l'autre!</li></ul></li></ul>",
         "<ul><li>l’un~: <ul><li>l’autre¦!</li></ul></li></ul>"),
        ("<table><tr><td>20</td><td>kg</td></tr></table>",
         "<table><tr><td>20</td><td>kg</td></tr></table>"),
        # the nearest language counts
        ('<div lang="en"><p>What? <span lang="fr">Quoi?</span></p></div>',
         '<div lang="en"><p>What? <span lang="fr">Quoi¦?</span></p></div>'),
        ('<p lang="fr-CA">Quoi?</p>', '<p lang="fr-CA">Quoi¦?</p>'),
        ('<p lang="">Quoi?</p>', '<p lang="">Quoi?</p>'),
        # silent places
        ("<pre>l'un ? \"x\"</pre><p>l'un</p>", "<pre>l'un ? \"x\"</pre><p>l’un</p>"),
        ("<p><samp>a!</samp>, <tt>b!</tt>, <var>c!</var>!</p>",
         "<p><samp>a!</samp>, <tt>b!</tt>, <var>c!</var>¦!</p>"),
        ("<p>a<!-- l'un ! --> l'autre</p>", "<p>a<!-- l'un ! --> l’autre</p>"),
        ("<script>l'un!</script><style>a:b!</style>", "<script>l'un!</script><style>a:b!</style>"),
        ('<p><img alt="l\'un!" title="a?">!</p>', '<p><img alt="l\'un!" title="a?">¦!</p>'),
        ("<p>Quoi<br>!</p>", "<p>Quoi<br>!</p>"),
        # a text that holds noncharacters is left as it is
        ("<p>l'un \ufdd0!</p>", "<p>l'un \ufdd0!</p>"),
    ],
)  # fmt: skip
def test_tree(source: str, expected: str) -> None:
    assert typeset_html(source) == expected


def test_ancestor_language_counts() -> None:
    root = lxml.html.fromstring('<div lang="en"><p>What?</p></div>')
    typeset(root.find("p"), TypographyOptions())
    assert root.text_content() == "What?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'IA: pour qui?", "L’IA~: pour qui¦?"),
        ("XIXème siècle, n°5, Mme Roy, 1ère", "XIXe~siècle, n°~5, Mme~Roy, 1re"),
        ("  bords  ", "  bords  "),
        ("", ""),
        ("a & b < c", "a & b < c"),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    assert visible(typeset_text(text)) == expected
    assert typeset_text(typeset_text(text)) == typeset_text(text)
    assert typeset_text(text, language="la") == text


FRAGMENTS = st.sampled_from(
    [
        *"\"'«»“”!?;:.…,-–—()[]&<>=/°%€×x#@",
        *"   \n\u00a0\u202f",
        *("...", "--", "12", "2024", "000", "30", "h", "kg", "e", "er", "ème", "XIX", "V", "I"),
        *("siècle", "mai", "M.", "Mme", "Dr", "Roy", "J.", "p.", "n°", "§", "etc", "coeur", "mot"),
        *(
            "http://a.b/c?d!",
            "a.org",
            "@x",
            "06 12 34 56 78",
            "1 000",
            "14h30",
            "24h/24",
            "⟦page:x⟧",
        ),
    ]
)
RUNS = st.lists(FRAGMENTS, max_size=8).map(lambda parts: html.escape("".join(parts)))
INLINE = st.recursive(
    RUNS,
    lambda inside: st.tuples(
        st.sampled_from(["em", "strong", "sup", "code", "a", 'span lang="la"',
                         'span class="footnote"']),
        st.lists(inside, max_size=3).map("".join),
    ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"),
    max_leaves=8,
)  # fmt: skip
PARAGRAPHS = st.lists(INLINE, min_size=1, max_size=6).map(lambda parts: f"<p>{''.join(parts)}</p>")
ALL_SWITCHED = TypographyOptions(
    colon_space="nnbsp", quote_space="nnbsp", high_space="nbsp", curly_quotes="guillemets",
    dashes="em", primes="prime", range_dash=True, small_caps_centuries=False,
    numero_superscript=False, titles_superscript=False, phone_space="nbsp", fixed_hours="spaced",
    collapse_marks=True, inclusive_dots="middot",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PARAGRAPHS, st.sampled_from([TypographyOptions(), ALL_SWITCHED]))
def test_twice_is_once(source: str, options: TypographyOptions) -> None:
    root = lxml.html.fromstring(f"<div>{source}</div>")
    typeset(root, options)
    once = etree.tostring(root)
    typeset(root, options)
    assert etree.tostring(root) == once


def _letters(root: lxml.html.HtmlElement) -> str:
    return "".join(letter for letter in root.text_content() if letter.isalpha())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["l'un", "mot", "été", " ", "!", ":", '"', "- ", "( ", ")", "12", "<em>",
                                 "</em>", "..."]), max_size=20).map("".join))  # fmt: skip
def test_no_letter_and_no_digit_is_lost(source: str) -> None:
    before = lxml.html.fromstring(f"<div><p>{source}</p></div>")
    after = lxml.html.fromstring(f"<div><p>{source}</p></div>")
    typeset(after, TypographyOptions())
    assert _letters(after) == _letters(before)
    assert [e.tag for e in after.iter()] == [e.tag for e in before.iter()]


@settings(max_examples=100, deadline=None)
@given(PARAGRAPHS)
def test_code_other_languages_and_attributes_never_change(source: str) -> None:
    root = lxml.html.fromstring(f"<div>{source}</div>")
    silent = "//code|//*[@lang='la']"
    before = [element.text for element in root.xpath(silent)]
    typeset(root, TypographyOptions())
    assert [element.text for element in root.xpath(silent)] == before


@pytest.mark.parametrize("text", ["oe" * 20_000, "a.b-" * 10_000, "1 " * 20_000, "' " * 20_000,
                                  '" ' * 20_000, "- " * 20_000, "((" * 20_000, "XIXe " * 8_000,
                                  "J. " * 10_000, "«" * 20_000, ":" * 20_000])  # fmt: skip
def test_long_odd_text_takes_no_longer_than_its_length(text: str) -> None:
    root = lxml.html.fromstring(f"<div><p>{text}</p></div>")
    started = time.process_time()
    typeset(root, TypographyOptions())
    assert time.process_time() - started < 5


@pytest.mark.parametrize("link", [" et ", ", ", "-", " ou du ", " "])
def test_a_long_row_of_centuries_is_read_once(link):
    """Read again from each of its numbers, this row would take minutes."""
    row = link.join(["XIXe"] * 20_000)
    assert typeset_text(row + " siècle").endswith("\u00a0siècle")
    assert len(typeset_text(row)) >= len(row) - 1
