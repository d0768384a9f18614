"""Which page of the old file became which of the new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

#: An old page and what became of it, 0-based; None where a page came or went.
Pair = tuple[int | None, int | None]
#: Share of words that two states of one page have in common, at least.
_ALIKE: Final = 0.3


def pair_pages(
    shared: Mapping[tuple[int, int], int], old_words: Sequence[int], new_words: Sequence[int]
) -> list[Pair]:
    """Pair pages in order so that most words stay.

    ``shared`` counts the words that a page of each file has in common; the others count all words of
    each page. Pages without words are paired by their place between those that have some.
    """
    likeness = {
        (i, j): 2 * count / (old_words[i] + new_words[j])
        for (i, j), count in shared.items()
        if 2 * count >= _ALIKE * (old_words[i] + new_words[j])
    }
    pairs: list[Pair] = []
    i = j = 0
    for a, b in [*_best(likeness), (len(old_words), len(new_words))]:
        pairs += _between(range(i, a), range(j, b), old_words, new_words)
        if a < len(old_words):
            pairs.append((a, b))
        i, j = a + 1, b + 1
    return pairs


def displaced(
    pairs: Sequence[Pair], old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]
) -> tuple[list[Pair], set[Pair]]:
    """Pair pages that changed places: each says what another page said, to the word.

    ``old`` and ``new`` are the words of each page. Returns all pairs, and those that changed places.
    """
    loose = [(i, j) for i, j in pairs if i is None or j is None or list(old[i]) != list(new[j])]
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, _j in loose:
        if i is not None and old[i]:
            waiting[tuple(old[i])].append(i)
    became: dict[int, int] = {}
    for _i, j in loose:
        if j is not None and (same := waiting.get(tuple(new[j]))):
            became[j] = same.pop(0)
    if not became:
        return list(pairs), set()
    came_from = set(became.values())
    found: list[Pair] = []
    for i, j in pairs:
        old_left = i is not None and i not in came_from
        if j is not None and j in became:
            if old_left:
                found.append((i, None))
            found.append((became[j], j))
        elif i is not None and not old_left:
            if j is not None:
                found.append((None, j))
        else:
            found.append((i, j))
    return found, {(i, j) for j, i in became.items()}


def _best(likeness: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the chain of pairs, rising in both, whose likeness adds up highest."""
    rows: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (i, j), value in likeness.items():
        rows[i].append((j, value))
    # (last new page, sum, chain), the sum rising with the page
    ends: list[tuple[int, float, tuple[tuple[int, int], ...]]] = [(-1, 0.0, ())]
    for i in sorted(rows):
        added = []
        for j, value in rows[i]:
            _last, total, chain = max((one for one in ends if one[0] < j), key=lambda one: one[1])
            added.append((j, total + value, (*chain, (i, j))))
        ends = _front([*ends, *added])
    return list(max(ends, key=lambda one: one[1])[2])


def _front(
    ends: list[tuple[int, float, tuple[tuple[int, int], ...]]],
) -> list[tuple[int, float, tuple[tuple[int, int], ...]]]:
    """Keep the chains that no other beats with an earlier end."""
    kept: list[tuple[int, float, tuple[tuple[int, int], ...]]] = []
    for one in sorted(ends, key=lambda end: (end[0], -end[1])):
        if not kept or one[1] > kept[-1][1]:
            kept.append(one)
    return kept


def _between(
    old: range, new: range, old_words: Sequence[int], new_words: Sequence[int]
) -> list[Pair]:
    """Pair what is left between two pairs: wordless pages with wordless ones, then by place."""
    pairs: list[Pair] = []
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    silent_old = [i for i in old if not old_words[i]]
    silent_new = [j for j in new if not new_words[j]]
    matched = dict(zip(silent_old, silent_new, strict=False))
    pending = list(new)
    for i in old:
        if i in matched:
            while pending and pending[0] != matched[i]:
                pairs.append((None, pending.pop(0)))
            pairs.append((i, pending.pop(0)))
        else:
            pairs.append((i, None))
    return [*pairs, *((None, j) for j in pending)]
