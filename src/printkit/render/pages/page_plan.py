"""Choose where the pages of a galley turn: of all ways the one that costs least.

M. F. Plass, « Optimal Pagination Techniques for Automatic Typesetting Systems » (Stanford, 1981): pages are to
a chapter what lines are to a paragraph (D. E. Knuth and M. F. Plass, « Breaking Paragraphs into Lines »,
1981), and the same dynamic programming finds the best of them. A state is a place where a page begins and the
foot of the page before; from it every page that holds something is tried, each paragraph inside with as many
lines as it was set in, or with one more or one less where its words allow it.

What is **forbidden** is never tried: a note on another page than its call, a page fuller than it is high, what
the galley keeps together. What is **weighed**, in squares of lines left white at the foot of a page:

============ =============================================================================================
white        (lines)² at the foot of a page; above notes, which stand at the foot themselves, the first line
             of it is free and the rest counts half
level        half of (difference in lines)² between the feet of two pages in a row
page         ``PAGE``: each page more
last page    up to ``FEW`` where it holds next to nothing, falling to nothing at ``short`` lines
hyphen       ``HYPHEN`` where a word goes on over the turn
heading      ``HEADING`` where only two lines follow one at the foot
lines        what a paragraph asks for being set in one line more or less (``Setting``)
============ =============================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final, NamedTuple

from printkit.render.pages.galley import FORCED, FREE, Galley

PAGE: Final = 30.0
FEW: Final = 60.0
SHORT: Final = 12.0
#: Lines that are fewer than these on a last page look like a mistake.
LEAST: Final = 5
HYPHEN: Final = 3.0
HEADING: Final = 1.5
LEVEL: Final = 0.5
ABOVE_NOTES: Final = 1.0
#: A lone first or last line, where nothing else will do.
CUT: Final = 60.0
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
    """A page that begins at a place and ends before ``end``; ``used`` is how high it is filled (px)."""

    end: Place
    used: float
    notes: float
    lines: float
    price: float
    settings: tuple[tuple[int, int], ...]
    forced: bool


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

    def pages(self, start: Place, *, varied: bool) -> Iterator[Page]:
        """Yield every page that begins at a place, shortest first in each way to set it."""
        units = self.units
        states: list[_State] = [_State(0.0, 0.0, 0, 0.0, ())]
        since_heading = 9
        for number in range(start.unit, len(units)):
            unit = units[number]
            resumed = number == start.unit and start.row > 0
            first = number == start.unit
            if resumed:
                choices: Sequence[int] = (start.setting,)
            else:
                choices = range(len(unit.settings)) if varied else (0,)
            following = units[number + 1] if number + 1 < len(units) else None
            kept: dict[int, _State] = {}
            for choice in choices:
                setting = unit.settings[choice]
                delta = len(setting.rows) - len(unit.settings[0].rows) if not resumed else 0
                begin = start.row if resumed else 0
                for state in states:
                    if abs(state.delta + delta) > _MOST:
                        continue
                    y = state.y + (0.0 if resumed else unit.top if first else unit.gap)
                    notes = state.notes
                    price = state.price + (0.0 if resumed else setting.price)
                    chosen = (
                        state.settings
                        if not choice or resumed
                        else (*state.settings, (number, choice))
                    )
                    count = len(setting.rows)
                    for index in range(begin, count):
                        row = setting.rows[index]
                        y += row.height
                        notes += row.notes
                        ends = index + 1 == count
                        used = y + (unit.foot if ends else 0.0)
                        room = notes + self.note_room if notes else 0.0
                        if used + room > self.height + _SLACK:
                            break
                        if ends:
                            state_after = _State(y, notes, state.delta + delta, price, chosen)
                            known = kept.get(state_after.delta)
                            if known is None or state_after.price < known.price:
                                kept[state_after.delta] = state_after
                            continue
                        after = setting.rows[index + 1]
                        if after.turn == FREE or (self.desperate and setting.may_be_cut):
                            cost = price + (HYPHEN if row.hyphen else 0.0)
                            cost += 0.0 if after.turn == FREE else CUT
                            if since_heading + index + 1 - begin < 3:
                                cost += HEADING
                            yield Page(
                                Place(number, choice, index + 1),
                                used,
                                notes,
                                y / self.leading,
                                cost,
                                chosen,
                                False,
                            )
            states = list(kept.values())
            if not states:
                return
            if following is None or following.turn == FREE or following.turn == FORCED:
                forced = following is not None and following.turn == FORCED
                for state in states:
                    yield Page(
                        Place(number + 1),
                        state.y + unit.foot,
                        state.notes,
                        state.y / self.leading,
                        state.price,
                        state.settings,
                        forced or following is None,
                    )
                if forced:
                    return
            since_heading = 0 if unit.heading else 9

    def foot(self, page: Page) -> float:
        """Return how many lines of white are seen at the foot of a page."""
        if page.forced or page.notes:
            return 0.0
        return max(self.height - page.used, 0.0) // self.leading

    def cost(self, page: Page, before: float) -> float:
        """Return what a page costs that follows one with so many lines of white at its foot."""
        cost = PAGE + page.price
        if page.end.unit == len(self.units):
            return cost + self._last(page)
        if page.forced:
            return cost
        room = page.notes + self.note_room if page.notes else 0.0
        white = max(self.height - page.used - room, 0.0) / self.leading
        if page.notes:
            cost += ABOVE_NOTES * max(white - 1.0, 0.0) ** 2
        else:
            cost += white // 1 * white
            if before >= 0:
                cost += LEVEL * (self.foot(page) - before) ** 2
        return cost

    def _last(self, page: Page) -> float:
        lines = page.lines + page.notes / self.leading
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


def best(problem: Problem, *, varied: bool = False) -> Plan:
    """Return the plan that costs least; ``varied`` lets paragraphs be set in one line more or less.

    Its cost is infinite where no way is allowed.
    """
    nodes: dict[Place, dict[int, _Way]] = {Place(0): {-1: _Way(0.0, None, ())}}
    waiting = [Place(0)]
    end = Place(len(problem.units))
    while waiting:
        place = min(waiting)
        waiting.remove(place)
        for page in problem.pages(place, varied=varied):
            known = nodes.get(page.end)
            if known is None:
                known = nodes[page.end] = {}
                if page.end != end:
                    waiting.append(page.end)
            foot = min(int(problem.foot(page)), _FEET)
            if page.notes or page.forced:
                foot = -1
            for before, way in nodes[place].items():
                cost = way.cost + problem.cost(page, before)
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
    total, before = 0.0, -1.0
    for place, end in zip(begins, [*begins[1:], Place(len(problem.units))], strict=True):
        page = next((one for one in problem.pages(place, varied=False) if one.end == end), None)
        if page is None:
            return inf
        total += problem.cost(page, before)
        before = -1.0 if page.notes or page.forced else min(int(problem.foot(page)), _FEET)
    return total


def problem_of(galley: Galley, short: int = LEAST) -> Problem:
    """Return the galley's pieces as units, each in the setting it was measured in."""
    units: list[Unit] = []
    rows: list[Row] = []
    pieces = galley.pieces
    for index, piece in enumerate(pieces):
        if piece.line <= 0:
            rows = []
            units.append(Unit(piece.gap, piece.top, 0.0, (), piece.turn, piece.heading, index))
        notes = sum(galley.notes[number] for number in piece.notes)
        rows.append(Row(piece.height, notes, piece.turn, piece.hyphen))
        if index + 1 == len(pieces) or pieces[index + 1].line <= 0:
            units[-1].foot = piece.foot
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
