"""Fill the foot of pages that a figure, a table or a box left empty by not fitting there.

The engine knows no floats at the top of a page: what may not be broken and does not fit turns the page and
leaves white behind. A setter would let the text run on and place the figure a paragraph later, or a
paragraph earlier where it still fits; so does this, within the section, and only where it makes the pages
fuller. The text names by its number what has a caption, so nothing is said wrong by it; a picture or a
table without one, or with the class ``here``, stays between the words it was written between. What is
moved remembers its place (``PLACE``), so that tags can say everything in the order it was written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes as engine_boxes

#: Layouts spent on one part, at most.
MAX_TRIES = 8
#: White (px) at the foot of a page that is worth a move: three lines of a brochure's text.
WHITE_PX = 50.0
#: How far a block may travel, in paragraphs.
FARTHEST = 3

#: An attribute: which element of the page one was written as; given to all before one is moved.
PLACE = "data-place"

_BLOCKS = frozenset({"figure", "table", "aside"})
_CAPTIONS = frozenset({"figcaption", "caption"})


def fill(layout: Callable[[], Any], tree: Any, document: Any, *, tries: int = MAX_TRIES) -> Any:
    """Return the layout with blocks placed so that pages are full, at most ``tries`` layouts later.

    ``tree`` is the parsed page that ``layout`` lays out; a move that does not help is undone.
    """
    parents = {child: parent for parent in tree.iter() for child in parent}
    tried: set[tuple[Any, int]] = set()
    while tries > 0:
        move = next((one for one in _moves(document, parents) if one not in tried), None)
        if move is None:
            break
        tried.add(move)
        block, steps = move
        parent = parents[block]
        _remember(tree)
        _shift(parent, block, steps)
        tries -= 1
        other = layout()
        if _emptiness(other) < _emptiness(document):
            document = other
        else:
            _shift(parent, block, -steps)
    return document


def _moves(document: Any, parents: dict[Any, Any]) -> Iterator[tuple[Any, int]]:
    """Yield blocks that turned the page, and by how many paragraphs to move them, later ones first."""
    for index in range(len(document.pages) - 1):
        if _white(document.pages[index]) < WHITE_PX:
            continue
        block = _first_block(document.pages[index + 1])
        if block is None or block not in parents:
            continue
        siblings = list(parents[block])
        at = siblings.index(block)
        after = _paragraphs(siblings[at + len(_with_source(siblings, at)) :])
        before = _paragraphs(siblings[:at][::-1]) - 1  # never right below a heading
        for far in range(1, FARTHEST + 1):
            if far <= after:
                yield block, far
            if far <= before:
                yield block, -far


def _paragraphs(siblings: list[Any]) -> int:
    """Count the plain paragraphs that siblings begin with."""
    for number, one in enumerate(siblings):
        if one.tag != "p" or one.get("class"):
            return number
    return len(siblings)


def _with_source(siblings: list[Any], at: int) -> list[Any]:
    """Return a block with the line under it that says where its numbers are from."""
    below = siblings[at + 1 : at + 2]
    return [siblings[at], *(one for one in below if one.get("class") == "source")]


def _remember(tree: Any) -> None:
    """Let all elements know their places, unless they do."""
    if PLACE not in tree.attrib:
        for place, one in enumerate(tree.iter()):
            one.set(PLACE, str(place))


def _shift(parent: Any, block: Any, steps: int) -> None:
    siblings = list(parent)
    at = siblings.index(block)
    moved = _with_source(siblings, at)
    for one in moved:
        parent.remove(one)
    for number, one in enumerate(moved, at + steps):
        parent.insert(number, one)


def _emptiness(document: Any) -> tuple[int, float]:
    """Return how many pages there are, and the white at their feet: less is better."""
    whites = [_white(page) for page in document.pages[:-1]]
    return len(document.pages), round(sum(white for white in whites if white >= WHITE_PX / 2))


def _white(page: Any) -> float:
    """Return the height (px) between the last of a page's flow and its notes or its margin."""
    page_box = page._page_box
    floor = page_box.content_box_y() + page_box.height
    foot = 0.0
    for area in page_box.children:
        if isinstance(area, engine_boxes.FootnoteAreaBox):
            if area.children:
                floor = min(floor, area.position_y)
        elif not isinstance(area, engine_boxes.MarginBox):
            foot = max(foot, _foot(area))
    return float(floor - foot)


def _foot(box: Any) -> float:
    """Return where (px from the page's top) the lines, pictures and rows in a box end."""
    flow = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
    if isinstance(box, engine_boxes.LineBox | engine_boxes.ReplacedBox) or not flow:
        return float(box.position_y + box.margin_height())
    return max(_foot(child) for child in flow)


def _first_block(page: Any) -> Any:
    """Return the element of the block that a page's flow begins with, if it may be moved."""
    box = page._page_box.children[0]
    while True:
        element = box.element
        if element is not None and element.tag in _BLOCKS:
            whole = getattr(box, "resume_at", None) is None
            return element if whole and _may_move(element) else None
        flow = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
        if not flow or isinstance(box, engine_boxes.LineBox):
            return None
        box = flow[0]


def _may_move(block: Any) -> bool:
    """Tell whether the text can find a block again wherever it goes: by a number, or a title."""
    if "here" in (block.get("class") or "").split():
        return False
    return block.tag == "aside" or any(one.tag in _CAPTIONS for one in block)
