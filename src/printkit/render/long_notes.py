"""Notes that no foot of a page can hold stand whole at the end of their chapter.

The engine cannot go on with a note at the foot of the next page: one that is longer than a page runs off
it. Its call and its number stay, at the foot a line says where it is read and leads there, and its text
stands after the last paragraph, where it may run over as many pages as it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.etree import ElementTree

from weasyprint.formatting_structure import boxes as engine_boxes

from printkit.model import Flaw, FlawKind
from printkit.render.layout_facts import Note, boxes, notes_of

#: Attributes of the body: the line at the foot, and what notes are called before their number.
LINE, LABEL = "data-long-note", "data-note"
#: Room that a page keeps for the line of the call, in px, where a note may take the rest.
_LEAST_TEXT = 60.0
#: The part of a page from which a note that slips to the next page counts as long.
_LONG = 0.4
#: Layouts spent on it, at most: a note that goes makes room for others.
_TRIES = 3


def move_long_notes(
    layout: Callable[[], Any], tree: Any, document: Any, *, astray: bool = False
) -> tuple[Any, tuple[Flaw, ...]]:
    """Return the layout with its long notes at the end, and a flaw that tells of each.

    ``tree`` is the parsed page that ``layout`` lays out. Moved are the notes that no page can hold;
    ``astray``: those that are not on the page of their call though mending was tried, too.
    """
    body = tree.find("body")
    if body is None or not body.get(LINE):
        return document, ()
    moved: dict[Any, tuple[str, int]] = {}
    for _try in range(_TRIES):
        notes = notes_of(document)
        long = [note for note in notes if _is_long(document, note, astray=astray)]
        if not long:
            break
        numbers = _numbers(tree)
        for note in long:
            number = numbers.get(note.element, 0)
            moved[note.element] = " ".join("".join(note.element.itertext()).split()), number
            _move(body, note.element, number)
        document = layout()
    calls = {note.element: note.place.call_page for note in notes_of(document)} if moved else {}
    return document, tuple(
        Flaw(FlawKind.LONG_NOTE, calls.get(element, 0), words, number)
        for element, (words, number) in moved.items()
    )


def _is_long(document: Any, note: Note, *, astray: bool) -> bool:
    place = note.place
    page = document.pages[place.call_page if place.note_page is None else place.note_page]
    height = sum(
        box.margin_height()
        for box in boxes(page)
        if getattr(box, "element", None) is note.element
        and "::" not in (box.element_tag or "")
        and isinstance(box, engine_boxes.BlockLevelBox)
    )
    room = page._page_box.height
    if height > room - _LEAST_TEXT:
        return True
    return astray and place.call_page != place.note_page and height > _LONG * room


def _numbers(tree: Any) -> dict[Any, int]:
    notes = (one for one in tree.iter() if "footnote" in (one.get("class") or "").split())
    return {element: number for number, element in enumerate(notes, 1)}


def _move(body: Any, note: Any, number: int) -> None:
    """Put what a note says at the end, and at its foot the line that leads there."""
    end = next((one for one in body if one.get("class") == "long-notes"), None)
    if end is None:
        end = ElementTree.SubElement(body, "section", {"class": "long-notes"})
    target = f"{note.get('id') or f'note-{number}'}-text"
    label = f"{body.get(LABEL) or ''} {number}".strip()
    paragraphs = _paragraphs(note)
    for index, paragraph in enumerate(paragraphs):
        if index == 0:
            paragraph.set("id", target)
            strong = ElementTree.Element("strong")
            strong.text, strong.tail = f"{label}.", " " + (paragraph.text or "").lstrip()
            paragraph.text = None
            paragraph.insert(0, strong)
        end.append(paragraph)
    for child in list(note):
        note.remove(child)
    note.text = None
    link = ElementTree.SubElement(note, "a", {"href": f"#{target}"})
    link.text = body.get(LINE)


def _paragraphs(note: Any) -> Sequence[Any]:
    """Return a note's content as paragraphs: it has line breaks between them."""
    paragraph = ElementTree.Element("p", {"class": "long-note"})
    paragraph.text = note.text
    found = [paragraph]
    for child in list(note):
        if child.tag == "br":
            paragraph = ElementTree.Element("p", {"class": "long-note"})
            paragraph.text = child.tail
            found.append(paragraph)
        else:
            paragraph.append(child)
    return [one for one in found if len(one) or (one.text or "").strip()]
