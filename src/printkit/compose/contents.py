"""What a table of contents lists: chapters with their sections, then what closes the book."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from printkit.model import Part
from printkit.model.manuscript import ChapterText

#: Lines of contents that stand on one A5 page below its heading.
MAX_LINES = 32
#: Height of that place in pt, and what a line of each kind takes of it where boxes are listed too.
_ROOM, _ENTRY, _SECTION, _BOX, _BOXES_HEAD = 446.0, 14.6, 12.2, 11.0, 27.0
#: Letters that fit on a line of the contents, about.
_LETTERS = 55
_TERM = re.compile(r'<a\b[^>]*\bclass="term"[^>]*>')
_ID, _HREF = re.compile(r'\bid="([^"]+)"'), re.compile(r'\bhref="xref:([^"]+)"')


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. ``anchor`` is the id its page number and its link point to."""

    title: Markup
    anchor: str
    number: int | None = None
    sections: tuple[Entry, ...] = ()


def entries_of(
    parts: Sequence[Part], chapters: Sequence[ChapterText], words: Mapping[str, str]
) -> tuple[Entry, ...]:
    """List the parts a reader looks for, in order; cover and front matter are not among them."""
    by_part = {chapter.part: chapter for chapter in chapters}
    entries = []
    for part in parts:
        if part.kind == "chapter":
            entries.append(_chapter(by_part[part.name]))
        elif part.kind in ("glossary", "bibliography"):
            entries.append(Entry(Markup.escape(words[part.kind]), f"{part.name}.top"))
    return _on_one_page(entries)


def boxes_of(
    chapters: Sequence[ChapterText], typeset: Callable[[str], str], *, beside: Sequence[Entry]
) -> tuple[Entry, ...]:
    """List the boxes that have a title, where all of them find room under the entries ``beside`` them.

    ``typeset`` sets plain text as the language asks.
    """
    boxes = tuple(
        Entry(Markup.escape(typeset(anchor.text)), anchor.id)
        for chapter in chapters
        for anchor in chapter.anchors
        if anchor.kind == "sidebar" and anchor.text
    )
    taken = _BOXES_HEAD + sum(_BOX * _lines(box) for box in boxes)
    for entry in beside:
        taken += _ENTRY * _lines(entry) + sum(_SECTION * _lines(one) for one in entry.sections)
    return boxes if taken <= _ROOM else ()


def _lines(entry: Entry) -> int:
    return 1 + len(entry.title.striptags()) // _LETTERS


def calls_of(chapters: Sequence[ChapterText], glossary: str) -> dict[str, tuple[str, ...]]:
    """Return, for each term of the part ``glossary``, the anchors of its first call in each chapter."""
    calls: dict[str, tuple[str, ...]] = {}
    for chapter in chapters:
        for link in _TERM.findall(chapter.body_html):
            anchor, target = _ID.search(link), _HREF.search(link)
            if anchor is None or target is None:
                continue
            part, _dot, slug = target[1].partition(".")
            if part == glossary:
                calls[slug] = (*calls.get(slug, ()), anchor[1])
    return calls


def _on_one_page(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Leave sections out where listing them would turn the page: a long book is found by chapter."""
    lines = sum(1 + len(entry.sections) for entry in entries)
    if lines <= MAX_LINES:
        return tuple(entries)
    return tuple(replace(entry, sections=()) for entry in entries)


def _chapter(chapter: ChapterText) -> Entry:
    sections = tuple(
        Entry(Markup(heading.html), heading.id)  # noqa: S704  made by markup, not by the theme
        for heading in chapter.headings
        if heading.level == 2
    )
    title = _without_repeats(chapter.title_html)
    return Entry(title, f"{chapter.part}.top", chapter.number, sections)


def _without_repeats(html: str) -> Markup:
    """Return a title's inline HTML without what must not be there twice: links, notes, ids."""
    if "<" not in html:
        return Markup(html)  # noqa: S704  escaped by markup
    from lxml import html as lxml_html  # noqa: PLC0415  few titles hold any markup

    root = lxml_html.fragment_fromstring(html, create_parent="span")
    for element in root.xpath(".//*[@id]"):
        del element.attrib["id"]
    for element in root.xpath(".//span[contains(@class, 'footnote')]"):
        element.drop_tree()
    for element in root.xpath(".//a"):
        element.drop_tag()
    inside = lxml_html.tostring(root, encoding="unicode")
    return Markup(inside.removeprefix("<span>").removesuffix("</span>"))  # noqa: S704
