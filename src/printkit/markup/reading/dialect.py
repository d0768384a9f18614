"""Markdown to a tree: the parser with its extensions, and marks put back on what they mark."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import lxml.html
import markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.attr_list import sanitize_name
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.blocks.scanner import Located, TooDeepError, locate
from printkit.markup.reading.attributes import BRACES, parse_attributes
from printkit.markup.reading.context import BLOCK_ATTRIBUTE, MARK_ATTRIBUTE, PRIVATE, Reading
from printkit.markup.reading.expand import Expanded
from printkit.markup.reading.position_marks import (
    INLINE,
    INSIDE,
    MARK,
    MARK_RE,
    POINTS,
    Kind,
    settle_marks,
)
from printkit.markup.reading.warnings import error

_EXTENSIONS = ("tables", "def_list", "abbr", "attr_list", "sane_lists", "admonition")
_BRACES = re.compile(BRACES)
_CODE = frozenset({"code", "pre", "script", "style", "textarea"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Headings(HashHeaderProcessor):
    """Headings need a space after ``#``, so that ``#hashtag`` is a word; ``C#`` keeps its sign."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})(?=[ \t\n]|$)(?P<header>(?:\\.|[^\\\n])*?)(?:(?<=[ \t])#+[ \t]*)?(?:\n|$)"
    )


class _Spans(LinkInlineProcessor):
    """``[words]{.class lang=en}``: a span with attributes."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  the parser's name
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        """Return the span and its ends, or nothing when the brackets are something else."""
        text, index, closed = self.getText(data, m.end(0))
        braces = _BRACES.match(data, index) if closed else None
        if braces is None:
            return None, None, None
        attributes = parse_attributes(braces[0])
        element = ElementTree.Element("span")
        element.text = text
        if attributes.id:
            element.set("id", attributes.id)
        if attributes.classes:
            element.set("class", " ".join(attributes.classes))
        for name, value in attributes.values.items():
            element.set(sanitize_name(name), value)
        return element, m.start(0), braces.end()


def parser() -> markdown.Markdown:
    """Return a Markdown parser for printkit's dialect; it keeps no state between texts."""
    md = markdown.Markdown(extensions=list(_EXTENSIONS))
    md.inlinePatterns.register(_Spans(LINK_RE, md), "span", 165)
    md.parser.blockprocessors.register(_Headings(md.parser), "hashheader", 70)
    return md


def read_tree(md: markdown.Markdown, expanded: Expanded, reading: Reading) -> Any:
    """Parse an expanded text to a tree; its marks go to the reading, for later passes.

    What cannot be parsed (nested without end) is a finding and an empty tree.
    """
    try:
        located = locate(expanded.lines)
        html = _convert(md, located)
    except TooDeepError as deep:
        reading.findings.append(deep.finding)
        located, html = Located("", (), ()), ""
    except RecursionError:
        message = _("This text is nested too deeply to be read.")
        reading.findings.append(error("too-deep", message, reading.start, _("Flatten its lists.")))
        located, html = Located("", (), ()), ""
    reading.marks = located.marks
    reading.findings.extend(located.findings)
    root = _tree(html)
    _place_marks(root, reading)
    return root


def _convert(md: markdown.Markdown, located: Located) -> str:
    md.reset()
    html = md.convert(located.text)
    return settle_marks(html.replace(PRIVATE, "data-"))


def _tree(html: str) -> Any:
    root = lxml.html.fragment_fromstring(
        html, create_parent="div", parser=lxml.html.HTMLParser(huge_tree=True)
    )
    root.tail = None
    return root


def html_nodes(html: str) -> Any:
    """Parse a piece of HTML into an element that only holds it."""
    return _tree(html)


def _place_marks(root: Any, reading: Reading) -> None:
    """Move every mark out of the text, onto the element it is about."""
    texts: list[tuple[Any, bool]] = []
    for element in root.iter():
        if isinstance(element.tag, str):
            if element.text and MARK in element.text:
                texts.append((element, False))
            for name, value in element.attrib.items():
                if MARK in value:
                    element.set(name, MARK_RE.sub("", value))
        if element.tail and MARK in element.tail:
            texts.append((element, True))
    for element, tail in texts:
        _Placing(reading, element, tail).run()


class _Placing:
    """The marks of one text: before a child, or after an element (its ``tail``)."""

    def __init__(self, reading: Reading, element: Any, tail: bool) -> None:
        self._reading = reading
        self._holder, self._tail = element, tail
        self._owner = element.getparent() if tail else element
        self._begins = not tail
        self._text = ""

    def run(self) -> None:
        text = self._holder.tail if self._tail else self._holder.text
        first, *rest = MARK_RE.split(text)
        in_code = any(
            element.tag in _CODE for element in (self._owner, *self._owner.iterancestors())
        )
        self._text = first
        pending = ""
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            place = int(number)
            mark = self._reading.marks[place] if place < len(self._reading.marks) else None
            if mark is None:
                pass
            elif in_code:
                self._text += mark.raw if mark.kind in INLINE else ""
            elif mark.kind in INLINE:
                self._insert(number)
            elif mark.kind in INSIDE:
                self._inside(number, mark.kind)
            elif mark.kind in POINTS:
                pending = number
            else:
                self._block(number, mark.at)
            self._text += after
            pending = "" if after else pending
        following = self._following()
        self._flush()
        if not pending or following is None or not isinstance(following.tag, str):
            return
        if following.get(MARK_ATTRIBUTE) is None:
            following.set(MARK_ATTRIBUTE, pending)

    def _flush(self) -> None:
        if self._tail:
            self._holder.tail = self._text
        else:
            self._holder.text = self._text

    def _following(self) -> Any:
        if self._tail:
            return self._holder.getnext()
        return self._holder[0] if len(self._holder) else None

    def _insert(self, number: str) -> None:
        """Put an empty element where the mark stands."""
        self._flush()
        element = self._owner.makeelement("span", {MARK_ATTRIBUTE: number})
        if self._tail:
            self._holder.addnext(element)
            element.tail = None
        else:
            self._owner.insert(0, element)
        self._holder, self._tail, self._text = element, True, ""

    def _inside(self, number: str, kind: Kind) -> None:
        tags = _HEADINGS if kind is Kind.HEADING else {"table"}
        for element in (self._owner, *self._owner.iterancestors()):
            if element.tag in tags:
                element.set(MARK_ATTRIBUTE, number)
                return

    def _block(self, number: str, where: Position) -> None:
        if self._owner.tag == "p" and self._begins and not self._text.strip():
            self._owner.set(BLOCK_ATTRIBUTE, number)
            return
        message = _("This cannot stand here.")
        hint = _("Leave an empty line before it, and keep it out of tables and HTML.")
        self._reading.findings.append(error("misplaced-block", message, where, hint))
