"""Blocks to elements: every block's element with its mark, running text read into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.blocks.block_tree import Block
from printkit.markup.blocks.patterns import (
    ALERT,
    ATTRIBUTED,
    CAPTION,
    CHARTS,
    MAX_ABBREVIATIONS,
    REMARKS,
    SIGNATURE,
)
from printkit.markup.blocks.running_text import Element, TextBuilder
from printkit.markup.blocks.table_rows import cells_of
from printkit.markup.reading.attributes import Attributes, split_attributes
from printkit.markup.reading.context import MARK_ATTRIBUTE
from printkit.markup.reading.inlines import spread
from printkit.markup.reading.link_syntax import Definition, plain
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import error, warning
from printkit.model.manuscript import slug

#: where a definition of a link leads that no other text could be
_LOCAL = re.compile(r"#|\.{0,2}/|[\w./-]+\.(?:md|markdown|html)(?:#|$)")
_CONTAINERS = {
    "lead": ("div", "lead"),
    "sidebar": ("aside", "sidebar"),
    "pullquote": ("aside", "pullquote"),
    "epigraph": ("blockquote", "epigraph"),
    "unknown": ("div", ""),
    "plain": ("div", ""),
}


class Builder(TextBuilder):
    """Makes the elements of one document; ``labels`` are the words of its language."""

    def __init__(
        self, findings: list[Finding], labels: Mapping[str, str], store: Callable[[str], str]
    ) -> None:
        super().__init__(findings, store)
        self.abbreviations: dict[str, str] = {}
        self.abbreviated: dict[str, Position] = {}
        self._labels = labels
        self._notes: dict[str, Mark] = {}
        self._unused: list[tuple[Block, Element]] = []

    def build(self, document: Block, typed_tags: frozenset[str] = frozenset()) -> Element:
        """Return the element of a whole document; its notes stand at the end."""
        root = ElementTree.Element("div")
        self._inline.typed_tags = typed_tags
        self._collect(document)
        self._blocks(document.children, root)
        self._settle_definitions(root)
        root.extend(self._bodies)
        self._inline.check_tags()
        return root

    # -- what stands anywhere and is used everywhere -------------------------------------------------

    def _collect(self, document: Block) -> None:
        """Gather the names of notes, the definitions of links and the abbreviations."""
        stack = [document]
        while stack:
            block = stack.pop()
            stack += reversed(block.children)
            if block.kind == "note":
                self._inline.notes.add(block.data["name"])
            elif block.kind == "reference":
                found: Definition = block.data["definition"]
                self._definitions.setdefault(found.label, found)
            elif block.kind == "abbreviation":
                self._abbreviate(block)

    def _abbreviate(self, block: Block) -> None:
        short = block.data["short"]
        if len(self.abbreviations) == MAX_ABBREVIATIONS and short not in self.abbreviations:
            message = _("There are more than {count} abbreviations.")
            message = message.format(count=MAX_ABBREVIATIONS)
            told = error("too-many-abbreviations", message, block.at)
            if all(one.rule != told.rule for one in self.findings):
                self.findings.append(told)
            return
        self.abbreviations[short] = plain(block.data["long"])
        self.abbreviated[short] = block.at

    def _settle_definitions(self, root: Element) -> None:
        """Print the definitions that nothing refers to: somebody meant them as text."""
        unused = [(block, element) for block, element in self._unused if not self._is_used(block)]
        for block, _element in unused:
            found: Definition = block.data["definition"]
            if self._definitions.get(found.label) is found:
                del self._definitions[found.label]
        for block, element in unused:
            if _LOCAL.match(block.data["definition"].url):
                continue  # a path is never a sentence: nobody misses it
            element.tag = "p"
            self._text(block.lines, element)
            self._set_mark(element, Kind.TEXT, block.at)
            message = _("No link refers to “[{name}]”: it is printed as text.")
            name = " ".join(block.lines[0].text.partition("]:")[0][1:].split())[:80]
            hint = _("To define a link, use it: “[words][{name}]”; a text needs no brackets.")
            told = warning(
                "unused-definition", message.format(name=name), block.at, hint.format(name=name)
            )
            self.findings.append(told)
        for parent in list(root.iter()):
            for child in [child for child in parent if child.tag == "definition"]:
                parent.remove(child)

    def _is_used(self, block: Block) -> bool:
        found: Definition = block.data["definition"]
        return found.used and self._definitions[found.label] is found

    # -- blocks --------------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block], parent: Element, *, tight: bool = False) -> None:
        previous: Block | None = None
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if block.kind == "paragraph":
                self._paragraph(block, parent, tight, previous, following)
            else:
                _MAKERS[block.kind](self, block, parent)
            if block.kind != "reference":
                previous = block
            if not (tight and following is None and block.kind == "paragraph"):
                _line_end(parent)

    def _paragraph(
        self,
        block: Block,
        parent: Element,
        tight: bool,
        previous: Block | None,
        following: Block | None,
    ) -> None:
        lines = block.lines
        first = lines[0].text
        if CAPTION.match(first) and self._caption(block, parent, previous, following):
            return
        if first.startswith("![") and self._figure(block, parent):
            return
        if tight:
            self._text(lines, parent)
            return
        element = ElementTree.SubElement(parent, "p")
        text, attributes = split_attributes(lines[-1].text)
        if len(lines) > 1 and not text and attributes != Attributes():
            lines = lines[:-1]
            for name, value in attributes.items().items():
                element.set(name, value)
        self._set_mark(element, Kind.TEXT, lines[0].at(0))
        self._text(lines, element)

    def _heading(self, block: Block, parent: Element) -> None:
        element = ElementTree.SubElement(parent, f"h{block.data['level']}")
        for name, value in block.attributes.items().items():
            element.set(name, value)
        raw = block.lines[0].text if block.lines else ""
        self._set_mark(element, Kind.HEADING, block.at, raw)
        self._text([_stripped(line) for line in block.lines], element)

    def _quote(self, block: Block, parent: Element) -> None:
        first = block.children[0] if block.children else None
        if first is not None and first.kind == "paragraph":
            alert = ALERT.match(first.lines[0].text)
            if alert is not None and alert["kind"].lower() in REMARKS:
                first.lines = first.lines[1:]
                rest = block.children if first.lines else block.children[1:]
                self._remark(block, parent, alert["kind"].lower(), rest)
                return
        element = ElementTree.SubElement(parent, "blockquote")
        element.text = "\n"
        self._blocks(block.children, element)

    def _remark(self, block: Block, parent: Element, kind: str, children: Sequence[Block]) -> None:
        """Make a remark with its title: the author's, or what its kind is called."""
        values = block.attributes.items()
        classes = [one for one in values.pop("class", "").split() if one != kind]
        values["class"] = " ".join(["admonition", kind, *classes])
        element = ElementTree.SubElement(parent, "div", values)
        self._set_mark(element, Kind.CONTAINER, block.at, name=kind)
        element.text = "\n"
        title = ElementTree.SubElement(element, "p", {"class": "admonition-title"})
        title.tail = "\n"
        if block.lines:
            self._set_mark(title, Kind.TEXT, block.lines[0].at(0))
            self._text(block.lines, title)
        else:
            title.text = self._labels[REMARKS[kind]]
        self._blocks(children, element)

    def _admonition(self, block: Block, parent: Element) -> None:
        self._remark(block, parent, block.data["remark"], block.children)

    def _container(self, block: Block, parent: Element) -> None:
        name = block.data["name"]
        if name == "remark":
            self._remark(block, parent, block.data["remark"], block.children)
            return
        tag, style = _CONTAINERS[name]
        classes = [one for one in (style, *block.attributes.classes) if one]
        values = block.attributes.items()
        values.pop("class", None)
        if classes:
            values = {"class": " ".join(classes), **values}
        element = ElementTree.SubElement(parent, tag, values)
        self._set_mark(element, Kind.CONTAINER, block.at, name=name)
        element.text = "\n"
        if block.lines:
            title = ElementTree.SubElement(element, "p", {"class": "sidebar-title"})
            title.tail = "\n"
            self._set_mark(title, Kind.TEXT, block.lines[0].at(0))
            self._text(block.lines, title)
        signature = _signature(block) if name in ATTRIBUTED else None
        self._blocks(block.children, element)
        if signature is not None:
            attribution = ElementTree.SubElement(element, "p", {"class": "attribution"})
            attribution.tail = "\n"
            self._set_mark(attribution, Kind.TEXT, signature.at(0))
            self._text([signature], attribution)

    def _list(self, block: Block, parent: Element) -> None:
        ordered = "start" in block.data
        element = ElementTree.SubElement(parent, "ol" if ordered else "ul")
        element.text = "\n"
        if ordered and block.data["start"] != 1:
            element.set("start", str(block.data["start"]))
        tight = block.is_tight()
        for item in block.children:
            if item.children and all(one.kind == "note" for one in item.children):
                self._blocks(item.children, parent)  # definitions of notes, listed: no item is left
                continue
            entry = ElementTree.SubElement(element, "li")
            entry.tail = "\n"
            if "task" in item.data:
                entry.set("class", f"task {item.data['task']}")
                if element.get("class") is None:
                    element.set("class", "tasks")
            if not tight and item.children:
                entry.text = "\n"
            self._blocks(item.children, entry, tight=tight)
        if not len(element):
            parent.remove(element)

    def _terms(self, block: Block, parent: Element) -> None:
        element = ElementTree.SubElement(parent, "dl")
        element.text = "\n"
        for child in block.children:
            entry = ElementTree.SubElement(element, "dt" if child.kind == "term" else "dd")
            entry.tail = "\n"
            if child.kind == "term":
                self._set_mark(entry, Kind.TEXT, child.at)
                self._text(child.lines, entry)
                continue
            inner = child.children
            loose = child.data["loose"] or any(one.ends_blank() for one in inner[:-1])
            self._blocks(inner, entry, tight=not loose)

    def _code(self, block: Block, parent: Element) -> None:
        info = block.data.get("info", "")
        language = plain(info.split()[0]) if info else ""
        lines = tuple(block.lines)
        if "fence" in block.data and slug(language) in CHARTS:
            mark = Mark(Kind.CHART, block.at, "", language, block.attributes, lines)
            self._block_mark(parent, mark)
            return
        values = block.attributes.items()
        values.pop("class", None)
        element = ElementTree.SubElement(parent, "pre", values)
        self._set_mark(element, Kind.CODE, block.at, name=language)
        code = ElementTree.SubElement(element, "code")
        if language := language.lstrip("{.").rstrip("}"):
            code.set("class", f"language-{language}")
        code.text = "".join(f"{line.text}\n" for line in lines)

    def _html(self, block: Block, parent: Element) -> None:
        text, at = spread(block.lines)
        name = text.lstrip()[1:9].lower()
        if name.startswith(("pre", "script", "style", "textarea", "!--")) and "end" in block.data:
            # only its first tag is read: nothing in it is Markdown
            end = text.find(">") + 1 if not name.startswith("!--") else 0
            self._append(self._inline.read(text[:end], at, raw=True), parent)
            _add_words(parent, self._store(text[end:]))
            if end:
                closing = block.data["end"][2:-1]
                self._inline.tags.append((closing, True, block.at))
            return
        self._append(self._inline.read(text, at, raw=True), parent)

    def _rule(self, _block: Block, parent: Element) -> None:
        ElementTree.SubElement(parent, "hr")

    def _note(self, block: Block, _parent: Element) -> None:
        name = block.data["name"]
        mark = Mark(Kind.NOTE, block.at, name, name)
        if name in self._notes:
            first = self._notes[name].at
            message = _("The note “{name}” is written twice.").format(name=name)
            hint = _("The other one is at {place}.")
            for here, there in ((first, block.at), (block.at, first)):
                told = error("duplicate-note", message, here, hint.format(place=there))
                self.findings.append(told)
            return
        self._notes[name] = mark
        body = ElementTree.Element("div")
        body.set(MARK_ATTRIBUTE, self._keep(mark))
        self._blocks(block.children, body)
        self._bodies.append(body)

    def _reference(self, block: Block, parent: Element) -> None:
        self._unused.append((block, ElementTree.SubElement(parent, "definition")))

    def _nothing(self, _block: Block, _parent: Element) -> None:
        """Make nothing of a block that is known from elsewhere."""

    # -- tables --------------------------------------------------------------------------------------

    def _table(self, block: Block, parent: Element) -> None:
        """Make a table. A row longer than the head widens the table: no cell is left out."""
        rows = [cells_of(line) for line in block.lines]
        align: list[str] = block.data["align"]
        head = max(len(rows[0]), len(align))
        width = max(head, *map(len, rows))
        element = ElementTree.SubElement(parent, "table")
        self._set_mark(element, Kind.TABLE, block.at)
        element.text = "\n"
        self._check_width(block, rows, len(align))
        align = [*align, *[""] * (width - len(align))]
        top = ElementTree.SubElement(element, "thead")
        top.text = top.tail = "\n"
        self._row(top, "th", rows[0], align)
        if rows[1:]:
            body = ElementTree.SubElement(element, "tbody")
            body.text = body.tail = "\n"
            for cells in rows[1:]:
                self._row(body, "td", cells, align)

    def _check_width(self, block: Block, rows: list[list[Line]], columns: int) -> None:
        for cells, line in zip(rows, block.lines, strict=True):
            if len(cells) > max(columns, len(rows[0])) or (
                cells is rows[0] and len(cells) != columns
            ):
                message = _("This row has {found} cells, the line of dashes {count}.")
                message = message.format(found=len(cells), count=columns)
                hint = _(
                    "All cells are printed; give each its column, or write “\\|” for a stroke."
                )
                place = cells[columns] if len(cells) > columns else line
                self.findings.append(warning("table-cells", message, place.at(0), hint))
                return

    def _row(self, parent: Element, tag: str, cells: list[Line], align: list[str]) -> None:
        row = ElementTree.SubElement(parent, "tr")
        row.text = row.tail = "\n"
        for index, where in enumerate(align):
            cell = ElementTree.SubElement(row, tag)
            cell.tail = "\n"
            if where:
                cell.set("style", f"text-align: {where};")
            if index < len(cells):
                self._text([cells[index]], cell)


_MAKERS: dict[str, Callable[[Builder, Block, Element], None]] = {
    "heading": Builder._heading,
    "quote": Builder._quote,
    "admonition": Builder._admonition,
    "container": Builder._container,
    "list": Builder._list,
    "terms": Builder._terms,
    "code": Builder._code,
    "html": Builder._html,
    "rule": Builder._rule,
    "note": Builder._note,
    "reference": Builder._reference,
    "table": Builder._table,
    "abbreviation": Builder._nothing,
    "nothing": Builder._nothing,
}


def _signature(block: Block) -> Line | None:
    """Take the line that signs a quotation: the last one of its last paragraph, after a dash."""
    last = block.last
    if last is None or last.kind != "paragraph" or not SIGNATURE.match(last.lines[-1].text):
        return None
    line = last.lines.pop()
    if not last.lines:
        block.children.pop()
    return line


def _stripped(line: Line) -> Line:
    start = len(line.text) - len(line.text.lstrip())
    return line.cut(start, len(line.text.rstrip()))


def _line_end(element: Element) -> None:
    _add_words(element, "\n")


def _add_words(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
