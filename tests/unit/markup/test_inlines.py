"""Running text means what CommonMark and GitHub say, and calls, braces and addresses stay whole."""
# ruff: noqa: E501  HTML is compared on one line

from __future__ import annotations

import lxml.html
import pytest

from printkit.model import SourceText
from support.markup_sample import SOURCES, book, fragment, told
from support.meaning import normal, read

INLINES = [
    ("*a* _b_ **c** __d__", "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong>"),
    ("***a** b*", "<em><strong>a</strong> b</em>"),
    ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
    ("a*b*c a_b_c", "a<em>b</em>c a_b_c"),
    ("* a*", None),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("**a*", "*<em>a</em>"),
    ("*«a»*b", "*«a»*b"),
    ("\\*a\\* \\' \\$ \\\\", "*a* ' $ \\"),
    ("\\a \\é", "\\a \\é"),
    ("`a` ``b`c`` `` ` ``", "<code>a</code> <code>b`c</code> <code>`</code>"),
    ("`a\nb` `*c*`", "<code>a b</code> <code>*c*</code>"),
    ("`a", "`a"),
    ("&eacute; &#233; &#xe9; &inconnu; &amp;lt;", "é é é &amp;inconnu; &amp;lt;"),
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ('[a](/x "t") [b](</y z>) [c]()', '<a href="/x" title="t">a</a> <a href="/y z">b</a> <a href="">c</a>'),
    ("[a](/x(y)z) [b](/x\\)y)", '<a href="/x(y)z">a</a> <a href="/x)y">b</a>'),
    ("[a [b](/x) c](/y)", '[a <a href="/x">b</a> c](/y)'),
    ("[*a*](/x) *[b*](/y)", '<a href="/x"><em>a</em></a> *<a href="/y">b*</a>'),
    ("[a] (/x)", "[a] (/x)"),
    ("[a](pas une adresse)", "[a](pas une adresse)"),
    ("<https://a.org/x_y_z> <nom@a.org>", '<a href="https://a.org/x_y_z">https://a.org/x_y_z</a> <a href="mailto:nom@a.org">nom@a.org</a>'),
    ("https://a.org/_b_/*c*/d, puis", '<a href="https://a.org/_b_/*c*/d">https://a.org/_b_/*c*/d</a>, puis'),
    ("(https://a.org/x_(y)) www.a.org.", '(<a href="https://a.org/x_(y)">https://a.org/x_(y)</a>) <a href="http://www.a.org">www.a.org</a>.'),
    ("« https://a.org »", '« <a href="https://a.org">https://a.org</a> »'),
    ("**https://a.org**", '<strong><a href="https://a.org">https://a.org</a></strong>'),
    ("[https://a.org](https://b.org)", '<a href="https://b.org">https://a.org</a>'),
    ("nom_de@a-b.org @_nom_@a.org /x/_y_/z", '<a href="mailto:nom_de@a-b.org">nom_de@a-b.org</a> @_nom_@a.org /x/_y_/z'),
    ("~~a~~ ~~~b~~~ ~c", "<del>a</del> ~~~b~~~ ~c"),
    ("a <kbd>b</kbd><br/>c", "a <kbd>b</kbd><br>c"),
    ("a <b c", "a &lt;b c"),
    ("a <!-- b", "a &lt;!-- b"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "html"), INLINES, ids=[case[0][:24] for case in INLINES])
def test_inline(source: str, html: str | None) -> None:
    expected = "<ul><li>a*</li></ul>" if html is None else f"<p>{html}</p>"
    assert read(source) == normal(lxml.html.fragment_fromstring(expected, create_parent="div"))


def _notes(html: str) -> list[str]:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return ["".join(note.itertext()) for note in root.iterfind(".//span[@class='footnote']")]


@pytest.mark.parametrize(
    "call", ["fini ![^n]", "fini![^n]", "fini\u00a0![^n]", "quoi ?![^n]", "**fini![^n]**"]
)
def test_a_call_after_an_exclamation_mark_is_no_picture(call: str) -> None:
    for source in (call, f"- {call}", f"> {call}", f"## {call}", f"| {call} |\n|---|"):
        found = fragment(f"{source}\n\n[^n]: La note.")
        assert _notes(found.html) == ["La note."]
        assert "!<span" in found.html
        assert told(found.findings) == []


def test_other_brackets_after_an_exclamation_mark() -> None:
    chapter = book(
        "# T\n\nBravo ![@weil1934] ![mot]{.petit} ![[terme]] ![rien]", glossary="Terme\n: x"
    ).chapters[0]
    html = chapter.body_html
    assert _notes(html)[0].startswith("Simone")
    assert '!<span class="petit">mot</span>' in html
    assert '!<a class="term"' in html
    assert "![rien]" in html


@pytest.mark.parametrize(
    "definition",
    [
        "[^une note]: Texte.",
        "[^une note] : Texte.",
        "- [^une note]: Texte.",
        "[^une  note]:\n    Texte.",
        "> [^une note]\u00a0: Texte.",
    ],
)
def test_notes_in_their_typed_forms(definition: str) -> None:
    found = fragment(f"Mot[^une note].\n\n{definition}")
    assert _notes(found.html) == ["Texte."]
    assert "<li>" not in found.html
    assert told(found.findings) == []


def test_calls_that_touch_are_set_apart_and_a_second_call_is_a_call() -> None:
    found = fragment(
        "Mot[^a][^b][@arendt], puis[^a].\n\n[^a]: A.\n[^b]: B.",
        sources=SourceText("b/s.yaml", SOURCES),
    )
    assert found.html.count('<sup class="note-comma">,</sup>') == 2
    assert '<sup class="noteref"><a href="#fn-1">1</a></sup>' in found.html
    assert told(found.findings) == []


def _sources():  # type: ignore[no-untyped-def]
    from printkit.model import SourceText

    return SourceText("b/sources.yaml", SOURCES)


def test_a_note_written_where_it_is_called() -> None:
    found = fragment("Mot^[Une *note*, [lien](https://a.org).] et ^[] rien.")
    assert _notes(found.html) == ["Une note, lien."]
    assert "et ^[] rien" in found.html


def test_a_list_in_a_note_keeps_its_numbers() -> None:
    found = fragment("Mot[^a].\n\n[^a]: Voir\n\n    3. trois\n    4. quatre")
    assert "3. trois<br />4. quatre" in found.html.replace("\u00a0", " ")


def test_a_picture_whose_name_has_spaces() -> None:
    found = fragment(
        "![Une photo](ma photo.png)",
    )
    assert told(found.findings) == ["missing-image 1:1"]
    assert "ma photo.png" in found.findings[0].message
