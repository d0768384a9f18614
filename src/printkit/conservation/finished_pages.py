"""What was drawn against what stands inside the pages of a finished file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from printkit.conservation.letters import letters

#: Between the pieces of a page's text, each drawn at once.
BETWEEN = "\x1f"
#: Letters from which a piece is on a page twice by no chance.
_TELLING = 20


@dataclass(frozen=True, slots=True)
class PageLoss:
    """Words that a finished page does not show. ``page`` is 0-based, None where pages are placed anew.

    ``cut``: they are in the file, but beyond the page's edge or clipped; ``doubled``: they are there,
    and once more than drawn.
    """

    page: int | None
    text: str
    cut: bool = False
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """The texts of a finished page in the order they are painted: inside what is seen of it, and not."""

    inside: tuple[str, ...]
    outside: tuple[str, ...] = ()


def losses(drawn: Sequence[str], pages: Sequence[PageText], *, besides: str = "") -> list[PageLoss]:
    """Return what of each drawn page (pieces joined by ``BETWEEN``) its finished page lacks.

    The pages of a file follow those drawn one by one. ``besides`` is what may stand on any of them too:
    the texts of drawings.
    """
    found: list[PageLoss] = []
    for index, (text, page) in enumerate(zip(drawn, pages, strict=True)):
        found += _page_losses(index, text.split(BETWEEN), page, letters(besides))
    return found


def losses_of_sheets(drawn: Iterable[str], sheets: Iterable[PageText]) -> list[PageLoss]:
    """Return what of the drawn pages stands on none of the sheets they are placed on."""
    pieces = [piece for text in drawn for piece in text.split(BETWEEN)]
    inside: list[str] = []
    outside: list[str] = []
    for sheet in sheets:
        inside += sheet.inside
        outside += sheet.outside
    return _page_losses(None, pieces, PageText(tuple(inside), tuple(outside)))


def _page_losses(
    index: int | None, pieces: Sequence[str], page: PageText, besides: str = ""
) -> list[PageLoss]:
    wanted = letters("".join(pieces))
    standing = letters("".join(page.inside))
    if wanted == standing:
        return []
    missing = _missing(pieces, page.inside)
    hidden = Counter(map(letters, page.outside))
    found = []
    for piece in missing:
        key = letters(piece)
        cut = hidden[key] > 0
        hidden[key] -= cut
        found.append(PageLoss(index, piece.strip(), cut))
    if index is not None:  # sheets may hold a page many times
        found += [
            PageLoss(index, piece.strip(), doubled=True)
            for piece in dict.fromkeys(pieces)
            if len(key := letters(piece)) >= _TELLING
            and standing.count(key) > wanted.count(key)
            and key not in besides
        ]
    return found


def _missing(pieces: Sequence[str], inside: Sequence[str]) -> list[str]:
    """Return the pieces that stand nowhere, as they were drawn or joined to others or divided."""
    standing = Counter(map(letters, inside))
    absent = []
    for piece in pieces:
        key = letters(piece)
        if not key:
            continue
        if standing[key] > 0:
            standing[key] -= 1
        else:
            absent.append(piece)
    if not absent:
        return []
    rest = list(standing.elements())
    left = "\n".join(rest) if len(rest) > 1 else "".join(rest)
    joined = left.replace("\n", "")
    missing = []
    # the longest first: a word of two letters is in many a line, and would be cut out of one
    for piece in sorted(absent, key=len, reverse=True):
        key = letters(piece)
        at = joined.find(key)
        if at < 0:
            missing.append(piece)
        else:
            joined = joined[:at] + "\n" + joined[at + len(key) :]
    # a line divided in two may have lost a half to the same words elsewhere: in order it stands whole
    in_order = "".join(map(letters, inside))
    wanted = Counter(map(letters, pieces))
    return [one for one in missing if in_order.count(letters(one)) < wanted[letters(one)]]
