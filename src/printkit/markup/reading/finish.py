"""The last touch: typography on finished trees, headings for the contents, the list of sources."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from printkit.markup.reading.dialect import html_nodes
from printkit.markup.reading.notes import NOTE_CLASSES
from printkit.markup.reading.serialise import inner_html
from printkit.model import TypographyOptions


def typeset_tree(root: Any, options: TypographyOptions, language: str) -> None:
    """Set the text of a tree, written in ``language`` where nothing in it says otherwise."""
    from printkit.languages.typesetter import typeset  # noqa: PLC0415  imported where used

    typeset(root, options, language)


def typeset_entries(
    entries: tuple[tuple[str, str], ...], language: str, options: TypographyOptions
) -> tuple[tuple[str, str], ...]:
    """Set the list of sources as the text is set."""
    done = []
    for identifier, html in entries:
        root = html_nodes(html)
        root.set("lang", language)
        typeset_tree(root, options, language)
        done.append((identifier, inner_html(root).strip()))
    return tuple(done)


def heading_html(element: Any) -> str:
    """Return a heading's content for a table of contents: without notes, links and ids."""
    copy = deepcopy(element)
    for inner in list(copy.iter()):
        if inner is copy or not isinstance(inner.tag, str):
            continue
        inner.attrib.pop("id", None)
        classes = (inner.get("class") or "").split()
        if inner.tag == "img" or not NOTE_CLASSES.isdisjoint(classes):
            inner.drop_tree()
        elif inner.tag == "a":
            inner.drop_tag()
    return inner_html(copy).strip()
