"""OpenDocument texts to HTML: what the elements say, with the emphasis that styles give.

Deleted and hidden text, remarks and indexes go; text boxes become asides. Source: OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from printkit.conversion.document import UnreadableError
from printkit.conversion.zipped_parts import Parts
from printkit.core.i18n import _

_NS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT: Final = f"{{{_NS}text:1.0}}"
_TABLE: Final = f"{{{_NS}table:1.0}}"
_DRAW: Final = f"{{{_NS}drawing:1.0}}"
_OFFICE: Final = f"{{{_NS}office:1.0}}"
_STYLE: Final = f"{{{_NS}style:1.0}}"
_FO: Final = f"{{{_NS}xsl-fo-compatible:1.0}}"
_SVG: Final = f"{{{_NS}svg-compatible:1.0}}"
_LINK: Final = "{http://www.w3.org/1999/xlink}"
#: taken out with everything in them
_DROPPED: Final = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}hidden-text",
        f"{_TEXT}hidden-paragraph",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_OFFICE}event-listeners",
        f"{_TEXT}sequence-decls",
        f"{_TEXT}variable-decls",
        f"{_TEXT}user-field-decls",
        f"{_TEXT}dde-connection-decls",
        f"{_SVG}title",
        f"{_SVG}desc",
        f"{_DRAW}glue-point",
        f"{_DRAW}enhanced-geometry",
    }
)
_INDEXES: Final = frozenset(
    f"{_TEXT}{name}"
    for name in (
        *("table-of-content", "alphabetical-index", "illustration-index", "table-index"),
        *("object-index", "user-index", "bibliography"),
    )
)
_SHAPES: Final = frozenset(
    f"{_DRAW}{name}"
    for name in ("custom-shape", "rect", "ellipse", "circle", "polygon", "caption", "path", "line")
)
_MOST_REPEATED: Final = 100
_DEEPEST: Final = 100


@dataclass(slots=True)
class _Styles:
    """The styles of a document by family and name: what each says itself, and what it is made of."""

    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    own: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    automatic: set[tuple[str, str]] = field(default_factory=set)
    #: list style → levels that are counted, and the number each begins with
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def add(self, root: Any) -> None:
        """Take the styles of a part."""
        for style in root.iter(f"{_STYLE}style"):
            key = style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")
            self.parents[key] = style.get(f"{_STYLE}parent-style-name", "")
            said: dict[str, str] = {}
            for properties in style.iterfind(f"{_STYLE}text-properties"):
                said |= {
                    name.rpartition("}")[2]: value for name, value in properties.attrib.items()
                }
            self.own[key] = said
            if next(style.iterancestors(f"{_OFFICE}automatic-styles"), None) is not None:
                self.automatic.add(key)
        for style in root.iter(f"{_TEXT}list-style"):
            levels = self.counted.setdefault(style.get(f"{_STYLE}name", ""), {})
            for level in style.iterfind(f"{_TEXT}list-level-style-number"):
                if level.get(f"{_STYLE}num-format"):
                    start = level.get(f"{_TEXT}start-value", "1")
                    number = level.get(f"{_TEXT}level", "1")
                    if number.isdigit() and start.isdigit():
                        levels[int(number)] = int(start)

    def chain(self, family: str, name: str) -> Iterator[str]:
        """Yield a style's name and those of what it is made of."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            yield name
            name = self.parents.get((family, name), "")

    def said(self, family: str, name: str, *, automatic: bool = False) -> dict[str, str]:
        """Return what a style says of text; with ``automatic`` only what was set by hand."""
        found: dict[str, str] = {}
        for one in self.chain(family, name):
            if automatic and (family, one) not in self.automatic:
                break
            found = {**self.own.get((family, one), {}), **found}
        return found


def odt_html(parts: Parts) -> tuple[Any, dict[str, bytes]]:
    """Return a document as an HTML tree, and its pictures by the addresses that stand in it.

    Raises:
        UnreadableError: it is no text of OpenDocument.

    """
    root = parts.xml("content.xml")
    text = root.find(f"{_OFFICE}body/{_OFFICE}text") if root is not None else None
    if text is None:
        message = _("this is not an OpenDocument text")
        raise UnreadableError(message, _("open it in your word processor and save it as .odt"))
    styles = _Styles()
    for part in (parts.xml("styles.xml"), root):
        if part is not None:
            styles.add(part)
    converter = _Converter(parts, styles)
    body = etree.Element("body")
    converter.blocks(text, body)
    if converter.notes:
        notes = etree.SubElement(body, "ol")
        notes.extend(converter.notes)
    page = etree.Element("html")
    page.append(body)
    return page, converter.pictures


class _Converter:
    """One document on its way."""

    def __init__(self, parts: Parts, styles: _Styles) -> None:
        self._parts = parts
        self._styles = styles
        self.notes: list[Any] = []
        self.pictures: dict[str, bytes] = {}
        self._depth = 0
        #: frames met in running text: their boxes stand after the paragraph
        self._boxes: list[Any] = []

    # -- blocks --------------------------------------------------------------------------------------

    def blocks(self, element: Any, into: Any, lists: tuple[str, int] = ("", 0)) -> None:
        """Convert the blocks in an element; ``lists``: the list style around it and its level."""
        self._depth += 1
        if self._depth > _DEEPEST:
            message = _("its elements are nested too deeply to be read")
            raise UnreadableError(message, _("copy its text into a new document"))
        for child in element:
            self._block(child, into, lists)
        self._depth -= 1

    def _block(self, child: Any, into: Any, lists: tuple[str, int]) -> None:
        tag = child.tag
        if tag in _DROPPED or tag in _INDEXES or not isinstance(tag, str):
            return
        if tag == f"{_TEXT}h":
            level = child.get(f"{_TEXT}outline-level", "1")
            number = min(max(int(level), 1), 6) if level.isdigit() else 1
            self._line(child, etree.SubElement(into, f"h{number}"))
        elif tag == f"{_TEXT}p":
            self._paragraph(child, into)
        elif tag == f"{_TEXT}list":
            self._list(child, into, lists)
        elif tag == f"{_TABLE}table":
            self._table(child, into)
        elif tag.startswith(_DRAW):
            self._drawn(child, into)
            self._lay_boxes(into)
        else:  # sections, groups, what a later version brings
            self.blocks(child, into, lists)

    def _paragraph(self, paragraph: Any, into: Any) -> None:
        name = paragraph.get(f"{_TEXT}style-name", "")
        names = set(self._styles.chain("paragraph", name))
        if self._styles.said("paragraph", name).get("display") == "none":
            return
        if "Title" in names:
            self._line(paragraph, etree.SubElement(into, "h1", {"class": "title"}))
            return
        if names & {"Quotations", "Quote"}:
            quote = into[-1] if len(into) and into[-1].tag == "blockquote" else None
            into = quote if quote is not None else etree.SubElement(into, "blockquote")
        elif "Preformatted_20_Text" in names:
            before = into[-1] if len(into) and into[-1].tag == "pre" else None
            if before is not None:
                _add_text(before, "\n")
            self._line(paragraph, before if before is not None else etree.SubElement(into, "pre"))
            return
        elif names & {"Horizontal_20_Line"} and not "".join(paragraph.itertext()).strip():
            etree.SubElement(into, "hr")
            return
        said = self._styles.said("paragraph", name, automatic=True)
        self._line(paragraph, etree.SubElement(into, "p"), said)

    def _line(self, element: Any, into: Any, said: dict[str, str] | None = None) -> None:
        """Convert running text into an element, the boxes anchored in it after that."""
        outer, self._boxes = self._boxes, []
        self._inlines(element, _wrapped(into, said or {}))
        boxes, self._boxes = self._boxes, outer
        if into.getparent() is not None and into.tag != "pre":
            for box in boxes:
                into.getparent().append(box)
        else:
            self._boxes += boxes

    def _lay_boxes(self, into: Any) -> None:
        for box in self._boxes:
            into.append(box)
        self._boxes = []

    def _list(self, element: Any, into: Any, lists: tuple[str, int]) -> None:
        style = element.get(f"{_TEXT}style-name") or lists[0]
        level = lists[1] + 1
        items = [
            child for child in element if child.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header")
        ]
        inner = [one for item in items for one in item if isinstance(one.tag, str)]
        if inner and all(one.tag in (f"{_TEXT}h", f"{_TEXT}list") for one in inner) and any(
            one.tag == f"{_TEXT}h" for one in element.iter(f"{_TEXT}h")
        ):  # fmt: skip
            for item in items:  # headings that a list numbers
                self.blocks(item, into, (style, level))
            return
        start = self._styles.counted.get(style, {}).get(level)
        made = etree.SubElement(into, "ul" if start is None else "ol")
        for position, item in enumerate(items):
            value = item.get(f"{_TEXT}start-value", "")
            if position == 0 and start is not None:
                made.set("start", value if value.isdigit() else str(start))
            self.blocks(item, etree.SubElement(made, "li"), (style, level))

    def _table(self, element: Any, into: Any) -> None:
        made = etree.SubElement(into, "table")
        for row in element.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not element:
                continue
            head = row.getparent().tag == f"{_TABLE}table-header-rows"
            line = etree.SubElement(made, "tr")
            for cell in row.iterfind(f"{_TABLE}table-cell"):
                spans = {}
                for name, value in (("colspan", "columns"), ("rowspan", "rows")):
                    count = cell.get(f"{_TABLE}number-{value}-spanned", "1")
                    if count != "1":
                        spans[name] = count
                repeated = cell.get(f"{_TABLE}number-columns-repeated", "1")
                times = min(int(repeated), _MOST_REPEATED) if repeated.isdigit() else 1
                for _time in range(times if len(cell) == 0 else 1):
                    box = etree.SubElement(line, "th" if head else "td", spans)
                    self.blocks(cell, box)

    # -- running text --------------------------------------------------------------------------------

    def _inlines(self, element: Any, into: Any) -> None:
        _add_text(into, element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._inline(child, into)
            _add_text(into, child.tail or "")

    def _inline(self, child: Any, into: Any) -> None:
        tag = child.tag
        if tag in _DROPPED:
            return
        if tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            _add_text(into, " " * (min(int(count), _MOST_REPEATED) if count.isdigit() else 1))
        elif tag == f"{_TEXT}tab":
            _add_text(into, " ")
        elif tag == f"{_TEXT}line-break":
            etree.SubElement(into, "br")
        elif tag == f"{_TEXT}a":
            self._inlines(
                child, etree.SubElement(into, "a", {"href": child.get(f"{_LINK}href", "")})
            )
        elif tag == f"{_TEXT}span":
            said = self._styles.said("text", child.get(f"{_TEXT}style-name", ""))
            if said.get("display") != "none":
                self._inlines(child, _wrapped(etree.SubElement(into, "span"), said))
        elif tag in (f"{_TEXT}bookmark", f"{_TEXT}bookmark-start"):
            etree.SubElement(into, "a", {"id": child.get(f"{_TEXT}name", "")})
        elif tag == f"{_TEXT}note":
            self._note(child, into)
        elif tag.startswith(_DRAW):
            self._drawn(child, into)
        elif tag.startswith(_OFFICE):
            return
        else:  # fields say what they showed last
            self._inlines(child, into)

    def _note(self, note: Any, into: Any) -> None:
        number = len(self.notes) + 1
        item = etree.Element("li", {"id": f"note-{number}"})
        self.notes.append(item)
        link = {"id": f"call-{number}", "href": f"#note-{number}"}
        etree.SubElement(into, "a", link).text = str(number)
        body = note.find(f"{_TEXT}note-body")
        if body is not None:
            outer, self._boxes = self._boxes, []
            self.blocks(body, item)
            self._boxes = outer
        etree.SubElement(item, "a", {"href": f"#call-{number}"}).text = "↑"

    def _drawn(self, element: Any, into: Any) -> None:
        """Convert a frame, a shape or a group of them: pictures where they stand, texts beside."""
        tag = element.tag
        if tag == f"{_DRAW}a":
            link = etree.SubElement(into, "a", {"href": element.get(f"{_LINK}href", "")})
            for child in element:
                self._drawn(child, link)
        elif tag == f"{_DRAW}g":
            for child in element:
                if isinstance(child.tag, str) and child.tag.startswith(_DRAW):
                    self._drawn(child, into)
        elif tag == f"{_DRAW}frame":
            self._frame(element, into)
        elif tag in _SHAPES or tag == f"{_DRAW}text-box":
            aside = etree.Element("aside")
            outer, self._boxes = self._boxes, []
            self.blocks(element, aside)
            self._boxes = [*outer, aside, *self._boxes]

    def _frame(self, frame: Any, into: Any) -> None:
        words = frame.find(f"{_SVG}desc")
        if words is None or not (words.text or "").strip():
            words = frame.find(f"{_SVG}title")
        description = (words.text or "") if words is not None else ""
        for child in frame:
            if child.tag == f"{_DRAW}text-box":
                self._drawn(child, into)
                return
            if child.tag == f"{_DRAW}object" and self._formula(child, into):
                return
        image = frame.find(f"{_DRAW}image")
        if image is None:
            return
        source = image.get(f"{_LINK}href", "").removeprefix("./")
        if source in self._parts:
            self.pictures[source] = self._parts.read(source)
        etree.SubElement(into, "img", {"src": source, "alt": description})

    def _formula(self, element: Any, into: Any) -> bool:
        """Write the words of a formula, which lies in a part of its own."""
        name = element.get(f"{_LINK}href", "").removeprefix("./")
        root = self._parts.xml(f"{name}/content.xml")
        if root is None or not root.tag.endswith("}math"):
            return False
        said = [
            one.text or ""
            for one in root.iter()
            if isinstance(one.tag, str)
            and one.tag.rpartition("}")[2] in ("mi", "mn", "mo", "mtext")
        ]
        _add_text(into, f" {' '.join(said)} ")
        return True


def _wrapped(element: Any, said: dict[str, str]) -> Any:
    """Return the innermost of the elements that emphasise what is to be put into an element."""
    weight = said.get("font-weight", "")
    marks = {
        "strong": weight == "bold" or (weight.isdigit() and int(weight) >= 600),
        "em": said.get("font-style") in ("italic", "oblique"),
        "u": said.get("text-underline-style", "none") != "none",
        "del": said.get("text-line-through-style", "none") != "none",
        "sup": said.get("text-position", "").startswith("super"),
        "sub": said.get("text-position", "").startswith("sub"),
    }
    if (height := said.get("text-position", "").split("%")[0].lstrip()) and not any(
        (marks["sup"], marks["sub"])
    ):
        marks["sup"] = height.isdigit() and int(height) > 0
        marks["sub"] = height.startswith("-") and height[1:].isdigit()
    for mark, is_on in marks.items():
        if is_on:
            element = etree.SubElement(element, mark)
    return element


def _add_text(element: Any, text: str) -> None:
    text = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
