"""Pages are the cheapest of all that are allowed: against every way of turning them, on small parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.render.pages.galley import FORCED, FREE, KEPT
from printkit.render.pages.page_plan import (
    CUT,
    PAGE,
    Place,
    Plan,
    Problem,
    Row,
    Setting,
    Unit,
    best,
    cost_of,
)

LEADING = 10.0


def paragraph(lines: int, *notes: int, gap: float = 0.0, turn: int = FREE) -> Unit:
    """Return a paragraph; ``notes`` are the lines (0-based) that call one, each 20 px high."""
    rows = []
    for number in range(lines):
        free = number >= 2 and lines - number >= 2
        here = turn if not number else FREE if free else KEPT
        rows.append(Row(LEADING, 20.0 if number in notes else 0.0, here))
    return Unit(gap, 0.0, 0.0, 0.0, (Setting(tuple(rows), may_be_cut=True),), turn)


def heading() -> Unit:
    return replace(paragraph(1, gap=LEADING), heading=True)


def problem(*units: Unit, lines: int = 10, short: int = 0) -> Problem:
    return Problem(units, lines * LEADING, LEADING, 5.0, short)


def ways(of: Problem, start: Place) -> Iterator[list[Place]]:
    """Yield every list of places where pages may begin from one on, all but the emptiest pages allowed."""
    for page in replace(of, emptiest=1.0).pages(start):
        if page.end.unit == len(of.units):
            yield [start]
        else:
            yield from ([start, *rest] for rest in ways(of, page.end))


UNITS = st.builds(
    lambda lines, notes, gap, kept: paragraph(
        lines, *(note for note in notes if note < lines), gap=gap, turn=KEPT if kept else FREE
    ),
    st.integers(1, 6),
    st.sets(st.integers(0, 5), max_size=2),
    st.sampled_from([0.0, LEADING]),
    st.booleans(),
)


@given(st.lists(UNITS, min_size=1, max_size=4))
def test_no_other_way_costs_less(units: list[Unit]):
    of = problem(*units, lines=8)
    found = best(replace(of, emptiest=1.0))
    costs = [cost_of(of, way) for way in ways(of, Place(0))]
    least = min(costs, default=inf)
    if least < inf:
        assert found.cost == pytest.approx(least)
        assert cost_of(of, found.begins) == pytest.approx(least)


def test_no_page_is_fuller_than_it_is_high():
    assert best(problem(paragraph(10))).begins == [Place(0)]
    two = best(problem(paragraph(11)))
    assert two.begins == [
        Place(0),
        Place(0, 0, 9),
    ]  # a last page is better with more: none is asked for


def test_a_note_stands_where_it_is_called():
    # the line that calls a note takes 10 + 20 + 5 px: seven lines before it leave room, eight do not
    fits = best(problem(paragraph(7), paragraph(2, 0)))
    assert len(fits.begins) == 1 or fits.begins == [Place(0), Place(1)]
    over = best(problem(paragraph(8), paragraph(4, 0)))
    assert over.begins[1] == Place(1)


def test_a_heading_is_followed_by_two_lines():
    units = [paragraph(7), heading(), paragraph(4, turn=KEPT)]
    assert best(problem(*units)).begins == [Place(0), Place(1)]


def test_a_forced_turn_leaves_white():
    found = best(problem(paragraph(2), paragraph(8, turn=FORCED)))
    assert found.begins == [Place(0), Place(1)]
    assert found.cost == 2 * PAGE


def test_feet_of_facing_pages_are_levelled():
    # 3 × 9 lines, none of which may be cut: every page is a line short, none two
    whole = [replace(paragraph(3), settings=(Setting((Row(3 * LEADING),)),)) for _ in range(9)]
    found = best(problem(*whole))
    assert found.begins == [Place(0), Place(3), Place(6)]


def test_a_paragraph_gets_a_line_more_where_that_spares_a_lone_page():
    longer = paragraph(6)
    usual = longer.settings[0]
    shorter = Setting(usual.rows[:2] + usual.rows[3:], 1.0, 5)
    units = [paragraph(5), replace(longer, settings=(usual, shorter))]
    found = best(problem(*units, short=3), varied=True)
    assert (found.begins, found.settings) == ([Place(0)], {1: 1})
    assert len(best(problem(*units, short=3)).begins) == 2


def test_a_last_page_of_a_line_is_filled():
    found = best(problem(paragraph(6), paragraph(6), short=5))
    assert found.begins[1] <= Place(1, 0, 2)


def test_a_lone_line_is_the_last_resort():
    # the note of a paragraph's second line leaves room for one line: it must be cut there
    tall = paragraph(2, 0, 1)
    of = problem(tall, lines=5)
    found = best(of)
    assert found.begins == [Place(0), Place(0, 0, 1)]
    assert found.cost > CUT


def test_what_no_page_holds_has_no_plan():
    assert best(problem(Unit(0, 0, 0, 0, (Setting((Row(500.0),)),)))) == Plan()
