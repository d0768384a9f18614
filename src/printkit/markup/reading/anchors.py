"""Ids and numbers of one text: headings, figures, tables, containers; the outline they make."""

from __future__ import annotations

import re
from typing import Any

from printkit.core.findings import Position, has_errors
from printkit.core.i18n import _
from printkit.markup.reading.context import Reading
from printkit.markup.reading.outline import HEADINGS, INNER
from printkit.markup.reading.warnings import error, warning
from printkit.model.manuscript import Anchor, slug

_RESERVED = re.compile(r"top|fn-\d+")
#: the id of a part itself, put on its opening by the template
TOP = "top"


def name_anchors(root: Any, reading: Reading) -> None:
    """Give full ids to everything that has one or needs one, and number figures and tables."""
    _explicit(root, reading)
    if reading.in_book:
        _headings(root, reading)
        _sidebars(root, reading)
    _number(root, reading)


def _explicit(root: Any, reading: Reading) -> None:
    """Take the ids authors wrote; two equal ones are told at both places."""
    for element in root.iter():
        if not isinstance(element.tag, str) or (typed := element.get("id")) is None:
            continue
        local = slug(typed)
        at = reading.where(element, f"#{typed}")
        title = element.tag == "h1" and reading.in_book
        if not local or _RESERVED.fullmatch(local):
            message = _("“{id}” cannot be an id.").format(id=typed[:80])
            hint = _("Use letters, digits and hyphens; “top” and “fn-1” are taken.")
            reading.findings.append(error("bad-id", message, at, hint))
            del element.attrib["id"]
            continue
        full = reading.full_id(local)
        if (first := reading.anchors.get(full)) is not None:
            message = _("The id “{id}” is given twice.").format(id=local)
            hint = _("The other one is at {place}.")
            for here, there in ((first.position, at), (at, first.position)):
                told = warning("duplicate-id", message, here, hint.format(place=there))
                if told not in reading.findings:
                    reading.findings.append(told)
            del element.attrib["id"]
            continue
        element.set("id", full)
        kind = "chapter" if title else _kind(element)
        _register(reading, full, kind, _label_of(element, kind, reading), _text(element, kind), at)


def _kind(element: Any) -> str:
    if element.tag in HEADINGS:
        return "heading"
    if element.tag == "figure":
        return "figure"
    if element.tag == "table":
        return "table"
    return "sidebar" if "sidebar" in (element.get("class") or "").split() else "text"


def _text(element: Any, kind: str) -> str:
    if kind in ("heading", "chapter"):
        return " ".join("".join(element.itertext()).split())
    if kind == "sidebar":
        title = element.find("p[@class='sidebar-title']")
        return "" if title is None else " ".join("".join(title.itertext()).split())
    return ""


def _label_of(element: Any, kind: str, reading: Reading) -> str:
    if kind == "chapter":
        return chapter_label(reading, _text(element, kind))
    if kind in ("heading", "sidebar") and (text := _text(element, kind)):
        return reading.labels["quote"].format(text=text)
    return ""


def chapter_label(reading: Reading, title: str) -> str:
    """Return what an automatic reference to a chapter says: its number, else its title."""
    if reading.number is not None:
        return f"{reading.labels['chapter']}\u00a0{reading.number}"
    return reading.labels["quote"].format(text=title)


def _register(reading: Reading, full: str, kind: str, label: str, text: str, at: Position) -> None:
    reading.anchors[full] = Anchor(full, reading.part, kind, label, text, at)
    reading.positions[full] = at


def _headings(root: Any, reading: Reading) -> None:
    """Name the headings that have no id of their own after their words."""
    for element in root.iter("h2", "h3", "h4", "h5", "h6"):
        if element.get("id") is None:
            name_heading(element, reading)
    for element in root.iter("p"):
        if INNER in (element.get("class") or "").split() and element.get("id") is None:
            name_heading(element, reading, "text")


def _sidebars(root: Any, reading: Reading) -> None:
    """Name the boxes that have a title and no id of their own: the contents list them."""
    for element in root.iter("aside"):
        if element.get("id") is None and _kind(element) == "sidebar" and _text(element, "sidebar"):
            name_heading(element, reading, "sidebar")


def name_heading(element: Any, reading: Reading, kind: str = "heading") -> None:
    """Give a heading, or a box, an id made of its words, unique in the text."""
    words = _text(element, kind) or " ".join("".join(element.itertext()).split())
    stem = slug(words)[:60].strip("-") or "section"
    local, count = stem, 1
    while _RESERVED.fullmatch(local) or reading.full_id(local) in reading.anchors:
        count += 1
        local = f"{stem}-{count}"
    full = reading.full_id(local)
    element.set("id", full)
    label = _label_of(element, kind, reading)
    _register(reading, full, kind, label, words, reading.where(element))


def _number(root: Any, reading: Reading) -> None:
    """Give captioned figures and tables a number, which heads the caption."""
    counts = {"figure": 0, "table": 0}
    for element in root.iter("figure", "table"):
        caption = element.find("figcaption" if element.tag == "figure" else "caption")
        if caption is None or not _captioned(caption):
            continue
        counts[element.tag] += 1
        count = str(counts[element.tag])
        number = count if reading.number is None else f"{reading.number}.{count}"
        label = f"{reading.labels[element.tag]}\u00a0{number}"
        span = caption.makeelement("span", {"class": "label"})
        span.text, span.tail = label, " " + (caption.text or "").lstrip()
        caption.text = None
        caption.insert(0, span)
        full = element.get("id")
        if full is None:
            local = f"{'fig' if element.tag == 'figure' else 'tab'}-{count}"
            if not reading.in_book or reading.full_id(local) in reading.anchors:
                continue
            full = reading.full_id(local)
            element.set("id", full)
            _register(reading, full, element.tag, "", "", reading.where(element))
        known = reading.anchors[full]
        lowered = label[0].lower() + label[1:]
        reading.anchors[full] = Anchor(
            full, known.part, known.kind, lowered, known.text, known.position
        )


def _captioned(caption: Any) -> bool:
    """Tell whether a caption says something besides its source."""
    if (caption.text or "").strip():
        return True
    return any(child.get("class") != "source" or (child.tail or "").strip() for child in caption)


def check_structure(root: Any, reading: Reading) -> None:
    """Check that a chapter has some text besides its title."""
    told = has_errors(reading.findings)
    # what is wrong and so left out is no reason to call a chapter empty
    if not told and not any((e.tag not in HEADINGS and _has_content(e)) for e in root):
        message = _("This chapter is empty.")
        hint = _("Write its text, or take the file out of “parts”.")
        reading.findings.append(warning("empty-chapter", message, reading.start, hint))


def check_levels(root: Any, reading: Reading) -> None:
    """Check that no heading level is skipped on the way down."""
    previous = 0
    for heading in root.iter(*HEADINGS):
        level = int(heading.tag[1])
        if previous and level > previous + 1:
            message = _("This heading skips a level: {found} after {before}.")
            message = message.format(found="#" * level, before="#" * previous)
            hint = _("Write “{hashes}”.").format(hashes="#" * (previous + 1))
            reading.findings.append(
                error("skipped-heading-level", message, reading.where(heading), hint)
            )
        previous = level


def _has_content(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    if "".join(element.itertext()).strip():
        return True
    return any(True for _image in element.iter("img", "figure", "hr", "span", "a"))


def check_leftovers(root: Any, reading: Reading) -> None:
    """Tell of marks that stayed where nothing could be made of them."""
    for paragraph in list(root.iter("p")):
        mark = reading.block_of(paragraph)
        if mark is None:
            continue
        message = _("This cannot stand here.")
        hint = _("Leave an empty line before it, and keep it out of tables and HTML.")
        reading.findings.append(error("misplaced-block", message, mark.at, hint))
        paragraph.drop_tree()
