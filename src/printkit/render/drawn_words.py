"""What the engine truly draws, page by page, and what of the typeset tree it leaves out.

An engine can lay out a text and not draw it: what runs beyond a page that may not grow, or stands in a
box that nothing shows, vanishes without a word. So the texts are noted where they are drawn
(``paragraphs.showing`` stands there already) and compared with the tree, element by element.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.document import Page
from weasyprint.draw import text as drawing

from printkit.conservation.finished_pages import BETWEEN
from printkit.conservation.letters import letters
from printkit.model import Flaw, FlawKind

_paint = Page.paint
_draw = drawing.draw_first_line
#: What no reader is meant to see.
_UNSEEN = frozenset({"head", "script", "style", "title", "template", "svg", "math"})
_HIDDEN = "hidden"

#: for each page painted, the text boxes drawn on it, in order; None: nobody listens
_heard: list[list[Any]] | None = None


@contextmanager
def listening() -> Iterator[list[list[Any]]]:
    """Collect the text boxes drawn inside this block, page by page."""
    global _heard  # noqa: PLW0603  the engine offers no place to keep it
    pages: list[list[Any]] = []
    _heard = pages
    try:
        yield pages
    finally:
        _heard = None


def note(textbox: Any) -> None:
    """Note that a text box is drawn now; a drawing's own words, which have no element, are not."""
    if _heard and getattr(textbox, "element", None) is not None:
        _heard[-1].append(textbox)


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> Any:
    """Note a text box, and draw it as the engine does."""
    note(textbox)
    return _draw(stream, textbox, text_overflow, block_ellipsis, matrix)


def _painted(page: Any, stream: Any, scale: float = 1) -> Any:
    if _heard is not None:
        _heard.append([])
    return _paint(page, stream, scale)


def install() -> None:
    """Put this in the engine's place, once per process."""
    Page.paint = _painted


def texts_of(pages: list[list[Any]]) -> tuple[str, ...]:
    """Return what was drawn on each page, its pieces joined by ``BETWEEN``."""
    return tuple(BETWEEN.join(box.text for box in page) for page in pages)


def lost_texts(tree: Any, pages: list[list[Any]]) -> tuple[Flaw, ...]:
    """Return a flaw for each element of the tree whose own text was not drawn as a whole.

    ``amount`` is the number of letters and digits that are missing. What is drawn again on each page, as
    a table's head, is there more often than written, which is right.
    """
    drawn: dict[Any, list[str]] = defaultdict(list)
    last: dict[Any, int] = {}
    for index, page in enumerate(pages):
        for box in page:
            if "::" not in (box.element_tag or ""):
                drawn[box.element].append(box.text)
                last[box.element] = index
    found = []
    page_now = 0
    for element in _shown(tree):
        page_now = last.get(element, page_now)
        own = [element.text or "", *((child.tail or "") for child in element)]
        wanted = letters("".join(own))
        if not wanted:
            continue
        standing = letters("".join(drawn.get(element, ())))
        if standing == wanted or (standing and wanted in standing):
            continue
        missing = _difference(" ".join("".join(own).split()), standing)
        found.append(Flaw(FlawKind.LOST, page_now, missing, max(len(wanted) - len(standing), 1)))
    return tuple(found)


def _shown(tree: Any) -> Iterator[Any]:
    """Yield the elements whose text is for readers, in order."""
    pending = [tree]
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if _HIDDEN in element.attrib or _HIDDEN in (element.get("class") or "").split():
            continue
        yield element
        pending.extend(reversed(list(element)))


def _difference(text: str, standing: str) -> str:
    """Return the part of a text, from whole word to whole word, that does not stand where it should."""
    words = text.split(" ")
    while words and standing.startswith(key := letters(words[0])):
        standing = standing[len(key) :]
        words.pop(0)
    while len(words) > 1 and standing.endswith(key := letters(words[-1])) and (standing or not key):
        standing = standing[: len(standing) - len(key)] if key else standing
        words.pop()
    return " ".join(words)
