"""The tag tree of one part, as a screen reader meets it."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from printkit.model import Asset
from printkit.render.pool import RenderPool
from support.pressroom import job, laid_out, press

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
IMAGE = Asset.of_bytes("asset:a.svg", SVG)
NOTES = ".footnote { float: footnote; footnote-display: block; font-size: 7pt }"


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def tree(pool: RenderPool, tmp_path: Path, body: str, *sheets: str) -> str:
    path = tmp_path / "part.pdf"
    path.write_bytes(laid_out(pool, job(body, *sheets, assets=(IMAGE,))).pdf)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    lines = [
        line.replace(" (block)", "").replace(" (inline)", "") for line in done.stdout.splitlines()
    ]
    return "\n".join(line.rstrip() for line in lines if line.strip())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<p>Un <em>deux</em> trois</p>",
            """
Document
  P
    "Un deux trois "
""",
        ),
        (
            '<p>Le <span lang="en">web</span> et l’<abbr title="intelligence artificielle">IA</abbr></p>',
            """
Document
  P
    "Le "
    Span
      "web"
    " et l’"
    Span
      "IA "
""",
        ),
        (
            "<ul><li>un</li><li><p>deux</p><p>trois</p></li></ul>",
            """
Document
  L
    LI
      Lbl
        "• "
      LBody
        "un "
    LI
      Lbl
        "• "
      LBody
        P
          "deux "
        P
          "trois "
""",
        ),
        (
            "<dl><dt>Eau</dt><dd>un</dd><dd><p>deux</p><p>trois</p></dd><dt>Air</dt><dd>un</dd></dl>",
            """
Document
  L
    LI
      Lbl
        "Eau "
      LBody
        "un "
      LBody
        P
          "deux "
        P
          "trois "
    LI
      Lbl
        "Air "
      LBody
        "un "
""",
        ),
        (
            '<p>Voir <a href="#x"><strong>là</strong></a>, <span id="x">ici</span></p>',
            """
Document
  P
    "Voir "
    Link
      Object 9 0
      "là"
    ", ici "
""",
        ),
        (
            '<p><img src="asset:a.svg" alt="">Texte</p>',
            """
Document
  P
    "Texte "
""",
        ),
    ],
    ids=["runs", "languages", "lists", "terms", "links", "ornaments"],
)
def test_tree(pool: RenderPool, tmp_path: Path, body: str, expected: str):
    found = tree(pool, tmp_path, body)
    number = re.compile(r"Object \d+ 0")
    assert number.sub("Object", found) == number.sub("Object", expected.strip())


def test_a_paragraph_cut_by_a_page_is_one_paragraph(pool: RenderPool, tmp_path: Path):
    found = tree(pool, tmp_path, f"<p>{'mot ' * 900}</p><p>fin</p>")
    assert found.count("\n  P") == 2


def test_a_note_is_read_at_its_call(pool: RenderPool, tmp_path: Path):
    body = '<p>Appel<span class="footnote" id="un.fn-1">La note <em>même</em>.</span> suite</p>'
    assert (
        tree(pool, tmp_path, body, NOTES)
        == """
Document
  P
    "Appel"
    Reference
      "1"
    Note <un.fn-1>
      "1. La note même. "
    " suite "
""".strip()
    )


def test_a_note_cut_by_a_page_is_one_note_at_its_call(pool: RenderPool, tmp_path: Path):
    note = f'<span class="footnote" id="un.fn-1">{"mot " * 700}</span>'
    found = tree(pool, tmp_path, f"<p>{'début ' * 150}Appel{note} suite</p><p>fin</p>", NOTES)
    assert found.count("Note <un.fn-1>") == 1
    assert found.index("Appel") < found.index("Note <un.fn-1>") < found.index(" suite")


def test_headers_say_what_they_head(pool: RenderPool, tmp_path: Path):
    body = (
        '<table><thead><tr><th scope="col">Pays</th><th scope="col">TWh</th></tr></thead>'
        '<tbody><tr><th scope="row">France</th><td>12</td></tr></tbody></table>'
    )
    tree(pool, tmp_path, body)
    done = subprocess.run(
        ["pdfinfo", "-struct", tmp_path / "part.pdf"], capture_output=True, text=True, check=True
    )
    scopes = re.findall(r"TH.*?/Scope /(\w+)", done.stdout, re.S)
    assert scopes == ["Column", "Column", "Row"]


def test_contents_are_contents(pool: RenderPool, tmp_path: Path):
    body = '<nav><div class="entry"><p><a href="#x">Un</a> 3</p></div></nav><h1 id="x">Un</h1>'
    found = tree(pool, tmp_path, body)
    assert [line.strip() for line in found.splitlines()[1:4]] == ["TOC", "TOCI", "P"]


def test_what_is_said_over_two_lines_is_one_element(pool: RenderPool, tmp_path: Path):
    words = "word " * 40
    body = (
        f'<p>Un <span lang="en">{words}</span> et <a href="#x">{words}</a>. <b id="x">Fin</b></p>'
    )
    found = tree(pool, tmp_path, body)
    assert [found.count(tag) for tag in ("Span", "Link")] == [1, 1]


def test_what_holds_nothing_has_no_tag(pool: RenderPool, tmp_path: Path):
    body = '<div style="height: 9mm; background: #000"></div><p>Un</p>'
    assert tree(pool, tmp_path, body).splitlines()[1:] == ["  P", '    "Un "']


def test_two_boxes_of_one_element_are_one(pool: RenderPool, tmp_path: Path):
    body = '<p><span style="display: block">un</span>deux</p>'
    assert tree(pool, tmp_path, body).splitlines()[1:] == ["  P", '    "un deux "']


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p>Voir <a href="https://e.org/a">le <em>rapport</em></a>.</p>', "le rapport"),
        ('<p>Une <a href="xref:glossary.ia">machine</a></p>', "machine"),
        (
            '<ol><li>Arcep, Enquête, 2025. <a href="https://e.org/b">e.org/b</a>.</li></ol>',
            "Arcep, Enquête, 2025",
        ),
        (
            '<p><a href="https://e.org/"><img src="asset:a.svg" alt="Une carte"></a></p>',
            "Une carte",
        ),
        ('<p><a href="https://e.org/">https://e.org/</a></p>', "https://e.org/"),
    ],
    ids=["text", "inside", "an address in a list", "a picture", "nothing but an address"],
)
def test_a_link_says_where_it_leads(pool: RenderPool, body: str, words: str):
    pdf = laid_out(pool, job(body, assets=(IMAGE,))).pdf
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert [one.get_object()["/Contents"] for one in page["/Annots"]] == [words]
