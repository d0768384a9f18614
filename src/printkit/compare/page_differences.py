"""What differs of a page as a whole: size, cut, turn, places of its words, folio, head, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from printkit.compare.differences import Difference
from printkit.compare.page_words import PageText, Word, bare_lines
from printkit.core.units import pt_to_mm

#: How far apart words may stand, in points, and still be in the same place.
SAME_PLACE_PT: Final = 1.0
_SAME_SIZE_MM: Final = 0.1
_SAME_CUT_MM: Final = 0.1
#: Words whose feet are so near one another stand on one line.
_SAME_LINE_PT: Final = 2.0
_NUMBERS: Final = re.compile(r"\d+")


def differences_of(
    places: tuple[int, int],
    old: PageText,
    new: PageText,
    stayed: Sequence[tuple[Word, Word]],
    *,
    changed_words: tuple[int, int],
    known_heads: Collection[str],
) -> Iterator[Difference]:
    """Yield what differs of a page in both states.

    ``places`` are its indexes (0-based); ``stayed`` its words that are the same; ``changed_words`` counts
    those taken out and put in; ``known_heads`` are running heads told for the file as a whole.
    """
    geometry = list(_geometry(old, new))
    yield from geometry
    if not geometry:
        yield from _moves(places, old, new, stayed, changed_words)
        yield from _furniture(places, old, new, known_heads)
    if old.links != new.links:
        gone, come = (
            Counter(old.links) - Counter(new.links),
            Counter(new.links) - Counter(old.links),
        )
        yield Difference("links", old=" ".join(sorted(gone)), new=" ".join(sorted(come)))


def _geometry(old: PageText, new: PageText) -> Iterator[Difference]:
    before, after = old.geometry, new.geometry
    sizes = (*before.size_mm, *after.size_mm)
    quarter = (after.turned - before.turned) % 360
    # a page that is turned changes its width for its height: that is no other size
    expected = before.size_mm[::-1] if quarter % 180 else before.size_mm
    same_size = all(
        abs(a - b) <= _SAME_SIZE_MM for a, b in zip(expected, after.size_mm, strict=True)
    )
    if not same_size:
        if quarter % 180 and _alike(before.size_mm, after.size_mm):
            same_size = True  # the content alone was turned
        else:
            yield Difference("size", sizes)
    if quarter:
        yield Difference("turned", (float(quarter),))
    if before.mirrored != after.mirrored:
        yield Difference("mirrored")
    moved = [b - a for a, b in zip(before.cut_mm, after.cut_mm, strict=True)]
    if same_size and not quarter and any(abs(side) > _SAME_CUT_MM for side in moved):
        yield Difference("trim", tuple(-side for side in moved))


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _SAME_SIZE_MM for a, b in zip(one, other, strict=True))


def _moves(
    places: tuple[int, int],
    old: PageText,
    new: PageText,
    stayed: Sequence[tuple[Word, Word]],
    changed_words: tuple[int, int],
) -> Iterator[Difference]:
    """Tell words that stand elsewhere on a page that holds its own words before and after.

    A page that gave words to another one, or got some, was only broken elsewhere.
    """
    whole = (len(old.words) - changed_words[0], len(new.words) - changed_words[1])
    if not stayed or whole != (len(stayed), len(stayed)):
        return
    moves = [(b.rect[0] - a.rect[0], b.rect[1] - a.rect[1]) for a, b in stayed]
    dx, dy = moves[len(moves) // 2]
    rigid = all(abs(x - dx) <= SAME_PLACE_PT and abs(y - dy) <= SAME_PLACE_PT for x, y in moves)
    if (places[1] - places[0]) % 2:  # a recto became a verso: its margins changed sides
        moves = [(x - dx, y) for x, y in moves]
        dx = 0.0
    if rigid:
        if max(abs(dx), abs(dy)) > SAME_PLACE_PT:
            yield Difference("shifted", (round(pt_to_mm(dx), 1), round(pt_to_mm(dy), 1)))
        return
    if any(changed_words):
        return  # the words after a changed one stand elsewhere by nature
    if not _line_by_line(stayed, moves):
        return  # broken into other lines
    far = [max(abs(x), abs(y)) for x, y in moves if max(abs(x), abs(y)) > SAME_PLACE_PT]
    if far:
        yield Difference("apart", (float(len(far)), round(pt_to_mm(max(far)), 1)))


def _line_by_line(
    stayed: Sequence[tuple[Word, Word]], moves: Sequence[tuple[float, float]]
) -> bool:
    """Tell whether lines moved as they were: all words of each line by the same way."""
    lines: dict[int, tuple[float, float]] = {}
    for (word, now), move in zip(stayed, moves, strict=True):
        if len(word.rects) != len(now.rects):
            return False  # broken here, whole there
        first = lines.setdefault(round(word.rect[3] / _SAME_LINE_PT), move)
        if max(abs(a - b) for a, b in zip(first, move, strict=True)) > SAME_PLACE_PT:
            return False
    return True


def _furniture(
    places: tuple[int, int], old: PageText, new: PageText, known_heads: Collection[str]
) -> Iterator[Difference]:
    before, after = (" ".join(word.text for word in page.furniture) for page in (old, new))
    if before == after:
        return
    numbers = [[int(one) for one in _NUMBERS.findall(text)[:50]] for text in (before, after)]
    steps = {b - a for a, b in zip(*numbers, strict=False)}
    if len(numbers[0]) != len(numbers[1]) or not steps <= {0, places[1] - places[0]}:
        yield Difference("folio", old=_listed(numbers[0]), new=_listed(numbers[1]))
    if (places[1] - places[0]) % 2 == 0:
        heads = [
            [line for line in bare_lines(page.furniture) if line and line not in known_heads]
            for page in (old, new)
        ]
        if sorted(heads[0]) != sorted(heads[1]):
            yield Difference("head", old=" ".join(heads[0]), new=" ".join(heads[1]))


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
