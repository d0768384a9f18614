"""The proof that a repair moved no letter and left no stream that a press would stumble over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
import pypdfium2.raw

from printkit.compare.page_geometry import Shown
from printkit.core.i18n import _
from printkit.core.units import mm_to_pt
from printkit.pdf.budget import Budget
from printkit.pdf.lexer import UnreadableError, sound_operations
from printkit.pdf.objects import File, decoded, entry, every_object, is_stream, name, whole
from printkit.pdf.pages import pages_of

pdfium: Any = pypdfium2.raw
#: How far a letter may be moved, in points: a tenth of a millimetre.
_STILL: Final = mm_to_pt(0.1)
#: Letters read of one page; the densest broadsheet has a fifth of it.
_MOST_LETTERS: Final = 200_000
_INVISIBLE: Final = frozenset("\u00ad\ufffe\u0002")

#: A letter and where its origin lies, in points from the upper left corner of the trim as it is shown.
Letter = tuple[str, float, float]


def text_harm(before: Any, after: Any, page: int, units: tuple[float, float]) -> str | None:
    """Say which letters within the trim are gone or moved from one page to the other; None: none.

    ``before`` and ``after`` are PDFium pages, ``page`` is their number (1-based), ``units`` their user
    units. Letters that came to the page, as a stamp's do when it is drawn onto it, harm nothing.
    """
    trim = after.get_trimbox()
    former = before.get_trimbox(fallback_ok=False) or (
        before.get_cropbox() if before.get_rotation() else trim
    )
    there: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for letter, x, y in _letters(after, trim, units[1], slack=_STILL):
        there[letter, round(x / _STILL), round(y / _STILL)].append((x, y))
    gone = [one for one in _letters(before, former, units[0], slack=0.0) if not _taken(there, one)]
    if not gone:
        return None
    said = "".join(letter for letter, _x, _y in gone[:20])
    message = _("text of page {page} would be lost or moved: “{text}”")
    return message.format(page=page, text=said + ("…" if len(gone) > len(said) else ""))


def _taken(there: dict[tuple[str, int, int], list[tuple[float, float]]], one: Letter) -> bool:
    """Take a letter that stands where ``one`` stood out of those that are ``there``."""
    letter, x, y = one
    column, row = round(x / _STILL), round(y / _STILL)
    for across in (column, column - 1, column + 1):
        for down in (row, row - 1, row + 1):
            places = there.get((letter, across, down), [])
            for place in places:
                if max(abs(place[0] - x), abs(place[1] - y)) <= _STILL:
                    places.remove(place)
                    return True
    return False


def _letters(page: Any, box: Any, unit: float, *, slack: float) -> Iterator[Letter]:
    """Yield the letters whose origin lies in a box of the page, or within ``slack`` points of it."""
    shown = Shown(page, unit)
    left, top, right, bottom = shown.placed(tuple(box))
    x, y = pdfium.c_double(), pdfium.c_double()
    text = page.get_textpage()
    try:
        handle = text.raw
        for place in range(min(pdfium.FPDFText_CountChars(handle), _MOST_LETTERS)):
            letter = chr(pdfium.FPDFText_GetUnicode(handle, place))
            if letter.isspace() or letter in _INVISIBLE:
                continue
            if pdfium.FPDFText_IsGenerated(handle, place) == 1:
                continue
            if not pdfium.FPDFText_GetCharOrigin(handle, place, x, y):
                continue
            across, down, _right, _bottom = shown.placed((x.value, y.value, x.value, y.value))
            if left - slack <= across <= right + slack and top - slack <= down <= bottom + slack:
                yield letter, across - left, down - top
    finally:
        text.close()


def broken_streams(file: File) -> int:
    """Count the content streams that a strict reader would refuse: pages', forms', patterns'."""
    contents = [page.content() for page in pages_of(file.catalogue, Budget())]
    contents += [decoded(one) or b"" for one in every_object(file) if _draws(one)]
    return sum(map(_is_broken, contents))


def _draws(thing: Any) -> bool:
    if not is_stream(thing):
        return False
    return name(entry(thing, "/Subtype")) == "/Form" or whole(entry(thing, "/PatternType")) == 1


def _is_broken(data: bytes) -> bool:
    try:
        for _operation in sound_operations(data):
            pass
    except UnreadableError:
        return True
    return False
