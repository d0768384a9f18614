"""Which words of two long texts are the same: anchored at what both say once, exact between."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

#: Begin and end in the old text, begin and end in the new one; what differs.
Gap = tuple[int, int, int, int]
#: So many words in a row, said once in each text, are an anchor.
_TOGETHER: Final = 4
#: Pairs of words up to which the exact method is used.
_EXACT: Final = 400_000


def gaps(old: Sequence[str], new: Sequence[str]) -> list[Gap]:
    """Return what differs, in order; everything between two gaps is the same."""
    return list(_gaps(old, new, 0, len(old), 0, len(new)))


def _gaps(
    old: Sequence[str], new: Sequence[str], i1: int, i2: int, j1: int, j2: int
) -> Iterator[Gap]:
    while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    if i1 == i2 or j1 == j2:
        if (i1, j1) != (i2, j2):
            yield i1, i2, j1, j2
        return
    if (i2 - i1) * (j2 - j1) <= _EXACT:
        matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                yield i1 + a, i1 + b, j1 + c, j1 + d
        return
    anchors = _anchors(old, new, i1, i2, j1, j2)
    if not anchors:
        yield i1, i2, j1, j2
        return
    for i, j in anchors:
        if i >= i1 and j >= j1:
            yield from _gaps(old, new, i1, i, j1, j)
            i1, j1 = i, j
            while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
                i1, j1 = i1 + 1, j1 + 1
    yield from _gaps(old, new, i1, i2, j1, j2)


def _anchors(
    old: Sequence[str], new: Sequence[str], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int]]:
    """Return places where both texts say the same few words, which neither says twice, in order."""
    here, there = _once(old, i1, i2), _once(new, j1, j2)
    common = sorted((place, there[words]) for words, place in here.items() if words in there)
    return _rising(common)


def _once(words: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[i : i + _TOGETHER]) for i in range(start, end - _TOGETHER + 1)]
    counts = Counter(runs)
    return {run: start + index for index, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that rises in both (patience)."""
    tops: list[int] = []
    piles: list[int] = []  # the pair on each pile
    before: list[int] = []
    for index, (_i, j) in enumerate(pairs):
        pile = bisect.bisect_left(tops, j)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            piles.append(index)
        else:
            tops[pile], piles[pile] = j, index
    found = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def without_moves(
    found: Sequence[Gap], old: Sequence[str], new: Sequence[str], *, least: int = 3
) -> tuple[list[Gap], list[Gap]]:
    """Split gaps into true ones and words that only went elsewhere, a line turned to the next page say.

    A run of at least ``least`` words taken out here and put in there did not change.
    """
    out = [index for i1, i2, _j1, _j2 in found for index in range(i1, i2)]
    into = [index for _i1, _i2, j1, j2 in found for index in range(j1, j2)]
    gone: set[int] = set()
    come: set[int] = set()
    while len(out) * len(into) <= _EXACT:
        here, there = [old[i] for i in out], [new[j] for j in into]
        matcher = SequenceMatcher(None, here, there, autojunk=False)
        blocks = [one for one in matcher.get_matching_blocks() if one.size >= least]
        if not blocks:
            break
        for a, b, size in blocks:
            gone.update(out[a : a + size])
            come.update(into[b : b + size])
        out = [index for index in out if index not in gone]
        into = [index for index in into if index not in come]
    true: list[Gap] = []
    moved: list[Gap] = []
    for i1, i2, j1, j2 in found:
        left = [i for i in range(i1, i2) if i not in gone]
        right = [j for j in range(j1, j2) if j not in come]
        if len(left) < i2 - i1 or len(right) < j2 - j1:
            moved.append((i1, i2, j1, j2))
        if left or right:
            span_old = (left[0], left[-1] + 1) if left else (i1, i1)
            span_new = (right[0], right[-1] + 1) if right else (j1, j1)
            true.append((*span_old, *span_new))
    return true, moved
