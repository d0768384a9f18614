"""What a table of contents lists: chapters with their sections, then what closes the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from printkit.model import Part
from printkit.model.manuscript import ChapterText

#: Lines of contents that stand on one A5 page below its heading.
MAX_LINES = 32


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
