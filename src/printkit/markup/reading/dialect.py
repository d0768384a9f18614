"""Markdown to a tree: Python-Markdown with printkit's own readers of blocks and of running text.

Python-Markdown holds the document while it is made: the tree, the abbreviations, the pieces of HTML
that are put back when it is written. Its own processors of blocks and of inlines are replaced: they
swallow text (braces, references, cells, signs), know no positions, and mean other things than
CommonMark does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import lxml.html
import markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.util import AtomicString, Registry

from printkit.core.i18n import _
from printkit.markup.blocks.block_reader import BlockReader
from printkit.markup.blocks.block_starts import start_block
from printkit.markup.blocks.block_tree import TooDeepError
from printkit.markup.blocks.builder import Builder
from printkit.markup.reading.context import Reading
from printkit.markup.reading.expand import Expanded
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import error, warning


class _Blocks(BlockParser):
    """Reads lines that know their place, instead of a text."""

    reading: Reading

    def parseDocument(self, lines: Sequence[Line]) -> ElementTree.ElementTree:  # type: ignore[override]  # noqa: N802
        """Return the tree of a document; its marks and findings go to the reading."""
        reader = BlockReader(lines, start_block)
        builder = Builder(reader.findings, self.reading.labels, self.md.htmlStash.store)
        document = builder.build(reader.read(), reader.typed_tags)
        self.reading.marks = builder.marks
        self.reading.findings.extend(reader.findings)
        if builder.abbreviations:
            find_abbreviations(document, builder, self.reading)
        return ElementTree.ElementTree(document)


def find_abbreviations(root: Any, builder: Builder, reading: Reading) -> None:
    """Mark abbreviations where they are whole words, outside code; tell of those found nowhere."""
    names = "|".join(map(re.escape, sorted(builder.abbreviations, key=len, reverse=True)))
    finder = AbbrTreeprocessor(None, builder.abbreviations)
    finder.RE = re.compile(rf"(?<!\w)(?<!\w[-·.])(?:{names})(?!\w)(?![-·]\w)")
    for element in root.iter("code"):
        element.text = AtomicString(element.text or "")
    finder.iter_element(root)
    found = {element.text for element in root.iter("abbr")}
    for name, at in builder.abbreviated.items():
        if name not in found:
            message = _("The abbreviation “{name}” stands nowhere in the text.").format(name=name)
            hint = _("Write it as the text does, capitals included, or remove it.")
            reading.findings.append(warning("unused-abbreviation", message, at, hint))


class _Dialect(Extension):
    """Puts printkit's readers in the places of Python-Markdown's."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  the parser's name
        """Replace what reads; keep what holds and writes."""
        md.parser = _Blocks(md)
        md.preprocessors, md.inlinePatterns = Registry(), Registry()
        md.treeprocessors, md.postprocessors = Registry(), Registry()
        md.postprocessors.register(RawHtmlPostprocessor(md), "raw_html", 30)


def parser() -> markdown.Markdown:
    """Return a Markdown parser for printkit's dialect; it keeps no state between texts."""
    return markdown.Markdown(extensions=[_Dialect()])


#: Levels of elements a text may have; books have fewer than twenty.
MAX_DEPTH = 100


def read_tree(md: markdown.Markdown, expanded: Expanded, reading: Reading) -> Any:
    """Parse an expanded text to a tree; its marks go to the reading, for later passes.

    What cannot be parsed (nested without end) is a finding and an empty tree.
    """
    try:
        html = _convert(md, expanded.lines, reading)
    except TooDeepError as deep:
        reading.findings.append(deep.finding)
        html = ""
    except RecursionError:
        message = _("This text is nested too deeply to be read.")
        reading.findings.append(error("too-deep", message, reading.start, _("Flatten its lists.")))
        html = ""
    root = html_nodes(html)
    beyond = _too_deep(root)
    if beyond is not None:
        message = _("This text is nested in more than {most} levels.").format(most=MAX_DEPTH)
        hint = _("Close what was opened before: quotations, lists, HTML, stars.")
        reading.findings.append(error("too-deep", message, reading.where(beyond), hint))
        return html_nodes("")
    return root


def _too_deep(root: Any) -> Any:
    """Return the first element nested more deeply than any pass may follow, if there is one."""
    depth = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return element
    return None


def _convert(md: markdown.Markdown, lines: Sequence[Line], reading: Reading) -> str:
    """Return a text's HTML, as ``Markdown.convert`` does for a string."""
    md.reset()
    if isinstance(md.parser, _Blocks):
        md.parser.reading = reading
    root: Any = md.parser.parseDocument(lines).getroot()  # type: ignore[arg-type]
    html = ElementTree.tostring(root, "unicode", "html")[len("<div>") : -len("</div>")]
    for put_back in md.postprocessors:
        html = put_back.run(html)
    return html


#: references to characters that no text may hold (XML 1.0, 2.2), which the parser would decode
_CONTROLS = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?:;|(?!\d))"
    r"|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])(?:;|(?![0-9a-fA-F])))"
)


def html_nodes(html: str) -> Any:
    """Parse a piece of HTML into an element that only holds it."""
    if "&#" in html:
        html = _CONTROLS.sub("\ufffd", html)
    root = lxml.html.fragment_fromstring(
        html, create_parent="div", parser=lxml.html.HTMLParser(huge_tree=True)
    )
    root.tail = None
    return root
