"""Choose the breaks of a paragraph as its language and its style ask, giving way in a fixed order.

Where no way keeps all rules, they are dropped one after the other: the length of the last line, what a number
counts, the third hyphen in a row, whole names; then the line is set ragged. A line that is longer than its
measure is made only of what cannot be divided at all.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import Any, Final, NamedTuple

from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import get_log_attrs

from printkit.languages.line_rules import line_rules
from printkit.render.paragraphs.breaks import (
    SHRINK,
    Numbers,
    Setting,
    balanced,
    even,
    first_fit,
    fitted,
    total_fit,
)
from printkit.render.paragraphs.features import Features
from printkit.render.paragraphs.reading import BREAK, OBJECT, Text
from printkit.render.paragraphs.spaces import stretching

#: Shares by which word spaces may grow: at best, and at most before a rule gives way.
GOOD: Final = 0.5
WIDEST: Final = 0.8
#: The same for a first try without hyphens.
UNDIVIDED: Final = 0.2
#: Demerits of parting what is tied, by the strength of the tie, where that is allowed at all.
PARTED: Final = (0.0, 50_000.0, 1_000_000.0)
#: A last word with fewer letters or digits than this stands on no line alone.
SHORT_WORD: Final = 5
#: Share of a text's width that hyphens made for its lines, and what hangs over the margins, may come to.
_ROOM: Final = 0.03
_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST_WORD: Final = re.compile(r"[^ ]+ *\Z")
_ANY: Final = 999  #: hyphens in a row, where nothing forbids them
_SOFT: Final = "\u00ad"
_HYPHENS: Final = ("-", "\u2010")
_IS_LINE_BREAK, _IS_CHAR_BREAK = 1, 4


class Measure(NamedTuple):
    """What lines are set in. Lengths in px; ``align`` is that of full and of last lines."""

    width: float
    indent: float
    align: tuple[str, str]

    @property
    def justified(self) -> bool:
        """Full lines reach both margins."""
        return self.align[0] == "justify"


class Planned(NamedTuple):
    """One line: places where it begins, where its visible text starts and ends, where the next one begins.

    ``hyphen`` makes one at its end; ``last`` ends a paragraph or stands before a forced break; ``ragged``
    leaves its spaces as they are.
    """

    begins: int
    start: int
    end: int
    follows: int
    hyphen: bool
    last: bool
    ragged: bool


class Break(NamedTuple):
    """A place where a line may end.

    ``kind`` is 0 between words, 1 in a word, 2 in what is kept whole, 3 anywhere. ``tied`` is 1 where the
    language holds together what stands around it, 2 before a last word too short to stand alone. A
    ``hyphen`` is ``made`` or stands in the text.
    """

    end: int
    hyphen: bool = False
    kind: int = 0
    tied: int = 0
    made: bool = True


@dataclass(slots=True)
class Plan:
    """The lines of a paragraph from a place on, and which rules gave way for them."""

    lines: list[Planned] = field(default_factory=list)
    gave: list[str] = field(default_factory=list)


class _Try(NamedTuple):
    kind: int  #: the highest kind of break allowed
    tied: int  #: the strongest tie that may be parted
    stretch: float
    piled: bool = False  #: more hyphens in a row than the style allows
    final: bool = False
    gave: tuple[str, ...] = ()


_LAST, _TIE, _ROW, _NAME, _RAGGED = "last line", "tie", "third hyphen", "name", "ragged"
_TRIES: Final = (
    _Try(0, 0, UNDIVIDED),
    _Try(1, 0, GOOD),
    _Try(1, 0, WIDEST),
    _Try(1, 0, WIDEST, final=True, gave=(_LAST,)),
    _Try(1, 1, WIDEST, final=True, gave=(_LAST, _TIE)),
    _Try(1, 1, WIDEST, True, True, (_LAST, _TIE, _ROW)),
    _Try(2, 1, WIDEST, True, True, (_LAST, _TIE, _ROW, _NAME)),
    _Try(2, 2, inf, False, True, (_RAGGED,)),
    _Try(2, 2, inf, True, True, (_RAGGED, _ROW)),
    _Try(3, 2, inf, True, True, (_RAGGED, "anywhere")),
)


class Planner:
    """Plans the lines of one text for a measure, as its style asks."""

    def __init__(self, text: Text, measure: Measure, features: Features) -> None:
        self._text, self._features = text, features
        self._width, self._indent, self._justified = (
            measure.width,
            measure.indent,
            measure.justified,
        )
        self._expansion = features.expansion if measure.justified else 0.0
        self._protrusion = features.protrusion and measure.justified
        self._rules = line_rules(text.style["lang"])
        self._breaks = self._find_breaks()
        self._order = sorted(self._breaks)
        words = text.text
        self._places = [place for place in stretching(words) if text.leaf(place).glyphs is not None]
        spaces = (text.xs[place + 1] - text.xs[place] for place in self._places)
        self._spaces = [0.0, *accumulate(spaces)]

    def plan(self, start: int) -> Plan:
        """Choose the lines from a place on; a forced break ends a line whatever it holds."""
        text, plan = self._text.text, Plan()
        begin = start
        while begin < len(text):
            forced = text.find(BREAK, begin)
            end = len(text) if forced < 0 else forced + 1
            self._segment(begin, end, self._indent if start == 0 == begin else 0.0, plan)
            begin = end
        return plan

    def plan_for(self, width: float, indent: float) -> Plan:
        """Choose the lines of the whole text for another measure (px)."""
        own = self._width, self._indent
        self._width, self._indent = width, indent
        try:
            return self.plan(0)
        finally:
            self._width, self._indent = own

    def plan_in(self, lines: int) -> tuple[Plan, float] | None:
        """Choose the lines of the whole text where there shall be so many; return them and their demerits.

        None where a rule would give way, and of texts that are not one justified paragraph.
        """
        text = self._text.text
        begin, stop = self._skip_spaces(0, len(text)), len(text.rstrip(" "))
        if not self._justified or BREAK in text or stop <= begin or not self._text.collapses:
            return None
        one = _TRIES[1]
        natural = self._text.xs[stop] - self._text.xs[begin] + self._indent
        spaces = self._spaces[-1]
        tightest = natural * (1 - self._expansion - _ROOM) - SHRINK * spaces
        widest = natural * (1 + self._expansion + _ROOM) + one.stretch * spaces
        if tightest > lines * self._width or widest < (lines - 1) * self._width:
            return None
        order = self._allowed(begin, stop, one)
        setting = Setting(
            self._width,
            self._indent,
            one.stretch,
            expansion=self._expansion,
            ladder=self._features.ladder,
            shortest=self._features.last_line * self._width,
            lines=lines,
        )
        found = fitted(self._numbers(begin, stop, order), setting)
        if found is None:
            return None
        plan, opens, start = Plan(), 0, begin
        order.append(len(text))
        for place in (order[number - 1] for number in found[0]):
            last = place == len(text)
            where = Break(stop) if last else self._breaks[place]
            hyphen = where.hyphen and where.made
            plan.lines.append(Planned(opens, start, where.end, place, hyphen, last, False))
            opens = start = place
        return plan, found[1]

    def _segment(self, begin: int, end: int, indent: float, plan: Plan) -> None:
        """Plan from a place to the next forced break, or the end."""
        opens, begin = begin, self._skip_spaces(begin, end)
        stop = end
        while stop > begin and self._text.text[stop - 1] in (BREAK, " "):
            if self._text.text[stop - 1] == " " and not self._text.collapses:
                break
            stop -= 1
        if stop <= begin:  # an empty line
            plan.lines.append(Planned(opens, begin, begin, end, False, True, True))
            return
        chosen, ragged = self._choose(begin, stop, end, indent, plan)
        start = begin
        for place in chosen:
            last = place == end
            one = Break(stop) if last else self._breaks[place]
            hyphen = one.hyphen and one.made
            plan.lines.append(
                Planned(opens, start, one.end, place, hyphen, last, ragged(start, place))
            )
            opens = start = place

    def _skip_spaces(self, place: int, end: int) -> int:
        if self._text.collapses:
            while place < end and self._text.text[place] == " ":
                place += 1
        return place

    def _choose(
        self, begin: int, stop: int, end: int, indent: float, plan: Plan
    ) -> tuple[list[int], Callable[[int, int], bool]]:
        """Return where the lines of a segment are followed by the next ones, and which are set ragged."""
        tries = (
            _TRIES
            if self._justified
            else [
                one._replace(stretch=inf)
                for one in (_TRIES[1], _TRIES[4], _TRIES[6], _TRIES[7], _TRIES[9])
            ]
        )
        known: tuple[int, int] | None = None
        order: list[int] = []
        numbers: Numbers | None = None
        for one in tries:
            if (one.kind, one.tied) != known:
                known = one.kind, one.tied
                order = self._allowed(begin, stop, one)
                numbers = self._numbers(begin, stop, order)
            assert numbers is not None
            setting = Setting(
                self._width,
                indent,
                one.stretch,
                expansion=self._expansion,
                ladder=_ANY if one.piled else self._features.ladder,
                shortest=self._features.last_line * self._width,
                final=one.final,
            )
            found = self._solver()(numbers, setting)
            if found is not None:
                plan.gave += one.gave if self._justified else ()
                order = [*order, end]
                places = [order[number - 1] for number in found]
                return places, self._raggedness(one.stretch)
        plan.gave.append("overfull")
        assert numbers is not None
        found = first_fit(numbers, Setting(self._width, indent, ladder=_ANY), overfull=True)
        assert found is not None
        order = [*order, end]
        return [order[number - 1] for number in found], self._raggedness(inf)

    def _solver(self) -> Callable[[Numbers, Setting], list[int] | None]:
        if self._justified:
            return total_fit
        return {"balance": balanced, "pretty": even}.get(self._features.wrap, first_fit)

    def _raggedness(self, stretch: float) -> Callable[[int, int], bool]:
        """Return what tells which lines have spaces too wide to be justified."""
        if not self._justified or stretch < inf:
            return lambda start, follows: not self._justified
        return self._is_too_loose

    def _is_too_loose(self, start: int, follows: int) -> bool:
        one = self._breaks.get(follows)
        end = len(self._text.text.rstrip(" \n")) if one is None else one.end
        natural = self._text.xs[end] - self._text.xs[start]
        spaces = self._spaces_before(end) - self._spaces_before(start)
        more = self._width - (0 if start else self._indent) - natural * (1 + self._expansion)
        return more > (WIDEST + 0.02) * spaces

    def _spaces_before(self, place: int) -> float:
        return self._spaces[bisect_left(self._places, place)]

    def _allowed(self, begin: int, stop: int, one: _Try) -> list[int]:
        low = bisect_left(self._order, begin + 1)
        high = bisect_left(self._order, stop)
        found = []
        for place in self._order[low:high]:
            where = self._breaks[place]
            if where.kind <= one.kind and where.tied <= one.tied and where.end > begin:
                found.append(place)
        return found

    def _numbers(self, begin: int, stop: int, order: list[int]) -> Numbers:
        xs = self._text.xs
        starts = [(xs[begin] + self._hang(begin, left=True), self._spaces_before(begin))]
        ends = [(0.0, 0.0)]
        hyphens, costs = [False], [0.0]
        for place in order:
            one = self._breaks[place]
            starts.append((xs[place] + self._hang(place, left=True), self._spaces_before(place)))
            if one.hyphen and one.made:
                right = xs[one.end] + self._hyphen_width(one.end)
            else:
                right = xs[one.end] - self._hang(one.end - 1, left=False)
            ends.append((right, self._spaces_before(one.end)))
            hyphens.append(one.hyphen)
            costs.append(PARTED[one.tied])
        ends.append((xs[stop] - self._hang(stop - 1, left=False), self._spaces_before(stop)))
        return Numbers(starts, ends, [*hyphens, False], [*costs, 0.0])

    def _hang(self, place: int, *, left: bool) -> float:
        """Return by how much (px) the character at a place hangs over the margin."""
        text = self._text
        if not (self._protrusion and 0 <= place < len(text.text)):
            return 0.0
        node = text.leaf(place)
        if node.glyphs is None:
            return 0.0
        return text.shaper.hanging(text.text[place], node.box.style)[0 if left else 1]

    def hangs(self, line: Planned) -> tuple[float, float]:
        """Return by how much (px) a line hangs over the left and the right margin."""
        left = self._hang(line.start, left=True)
        if line.hyphen:
            style = self._text.leaf(line.end - 1).box.style
            character = style["hyphenate_character"]
            right = self._text.shaper.hanging(character, style)[1] if self._protrusion else 0.0
        else:
            right = self._hang(line.end - 1, left=False)
        return left, right

    def _hyphen_width(self, end: int) -> float:
        """Return what a hyphen made at a place adds to a line (px), less what hangs of it."""
        style = self._text.leaf(end - 1).box.style
        shaper, character = self._text.shaper, style["hyphenate_character"]
        letter = self._text.text[:end].rstrip(_SOFT)[-1:]
        width: float = shaper.hyphen(letter, style).width
        return width - (shaper.hanging(character, style)[1] if self._protrusion else 0.0)

    def _find_breaks(self) -> dict[int, Break]:
        """Return every place where a line may begin, what its predecessor ends with, and at what price."""
        read, text = self._text, self._text.text
        bits = array("I")
        bits.frombytes(ffi.buffer(get_log_attrs(text, read.style["lang"])))
        tied = dict.fromkeys(self._rules.tied(text), 1)
        tied.update(dict.fromkeys(self._before_last_word(), 2))
        found: dict[int, Break] = {}
        for place in range(1, len(text)):
            if not bits[place] & _IS_LINE_BREAK or place in read.unbreakable:
                continue
            end = place
            while end and text[end - 1] == " ":
                end -= 1
            if text[place - 1] == _SOFT:
                self._soft(place, found)
            elif end:
                written = text[end - 1] in _HYPHENS and not self._is_address(end - 1)
                found[place] = Break(end, written, 0, tied.get(place, 0), made=False)
        for base, node, _path in read.leaves:
            if node.glyphs is not None:
                self._divide(base, node.box, found)
                if node.box.style["overflow_wrap"] in ("anywhere", "break-word"):
                    self._anywhere(base, node.box.text, bits, found)
        return found

    def _before_last_word(self) -> set[int]:
        """Return the place before a last word that is too short to stand alone."""
        match = _LAST_WORD.search(self._text.text)
        if match is None or not match.start() or sum(map(str.isalnum, match[0])) >= SHORT_WORD:
            return set()
        return {match.start()}

    def _soft(self, place: int, found: dict[int, Break]) -> None:
        if self._text.leaf(place - 1).box.style["hyphens"] != "none":
            found[place] = Break(place, True, 1)

    def _divide(self, base: int, box: Any, found: dict[int, Break]) -> None:
        style, text = box.style, box.text
        if style["hyphens"] != "auto":
            return
        whole = self._text.text
        for match in _WORD.finditer(text):
            start, end = base + match.start(), base + match.end()
            if whole[end : end + 1] == _SOFT or whole[start - 1 : start] == _SOFT:
                continue  # the author says where this word is divided
            places = self._text.shaper.syllables(match[0], style)
            if not places:
                continue
            kind = 2 if self._rules.kept_whole(whole, start, end) else 1
            for place in places:
                if start + place not in self._text.unbreakable:
                    found.setdefault(start + place, Break(start + place, True, kind))

    @staticmethod
    def _anywhere(base: int, text: str, bits: Any, found: dict[int, Break]) -> None:
        for place in range(base + 1, base + len(text)):
            if bits[place] & _IS_CHAR_BREAK and text[place - base - 1] != " ":
                found.setdefault(place, Break(place, False, 3))

    def _is_address(self, place: int) -> bool:
        """Tell whether a character belongs to an address of the net: its hyphens divide no word."""
        text = self._text.text
        start = text.rfind(" ", 0, place) + 1
        end = text.find(" ", place)
        word = text[start : len(text) if end < 0 else end]
        return "/" in word or "@" in word or OBJECT in word
