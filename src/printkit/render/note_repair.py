"""Bring notes that the engine let slip back to the page of their call.

The engine moves notes to the next page to make room for a line it cannot break before: one that widows
and orphans tie to its neighbour (https://github.com/Kozea/WeasyPrint/issues/2502). What helps is to let
the paragraph at the foot of the page begin the next one, or to loosen its ties, or those of the paragraph
that calls the note, or to set that paragraph a line lower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes as engine_boxes

from printkit.render.layout_facts import Note, notes_of

#: Layouts spent on mending one part, at most.
MAX_TRIES = 16
_LOOSE = "orphans: 1; widows: 1"
_NEXT_PAGE = "break-before: page"
_LOWER = "margin-top: 1em"
_HEADINGS = frozenset({"h2", "h3", "h4"})
_BLOCKS = _HEADINGS | {"p", "li", "dd", "dt", "blockquote", "figcaption", "td", "th", "caption"}


def mend(
    layout: Callable[[], Any], tree: Any, document: Any, *, tries: int = MAX_TRIES
) -> tuple[Any, list[Note]]:
    """Lay out again, the style of some paragraphs changed, until every note is home.

    ``tree`` is the parsed page that ``layout`` lays out; what does not help is undone. At most ``tries``
    layouts are spent.
    """
    notes = notes_of(document)
    parents = {child: parent for parent in tree.iter() for child in parent}
    tried: set[tuple[Any, str]] = set()
    for _try in range(tries):
        astray = [note for note in notes if note.place.call_page != note.place.note_page]
        remedy = next(
            (
                one
                for note in astray
                for one in _remedies(note, document, parents)
                if one not in tried
            ),
            None,
        )
        if remedy is None:
            break
        tried.add(remedy)
        block, style = remedy
        before = block.get("style")
        block.set("style", "; ".join(filter(None, (before, style))))
        other = layout()
        found = notes_of(other)
        if _strayed(found) < len(astray):
            document, notes = other, found
        elif before is None:
            del block.attrib["style"]
        else:
            block.set("style", before)
    return document, notes


def _strayed(notes: list[Note]) -> int:
    return sum(note.place.call_page != note.place.note_page for note in notes)


def _remedies(note: Note, document: Any, parents: dict[Any, Any]) -> Iterator[tuple[Any, str]]:
    """Yield what may bring a note home, the least visible first."""
    own = _block_of(note.element, parents)
    last, lines = _foot_of(document.pages[note.place.call_page])
    last = None if last is None else _block_of(last, parents)
    if last is not None and last is not own:
        if lines <= 3:
            yield _with_its_heading(last, parents), _NEXT_PAGE
        yield last, _LOOSE
    if own is not None:
        yield own, _LOOSE
        yield own, _LOWER
        if lines <= 3:
            yield _with_its_heading(own, parents), _NEXT_PAGE
    if last is not None:
        yield last, _LOWER
    if own is not None:
        yield _with_its_heading(own, parents), _NEXT_PAGE


def _foot_of(page: Any) -> tuple[Any, int]:
    """Return the element whose lines end a page, above its notes, and how many of them stand there."""
    found: tuple[Any, int] = (None, 0)
    pending = [page._page_box.children[0]]
    while pending:
        box = pending.pop()
        children = list(getattr(box, "children", ()))
        lines = sum(isinstance(child, engine_boxes.LineBox) for child in children)
        if lines and box.element is not None:
            found = (box.element, lines)
        elif isinstance(box, engine_boxes.ParentBox):
            pending.extend(child for child in reversed(children) if child.is_in_normal_flow())
    return found


def _with_its_heading(block: Any, parents: dict[Any, Any]) -> Any:
    """Return the heading that stands right before a block, or the block: they turn the page together."""
    parent = parents.get(block)
    siblings = list(parent) if parent is not None else []
    index = siblings.index(block) if block in siblings else 0
    return siblings[index - 1] if index and siblings[index - 1].tag in _HEADINGS else block


def _block_of(element: Any, parents: dict[Any, Any]) -> Any:
    while element is not None and element.tag not in _BLOCKS:
        element = parents.get(element)
    return element
