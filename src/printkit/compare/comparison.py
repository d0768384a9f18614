"""Compare two states of a PDF: read both, pair pages by the words that stayed, look at each pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from statistics import median
from typing import Any, Final

import pypdfium2

from printkit.compare import differ
from printkit.compare.differences import (
    Comparison,
    Difference,
    Mark,
    PagePair,
    Rect,
    Side,
    TextChange,
    Unreadable,
)
from printkit.compare.page_differences import SAME_PLACE_PT, differences_of
from printkit.compare.page_overlay import drawn_otherwise, picture, png, set_otherwise
from printkit.compare.page_words import (
    PageText,
    Word,
    heads,
    read_pages,
    set_furniture_apart,
    unit_of,
)
from printkit.compare.pairing import Pair, displaced, pair_pages
from printkit.pdf.budget import TooMuchError
from printkit.pdf.objects import UnreadableFileError, open_file
from printkit.pdf.pages import pages_of

#: Pages of a file that are compared; a longer one is refused.
MOST_PAGES: Final = 1000
#: Pages shown as pictures in one report.
MOST_PICTURES: Final = 240
#: Words told before and after a change.
_AROUND: Final = 6
#: A change longer than this is told by its beginning and its end.
_LONGEST: Final = 80
_PASSWORD: Final = 4
_MOST_BOOKMARKS: Final = 5_000

Tell = Callable[[int, int], None]
_Texts = dict[Pair, list[tuple[TextChange, list[Word], list[Word]]]]


def compare(
    old: bytes, new: bytes, tell: Tell = lambda done, total: None
) -> Comparison | Unreadable:
    """Compare two files; ``tell`` hears how many of how many steps are done."""
    opened: list[Any] = []
    try:
        for which, data in (("old", old), ("new", new)):
            try:
                one: Any = _open(data)
            except pypdfium2.PdfiumError as problem:
                locked = problem.err_code == _PASSWORD
                return Unreadable(which, "password" if locked else "damaged")  # type: ignore[arg-type]
            opened.append(one)
            if not len(one) or len(one) > MOST_PAGES:
                return Unreadable(which, "too-many-pages" if len(one) else "empty")  # type: ignore[arg-type]
        return _Comparing(opened[0], opened[1], (_units(old), _units(new)), tell).run()
    finally:
        for one in opened:
            one.close()


_open: Any = pypdfium2.PdfDocument


class _Comparing:
    def __init__(
        self, old: Any, new: Any, units: tuple[Sequence[float], Sequence[float]], tell: Tell
    ) -> None:
        self._files = (old, new)
        self._units = units
        self._total = 2 * (len(old) + len(new))
        self._done = 0
        self._tell = tell
        self._shown = 0

    def _step(self, count: int = 1) -> None:
        self._done += count
        self._tell(self._done, self._total)

    def run(self) -> Comparison:
        old, new = (
            read_pages(one, units, self._step)
            for one, units in zip(self._files, self._units, strict=True)
        )
        set_furniture_apart([*old, *new])
        words = tuple([word for page in pages for word in page.words] for pages in (old, new))
        keys = tuple([word.key for word in own] for own in words)
        found = differ.gaps(*keys)
        same = list(_same(found, len(keys[0]), len(keys[1])))
        shared = Counter((words[0][i].page, words[1][j].page) for i, j in same)
        counts = [[len(page.words) for page in pages] for pages in (old, new)]
        pairs, swapped = displaced(
            pair_pages(shared, *counts),
            [[word.key for word in page.words] for page in old],
            [[word.key for word in page.words] for page in new],
        )
        changes, flowed = differ.without_moves(found, *keys)
        texts = self._texts(changes, words, [pair for pair in pairs if pair not in swapped])
        stayed: dict[Pair, list[tuple[Word, Word]]] = defaultdict(list)
        for i, j in swapped:
            stayed[i, j] = list(zip(old[i or 0].words, new[j or 0].words, strict=True))
        for i, j in same:
            both = (words[0][i].page, words[1][j].page)
            if both not in swapped:
                stayed[both].append((words[0][i], words[1][j]))
        turned = {words[1][j1].page for _i1, _i2, j1, j2 in flowed if j1 < j2}
        turned |= {j for i, j in shared if (i, j) not in pairs}
        said = heads(old), heads(new)
        known = said[0].keys() ^ said[1].keys()
        made = []
        for pair in pairs:
            whole = list(self._whole(pair, old, new, texts, stayed, known, swapped))
            own = texts.get(pair, []), stayed.get(pair, [])
            made.append(self._pair(pair, old, new, *own, turned, whole))
        marks = [_bookmarks(one) for one in self._files]
        return Comparison(
            len(old),
            len(new),
            tuple(made),
            tuple(sorted(said[0].keys() - said[1].keys())),
            tuple(sorted(said[1].keys() - said[0].keys())),
            tuple(one for one in marks[0] if one not in marks[1]),
            tuple(one for one in marks[1] if one not in marks[0]),
        )

    def _whole(
        self,
        pair: Pair,
        old: Sequence[PageText],
        new: Sequence[PageText],
        texts: _Texts,
        stayed: dict[Pair, list[tuple[Word, Word]]],
        known: Collection[str],
        swapped: Collection[Pair],
    ) -> Iterable[Difference]:
        """Yield what differs of a page as a whole."""
        i, j = pair
        if i is None or j is None:
            return
        if pair in swapped:
            yield Difference("place", (float(i + 1), float(j + 1)))
        changed = texts.get(pair, [])
        yield from differences_of(
            (i, j),
            old[i],
            new[j],
            stayed.get(pair, []),
            changed_words=(
                sum(len(gone) for _change, gone, _come in changed),
                sum(len(come) for _change, _gone, come in changed),
            ),
            known_heads=known,
        )

    def _texts(
        self,
        changes: Sequence[differ.Gap],
        words: Sequence[Sequence[Word]],
        pairs: Sequence[Pair],
    ) -> _Texts:
        """Give every change to the pair of pages it is seen on; none to pages that came or went."""
        by_new = {pair[1]: pair for pair in pairs if pair[1] is not None}
        by_old = {pair[0]: pair for pair in pairs if pair[0] is not None}
        found: dict[Pair, list[tuple[TextChange, list[Word], list[Word]]]] = defaultdict(list)
        for i1, i2, j1, j2 in changes:
            gone = [one for one in words[0][i1:i2] if None not in by_old.get(one.page, (None,))]
            come = [one for one in words[1][j1:j2] if None not in by_new.get(one.page, (None,))]
            if not gone and not come:
                continue
            pair = by_new[come[0].page] if come else by_old[gone[0].page]
            change = TextChange(
                _said(words[1][max(0, j1 - _AROUND) : j1]),
                _said(gone),
                _said(come),
                _said(words[1][j2 : j2 + _AROUND]),
            )
            found[pair].append((change, gone, come))
        return found

    def _pair(
        self,
        pair: Pair,
        old: Sequence[PageText],
        new: Sequence[PageText],
        texts: Sequence[tuple[TextChange, list[Word], list[Word]]],
        stayed: Sequence[tuple[Word, Word]],
        turned: set[int],
        whole: Sequence[Difference],
    ) -> PagePair:
        i, j = pair
        images = [
            None if index is None else picture(file, index, unit_of(units, index))
            for file, units, index in zip(self._files, self._units, pair, strict=True)
        ]
        self._step(sum(index is not None for index in pair))
        marks: tuple[list[Mark], list[Mark]] = ([], [])
        looks = drawings = 0
        flowed = moved = False
        if i is not None and j is not None:
            for _change, gone, come in texts:
                marks[0].extend(Mark("text", rect) for rect in _rects(gone, i))
                marks[1].extend(Mark("text", rect) for rect in _rects(come, j))
            shift, rigid = _shift(stayed)
            shifted = max(map(abs, shift)) > SAME_PLACE_PT
            flowed = not rigid or j in turned or (shifted and i == j)
            moved = i != j
            before, after = images
            lies = {one.aspect for one in whole} & {"size", "turned", "mirrored"}
            if before is not None and after is not None and before != after and not lies:
                otherwise = _look(before, after, old[i], new[j], stayed, shift)
                looks, drawings = len(otherwise[0]), len(otherwise[1])
                for one, other in otherwise[0]:
                    marks[0].append(Mark("look", one))
                    marks[1].append(Mark("look", other))
                for rect in otherwise[1]:
                    marks[0].append(Mark("drawing", _moved(rect, (-shift[0], -shift[1]))))
                    marks[1].append(Mark("drawing", rect))
        made = PagePair(
            None if i is None else Side(i + 1, old[i].label),
            None if j is None else Side(j + 1, new[j].label),
            tuple(change for change, _gone, _come in texts),
            looks,
            drawings,
            flowed,
            moved,
            tuple(whole),
        )
        if not made.changed or self._shown >= MOST_PICTURES:
            return made
        self._shown += sum(image is not None for image in images)
        sides = (
            None if side is None else _shown(side, page, image, own)
            for side, page, image, own in (
                (made.old, None if i is None else old[i], images[0], marks[0]),
                (made.new, None if j is None else new[j], images[1], marks[1]),
            )
        )
        before_side, after_side = sides
        return PagePair(
            before_side, after_side, made.texts, looks, drawings, flowed, moved, made.differences
        )


def _units(data: bytes) -> list[float]:
    """Return the user unit of each page; none where the file's tree cannot be walked."""
    try:
        file = open_file(data)  # held while its objects are asked
        return [page.user_unit for page in pages_of(file.catalogue)]
    except (UnreadableFileError, TooMuchError):
        return []


def _bookmarks(document: Any) -> list[str]:
    try:
        return [str(one.get_title()) for one in document.get_toc()][:_MOST_BOOKMARKS]
    except (pypdfium2.PdfiumError, ValueError):
        return []


def _same(found: Sequence[differ.Gap], old: int, new: int) -> Iterable[tuple[int, int]]:
    """Yield the places of words that are the same in both."""
    i = j = 0
    for i1, i2, j1, j2 in [*found, (old, old, new, new)]:
        yield from zip(range(i, i1), range(j, j1), strict=True)
        i, j = i2, j2


def _shift(stayed: Sequence[tuple[Word, Word]]) -> tuple[tuple[float, float], bool]:
    """Return how far a page's words moved, in points, and whether all moved alike."""
    if not stayed:
        return (0.0, 0.0), True
    moves = [(other.rect[0] - one.rect[0], other.rect[1] - one.rect[1]) for one, other in stayed]
    shift = median(dx for dx, _dy in moves), median(dy for _dx, dy in moves)
    rigid = all(
        abs(dx - shift[0]) <= SAME_PLACE_PT and abs(dy - shift[1]) <= SAME_PLACE_PT
        for dx, dy in moves
    )
    return shift, rigid


def _look(
    before: Any,
    after: Any,
    old: PageText,
    new: PageText,
    stayed: Sequence[tuple[Word, Word]],
    shift: tuple[float, float],
) -> tuple[list[tuple[Rect, Rect]], list[Rect]]:
    scale = after.width / new.size_pt[0] if new.size_pt[0] else 1.0
    whole = [(a.rect, b.rect) for a, b in stayed if len(a.rects) == len(b.rects) == 1]
    looks = set_otherwise(before, after, whole, scale)
    covered = _rects((*new.words, *new.furniture))
    covered += [_moved(rect, shift) for rect in _rects((*old.words, *old.furniture))]
    return looks, drawn_otherwise(before, after, covered, shift, scale)


def _rects(words: Iterable[Word], page: int | None = None) -> list[Rect]:
    """Return where words stand, those of one page only if one is given."""
    return [rect for word in words if page in (None, word.page) for rect in word.rects]


def _moved(rect: Rect, shift: tuple[float, float]) -> Rect:
    return (rect[0] + shift[0], rect[1] + shift[1], rect[2] + shift[0], rect[3] + shift[1])


def _shown(side: Side, page: PageText | None, image: Any, marks: Sequence[Mark]) -> Side:
    if page is None or image is None:
        return side
    return Side(side.number, side.label, png(image), page.size_pt, tuple(marks))


def _said(words: Sequence[Word]) -> str:
    if len(words) > _LONGEST:
        return f"{_said(words[: _LONGEST // 2])} […] {_said(words[-_LONGEST // 4 :])}"
    return "".join(("" if word.glued else " ") + word.text for word in words).strip()
