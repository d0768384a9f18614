"""Where figures may stand: a paragraph or a few later or earlier than they were written, in their section.

What may not be broken and does not fit turns the page and leaves white behind. A setter lets the text run on
and places the figure a paragraph later, or earlier where it still fits. The text names by its number what has a
caption, so nothing is said wrong by it; a picture or a table without one, or with the class ``here``, stays
between the words it was written between, and nothing goes over a heading or right below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from printkit.render.pages.galley import Galley, gap_between
from printkit.render.pages.looseness import indent_of, indented
from printkit.render.pages.page_plan import Unit

#: How far a figure may go, in paragraphs, and what each of them is asked for (squares of lines of white).
FARTHEST: Final = 3
DISTANCE: Final = 1.0

_BLOCKS: Final = frozenset({"figure", "table", "aside"})
_CAPTIONS: Final = frozenset({"figcaption", "caption"})


def element_of(galley: Galley, unit: Unit) -> Any:
    """Return the element that a unit begins, None where it begins inside one."""
    begins = galley.pieces[unit.piece].begins
    return None if begins is None else begins.element


class Figures:
    """The figures of a part that may be moved, each known by the number of its unit."""

    def __init__(self, galley: Galley, units: Sequence[Unit], tree: Any) -> None:
        self._galley, self._units = galley, units
        self._parents = {child: parent for parent in tree.iter() for child in parent}
        self._elements = [element_of(galley, unit) for unit in units]
        self.found = [
            number
            for number, element in enumerate(self._elements)
            if element is not None and element.tag in _BLOCKS and _may_move(element)
        ]
        self._indents = [
            indent_of(galley.pieces[unit.piece]) if self._is_plain(number) else None
            for number, unit in enumerate(units)
        ]
        self._usual = max((one for one in self._indents if one is not None), default=0.0)

    def steps(self, figure: int) -> Iterator[int]:
        """Yield by how many paragraphs a figure may be moved, the nearest places first."""
        order = list(range(len(self._units)))
        for far in range(1, FARTHEST + 1):
            for steps in (far, -far):
                if self._crossed(order, figure, steps) is not None:
                    yield steps

    def order(self, moves: Mapping[int, int]) -> list[int] | None:
        """Return the numbers of the units where figures are moved by so many paragraphs.

        None where one would pass what it must not.
        """
        order = list(range(len(self._units)))
        for figure, steps in moves.items():
            crossed = self._crossed(order, figure, steps)
            if crossed is None:
                return None
            self._put(order, figure, crossed[-1], steps)
        return order

    def _put(self, order: list[int], figure: int, beside: int, steps: int) -> None:
        group = self._group(figure)
        for number in group:
            order.remove(number)
        at = order.index(beside) + (1 if steps > 0 else 0)
        order[at:at] = group

    def arranged(self, order: Sequence[int]) -> list[Unit]:
        """Return the units in an order, what stands between them and their indents reckoned anew."""
        pieces, arranged = self._galley.pieces, []
        for place, number in enumerate(order):
            unit = self._units[number]
            before = order[place - 1] if place else -1
            if before != number - 1 and place:
                last = self._units[before]
                gap = gap_between(pieces[last.piece + last.count - 1], pieces[unit.piece])
                unit = replace(unit, gap=gap)
                unit = self._reindented(unit, number, before)
            arranged.append(unit)
        return arranged

    def move(self, moves: Mapping[int, int]) -> None:
        """Move the elements of figures in the tree."""
        order = list(range(len(self._units)))
        for figure, steps in moves.items():
            crossed = self._crossed(order, figure, steps)
            assert crossed is not None
            self._put(order, figure, crossed[-1], steps)
            parent = self._parents[self._elements[figure]]
            group = (self._elements[number] for number in self._group(figure))
            moved = [one for one in dict.fromkeys(group) if self._parents.get(one) is parent]
            for one in moved:
                parent.remove(one)
            at = list(parent).index(self._elements[crossed[-1]]) + (1 if steps > 0 else 0)
            for one in reversed(moved):
                parent.insert(at, one)

    def _reindented(self, unit: Unit, number: int, before: int) -> Unit:
        """Return a paragraph that follows something else than before with the indent it then has."""
        own = self._indents[number]
        if own is None:
            return unit
        indent = self._usual if self._is_plain(before) else 0.0
        if abs(own - indent) < 0.01:
            return unit
        pieces = self._galley.pieces[unit.piece : unit.piece + unit.count]
        setting = indented(self._galley, pieces, indent)
        return unit if setting is None else replace(unit, settings=(setting,))

    def _group(self, figure: int) -> list[int]:
        """Return the numbers of a figure's units, the line that says where its numbers are from included."""
        end = figure + 1
        while end < len(self._elements) and self._is_inside(end, self._elements[figure]):
            end += 1
        after = self._elements[end] if end < len(self._elements) else None
        has_source = after is not None and after.get("class") == "source"
        return list(range(figure, end + 1 if has_source else end))

    def _is_inside(self, number: int, element: Any) -> bool:
        one = self._elements[number]
        while one is not None and one is not element:
            one = self._parents.get(one)
        return one is element

    def _crossed(self, order: Sequence[int], figure: int, steps: int) -> list[int] | None:
        """Return the paragraphs that a figure passes, the nearest first; None where it must not."""
        group = self._group(figure)
        at = order.index(figure)
        if steps > 0:
            crossed = list(order[at + len(group) : at + len(group) + steps])
        else:
            crossed = list(order[max(at + steps, 0) : at][::-1])
            beyond = order[at + steps - 1] if at + steps > 0 else -1
            if beyond < 0 or not self._is_plain(beyond):
                return None  # never right below a heading
        parent = self._parents.get(self._elements[figure])
        fits = len(crossed) == abs(steps) and all(
            self._is_plain(one) and self._parents.get(self._elements[one]) is parent
            for one in crossed
        )
        return crossed if fits else None

    def _is_plain(self, number: int) -> bool:
        element = self._elements[number] if number >= 0 else None
        return element is not None and element.tag == "p" and not element.get("class")


def _may_move(block: Any) -> bool:
    """Tell whether the text can find a block again wherever it goes: by a number, or a title."""
    if "here" in (block.get("class") or "").split():
        return False
    return block.tag == "aside" or any(one.tag in _CAPTIONS for one in block)
