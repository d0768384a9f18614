"""The outline of a chapter as other tools leave it: made one that pages and their tags can have.

A book's chapter has one title, and no level below it is skipped (ISO 14289-1:2014, 7.4.2). What differs
is set right by moving whole levels, never words, and told where it begins.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.reading.context import MARK_ATTRIBUTE, Reading
from printkit.markup.reading.warnings import warning

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: what a heading may stand in and still divide the chapter; elsewhere it is a line in bold
_OPEN = frozenset({"body", "div", "section", "article", "main", "aside", "header"})
#: class of a heading that divides nothing
INNER = "inner-heading"


def mend_outline(root: Any, reading: Reading, title: str | None) -> None:
    """Give a chapter one title and levels without gaps. ``title`` is the one its front matter has."""
    _inner_headings(root)
    headings = list(root.iter(*HEADINGS))
    titles = [one for one in headings if one.tag == "h1"]
    if title and (not titles or headings[0] is not titles[0]):
        _add_title(root, title)
    elif not titles and headings and _leads(root, headings):
        _lift(headings)
    elif not titles:
        _name_by_file(root, reading)
    headings = list(root.iter(*HEADINGS))
    _second_titles(headings, reading)
    _close_gaps(headings, reading)


def _inner_headings(root: Any) -> None:
    """Make paragraphs of headings in quotations, lists, tables and the like."""
    for heading in list(root.iter(*HEADINGS)):
        above = heading.getparent()
        while above is not root and above is not None and above.tag in _OPEN:
            above = above.getparent()
        if above is not root:
            heading.set("class", f"{heading.get('class', '')} {INNER}".strip())
            heading.tag = "p"


def _add_title(root: Any, title: str) -> None:
    heading = root.makeelement("h1")
    heading.text, heading.tail = title, root.text or "\n"
    root.text = "\n"
    root.insert(0, heading)


def _leads(root: Any, headings: list[Any]) -> bool:
    """Tell whether the first heading is of the highest level there is, so that it can be the title."""
    return headings[0].tag == min(one.tag for one in headings) and headings[0].getparent() is root


def _lift(headings: list[Any]) -> None:
    """Make the first heading the title, and move all others by as many levels."""
    by = int(headings[0].tag[1]) - 1
    for heading in headings:
        heading.tag = f"h{int(heading.tag[1]) - by}"


def _name_by_file(root: Any, reading: Reading) -> None:
    stem = PurePosixPath(reading.path).stem
    words = " ".join(stem.lstrip("0123456789-_. ").replace("-", " ").replace("_", " ").split())
    title = (words or stem)[:1].upper() + (words or stem)[1:]
    message = _("This chapter has no title; it is called “{title}” after its file.")
    hint = _("Begin it with a line “# Title”.")
    reading.findings.append(warning("no-title", message.format(title=title), reading.start, hint))
    _add_title(root, title)


def _second_titles(headings: list[Any], reading: Reading) -> None:
    """Make sections of further titles, and move what follows each of them by one level."""
    seen = told = False
    for heading in headings:
        if heading.tag == "h1":
            if seen and not told:
                message = _("A chapter has one title only; this is a second one.")
                hint = _("It is set as a section. Write “##”, or begin another file.")
                at = reading.where(heading)
                reading.findings.append(warning("two-titles", message, at, hint))
                told = True
            if not seen:
                seen = True
                continue
        if told:
            heading.tag = f"h{min(6, int(heading.tag[1]) + 1)}"


def _close_gaps(headings: list[Any], reading: Reading) -> None:
    """Let every heading stand one level below the one it belongs to."""
    above: list[tuple[int, int]] = []  # levels typed and set
    told = False
    for heading in headings:
        typed = int(heading.tag[1])
        while above and above[-1][0] >= typed:
            above.pop()
        level = above[-1][1] + 1 if above else 1
        if level < typed and not told and heading.get(MARK_ATTRIBUTE) is not None:
            told = True
            message = _("This heading skips a level: {found} after {before}.")
            message = message.format(found="#" * typed, before="#" * (above[-1][0] if above else 0))
            hint = _("It is set as “{hashes}”, and so are the like of it.")
            hint = hint.format(hashes="#" * level)
            at: Position = reading.where(heading)
            reading.findings.append(warning("skipped-heading-level", message, at, hint))
        above.append((typed, level))
        heading.tag = f"h{level}"
