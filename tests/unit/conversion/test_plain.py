"""Plain text becomes a chapter as it was meant, and no sign gets a new meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.conversion.document import MARKS, Block, Cell, Piece, Row
from printkit.conversion.html_reader import tidy
from printkit.conversion.importing import Given, import_file, refusal_of
from printkit.conversion.markdown_writer import write_chapter
from printkit.conversion.proof import read_back
from printkit.conversion.structure import differences, form_of_blocks
from printkit.conversion.words import tokens

CASES = {
    "a title": ("Le titre\n\nDu texte.\n", "# Le titre\n\nDu texte.\n"),
    "wrapped lines": (
        "Une phrase qui est coupée par la fenêtre de son\nauteur et continue.\n",
        "Une phrase qui est coupée par la fenêtre de son auteur et continue.\n",
    ),
    "a poem": ("Quand\nle vent,\nse lève.\n", "Quand\\\nle vent,\\\nse lève.\n"),
    "a list": ("À faire :\n- un\n- deux\n", "À faire :\n\n- un\n- deux\n"),
    "numbers": ("1. un\n2. deux\n", "1. un\n2. deux\n"),
    "no list": ("1. un\n5. cinq,\n", "1\\. un\\\n5\\. cinq,\n"),
    "somebody speaks": ("— Non.\n\n– Oui.\n", "— Non.\n\n– Oui.\n"),
    "Markdown is text here": ("Un *mot* # là.\n", "Un \\*mot\\* # là.\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_text_as_it_was_meant(name):
    text, expected = CASES[name]
    done = import_file(Given("a.txt", text.encode()), "fr")
    assert done.chapters[0].text == expected
    assert done.proof is not None
    assert done.proof.holds
    assert not done.proof.losses


def test_markdown_is_left_as_it_is():
    text = "# Titre\n\n::: encadré\n*a*\n:::\n"
    done = import_file(Given("a.md", text.replace("\n", "\r\n").encode("utf-8-sig")), "fr")
    assert [(one.stem, one.text) for one in done.chapters] == [("titre", text)]


@pytest.mark.parametrize("ending", [".doc", ".rtf", ".pages", ".pdf", ".xyz"])
def test_other_files_are_refused_with_what_to_do(ending):
    message, hint = refusal_of(ending)
    assert ending in message
    assert hint


SIGNS = "*_`[]<>{}~^|#&!$-+.:=\\/()\"'@1 aé«»\u00a0—"
WORDS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=12)
PIECES = st.lists(
    st.builds(
        Piece, WORDS, st.frozensets(st.sampled_from(MARKS), max_size=2), st.sampled_from(["", "https://a.org/b"])
    ),
    min_size=1, max_size=4,
)  # fmt: skip
LINES = st.lists(PIECES, min_size=1, max_size=3).map(
    lambda lines: tidy([one for line in lines for one in (*line, Piece(kind="break"))])
)


def block_of(kind: str, pieces: list[Piece]) -> Block:
    paragraph = Block("paragraph", pieces)
    if kind == "heading":
        return Block("heading", tidy(pieces, heading=True), level=2)
    if kind == "list":
        return Block(
            "list", blocks=[Block("item", blocks=[paragraph]), Block("item", blocks=[paragraph])]
        )
    if kind == "quote":
        return Block("quote", blocks=[paragraph, paragraph])
    if kind in ("strokes", "cells"):
        down = 1 if kind == "strokes" else 2
        row = Row([Cell([paragraph]), Cell([paragraph])])
        return Block("table", rows=[row, Row([Cell([paragraph], down=down), Cell([paragraph])])])
    return paragraph


KINDS = st.sampled_from(["paragraph", "heading", "list", "quote", "strokes", "cells"])


@given(st.lists(st.tuples(KINDS, LINES), min_size=1, max_size=3))
def test_whatever_is_written_is_read_again(parts):
    blocks = [block_of(kind, pieces) for kind, pieces in parts if pieces]
    said: list[str] = []

    def say(block: Block) -> None:
        said.append("".join("\n" if one.kind == "break" else one.text for one in block.pieces))
        cells = [one for row in block.rows for cell in row.cells for one in cell.blocks]
        for inner in [*block.blocks, *cells]:
            say(inner)

    for block in blocks:
        say(block)
    wanted = sorted(tokens("\n".join(said)))
    tried = [
        read_back("a.md", write_chapter(blocks, {}, str, plain=plain)) for plain in (False, True)
    ]
    right = [form for words, form in tried if sorted(tokens(words)) == wanted]
    assert right
    assert min(len(differences(form_of_blocks(blocks), form)) for form in right) == 0
