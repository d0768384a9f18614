"""Choose where the lines of a paragraph end: plain numbers in, numbers of breaks out.

Justified text is broken by total fit (D. E. Knuth and M. F. Plass, « Breaking Paragraphs into Lines »,
Software: Practice and Experience 11, 1981): of all ways to break the paragraph the one with the least sum of
demerits. What a line lacks or has too much is first taken by widening or narrowing its letters within
``expansion``, and what is left by its word spaces. Ragged text is broken greedily (``first_fit``), in lines of
equal length (``balanced``), or so that the sum of the squares of what its lines lack is least (``even``).

Lengths may be of any unit, the same throughout.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Final, NamedTuple

#: Demerits of every line: fewer lines are better.
LINE: Final = 10.0
#: Demerits of a line that ends with a hyphen made for it, and of a second one right below the first.
HYPHEN: Final = 16_000.0
DOUBLE: Final = 60_000.0
#: Demerits of two lines, one below the other, that differ by more than one class of tightness.
ADJACENT: Final = 6_000.0
#: Demerits of a hyphen in the last full line, and of a last line that is too short, where allowed at all.
FINAL: Final = 30_000.0
SHORT: Final = 30_000.0
#: What widening or narrowing letters to the limit counts, as badness.
WIDENED: Final = 8.0
#: Shares of a word space by which it grows or shrinks at a badness of 100, and how badness grows.
STRETCH: Final = 0.5
SHRINK: Final = 0.3
POWER: Final = 1.5
#: Rounding: a line may be longer than its measure by this share.
_SLACK: Final = 1e-6


#: Class of tightness, hyphens in a row, lines so far (0 where nobody counts them).
_State = tuple[int, int, int]


class Numbers(NamedTuple):
    """A paragraph as its breaks see it. Number 0 is its start, the last one its end.

    ``starts`` holds x and the width of all word spaces before the text that follows a break; ``ends`` the same
    where the visible text before it ends, its hyphen included; ``hyphens`` says which breaks make a hyphen,
    ``costs`` holds further demerits of breaking there.
    """

    starts: Sequence[tuple[float, float]]
    ends: Sequence[tuple[float, float]]
    hyphens: Sequence[bool]
    costs: Sequence[float]


@dataclass(frozen=True, slots=True)
class Setting:
    """What lines may do.

    ``indent`` shortens the first; ``stretch`` and ``shrink`` bound word spaces, ``expansion`` letters, as
    shares; ``ladder`` hyphens in a row; ``shortest`` is the least length of a last line that is not the only
    one, or 0; ``final`` allows a shorter one, and a hyphen in the last full line. ``lines`` is how many there
    shall be, 0 for as many as look best.
    """

    width: float
    indent: float = 0.0
    stretch: float = STRETCH
    shrink: float = SHRINK
    expansion: float = 0.0
    ladder: int = 2
    shortest: float = 0.0
    final: bool = False
    lines: int = 0


class Fit(NamedTuple):
    """How a line fills its measure: ``scale`` of its letters, ``gap`` as share added to each word space."""

    scale: float
    gap: float


def fit_of(measure: float, natural: float, spaces: float, expansion: float) -> Fit:
    """Return how a line of a ``natural`` width with ``spaces`` in it comes to a measure."""
    more = measure - natural
    if natural <= 0:
        return Fit(0.0, inf if more > 0 else 0.0)
    scale = min(max(more / natural, -expansion), expansion)
    more -= scale * natural
    if abs(more) <= _SLACK * measure:
        return Fit(scale, 0.0)
    if spaces <= 0:
        return Fit(scale, inf if more > 0 else -inf)
    return Fit(scale, more / spaces)


def badness_of(fit: Fit, expansion: float) -> float:
    """Return how bad a line looks: 100 where its spaces reach the limit they are best kept within."""
    share = fit.gap / (STRETCH if fit.gap > 0 else SHRINK)
    widened = fit.scale / expansion if expansion else 0.0
    return float(100 * abs(share) ** POWER + WIDENED * widened * widened)


def class_of(fit: Fit) -> int:
    """Return how tight a line is: 0 tight, 1 as it should be, 2 loose, 3 very loose."""
    if fit.gap < -0.12:
        return 0
    if fit.gap <= 0.2:
        return 1
    return 2 if fit.gap <= 0.45 else 3


def total_fit(numbers: Numbers, setting: Setting) -> list[int] | None:
    """Return the breaks with the least demerits, None where no way keeps within the setting."""
    found = fitted(numbers, setting)
    return None if found is None else found[0]


def fitted(numbers: Numbers, setting: Setting) -> tuple[list[int], float] | None:
    """Return the breaks with the least demerits and these; None where no way keeps within the setting."""
    starts, ends, hyphens, costs = numbers
    count = len(ends) - 1
    wide, stretch, shrink = 1 + setting.expansion, setting.stretch, setting.shrink
    narrow = 1 - setting.expansion
    loosest = list(accumulate((x * wide + stretch * space for x, space in ends), max))
    # for each break the best way to come there, by (class of the line before, hyphens in a row, lines so far
    # where they count)
    nodes: list[dict[_State, _Way]] = [{} for _ in ends]
    nodes[0][1, 0, 0] = _Way(0.0, 0, (1, 0, 0))
    wanted, counted = setting.lines, 1 if setting.lines else 0
    for start in range(count):
        states = nodes[start]
        if not states:
            continue
        x, space = starts[start]
        measure = setting.width - (setting.indent if start == 0 else 0.0)
        first = bisect_left(loosest, measure * (1 - _SLACK) + x * wide + stretch * space, start + 1)
        for end in range(min(first, count), count + 1):
            natural, spaces = ends[end][0] - x, ends[end][1] - space
            last = end == count
            tightest = natural * narrow - shrink * spaces
            if tightest > measure * (1 + _SLACK):
                if tightest > measure * 1.2:
                    break
                continue
            if last and natural <= measure:
                fit = Fit(0.0, 0.0)
            else:
                fit = fit_of(measure, natural, spaces, setting.expansion)
                if fit.gap > stretch:
                    continue
            short = last and start and natural < setting.shortest
            if short and not setting.final:
                continue
            demerits = (LINE + badness_of(fit, setting.expansion)) ** 2 + costs[end]
            if short:
                demerits += SHORT * (1 + 4 * (1 - natural / setting.shortest))
            tightness, hyphen, best = class_of(fit), hyphens[end], nodes[end]
            for state, way in states.items():
                before, row, line = state
                if (hyphen and row >= setting.ladder) or (last and row and not setting.final):
                    continue
                if wanted and ((line + 1 == wanted) is not last):
                    continue
                total = way.demerits + demerits
                if abs(tightness - before) > 1:
                    total += ADJACENT
                if hyphen:
                    total += HYPHEN + (DOUBLE if row else 0.0)
                elif last and row:
                    total += FINAL
                new = (tightness, row + 1 if hyphen else 0, line + counted)
                if new not in best or total < best[new].demerits:
                    best[new] = _Way(total, start, state)
    return _trace(nodes)


class _Way(NamedTuple):
    demerits: float
    start: int
    state: _State


def _trace(nodes: list[dict[_State, _Way]]) -> tuple[list[int], float] | None:
    if not nodes[-1]:
        return None
    number = len(nodes) - 1
    state = min(nodes[number], key=lambda one: nodes[number][one].demerits)
    demerits = nodes[number][state].demerits
    chosen = []
    while number:
        chosen.append(number)
        way = nodes[number][state]
        number, state = way.start, way.state
    return chosen[::-1], demerits


def first_fit(numbers: Numbers, setting: Setting, *, overfull: bool = False) -> list[int] | None:
    """Return breaks such that every line holds what fits in it.

    Where a word does not fit, return None, or with ``overfull`` give it a line of its own.
    """
    starts, ends, hyphens, _costs = numbers
    chosen: list[int] = []
    start, count, row = 0, len(ends) - 1, 0
    while start < count:
        limit = starts[start][0] + setting.width - (0.0 if start else setting.indent)
        limit += _SLACK * setting.width
        fitting, end = 0, start + 1
        while end <= count and ends[end][0] <= limit * 1.2 + setting.width * 0.2:
            if ends[end][0] <= limit and not (hyphens[end] and row >= setting.ladder):
                fitting = end
            end += 1
        if not fitting:
            if not overfull:
                return None
            fitting = start + 1
        row = row + 1 if hyphens[fitting] else 0
        chosen.append(fitting)
        start = fitting
    return chosen


def balanced(numbers: Numbers, setting: Setting) -> list[int] | None:
    """Return breaks for the narrowest measure that takes no more lines than the whole measure does."""
    best = first_fit(numbers, setting)
    if best is None or len(best) < 2:
        return best
    least, most = setting.width * (len(best) - 1) / len(best) * 0.5, setting.width
    while most - least > setting.width * 0.004:
        middle = (least + most) / 2
        tried = first_fit(numbers, _narrowed(setting, middle))
        if tried is None or len(tried) > len(best):
            least = middle
        else:
            most, best = middle, tried
    return best


def _narrowed(setting: Setting, width: float) -> Setting:
    return Setting(width, setting.indent, ladder=setting.ladder)


def even(numbers: Numbers, setting: Setting) -> list[int] | None:
    """Return breaks into as few lines as fit, the sum of the squares of what lines lack the least.

    A last line shorter than ``setting.shortest`` and each hyphen count as much as a line half empty.
    """
    greedy = first_fit(numbers, setting)
    if greedy is None or len(greedy) < 2:
        return greedy
    starts, ends, hyphens, _costs = numbers
    count, lines = len(ends) - 1, len(greedy)
    costs: list[dict[int, tuple[float, int]]] = [{} for _ in ends]  # by number of lines so far
    costs[0][0] = 0.0, 0
    for start in range(count):
        if not costs[start]:
            continue
        measure = setting.width - (0.0 if start else setting.indent)
        for end in range(start + 1, count + 1):
            lacks = measure * (1 + _SLACK) - (ends[end][0] - starts[start][0])
            if lacks < 0:
                if lacks < -0.2 * measure:
                    break
                continue
            share = 0.0 if end == count else lacks / measure
            cost = share * share
            if hyphens[end] or (end == count and start and measure - lacks < setting.shortest):
                cost += 0.25
            for used, (total, _before) in costs[start].items():
                if used < lines and cost + total < costs[end].get(used + 1, (inf, 0))[0]:
                    costs[end][used + 1] = cost + total, start
    chosen = [count]
    for used in range(lines, 1, -1):
        chosen.append(costs[chosen[-1]][used][1])
    return chosen[::-1]
