"""Running text to elements, and the paragraphs that stand for figures, captions and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.blocks.block_tree import Block
from printkit.markup.blocks.patterns import CAPTION, ESCAPE, FIGURE
from printkit.markup.reading.attributes import parse_attributes, split_attributes
from printkit.markup.reading.context import BLOCK_ATTRIBUTE, MARK_ATTRIBUTE
from printkit.markup.reading.emphasis import Item
from printkit.markup.reading.inlines import InlineReader, spread
from printkit.markup.reading.link_syntax import Definition, plain
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import error

Element = ElementTree.Element


class TextBuilder:
    """What all blocks of one document need: its marks, its notes, its running text.

    ``store`` hides a piece of HTML and returns what stands for it.
    """

    def __init__(self, findings: list[Finding], store: Callable[[str], str]) -> None:
        self.marks: list[Mark] = []
        self.findings = findings
        self._store = store
        self._bodies: list[Element] = []
        self._definitions: dict[str, Definition] = {}
        self._inline = InlineReader(
            self._definitions, set(), self._keep, self._add_note, self.findings
        )

    def _keep(self, mark: Mark) -> str:
        self.marks.append(mark)
        return str(len(self.marks) - 1)

    def _set_mark(
        self, element: Element, kind: Kind, at: Position, raw: str = "", name: str = ""
    ) -> None:
        element.set(MARK_ATTRIBUTE, self._keep(Mark(kind, at, raw, name)))

    # -- running text --------------------------------------------------------------------------------

    def _text(self, lines: Sequence[Line], element: Element) -> None:
        """Read lines of running text into an element."""
        if not lines:
            return
        text, at = spread(lines)
        text = text.rstrip(" \t\n")
        self._append(self._inline.read(text, at), element)

    def _piece(self, lines: Sequence[Line], start: int, end: int, element: Element) -> None:
        """Read a piece of joined lines into an element, as one line."""
        text, at = spread(lines)
        piece = text[start:end].replace("\n", " ").strip()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        self._append(self._inline.read(piece, lambda offset: at(start + offset)), element)

    def _append(self, items: Sequence[Item], element: Element) -> None:
        """Put the pieces of a text at the end of an element."""
        stack = [element]
        last: Element | None = element[-1] if len(element) else None
        closed: Element | None = None

        def words(text: str) -> None:
            if last is not None:
                last.tail = (last.tail or "") + text
            else:
                stack[-1].text = (stack[-1].text or "") + text

        def begin(tag: str, values: dict[str, str]) -> None:
            nonlocal last
            stack.append(ElementTree.SubElement(stack[-1], tag, values))
            last = None

        def end() -> None:
            nonlocal last, closed
            last = closed = stack.pop()

        for item in items:
            if item.raw:
                words(self._store(item.raw))
            elif item.attributes is not None:
                if closed is not None:
                    for name, value in item.attributes.items().items():
                        closed.set(name, value)
                else:
                    words(item.text)
            elif item.sign in ("*", "_", "~"):
                closed = None
                for _tag in item.ends:
                    end()
                if item.count:
                    words(item.sign * item.count)
                for tag in reversed(item.begins):
                    begin(tag, {})
                if item.count or item.begins:
                    closed = None
                continue
            elif not item.tag:
                words(item.text)
            elif item.tag in ("br", "img"):
                begin(item.tag, item.values)
                end()
            elif item.end:
                end()
            else:
                begin(item.tag, item.values)
            closed = None

    def _add_note(self, name: str, mark: Mark, items: list[Item]) -> None:
        body = ElementTree.Element("div")
        body.set(MARK_ATTRIBUTE, self._keep(mark))
        self._append(items, ElementTree.SubElement(body, "p"))
        self._bodies.append(body)

    # -- paragraphs that stand for something else ------------------------------------------------

    def _figure(self, block: Block, parent: Element) -> bool:
        """Take a paragraph that is one image and nothing else."""
        text, at = spread(block.lines)
        match = FIGURE.match(text)
        if match is None:
            return False
        braces, attributes = split_attributes(match["braces"] or "")
        if braces:
            return False
        if match["braces"]:
            attributes = parse_attributes(match["braces"])
        alt = ESCAPE.sub(r"\1", " ".join(match["alt"].split()))
        path = plain(match["path"].strip().removeprefix("<").removesuffix(">").strip())
        self._block_mark(parent, Mark(Kind.FIGURE, at(0), plain(alt), path, attributes))
        if (match["title"] or "").strip():
            mark = Mark(Kind.CAPTION, at(match.start("title")), name="figure")
            self._piece(block.lines, *match.span("title"), self._block_mark(parent, mark))
        if source := attributes.values.get("source"):
            self._source(source, Mark(Kind.SOURCE, at(0), name="figure"), parent)
        return True

    def _block_mark(self, parent: Element, mark: Mark) -> Element:
        """Add a paragraph that stands for something a later pass makes."""
        element = ElementTree.SubElement(parent, "p")
        element.set(BLOCK_ATTRIBUTE, self._keep(mark))
        element.tail = "\n"
        return element

    def _source(self, source: str, mark: Mark, parent: Element) -> None:
        element = self._block_mark(parent, mark)
        self._append(self._inline.read(source, lambda _offset: mark.at), element)

    def _caption(
        self, block: Block, parent: Element, previous: Block | None, following: Block | None
    ) -> bool:
        """Take a table's caption; False when no table is beside it and it names none."""
        text, at = spread(block.lines)
        match = CAPTION.match(text)
        start = match.end() if match else 0
        words, attributes = split_attributes(text)
        before = previous is not None and previous.kind == "table"
        after = following is not None and following.kind == "table"
        if before and previous is not None and previous.data.get("captioned") and after:
            before = False
        if not before and not after:
            if attributes.id is None and "source" not in attributes.values:
                return False
            message = _("There is no table beside this caption.")
            hint = _("Put it on the line before or after the table.")
            self.findings.append(error("caption-without-table", message, at(0), hint))
            return True
        # right before a table, and right after another one: it is of the one it touches
        touches = not block.ends_blank()
        direction = "after" if after and (not before or touches) else "before"
        if direction == "after" and following is not None:
            following.data["captioned"] = True
        mark = Mark(Kind.CAPTION, at(0), "", direction, attributes)
        self._piece(block.lines, start, len(words), self._block_mark(parent, mark))
        if source := attributes.values.get("source"):
            self._source(source, Mark(Kind.SOURCE, at(0), name=direction), parent)
        return True
