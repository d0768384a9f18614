"""The form of a text as counts: what was to be written against what printkit reads in what was written.

Counted are headings by level, items, cells, quotations, code, boxes, notes, pictures, links, and each word
under each mark. A sign that is read otherwise than it was meant changes one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from printkit.conversion.document import MARKS, Block
from printkit.conversion.words import tokens
from printkit.markup.reading.context import MARK_ATTRIBUTE, Reading
from printkit.markup.reading.position_marks import Kind

#: a kind of block → what it is counted as
_KINDS: Final = {"item": "li", "quote": "blockquote", "code": "pre", "rule": "hr", "list": "list"}
_TAGS: Final = {
    **{tag: tag for tag in ("li", "blockquote", "pre", "hr", "img", "dt", "dd")},
    **dict.fromkeys(("ul", "ol"), "list"),
    **dict.fromkeys(("td", "th"), "cell"),
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
}
Form = Counter[tuple[str, ...]]


def form_of_blocks(blocks: Sequence[Block]) -> Form:
    """Return the form of blocks; headings inside others are lines in bold."""
    form: Form = Counter()
    _count(blocks, form, inside=False)
    return form


def _count(blocks: Iterable[Block], form: Form, *, inside: bool) -> None:
    for block in blocks:
        heading = block.kind == "heading"
        if heading and not inside:
            form["h" + str(block.level),] += 1
        elif block.kind in _KINDS:
            form[_KINDS[block.kind],] += 1
        for piece in block.pieces:
            if piece.kind == "note":
                form["note",] += 1
            elif piece.kind == "picture":
                form["img",] += 1
            elif piece.kind == "text" and block.kind != "code":
                marks = piece.marks | ({"strong"} if heading and inside else set())
                for mark in marks:
                    form.update((mark, word) for word in tokens(piece.text))
        _count(block.blocks, form, inside=True)
        for row in block.rows:
            for cell in row.cells:
                form["cell",] += 1
                _count(cell.blocks, form, inside=True)


def form_of_tree(root: Any, reading: Reading) -> Form:
    """Return the form of a text that printkit has read; the bodies of notes are not looked at."""
    form: Form = Counter()
    _count_tree(root, frozenset(), form, reading)
    return form


def _count_tree(element: Any, marks: frozenset[str], form: Form, reading: Reading) -> None:
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag in _TAGS and tag not in ("dt", "dd"):
        form[_TAGS[tag],] += 1
    mark = element.get(MARK_ATTRIBUTE)
    if mark is not None and reading.marks[int(mark)].kind is Kind.NOTE_CALL:
        form["note",] += 1
    if tag == "pre":
        return
    inner = marks | {tag} if tag in MARKS else marks
    for one in inner:
        form.update((one, word) for word in tokens(element.text or ""))
    for child in element:
        _count_tree(child, inner, form, reading)
        for one in inner:
            form.update((one, word) for word in tokens(child.tail or ""))


def differences(wanted: Form, read: Form) -> tuple[str, ...]:
    """Return what is not as it was to be, in few words; empty where all is."""
    return tuple(
        f"{' '.join(key)}: {wanted[key]} → {read[key]}"
        for key in sorted({*wanted, *read})
        if wanted[key] != read[key]
    )
