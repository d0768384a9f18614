"""What a layout says of itself: anchors, notes and their calls, characters without a glyph."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from printkit.model import NotePlace

#: Shaped away or replaced by the shaper when a face lacks them: joiners, marks, hyphens, spaces.
_SHAPED = frozenset({0x00AD, 0x2010, 0x2011, 0xFEFF, *range(0xFE00, 0xFE10)})
_NOTE = "footnote"
_CALL = "::footnote-call"


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the layout: its place, and the element that carries it."""

    place: NotePlace
    element: Any


def boxes(page: Any) -> Iterator[Any]:
    """Yield every box of a page, in drawing order of the tree."""
    return within(page._page_box)


def within(box: Any) -> Iterator[Any]:
    """Yield a box and all in it, what is positioned apart included."""
    pending = [box]
    while pending:
        box = pending.pop()
        yield box
        pending.extend(reversed(_children(box)))


def _children(box: Any) -> list[Any]:
    children = list(getattr(box, "children", ()))
    for group in getattr(box, "column_groups", ()):  # a table keeps its columns apart
        children.append(group)
    return [
        getattr(child, "_box", child) for child in children
    ]  # absolute boxes hide in a placeholder


def anchors_of(document: Any) -> dict[str, int]:
    """Return the 0-based page of every element id, the first where it is laid out."""
    found: dict[str, int] = {}
    for index, page in enumerate(document.pages):
        for name in page.anchors:
            found.setdefault(name, index)
    return found


def notes_of(document: Any) -> list[Note]:
    """Find every note's call and text. A note without text on any page has vanished."""
    calls: dict[Any, int] = {}
    texts: dict[Any, int] = {}
    for index, page in enumerate(document.pages):
        for box in boxes(page):
            element = getattr(box, "element", None)
            tag = getattr(box, "element_tag", None) or ""
            if element is None or _NOTE not in (element.get("class") or "").split():
                continue
            if tag.endswith(_CALL):
                calls.setdefault(element, index)
            elif "::" not in tag:
                texts.setdefault(element, index)
    return [
        Note(NotePlace(element.get("id") or f"note {number}", page, texts.get(element)), element)
        for number, (element, page) in enumerate(calls.items(), 1)
    ]


def missing_characters(document: Any, has: Collection[int]) -> str:
    """Return the characters set on the pages that no declared face can show, sorted, each once."""
    seen: set[str] = set()
    for page in document.pages:
        for box in boxes(page):
            text = getattr(box, "text", None)
            if isinstance(text, str):
                seen.update(text)
    return "".join(sorted(c for c in seen if ord(c) not in has and not _is_shaped_away(c)))


def _is_shaped_away(character: str) -> bool:
    return ord(character) in _SHAPED or unicodedata.category(character) in (
        "Cf",
        "Cc",
        "Zs",
        "Zl",
        "Zp",
    )
