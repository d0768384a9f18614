"""The tag tree of one part, as a screen reader meets it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pressroom import job, laid_out, press

from printkit.model import Asset
from printkit.render.pool import RenderPool

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
    "Un "
    "deux"
    " trois"
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
    NonStruct
      "IA"
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
        "un"
    LI
      Lbl
        "• "
      LBody
        P
          "deux"
        P
          "trois"
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
    ", "
    "ici"
""",
        ),
        (
            '<p><img src="asset:a.svg" alt="">Texte</p>',
            """
Document
  P
    "Texte"
""",
        ),
    ],
    ids=["runs", "languages", "lists", "links", "ornaments"],
)
def test_tree(pool: RenderPool, tmp_path: Path, body: str, expected: str):
    found = tree(pool, tmp_path, body)
    number = re.compile(r"Object \d+ 0")
    assert number.sub("Object", found) == number.sub("Object", expected.strip())


def test_a_paragraph_cut_by_a_page_is_one_paragraph(pool: RenderPool, tmp_path: Path):
    found = tree(pool, tmp_path, f"<p>{'mot ' * 900}</p><p>fin</p>")
    assert found.count("\n  P") == 2


def test_notes_are_notes(pool: RenderPool, tmp_path: Path):
    body = '<p>Appel<span class="footnote" id="un.fn-1">La note <em>même</em>.</span> suite</p>'
    found = tree(pool, tmp_path, body, NOTES)
    assert "Note <un.fn-1>" in found
    assert found.index('" suite"') < found.index("Note <un.fn-1>")
