"""Pages and what is pasted become chapters: what a reader sees is kept, whoever wrote the HTML."""

import base64
import io

import pytest
from PIL import Image

from printkit.conversion.importing import Given, Imported, import_file


def imported(html: str, name: str = "page.html", **beside: bytes) -> Imported:
    return import_file(Given(name, html.encode(), beside), "fr")


def text_of(html: str) -> str:
    """Import a page that must be kept whole."""
    done = imported(html)
    assert not done.refused
    assert done.proof is not None
    assert (done.proof.lost, done.proof.losses, done.proof.invented) == (0, (), ())
    assert (done.changed, done.proof.parted) == ((), ())
    return "".join(chapter.text for chapter in done.chapters)


#: what is on the clipboard or in the page → what must stand in the chapter
KEPT = {
    "a browser": ("<h2>Titre</h2><p>Un <b>mot</b> <i>là</i>.</p>", "# Titre\n\nUn **mot** *là*.\n"),
    "a level left out": ("<h1>A</h1><h3>B</h3><p>c</p>", "# A\n\n## B\n\nc\n"),
    "Google Docs": (
        '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Gras</span>'
        '<span style="font-style:italic"> penché</span></p><p>Deux</p></b>',
        "**Gras** *penché*\n\nDeux\n",
    ),
    "a list of Word": (
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>un</p>"
        "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>un a</p>"
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>deux</p>",
        "- un\n  - un a\n- deux\n",
    ),
    "a numbered list of Word": (
        "<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3. </span>trois</p>"
        "<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>4. </span>quatre</p>",
        "3. trois\n4. quatre\n",
    ),
    "notes of Word": (
        '<p>Mot<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><span>[1]</span></a>, suite</p>'
        '<div style="mso-element:footnote-list"><hr><div style="mso-element:footnote" id="ftn1"><p>'
        '<a href="#_ftnref1" name="_ftn1">[1]</a> La note</p></div></div>',
        "Mot[^1], suite\n\n[^1]: La note\n",
    ),
    "notes of LibreOffice": (
        '<p>Mot<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> suite</p>'
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
        "La note</p></div>",
        "Mot[^1] suite\n\n[^1]: La note\n",
    ),
    "notes of Pandoc": (
        '<p>Mot<a href="#fn1" id="fnref1"><sup>1</sup></a> suite</p><section class="footnotes"><hr><ol>'
        '<li id="fn1"><p>La note<a href="#fnref1">↩︎</a></p></li></ol></section>',
        "Mot[^1] suite\n\n[^1]: La note\n",
    ),
    "a note whose call cannot be found again": (
        '<p>Mot<a href="#fn1"><sup>1</sup></a></p><ol><li><a id="fn1"></a>La note<a href="#r1">↩</a></li></ol>',
        "Mot[^1]\n\n[^1]: La note\n",
    ),
    "empty lines within a paragraph": (
        "un<br><br><b>deux</b><br>trois<br>",
        "un\n\n**deux**\\\ntrois\n",
    ),
    "a nested list": (
        "<ol start=3><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>",
        "3. a\n   - b\n   - c\n4. d\n",
    ),
    "paragraphs in an item": (
        "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>",
        "- a\n\n  b\n\n- c\n",
    ),
    "two lists one after the other": ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b\n"),
    "code": ("<pre>a = 1\n  ``` b</pre><p>le <code>c`d</code></p>", "```\na = 1\n  ``` b\n```"),
    "terms": ("<dl><dt>Mot</dt><dd>Son sens</dd></dl>", "Mot\n: Son sens\n"),
    "a table with a head": (
        "<table><thead><tr><th>A<th>B</thead><tr><td>1<td>2 | 3</table>",
        "| A | B |\n|---|---|\n| 1 | 2 \\| 3 |\n",
    ),
    "a list in a cell": (
        "<table><tr><td>a</td><td><ul><li>b {c}</li></ul></td></tr><tr><td>d<td>e</tr></table>",
        "<td><ul><li>b &#123;c&#125;</li></ul></td>",
    ),
    "an address": (
        '<p>Voir <a href="https://a.org/b_(c)">ici *</a></p>',
        "[ici \\*](https://a.org/b_%28c%29)",
    ),
    "an address that leads nowhere": (
        '<p><a href="#x">ici</a> <a href="javascript:a()">là</a></p>',
        "ici là\n",
    ),
    "struck and raised": (
        "<p><s>non</s> m<sup>2</sup> H<sub>2</sub>O a<sup>b c</sup></p>",
        "~~non~~ m^2^ H<sub>2</sub>O",
    ),
    "a paragraph of white": ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb\n"),
    "text outside of paragraphs": (
        "un<br>deux<div>trois</div>quatre",
        "un\\\ndeux\n\ntrois\n\nquatre\n",
    ),
    "signs that stand for others": (
        "<p>&amp;amp; &lt;b&gt; a &amp; b</p>",
        "\\&amp; \\<b> a & b\n",
    ),
    "emphasis beside signs": (
        "<p>(<b>«a»</b>)b <i>c</i>d <b>!</b>e</p>",
        "(**«a»**)b <em>c</em>d <strong>!</strong>e",
    ),
    "a rule": ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n"),
    "a rule at first": ("<hr><p>b</p>", "***\n\nb\n"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_seen_is_kept(name):
    html, expected = KEPT[name]
    assert expected in text_of(html)


def test_a_short_way_within_the_page_that_is_no_note_keeps_nothing_from_being_imported():
    done = imported("<p>" + "mot " * 200 + 'fin<a href="#x">1</a>.</p>')
    assert done.proof is not None
    assert done.proof.holds
    assert done.chapters[0].text.endswith("fin1.\n")


#: what no reader sees
UNSEEN = (
    "<script>perdu()</script>", "<style>perdu{}</style>", "<!-- perdu -->", "<template>perdu</template>",
    "<svg><text>perdu</text></svg>",
)  # fmt: skip


@pytest.mark.parametrize("html", UNSEEN)
def test_programs_and_drawings_are_no_text(html):
    assert text_of(f"<p>gardé</p>{html}") == "gardé\n"


@pytest.mark.parametrize(
    ("html", "place"),
    [("<p style='display: none'>perdu</p>", "hidden"), ("<nav>perdu</nav>", "header")],
)
def test_what_is_left_out_is_told(html, place):
    done = imported(f"<p>gardé</p>{html}")
    assert done.proof is not None
    assert [(one.place, one.words) for one in done.proof.apart] == [(place, "perdu")]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


def test_pictures_come_from_the_page_and_from_beside_it_never_from_elsewhere():
    inside = base64.b64encode(png()).decode()
    html = (
        f'<p><img src="data:image/png;base64,{inside}" alt="un"></p><p><img src="b%20c.png" alt=""></p>'
        '<p><img src="https://ailleurs.org/d.png" alt="loin"></p><p><img src="../e.png"></p>'
    )
    done = imported(html, **{"b c.png": png() + b"x"})
    assert [path for path, _data in done.pictures] == ["images/page-1.png"]
    assert done.chapters[0].text == "![un](images/page-1.png)\n\n![](images/page-1.png)\n\nloin\n"
    assert done.remote == ("https://ailleurs.org/d.png",)
    assert done.unreadable == ("../e.png",)
    assert done.undescribed == 1


def test_letters_are_read_as_the_page_declares_them():
    html = "<meta charset=iso-8859-15><p>été</p>".encode("iso-8859-15")
    done = import_file(Given("a.html", html), "fr")
    assert done.chapters[0].text == "été\n"


@pytest.mark.parametrize("html", ["", "<p></p>", "<script>a</script>", "<b>" * 400 + "a"])
def test_pages_without_text_and_without_bottom_are_refused(html):
    assert imported(html).refused
