"""The words of a PDF's pages with where they stand, heads and folios told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pypdfium2
import pypdfium2.raw

from printkit.compare.differences import Rect
from printkit.compare.page_geometry import PageGeometry, Shown, geometry_of, links_of

pdfium: Any = pypdfium2.raw
#: A hyphen at a line's end: soft, the one pdfium writes for it, or typed.
_HYPHENS: Final = dict.fromkeys(map(ord, "\u00ad\ufffe\u0002\u2010-"))
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\ufffe\u0002"))
_AT_LINE_END: Final = ("-", "\u2010")
_APART: Final = frozenset("«»:;!?%")
_STOPS: Final = frozenset(".,)]”’")
_DIGITS: Final = re.compile(r"\d+")
#: A line that stands at the head or foot of so many pages is furniture, its number apart.
_OFTEN: Final = 3
_SAME_HEIGHT_PT: Final = 4.0
#: Characters read of one page; a page of a book has three thousand.
_MOST_CHARACTERS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page (0-based index): ``key`` is what is compared, without hyphens.

    ``rects`` are its parts, two where a line breaks it. ``glued``: no space before it.
    """

    key: str
    text: str
    page: int
    rects: tuple[Rect, ...]
    glued: bool = False

    @property
    def rect(self) -> Rect:
        """Return where it begins."""
        return self.rects[0]


@dataclass(slots=True)
class PageText:
    """A page's words in reading order, its running head and folio apart."""

    label: str
    size_pt: tuple[float, float]
    words: list[Word]
    furniture: list[Word] = field(default_factory=list)
    geometry: PageGeometry = field(default_factory=PageGeometry)
    links: tuple[str, ...] = ()


def read_pages(document: Any, units: Sequence[float], tell: Callable[[], None]) -> list[PageText]:
    """Read all pages; ``units`` are their user units, ``tell`` is called after each."""
    pages = []
    for index in range(len(document)):
        pages.append(_page(document, index, unit_of(units, index)))
        tell()
    return pages


def unit_of(units: Sequence[float], index: int) -> float:
    """Return a page's user unit; 1 where the file's tree could not be walked, or says nonsense."""
    return units[index] if index < len(units) and units[index] > 0 else 1.0


def heads(pages: Sequence[PageText]) -> Counter[str]:
    """Count the running heads, numbers left out."""
    said = (bare_lines(page.furniture) for page in pages)
    return Counter(one for lines in said for one in lines if one)


def _page(document: Any, index: int, unit: float) -> PageText:
    label = document.get_page_label(index) or str(index + 1)
    try:
        page = document[index]
        shown = Shown(page, unit)
        turn = page.get_rotation()
        page.set_rotation(0)  # words are read in the order they were written in, however they lie
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PageText(label, (0.0, 0.0), [])
    try:
        geometry = geometry_of(page, text, shown)
        lying = geometry.turned % 180 == 0
        words = list(_joined(list(_words(text, index, shown, lying))))
        links = links_of(document, page)
    finally:
        text.close()
        page.set_rotation(turn)
        page.close()
    return PageText(label, shown.size_pt, words, geometry=geometry, links=links)


def _words(page: Any, index: int, shown: Shown, lying: bool) -> Iterator[Word]:
    """Yield a page's words; signs that French sets apart, and others glue, are words of their own."""
    handle = page.raw
    box = [pdfium.c_double() for _side in range(4)]  # left, right, bottom, top
    letters: list[str] = []
    areas: list[Rect] = []
    glued = False
    for place in range(min(pdfium.FPDFText_CountChars(handle), _MOST_CHARACTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(handle, place))
        if letter.isspace() and _guessed(handle, place):
            continue
        alone = letter in _APART
        if letters and (letter.isspace() or alone):
            yield _word(letters, areas, index, glued=glued)
            glued = not letter.isspace()
            letters, areas = [], []
        if letter.isspace():
            glued = False
            continue
        letters.append(letter)
        if pdfium.FPDFText_GetCharBox(handle, place, *box):
            x1, x2, y1, y2 = (side.value for side in box)
            own = shown.placed((x1, y1, x2, y2))
            if areas and _beside(areas[-1], own, lying):
                areas[-1] = _around(areas[-1], own)
            else:
                areas.append(own)
        if alone:
            yield _word(letters, areas, index, glued=glued)
            letters, areas, glued = [], [], True
    if letters:
        yield _word(letters, areas, index, glued=glued)


def _beside(one: Rect, other: Rect, lying: bool) -> bool:
    """Tell whether a letter stands on the line of the one before it, lying or standing."""
    low, high = (1, 3) if lying else (0, 2)
    return other[low] < one[high] and other[high] > one[low]


def _guessed(handle: Any, place: int) -> bool:
    """Tell whether a space or line end before a stop is pdfium's guess, as after a note's raised call."""
    while pdfium.FPDFText_IsGenerated(handle, place) == 1:
        place += 1
        if chr(pdfium.FPDFText_GetUnicode(handle, place)) in _STOPS:
            return True
    return False


def _around(one: Rect, other: Rect) -> Rect:
    left, top = map(min, one[:2], other[:2])
    right, bottom = map(max, one[2:], other[2:])
    return (left, top, right, bottom)


def _word(letters: list[str], areas: list[Rect], index: int, *, glued: bool) -> Word:
    text = "".join(letters)
    key = text.translate(_HYPHENS) or text
    rects = tuple(areas) or ((0.0, 0.0, 0.0, 0.0),)
    return Word(key, text.translate(_INVISIBLE), index, rects, glued)


def _joined(words: Sequence[Word]) -> Iterator[Word]:
    """Join words that a line broke at a hyphen, as most programs write them."""
    pending: Word | None = None
    for word in words:
        if pending is not None and word.rect[1] > pending.rect[1] and word.key[:1].islower():
            shown = pending.text[:-1] + word.text
            rects = pending.rects + word.rects
            pending = replace(pending, key=pending.key + word.key, text=shown, rects=rects)
        else:
            if pending is not None:
                yield pending
            pending = word
        if not (pending.text[-1:] in _AT_LINE_END and pending.text[-2:-1].isalpha()):
            yield pending
            pending = None
    if pending is not None:
        yield pending


def set_furniture_apart(pages: Sequence[PageText]) -> None:
    """Take heads and folios, of both states, out of the text.

    They are uppermost or lowest lines as far down as one that repeats, its number apart: the head of a
    short chapter, which does not repeat, stands where the others do.
    """
    edges = [_edge_lines(page) for page in pages]
    said = Counter(_place(line) for lines in edges for line in lines)
    often = {place for place, count in said.items() if count >= _OFTEN}
    heights = {height for _words, height in often}
    texts = {words for words, _height in often}  # they stay furniture on a page that was shifted
    for page, lines in zip(pages, edges, strict=True):
        apart = [line for line in lines if _place(line)[1] in heights or _plain(line) in texts]
        page.furniture = [word for line in apart for word in line]
        taken = set(map(id, page.furniture))
        page.words = [word for word in page.words if id(word) not in taken]


def _place(line: Sequence[Word]) -> tuple[str, int]:
    """Return what a line says, numbers left out, and how far down: both repeat in furniture."""
    return _plain(line), round(line[0].rect[3] / _SAME_HEIGHT_PT)


def _edge_lines(page: PageText) -> list[list[Word]]:
    """Return the uppermost and the lowest line."""
    if not page.words:
        return []
    lines = []
    for edge in (
        min(page.words, key=lambda word: word.rect[1]),
        max(page.words, key=lambda word: word.rect[3]),
    ):
        middle = (edge.rect[1] + edge.rect[3]) / 2
        line = [word for word in page.words if word.rect[1] <= middle <= word.rect[3]]
        if line not in lines:
            lines.append(line)
    return lines


def _plain(line: Sequence[Word]) -> str:
    return " ".join(filter(None, (_DIGITS.sub("", word.key) for word in line)))


def bare_lines(furniture: Sequence[Word]) -> list[str]:
    """Return a page's furniture as lines, numbers left out."""
    rows: dict[int, list[Word]] = {}
    for word in furniture:
        rows.setdefault(round(word.rect[1] / 20), []).append(word)
    return [_plain(row) for row in rows.values()]
