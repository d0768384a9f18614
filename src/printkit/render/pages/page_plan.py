"""Choose where the pages of a galley turn: of all ways the one that costs least.

M. F. Plass, « Optimal Pagination Techniques for Automatic Typesetting Systems » (Stanford, 1981): pages are to
a chapter what lines are to a paragraph (D. E. Knuth and M. F. Plass, « Breaking Paragraphs into Lines »,
1981), and the same dynamic programming finds the best of them. A state is a place where a page begins and the
foot of the page before; from it every page that holds something is tried, each paragraph inside with as many
lines as it was set in, or with one more or one less where its words allow it.

What is **forbidden** is never tried: a note on another page than its call, a page fuller than it is high, what
the galley keeps together. What is **weighed**, in squares of lines left white at the foot of a page:

============ =============================================================================================
white        (lines)² at the foot of a page; above notes, which stand at the foot themselves, one line of it
             is free
level        half of (difference in lines)² between the feet of two pages in a row, without notes
page         ``PAGE``: each page more
last page    ``FEW`` and more below ``LEAST`` lines, then up to ``SHORT``, nothing from ``short`` lines on
hyphen       ``HYPHEN`` where a word goes on over the turn
heading      ``HEADING`` where only two lines follow one at the foot
cut          ``CUT`` for a lone line, tried only where no other way keeps notes at their calls
lines        what a paragraph asks for being set in one line more or less (``looseness``)
far          what a figure asks for each paragraph it goes (``placing``)
============ =============================================================================================
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from math import inf
from typing import Final, NamedTuple

from printkit.render.pages.galley import FORCED, FREE, KEPT, Galley

PAGE: Final = 30.0
FEW: Final = 60.0
SHORT: Final = 12.0
#: Lines that are fewer than these on a last page look like a mistake.
LEAST: Final = 5
HYPHEN: Final = 3.0
HEADING: Final = 1.5
LEVEL: Final = 0.5
#: A lone first or last line, where nothing else will do.
CUT: Final = 60.0
#: Share of a page's height that may be white where something else will do.
EMPTIEST: Final = 0.45
#: Rounding (px): a page may be fuller by this.
_SLACK: Final = 5e-7
#: Lines by which paragraphs may make one page longer or shorter, all together.
_MOST: Final = 3
#: Feet that differ by more lines than this are not told apart.
_FEET: Final = 4


class Row(NamedTuple):
    """A line, or a whole block. ``turn`` is that before it, ``notes`` the height (px) of those it calls."""

    height: float
    notes: float = 0.0
    turn: int = FREE
    hyphen: bool = False


class Setting(NamedTuple):
    """One way to set a unit: its rows, and what that costs. ``lines`` is None for the way it was set."""

    rows: tuple[Row, ...]
    price: float = 0.0
    lines: int | None = None
    may_be_cut: bool = False


@dataclass(slots=True)
class Unit:
    """A paragraph or a block: what stands around it (px, see ``galley``) and the ways to set it."""

    gap: float
    top: float
    foot: float
    room: float
    settings: tuple[Setting, ...]
    turn: int = FREE
    heading: bool = False
    #: number of its first piece in the galley, and how many it has there
    piece: int = 0
    count: int = 0


class Place(NamedTuple):
    """Where a page begins: a row of a unit in one of its settings (0 before the first row)."""

    unit: int
    setting: int = 0
    row: int = 0


class Page(NamedTuple):
    """A page that begins at a place and ends before ``end``.

    ``white`` is what is left of it (lines), ``notes`` says whether some stand at its foot, ``forced`` that the
    page turns after it whatever is left, ``price`` what its paragraphs and its turn are asked for, ``settings``
    (unit, setting) of those that are not in the usual one.
    """

    end: Place
    white: float
    notes: bool
    forced: bool
    price: float
    settings: tuple[tuple[int, int], ...]

    @property
    def foot(self) -> int:
        """Lines of white that are seen at its foot, at most ``_FEET``; -1 where no eye compares it."""
        return -1 if self.notes or self.forced else min(int(self.white), _FEET)


@dataclass(slots=True)
class Plan:
    """The places where pages begin, which settings are not the usual ones, and what it costs."""

    begins: list[Place] = field(default_factory=list)
    settings: dict[int, int] = field(default_factory=dict)
    cost: float = inf


@dataclass(slots=True)
class Problem:
    """Units in order, and the page they are to fill: lengths in px.

    ``short`` is the number of lines that a last page should have at least.
    """

    units: Sequence[Unit]
    height: float
    leading: float
    note_room: float
    short: int = LEAST
    #: lets paragraphs be cut anywhere, at the price ``CUT``: where nothing else keeps notes at their calls
    desperate: bool = False
    #: share of a page that may be white unless it is forced to be
    emptiest: float = EMPTIEST

    def pages(self, start: Place) -> Iterator[Page]:
        """Yield every page that begins at a place, units in each of their settings."""
        states = [_State(0.0, 0.0, 0, 0.0, ())]
        after_heading = False
        for number in range(start.unit, len(self.units)):
            unit = self.units[number]
            begin, choices = 0, range(len(unit.settings))
            above = unit.gap
            if number == start.unit:
                above = unit.top
                if start.row:
                    above, begin = 0.0, start.row
                    choices = range(start.setting, start.setting + 1)
            kept: dict[int, _State] = {}
            for choice in choices:
                for state in states:
                    delta = state.delta
                    if not begin:
                        delta += len(unit.settings[choice].rows) - len(unit.settings[0].rows)
                    if abs(delta) > _MOST:
                        continue
                    moved = _State(state.y + above, state.notes, delta, state.price, state.settings)
                    whole = yield from self._through(
                        Place(number, choice, begin), moved, after_heading=after_heading
                    )
                    if whole is not None and (delta not in kept or whole.price < kept[delta].price):
                        kept[delta] = whole
            states = list(kept.values())
            if not states:
                return
            turn = self.units[number + 1].turn if number + 1 < len(self.units) else FORCED
            if turn != KEPT:
                end = Place(number + 1)
                for state in states:
                    page = self.page(end, state, unit.foot, forced=turn == FORCED)
                    if page is not None:
                        yield page
            if turn == FORCED:
                return
            after_heading = unit.heading

    def _through(
        self, place: Place, state: _State, *, after_heading: bool
    ) -> Generator[Page, None, _State | None]:
        """Go through the rows of a unit and yield pages that end in it; return what is reached, if anything."""
        unit = self.units[place.unit]
        setting = unit.settings[place.setting]
        y, notes, delta, price, settings = state
        if not place.row:
            price += setting.price
            if place.setting:
                settings = (*settings, (place.unit, place.setting))
        count, full = len(setting.rows), self.height + _SLACK
        for index in range(place.row, count):
            row = setting.rows[index]
            y += row.height
            notes += row.notes
            below = unit.room if index + 1 == count else 0.0
            if y + below + (notes + self.note_room if notes else 0.0) > full:
                return None
            if index + 1 == count:
                break
            turn = setting.rows[index + 1].turn
            if turn == FREE or (self.desperate and setting.may_be_cut):
                asked = price + (HYPHEN if row.hyphen else 0.0) + (0.0 if turn == FREE else CUT)
                if after_heading and index - place.row < 2:
                    asked += HEADING
                reached = _State(y, notes, delta, asked, settings)
                page = self.page(Place(place.unit, place.setting, index + 1), reached, 0.0)
                if page is not None:
                    yield page
        return _State(y, notes, delta, price, settings)

    def page(self, end: Place, state: _State, foot: float, *, forced: bool = False) -> Page | None:
        """Return the page that ends here with all it costs but what depends on the one before."""
        y, notes, _delta, price, settings = state
        room = notes + self.note_room if notes else 0.0
        left = max(self.height - y - foot - room, 0.0)
        white, cost = left / self.leading, PAGE + price
        if end.unit == len(self.units):
            cost += self._last((y + notes) / self.leading)
        elif forced:
            pass
        elif left > self.emptiest * self.height:
            return None
        elif notes:
            cost += max(white - 1.0, 0.0) ** 2
        else:
            cost += int(white) * white
        return Page(end, white, notes > 0, forced, cost, settings)

    def _last(self, lines: float) -> float:
        """Return what a last page of so many lines costs besides."""
        if lines >= self.short:
            return 0.0
        few = FEW + (LEAST - lines) * FEW / LEAST if lines < LEAST else 0.0
        return few + SHORT * (self.short - lines) / self.short


class _State(NamedTuple):
    y: float
    notes: float
    delta: int
    price: float
    settings: tuple[tuple[int, int], ...]


class _Way(NamedTuple):
    cost: float
    before: tuple[Place, int] | None
    settings: tuple[tuple[int, int], ...]


def cost_after(page: Page, before: int) -> float:
    """Return what a page costs after one with such a foot."""
    foot = page.foot
    return page.price + (LEVEL * (foot - before) ** 2 if foot >= 0 and before >= 0 else 0.0)


def best(problem: Problem, *, varied: bool = False) -> Plan:
    """Return the plan that costs least; ``varied`` lets paragraphs be set in one line more or less.

    Where no way is allowed, pages may be emptier than they should, then paragraphs cut anywhere; where there
    is none still, its cost is infinite.
    """
    plan = _best(problem, varied=varied)
    if plan.cost == inf and problem.emptiest < 1:
        plan = _best(replace(problem, emptiest=1.0), varied=varied)
    if plan.cost == inf and not problem.desperate:
        plan = _best(replace(problem, emptiest=1.0, desperate=True), varied=varied)
    return plan


class _Strip:
    """The rows of a problem one below the other, every unit in its usual setting: pages found by halving."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._places: list[Place] = []
        self._numbers: dict[Place, int] = {}
        #: by row: where it begins and ends (px from the top of the strip), what is above it on a new page
        self._begins: list[float] = []
        self._ends: list[float] = []
        self._tops: list[float] = []
        #: by row: height of notes called up to it, and with it the place where it ends
        self._notes: list[float] = [0.0]
        self._filled: list[float] = []
        y = 0.0
        for number, unit in enumerate(problem.units):
            y += unit.gap
            for index, row in enumerate(unit.settings[0].rows):
                place = Place(number, 0, index)
                self._numbers[place] = len(self._places)
                self._places.append(place)
                self._begins.append(y)
                self._tops.append(0.0 if index else unit.top)
                y += row.height
                self._ends.append(y)
                self._notes.append(self._notes[-1] + row.notes)
                self._filled.append(y + self._notes[-1])
        self._places.append(Place(len(problem.units)))

    def pages(self, start: Place) -> Iterator[Page]:
        """Yield every page that begins at a place, as ``Problem.pages`` does."""
        problem, units = self._problem, self._problem.units
        first = self._numbers[start]
        above = self._tops[first] - self._begins[first]
        noted = self._notes[first]
        least = problem.height * (1 - problem.emptiest) - problem.note_room - above + noted
        enough = bisect_left(self._filled, least, first)
        for number in range(first, len(self._ends)):
            place, following = self._places[number], self._places[number + 1]
            unit = units[place.unit]
            rows = unit.settings[0].rows
            ends = place.row + 1 == len(rows)
            y, notes = self._ends[number] + above, self._notes[number + 1] - noted
            if number < enough and not (ends and self._is_forced(following)):
                continue
            below = unit.room if ends else 0.0
            if y + below + (notes + problem.note_room if notes else 0.0) > problem.height + _SLACK:
                return
            if ends:
                forced = self._is_forced(following)
                if forced or units[following.unit].turn != KEPT:
                    state = _State(y, notes, 0, 0.0, ())
                    page = problem.page(following, state, unit.foot, forced=forced)
                    if page is not None:
                        yield page
                if forced:
                    return
                continue
            turn = rows[place.row + 1].turn
            if turn == FREE or (problem.desperate and unit.settings[0].may_be_cut):
                asked = HYPHEN if rows[place.row].hyphen else 0.0
                asked += 0.0 if turn == FREE else CUT
                if place.row < 2 and place.unit > start.unit and units[place.unit - 1].heading:
                    asked += HEADING
                page = problem.page(following, _State(y, notes, 0, asked, ()), 0.0)
                if page is not None:
                    yield page

    def _is_forced(self, following: Place) -> bool:
        units = self._problem.units
        return following.unit == len(units) or units[following.unit].turn == FORCED


def _best(problem: Problem, *, varied: bool) -> Plan:
    strip = None if varied else _Strip(problem)
    nodes: dict[Place, dict[int, _Way]] = {Place(0): {-1: _Way(0.0, None, ())}}
    waiting, end = [Place(0)], Place(len(problem.units))
    while waiting:
        place = heappop(waiting)
        ways = nodes[place]
        for page in problem.pages(place) if strip is None else strip.pages(place):
            known = nodes.get(page.end)
            if known is None:
                known = nodes[page.end] = {}
                if page.end != end:
                    heappush(waiting, page.end)
            foot = page.foot
            for before, way in ways.items():
                cost = way.cost + cost_after(page, before)
                if foot not in known or cost < known[foot].cost:
                    known[foot] = _Way(cost, (place, before), page.settings)
    return _traced(nodes, end)


def _traced(nodes: dict[Place, dict[int, _Way]], end: Place) -> Plan:
    if end not in nodes:
        return Plan()
    foot = min(nodes[end], key=lambda one: nodes[end][one].cost)
    plan = Plan(cost=nodes[end][foot].cost)
    at: tuple[Place, int] | None = (end, foot)
    while at is not None:
        place, foot = at
        way = nodes[place][foot]
        plan.settings.update(way.settings)
        if place.setting:
            plan.settings[place.unit] = place.setting
        if way.before is not None:
            plan.begins.append(way.before[0])
        at = way.before
    plan.begins.reverse()
    return plan


def cost_of(problem: Problem, begins: Sequence[Place]) -> float:
    """Return what given pages cost, in the usual settings; infinite where they are forbidden."""
    strip = _Strip(replace(problem, emptiest=1.0))
    total, before = 0.0, -1
    for place, end in zip(begins, [*begins[1:], Place(len(problem.units))], strict=True):
        page = next((one for one in strip.pages(place) if one.end == end), None)
        if page is None:
            return inf
        total += cost_after(page, before)
        before = page.foot
    return total


def problem_of(galley: Galley, short: int = LEAST) -> Problem:
    """Return the galley's pieces as units, each in the setting it was measured in."""
    units: list[Unit] = []
    rows: list[Row] = []
    pieces = galley.pieces
    for index, piece in enumerate(pieces):
        if piece.line <= 0:
            rows = []
            units.append(Unit(piece.gap, piece.top, 0.0, 0.0, (), piece.turn, piece.heading, index))
        notes = sum(galley.notes[number] for number in piece.notes)
        rows.append(Row(piece.height, notes, piece.turn, piece.hyphen))
        if index + 1 == len(pieces) or pieces[index + 1].line <= 0:
            units[-1].foot, units[-1].room = piece.foot, piece.room
            units[-1].count = len(rows)
            units[-1].settings = (Setting(tuple(rows), may_be_cut=piece.alone),)
    return Problem(units, galley.height, galley.leading, galley.note_room, short)


def begins_of(galley: Galley, problem: Problem) -> list[Place]:
    """Return where the pages begin in the layout that a galley was measured on."""
    begins = []
    unit = -1
    before = -1
    for index, piece in enumerate(galley.pieces):
        if piece.line <= 0:
            unit += 1
        if piece.page != before:
            begins.append(Place(unit, 0, index - problem.units[unit].piece))
            before = piece.page
    return begins
