"""Sources read at their lines, cited in notes and listed at the end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printkit.core.findings import Severity
from printkit.markup.citations.processor import Cite, Citer, linked_address, short_title
from printkit.markup.citations.source_dates import read_date
from printkit.markup.citations.source_file import load_sources
from printkit.model import SourceText
from support.markup_sample import SOURCES, book, told, visible

READ, _FINDINGS = load_sources(SourceText("b/sources.yaml", SOURCES))


def load(text: str) -> tuple[list[str], list[str]]:
    sources, findings = load_sources(SourceText("s.yaml", text))
    return list(sources.ids), told(findings)


def test_good_sources() -> None:
    assert load(SOURCES) == (["weil1934", "iea2025", "arendt"], [])
    assert load("references:\n" + SOURCES)[0] == ["weil1934", "iea2025", "arendt"]
    assert load("") == ([], [])
    assert READ.items["arendt"].fields["volume"] == "4"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: b\n", "bad-sources 1:1"),
        ("texte\n", "bad-sources 1:1"),
        ("- id: [\n", "bad-sources 2:1"),
        ("- &a {id: x}\n- *a\n", "bad-sources 2:3"),
        ("- texte\n", "bad-source 1:3"),
        ("- type: book\n  title: T\n", "missing-id 1:3"),
        ("- id: a\n  title: T\n", "missing-type 1:3"),
        ("- id: a\n  type: book\n", "missing-title 1:3"),
        ("- id: a\n  type: bok\n  title: T\n", "unknown-source-type 2:9"),
        ("- id: a\n  type: book\n  titel: T\n  title: T\n", "unknown-source-key 3:3"),
        ("- id: a\n  type: book\n  title: T\n  title: U\n", "bad-source 4:3"),
        (
            "- id: a\n  type: book\n  title: T\n- id: a\n  type: book\n  title: U\n",
            "duplicate-source 4:3",
        ),
        ("- id: a\n  type: book\n  title: T\n  issued: hier\n", "bad-source-date 4:11"),
        ("- id: a\n  type: book\n  title: T\n  issued: 2025-13\n", "bad-source-date 4:11"),
        ("- id: a\n  type: book\n  title: T\n  author:\n  - [x]\n", "bad-source-name 5:5"),
        ("- id: a\n  type: book\n  title: T\n  author:\n  - famly: x\n", "unknown-source-key 5:5"),
        ("- id: a\n  type: book\n  title: T\n  publisher: [x]\n", "bad-source 4:14"),
    ],
)
def test_faulty_source(source: str, expected: str) -> None:
    assert load(source)[1] == [expected]


def test_an_unknown_key_is_a_warning_with_the_nearest() -> None:
    _sources, findings = load_sources(
        SourceText("s.yaml", "- id: a\n  type: book\n  title: T\n  publsher: P\n")
    )
    assert [(one.severity, one.hint) for one in findings] == [
        (Severity.WARNING, "Did you mean “publisher”?")
    ]


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("2025", "2025", "2025"),
        ("2025-02", "février 2025", "February 2025"),
        ("2025-02-01", "1er février 2025", "1 February 2025"),
        ("1914/1918", "1914-1918", "1914-1918"),
        ("2025-02-03/2025-02-05", "3-5 février 2025", "3-5 February 2025"),
        ("2025-02-28/2025-03-02", "28 février – 2 mars 2025", "28 February – 2 March 2025"),
        ("2025-02/2025-03", "février-mars 2025", "February-March 2025"),
        ({"date-parts": [["2025", "2", "1"]]}, "1er février 2025", "1 February 2025"),
        ({"date-parts": [["2025"], ["2026"]]}, "2025-2026", "2025-2026"),
        ({"year": "1812", "circa": "true"}, "vers 1812", "c. 1812"),
        ({"year": "2024", "season": "21"}, "printemps 2024", "spring 2024"),
        ({"raw": "2025-02"}, "février 2025", "February 2025"),
        ({"literal": "an II"}, "an II", "an II"),
        ("-0044-03-15", "15 mars 44 av. J.-C.", "15 March 44 BC"),
    ],
)
def test_dates(value: object, french: str, english: str) -> None:
    date = read_date(value)
    assert date is not None
    assert (date.say("fr"), date.say("en")) == (french, english)


@pytest.mark.parametrize(
    "value", ["", "hier", "2025-02-40", {"date-parts": []}, {"year": "x"}, [], {}]
)
def test_no_date(value: object) -> None:
    assert read_date(value) is None


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.text("0123456789-/~ab", max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["date-parts", "year", "raw", "literal"]), inner)
        ),
    )
)
def test_no_value_breaks_dates(value: object) -> None:
    date = read_date(value)
    assert date is None or date.say("fr") is not None


IEA = (
    'Agence internationale de l\'énergie, <em><span lang="en-GB">Energy and AI: a report</span></em>,'
    " 1er avril 2025."
)


@pytest.mark.parametrize(
    ("cites", "seen", "expected"),
    [
        ([Cite("iea2025")], (), IEA),
        (
            [Cite("weil1934", locator_label="page", locator="12-15")],
            (),
            "Simone Weil, <em>Réflexions sur les causes de la liberté et de l’oppression sociale</em>,"
            " Paris, Gallimard, 1934, p. 12-15.",
        ),
        (
            [Cite("arendt")],
            (),
            "Hannah Arendt et Norbert Élias, «~La crise “moderne”~», <em>Revue d’études</em>, vol. 4,"
            " n° 2, mars 1958, p. 12-30.",
        ),
        ([Cite("weil1934", "voir", "chapter", "3", "et passim")], {"weil1934"},
         "Voir Weil, <em>Réflexions sur les causes de la liberté et de l’oppression sociale</em>,"
         " chap. 3, et passim."),
        ([Cite("arendt"), Cite("arendt", "", "page", "5")], {"arendt"},
         "Arendt et Élias, «~La crise “moderne”~» ; Arendt et Élias, «~La crise “moderne”~», p. 5."),
        ([Cite("iea2025", "<b>", "page", "<1>", "&")], {"iea2025"},
         '&lt;b&gt; Agence internationale de l\'énergie, <em><span lang="en-GB">Energy and AI</span></em>,'
         " p. &lt;1&gt;, &amp;."),
    ],
)  # fmt: skip
def test_note(cites: list[Cite], seen: object, expected: str) -> None:
    assert visible(Citer(READ, "fr").note(cites, seen)) == expected  # type: ignore[arg-type]


def test_the_first_of_two_in_one_note_is_whole() -> None:
    note = Citer(READ, "fr").note([Cite("weil1934"), Cite("weil1934", "", "page", "2")], ())
    assert note.count("Gallimard") == 1
    assert note.endswith("sociale</em>, p. 2.")


def test_short_beside_a_list_that_is_whole() -> None:
    citer = Citer(READ, "fr", short=True)
    assert visible(citer.note([Cite("iea2025")], ())) == (
        'Agence internationale de l\'énergie, <em><span lang="en-GB">Energy and AI</span></em>,'
        " 1er avril 2025."
    )
    assert visible(citer.note([Cite("weil1934", "", "page", "3")], ())) == (
        "Simone Weil, <em>Réflexions sur les causes de la liberté et de l’oppression sociale</em>,"
        " 1934, p. 3."
    )
    assert "Gallimard" in citer.bibliography(["weil1934"])[0][1]


def test_english_words() -> None:
    note = Citer(READ, "en").note([Cite("arendt", "", "page", "3-4")], ())
    assert visible(note) == (
        "Hannah Arendt and Norbert Élias, “La crise “moderne””, <em>Revue d’études</em>, vol. 4,"
        " no. 2, March 1958, pp. 3-4."
    )


def test_bibliography_is_what_is_cited_sorted() -> None:
    found = Citer(READ, "fr").bibliography(["weil1934", "arendt", "weil1934", "absent"])
    assert [one for one, _html in found] == ["arendt", "weil1934"]
    assert visible(found[0][1]).startswith(
        '<span class="sc">Arendt</span> Hannah et <span class="sc">Élias</span> Norbert, «~La'
    )


def test_accents_do_not_sort() -> None:
    text = "".join(
        f"- id: {one}\n  type: book\n  title: T\n  author: [{{literal: {name}}}]\n"
        for one, name in (
            ("z", "Zola"),
            ("e", "Émile"),
            ("f", "Fabre"),
            ("d", "d'Alembert"),
            ("l", "La B"),
        )
    )
    sources, _findings = load_sources(SourceText("s.yaml", text))
    order = [one for one, _html in Citer(sources, "fr").bibliography(sources.ids)]
    assert order == ["d", "e", "f", "l", "z"]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Titre", "Titre"),
        ("Titre : sous-titre", "Titre"),
        ("Title: subtitle", "Title"),
        ("Titre. Sous-titre", "Titre"),
        ("Qui ? Nous", "Qui ?"),
        ("Un mot " * 20, "Un mot Un mot Un mot Un mot Un mot Un mot Un mot Un mot Un mot Un…"),
    ],
)
def test_short_title(title: str, short: str) -> None:
    assert short_title(title) == short


def test_in_a_book_notes_and_list_are_typeset() -> None:
    manuscript = book(
        "# Un\n\na [@iea2025, p. 3] b [voir @iea2025; @weil1934] c[^n]\n\n[^n]: Selon [@iea2025], non.\n",
        "# Deux\n\nd [@iea2025]\n",
    )
    first, second = (visible(chapter.body_html) for chapter in manuscript.chapters)
    assert "l’énergie" in first
    assert "1<sup>er</sup>~avril 2025, p.~3" in first
    assert "Energy and AI: a report" in first
    assert "Selon Agence internationale de l’énergie" in first
    assert "</em>, non." in first
    assert "avril 2025" in second, "each chapter begins anew"
    assert "www.iea.org" not in first + second, "addresses stand in the list, not in the notes"
    assert "www.iea.org" in manuscript.bibliography[0][1]
    assert [one for one, _html in manuscript.bibliography] == ["iea2025", "weil1934"]
    assert "l’énergie" in manuscript.bibliography[0][1]
    assert manuscript.chapters[0].cited == ("iea2025", "weil1934")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_sources(text: str) -> None:
    sources, _findings = load_sources(SourceText("s.yaml", text))
    Citer(sources, "fr").bibliography(sources.ids)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.text(max_size=10))
def test_no_value_breaks_notes(title: str, name: str, place: str) -> None:
    quoted = [
        value.replace("\\", "").replace('"', "").replace("\n", " ") for value in (title, name)
    ]
    if not all(value.isprintable() for value in quoted):
        return
    text = f'- id: a\n  type: book\n  title: "{quoted[0]}"\n  author: ["{quoted[1]}"]\n'
    sources, _findings = load_sources(SourceText("s.yaml", text))
    html = Citer(sources, "fr").note([Cite("a", "", "page", place)], ()) if sources.ids else ""
    assert "<script" not in html


DEGREES = """
- id: lu
  type: webpage
  title: Une page
  URL: https://example.org/une-page
  custom: {verified: read}
- id: cite
  type: report
  title: Rapport sur l'eau
  URL: https://journal.example/2025/03/14/un-tres-long-article-sur-un-rapport-que-nous-citons
  custom: {verified: reported, title: descriptive, address: secondary}
- id: absent
  type: legal_case
  title: Arrêt
  custom: {verified: reference, other-program: 3}
- id: plain
  type: book
  title: Un livre
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("lu", ("«~Une page~»", "example.org/une-page", "••")),
        ("cite", ("[Rapport sur l’eau]", "d’après journal.example", "•◦")),
        ("absent", ("Arrêt", "sans adresse connue", "◦◦")),
    ],
)
def test_the_list_says_how_far_a_source_was_verified(
    source: str, expected: tuple[str, ...]
) -> None:
    sources, findings = load_sources(SourceText("s.yaml", DEGREES))
    entry = re.sub("<[^>]+>", "", visible(Citer(sources, "fr").bibliography([source])[0][1]))
    assert findings == ()
    for part in expected:
        assert part in entry
    assert "eau~»" not in entry


def test_a_source_without_degree_has_no_sign() -> None:
    sources, _findings = load_sources(SourceText("s.yaml", DEGREES))
    assert "degree" not in Citer(sources, "fr").note([Cite("plain")], ())
    assert 'title="lu">••' in Citer(sources, "fr").note([Cite("lu")], ())
    assert 'title="read">••' in Citer(sources, "en").note([Cite("lu")], ())


def test_an_unknown_degree_is_told_at_its_place() -> None:
    text = "- id: a\n  type: book\n  title: T\n  custom: {verified: seen}\n"
    assert load(text)[1] == ["unknown-source-key 4:22"]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.trt.global/fran%C3%A7ais/a", "trt.global/français/a"),
        ("https://a.org/%D0%BC%D0%B8%D1%80", "a.org/мир"),
        ("https://a.org/a%20b%2Fc%23d", "a.org/a%20b%2Fc%23d"),  # would be another address
        ("https://a.org/%C2%A0x%FF", "a.org/%C2%A0x%FF"),  # a space, and no character at all
    ],
)
def test_an_address_is_printed_with_its_letters(url: str, shown: str) -> None:
    assert linked_address(url, "").endswith(f">{shown}</a>")
    assert url in linked_address(url, "")
