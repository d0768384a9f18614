"""Set a paragraph in a line more or a line less, where its words allow it: what makes pages come out level.

TeX calls it looseness (D. E. Knuth, « The TeXbook », chapter 14). Only what keeps every rule of good lines is
offered: no name divided, no tie parted, spaces within the limits they are best kept in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from printkit.render.pages.galley import FREE, KEPT, Galley, Piece
from printkit.render.pages.page_plan import Row, Setting
from printkit.render.paragraphs.factory import Paragraph, paragraph_of
from printkit.render.paragraphs.plan import Plan, Planner

#: What is asked for a line more or less by itself, and the demerits of lines that count as much again (see
#: ``paragraphs.breaks``: a hyphen more has 16,000).
PRICE: Final = 0.5
DEMERITS: Final = 15_000.0
#: By how much a text may become narrower or wider at the very most, its letters and its spaces together.
NARROWEST: Final = 0.9
WIDEST: Final = 1.15
#: Dearer ones are not offered.
DEAREST: Final = 6.0
#: Paragraphs of fewer lines than this stay as they are.
LEAST_LINES: Final = 3


def settings_of(galley: Galley, pieces: Sequence[Piece]) -> Iterator[Setting]:
    """Yield further ways to set the paragraph that some pieces are the lines of, all of it."""
    paragraph = paragraph_of(pieces[0].box) if pieces[0].line == 0 else None
    count = len(pieces)
    if paragraph is None or count < LEAST_LINES or len(paragraph.lines) != count:
        return
    if any(abs(one.height - pieces[0].height) > 0.01 for one in pieces) or not pieces[0].alone:
        return
    called = [number for one in pieces for number in one.notes]
    places = list(_calls(paragraph.text.root))
    if len(called) != len(places):
        return
    full = (paragraph.text.xs[-1] + paragraph.measure.indent) / paragraph.measure.width
    if not (full * NARROWEST < count - 1 or full * WIDEST > count):
        return
    planner = Planner(paragraph.text, paragraph.measure, paragraph.features)
    found = {lines: planner.plan_in(lines) for lines in (count - 1, count + 1)}
    usual = planner.plan_in(count) if any(found.values()) else None
    for lines, other in found.items():
        if other is None:
            continue
        plan, demerits = other
        worse = 0.0 if usual is None else max(demerits - usual[1], 0.0)
        price = PRICE + worse / DEMERITS
        if price <= DEAREST:
            yield Setting(
                _rows(plan, paragraph, pieces, galley, called, places), price, lines, True
            )


def indented(galley: Galley, pieces: Sequence[Piece], indent: float) -> Setting | None:
    """Return how the same paragraph would be set with another indent (px); None where that is not known."""
    paragraph = paragraph_of(pieces[0].box) if pieces[0].line == 0 else None
    if paragraph is None or not pieces[0].alone:
        return None
    called = [number for one in pieces for number in one.notes]
    places = list(_calls(paragraph.text.root))
    if len(called) != len(places):
        return None
    planner = Planner(paragraph.text, paragraph.measure, paragraph.features)
    plan = planner.plan_for(paragraph.measure.width, indent)
    return Setting(_rows(plan, paragraph, pieces, galley, called, places), may_be_cut=True)


def indent_of(piece: Piece) -> float | None:
    """Return the indent (px) of the paragraph that a line begins, None where that is not known."""
    paragraph = paragraph_of(piece.box) if piece.line == 0 else None
    return None if paragraph is None else float(paragraph.measure.indent)


def _calls(node: Any) -> Iterator[int]:
    """Yield the places where notes are called, in order."""
    for child in node.children:
        if child.box.footnote is not None:
            yield child.start
        yield from _calls(child)


def _rows(
    plan: Plan,
    paragraph: Paragraph,
    pieces: Sequence[Piece],
    galley: Galley,
    called: Sequence[int],
    places: Sequence[int],
) -> tuple[Row, ...]:
    style = paragraph.text.style
    rows = []
    count = len(plan.lines)
    for number, line in enumerate(plan.lines):
        notes = sum(
            galley.notes[note]
            for note, place in zip(called, places, strict=True)
            if line.begins <= place < line.follows
        )
        free = number >= style["orphans"] and count - number >= style["widows"]
        turn = (FREE if free else KEPT) if number else pieces[0].turn
        rows.append(Row(pieces[0].height, notes, turn, line.hyphen))
    return tuple(rows)
