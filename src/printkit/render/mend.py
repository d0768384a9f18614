"""Bring notes that the engine let slip back to the page of their call.

The engine moves a note that does not fit to the next page when it cannot move the line that calls it
(https://github.com/Kozea/WeasyPrint/issues/2502). Loosening the paragraph's widows and orphans lets it
move the line; failing that, the paragraph begins the next page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from printkit.render.facts import Note, notes_of

#: Layouts spent on mending one part, at most.
MAX_TRIES = 8
_REMEDIES = ("orphans: 1; widows: 1", "orphans: 1; widows: 1; break-before: page")
_BLOCKS = frozenset(
    {"p", "li", "dd", "dt", "blockquote", "figcaption", "td", "th", "caption", "h2", "h3", "h4"}
)


def mend(
    layout: Callable[[], Any], tree: Any, document: Any, *, tries: int = MAX_TRIES
) -> tuple[Any, list[Note]]:
    """Lay out again, the style of strayed notes' paragraphs loosened, until every note is home.

    ``tree`` is the parsed page that ``layout`` lays out; what does not help is undone. At most ``tries``
    layouts are spent.
    """
    notes = notes_of(document)
    parents = {child: parent for parent in tree.iter() for child in parent}
    tried: dict[Any, int] = {}
    for _try in range(tries):
        astray = [note for note in notes if note.place.call_page != note.place.note_page]
        block = next(
            (
                b
                for note in astray
                if (b := _block_of(note.element, parents)) is not None
                and tried.get(b, 0) < len(_REMEDIES)
            ),
            None,
        )
        if block is None:
            break
        before = block.get("style")
        block.set("style", "; ".join(filter(None, (before, _REMEDIES[tried.get(block, 0)]))))
        tried[block] = tried.get(block, 0) + 1
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


def _block_of(element: Any, parents: dict[Any, Any]) -> Any:
    while element is not None and element.tag not in _BLOCKS:
        element = parents.get(element)
    return element
