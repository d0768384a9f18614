"""Make up the pages of a part: measure it, plan its pages, lay it out once more as planned.

The first layout is the engine's own; its galley is planned (``page_plan``) with figures in all their places
(``placing``), paragraphs in a line more or less (``looseness``), and, where the last page would hold a few
lines only, with its opening set closer (for that its first page alone is laid out). Where the plan is better
than what the engine did, it is written into the tree (turns of the page, lines of paragraphs, the order of
figures) and the part is laid out a second time. What comes of that is measured again: it stands where it is
better indeed. So a part is laid out twice at most.

A part that is not understood (``galley.NotMeasuredError``) stays as the engine laid it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any, Final

from printkit.render.layout_facts import notes_of
from printkit.render.pages.galley import FORCED, Galley, NotMeasuredError, measure
from printkit.render.pages.looseness import settings_of
from printkit.render.pages.page_plan import (
    LEAST,
    PAGE,
    Place,
    Plan,
    Problem,
    begins_of,
    best,
    cost_of,
    problem_of,
)
from printkit.render.pages.placing import DISTANCE, Figures, element_of
from printkit.render.paragraphs.factory import LINES, TURNS

#: An attribute: which element of the page one was written as; given to all before one is moved.
PLACE: Final = "data-place"
#: An attribute of the body: up to how many lines on a last page call for an opening set closer, and the class
#: that sets it so.
CLOSES: Final = "data-closes"
CLOSE: Final = "close"
#: What setting the opening closer is asked for, in squares of lines of white.
CLOSER: Final = 4.0
#: What a plan must be better by than the engine's own pages to be worth a layout.
WORTH: Final = 3.0
#: Pages that cost no more each than this above their price are good enough: nothing is planned; and
#: paragraphs keep their lines.
GOOD: Final = 0.5
LOOSE: Final = 1.0
_TURN: Final = "break-before: page; margin-break: discard"


@dataclass(slots=True)
class _Wish:
    """A plan with all it asks for: its units in order, figures moved, the opening set closer."""

    plan: Plan
    problem: Problem
    moves: dict[int, int] = field(default_factory=dict)
    closer: bool = False

    @property
    def cost(self) -> float:
        """The plan's own cost, and what the moves and the closer opening are asked for."""
        far = sum(map(abs, self.moves.values()))
        return self.plan.cost + DISTANCE * far + (CLOSER if self.closer else 0.0)


def make_up(layout: Callable[[], Any], tree: Any, document: Any) -> Any:
    """Return the layout with the best pages that are found, one layout later at most.

    ``tree`` is the parsed page that ``layout`` lays out and ``document`` the layout of it as it is.
    """
    if len(document.pages) < 2:
        return document
    try:
        making = _Making(layout, tree, document)
    except NotMeasuredError:
        return document
    return making.best()


class _Making:
    def __init__(self, layout: Callable[[], Any], tree: Any, document: Any) -> None:
        self._layout, self._tree, self._document = layout, tree, document
        self._body: Any = next(iter(tree.iter("body")), None)
        limit = "" if self._body is None else str(self._body.get(CLOSES, ""))
        self._short = int(limit) if limit.isdigit() else 0
        self._galley = measure(document)
        self._changes = _Changes()

    def best(self) -> Any:
        """Return the better of the engine's layout and the planned one."""
        problem = problem_of(self._galley, max(self._short, LEAST))
        begins = begins_of(self._galley, problem)
        as_it_is = cost_of(problem, begins)
        tail = self._tail(_Wish(Plan(begins), problem))
        if _excess(as_it_is, begins) < GOOD and tail > self._short:
            return self._document
        wish = self._wish(self._galley, problem)
        if self._short and min(self._tail(wish), tail) <= self._short:
            closer = self._closer(wish)
            wish = min(wish, closer, key=lambda one: one.cost) if closer is not None else wish
        if wish.plan.cost == inf or wish.cost > as_it_is - WORTH:
            return self._document
        self._impose(wish)
        other = self._layout()
        if _judged(other, self._short) < _judged(self._document, self._short):
            return other
        self._changes.undo()
        return self._document

    def _wish(self, galley: Galley, problem: Problem) -> _Wish:
        """Plan with figures where they are, then wherever else that is better."""
        wish = _Wish(best(problem), problem)
        figures = Figures(galley, problem.units, self._tree)
        for _again in range(2):
            before = wish
            for figure in figures.found:
                for steps in (0, *figures.steps(figure)):
                    if _excess(wish.cost, wish.plan.begins) < GOOD:
                        break
                    moves = {one: far for one, far in wish.moves.items() if one != figure}
                    if steps:
                        moves[figure] = steps
                    order = figures.order(moves)
                    if order is None or moves == wish.moves:
                        continue
                    units = figures.arranged(order)
                    tried = _Wish(
                        best(replace(problem, units=units)), replace(problem, units=units), moves
                    )
                    if tried.cost < wish.cost - 1e-6:
                        wish = tried
            if wish is before:
                break
        return self._loosened(galley, wish)

    def _loosened(self, galley: Galley, wish: _Wish) -> _Wish:
        """Let paragraphs have a line more or less where the pages are not good enough yet."""
        if _excess(wish.cost, wish.plan.begins) < LOOSE:
            return wish
        units = []
        for unit in wish.problem.units:
            pieces = galley.pieces[unit.piece : unit.piece + unit.count]
            more = settings_of(galley, pieces) if len(unit.settings[0].rows) == unit.count else ()
            units.append(replace(unit, settings=(*unit.settings, *more)))
        if all(len(unit.settings) == 1 for unit in units):
            return wish
        problem = replace(wish.problem, units=units)
        plan = best(problem, varied=True)
        return replace(wish, plan=plan, problem=problem) if plan.cost < wish.plan.cost else wish

    def _tail(self, wish: _Wish) -> float:
        """Return how many lines stand on the last page of a plan."""
        if not wish.plan.begins or len(wish.plan.begins) < 2:
            return inf
        last = wish.plan.begins[-1]
        rows = 0.0
        for number in range(last.unit, len(wish.problem.units)):
            unit = wish.problem.units[number]
            setting = unit.settings[wish.plan.settings.get(number, 0)]
            begin = last.row if number == last.unit else 0
            rows += sum(row.height + row.notes for row in setting.rows[begin:]) + unit.gap
        return rows / wish.problem.leading

    def _closer(self, wish: _Wish) -> _Wish | None:
        """Plan with the opening set closer: only the first page's worth of the part is laid out for that."""
        galley = self._closed_galley()
        if galley is None:
            return None
        closer = self._wish(galley, problem_of(galley, max(self._short, LEAST)))
        closer.closer = True
        return closer

    def _closed_galley(self) -> Galley | None:
        body, pieces = self._body, self._galley.pieces
        here = [piece for piece in pieces if piece.page == 0]
        last = pieces[len(here)].box.element
        top = last
        parents = {child: parent for parent in body.iter() for child in parent}
        while top is not None and parents.get(top) is not body:
            top = parents.get(top)
        if top is None:
            return None
        at = list(body).index(top)
        rest = list(body)[at + 1 :]
        changes = _Changes()
        for one in rest:
            body.remove(one)
        changes.set(body, "class", f"{body.get('class', '')} {CLOSE}".strip())
        try:
            closed = measure(self._layout_head())
        except NotMeasuredError:
            return None
        finally:
            changes.undo()
            body.extend(rest)
        if len(closed.pieces) < len(here):
            return None
        new = [
            replace(piece, height=one.height, gap=one.gap, top=one.top, foot=one.foot)
            for piece, one in zip(here, closed.pieces, strict=False)
        ]
        return replace(self._galley, pieces=[*new, *pieces[len(here) :]])

    def _layout_head(self) -> Any:
        return self._layout()

    def _impose(self, wish: _Wish) -> None:
        """Write a plan into the tree."""
        galley, units, changes = self._galley, wish.problem.units, self._changes
        if wish.moves:
            for number, one in enumerate(self._tree.iter()):
                if PLACE not in one.attrib:
                    changes.set(one, PLACE, str(number))
            problem = problem_of(galley)
            changes.keep_order(self._tree)
            Figures(galley, problem.units, self._tree).move(wish.moves)
        if wish.closer:
            changes.set(self._body, "class", f"{self._body.get('class', '')} {CLOSE}".strip())
        for number, choice in wish.plan.settings.items():
            lines = units[number].settings[choice].lines
            piece = galley.pieces[units[number].piece]
            if lines is not None:
                changes.set(piece.box.element, LINES, str(lines))
        for place in wish.plan.begins[1:]:
            unit = units[place.unit]
            piece = galley.pieces[unit.piece]
            if place.row:
                element = piece.box.element
                turns = f"{element.get(TURNS, '')} {place.row}".strip()
                changes.set(element, TURNS, turns)
            elif piece.turn != FORCED:
                element = element_of(galley, unit)
                style = "; ".join(filter(None, (element.get("style"), _TURN)))
                changes.set(element, "style", style)
                changes.set(element, TURNS, f"0 {element.get(TURNS, '')}".strip())


def _excess(cost: float, begins: Sequence[Place]) -> float:
    """Return what pages cost above their price, each."""
    return cost / len(begins) - PAGE if begins else inf


def _judged(document: Any, short: int) -> tuple[int, float, int]:
    """Return how good the pages of a layout are: notes astray, what they cost, how many; less is better."""
    astray = sum(note.place.call_page != note.place.note_page for note in notes_of(document))
    try:
        galley = measure(document)
    except NotMeasuredError:
        return astray, inf, len(document.pages)
    problem = problem_of(galley, max(short, LEAST))
    cost = cost_of(problem, begins_of(galley, problem))
    if cost == inf and not astray:
        problem = replace(problem, desperate=True)
        cost = cost_of(problem, begins_of(galley, problem))
    return astray, cost, len(document.pages)


class _Changes:
    """What was changed in a tree, so that it can be undone."""

    def __init__(self) -> None:
        self._before: list[tuple[Any, str, str | None]] = []
        self._orders: list[tuple[Any, list[Any]]] = []

    def set(self, element: Any, name: str, value: str) -> None:
        """Give an element an attribute."""
        self._before.append((element, name, element.get(name)))
        element.set(name, value)

    def keep_order(self, tree: Any) -> None:
        """Remember the order of all children."""
        self._orders += [(one, list(one)) for one in tree.iter()]

    def undo(self) -> None:
        """Give all elements back what they had."""
        for element, children in self._orders:
            if list(element) != children:
                element[:] = children
        for element, name, value in reversed(self._before):
            if value is None:
                element.attrib.pop(name, None)
            else:
                element.set(name, value)
