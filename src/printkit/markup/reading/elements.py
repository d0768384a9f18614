"""Make elements of marked paragraphs: notes, figures, tables with captions."""

from __future__ import annotations

from typing import Any

from printkit.core.i18n import _
from printkit.markup.reading.attributes import Attributes
from printkit.markup.reading.context import BLOCK_ATTRIBUTE, MARK_ATTRIBUTE, Reading
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.warnings import error

#: letters that a column of a few words has in its longest cell, at most, and all such columns together
_BRIEF, _BRIEF_ALL = 18, 34


def shape(root: Any, reading: Reading) -> None:
    """Turn marked paragraphs into the elements they stand for; take the notes out of the tree."""
    _take_notes(root, reading)
    for tree in (root, *(body for _mark, body in reading.notes.values())):
        _shape_tree(tree, reading)


def _shape_tree(root: Any, reading: Reading) -> None:
    for paragraph in [p for p in root.iter("p") if p.get(BLOCK_ATTRIBUTE) is not None]:
        mark = reading.block_of(paragraph)
        if mark is None or paragraph.getparent() is None:
            continue
        if mark.kind is Kind.FIGURE:
            _figure(paragraph, mark, reading)
        elif mark.kind is Kind.CAPTION and mark.name in ("before", "after"):
            _table_caption(paragraph, mark, reading)
        if mark.kind is not Kind.CHART:
            paragraph.attrib.pop(BLOCK_ATTRIBUTE, None)
    _lone_images(root, reading)
    _row_heads(root)
    _brief_columns(root)


def _dress(element: Any, attributes: Attributes) -> None:
    """Set an element's id and language as its attribute list says."""
    if attributes.id:
        element.set("id", attributes.id)
    if language := attributes.values.get("lang"):
        element.set("lang", language)


def _take_notes(root: Any, reading: Reading) -> None:
    for element in list(root.iter("div")):
        mark = reading.mark_of(element)
        if mark is not None and mark.kind is Kind.NOTE:
            element.getparent().remove(element)
            reading.notes[mark.name] = (mark, element)


# --- figures, tables ----------------------------------------------------------------------------


def _replace(paragraph: Any, element: Any) -> None:
    element.set(MARK_ATTRIBUTE, paragraph.get(BLOCK_ATTRIBUTE))
    element.tail = paragraph.tail
    paragraph.getparent().replace(paragraph, element)


def _figure(paragraph: Any, mark: Mark, reading: Reading) -> None:
    figure = paragraph.makeelement("figure")
    figure.set("class", " ".join(["figure", *mark.attributes.classes]))
    figure.text = "\n"
    image = paragraph.makeelement("img")
    image.set("alt", "" if mark.attributes.decorative else mark.raw)
    image.set("src", mark.name)
    for name in ("width", "height", "style"):
        if name in mark.attributes.values:
            image.set(name, mark.attributes.values[name])
    image.set(MARK_ATTRIBUTE, paragraph.get(BLOCK_ATTRIBUTE))
    image.tail = "\n"
    figure.append(image)
    _dress(figure, mark.attributes)
    caption = collect_caption(paragraph, "figcaption", "figure", reading)
    if caption is not None:
        figure.append(caption)
    _replace(paragraph, figure)


def collect_caption(paragraph: Any, tag: str, name: str, reading: Reading) -> Any:
    """Take the caption and source paragraphs after a block; return their element or None."""
    caption = None
    following = paragraph.getnext()
    while following is not None and following.tag == "p":
        mark = reading.block_of(following)
        if mark is None or mark.name != name or mark.kind not in (Kind.CAPTION, Kind.SOURCE):
            break
        after = following.getnext()
        if caption is None:
            caption = paragraph.makeelement(tag)
        _fill_caption(caption, following, mark.kind, reading)
        following.getparent().remove(following)
        following = after
    if caption is not None:
        caption.tail = "\n"
    return caption


def _fill_caption(caption: Any, paragraph: Any, kind: Kind, reading: Reading) -> None:
    """Move a paragraph's content into a caption; a source into an element of its own there."""
    target = caption
    if kind is Kind.SOURCE:
        target = caption.makeelement("span", {"class": "source"})
        add_text(caption, " ")
        caption.append(target)
        add_text(target, reading.labels["source"] + " ")
    add_text(target, paragraph.text or "")
    for child in list(paragraph):
        target.append(child)


def add_text(element: Any, text: str) -> None:
    """Append text to an element's content."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    elif element.text or text.strip():
        element.text = (element.text or "") + text


def _table_caption(paragraph: Any, mark: Mark, reading: Reading) -> None:
    table = _neighbour(paragraph, mark.name == "after")
    caption = paragraph.makeelement("caption")
    source = paragraph.getnext()
    _fill_caption(caption, paragraph, Kind.CAPTION, reading)
    if source is not None and reading.is_block(source, Kind.SOURCE):
        source.getparent().remove(source)
    else:
        source = None
    paragraph.getparent().remove(paragraph)
    if table is None or table.find("caption") is not None:
        message = (
            _("There is no table beside this caption.")
            if table is None
            else _("This table has two captions.")
        )
        hint = _("Put it on the line before or after the table.")
        reading.findings.append(error("caption-without-table", message, mark.at, hint))
        return
    table.insert(0, caption)
    table.text = caption.tail = "\n"
    if source is not None:
        _table_source(table, source, reading)
    _dress(table, mark.attributes)
    if mark.attributes.classes:
        table.set("class", " ".join(mark.attributes.classes))


def _table_source(table: Any, paragraph: Any, reading: Reading) -> None:
    """Put a table's source under it, as a paragraph."""
    paragraph.attrib.pop(BLOCK_ATTRIBUTE, None)
    paragraph.set("class", "source")
    paragraph.text = f"{reading.labels['source']} {paragraph.text or ''}"
    paragraph.tail = table.tail
    table.tail = "\n"
    table.addnext(paragraph)


def _neighbour(paragraph: Any, after: bool) -> Any:
    """Return the table after or before a caption, past other marked paragraphs."""
    for sibling in paragraph.itersiblings(preceding=not after):
        if sibling.tag == "table":
            return sibling
        if sibling.get(BLOCK_ATTRIBUTE) is None:
            return None
    return None


def _lone_images(root: Any, reading: Reading) -> None:
    """Make figures of paragraphs that hold one image and nothing else."""
    for paragraph in list(root.iter("p")):
        if len(paragraph) != 1 or (paragraph.text or "").strip():
            continue
        image = paragraph[0]
        linked = image.tag == "a" and len(image) == 1 and not (image.text or "").strip()
        inner = image[0] if linked else image
        if inner.tag != "img" or (image.tail or "").strip() or (linked and inner.tail):
            continue
        figure = paragraph.makeelement("figure", {"class": "figure"})
        figure.text, figure.tail, image.tail = "\n", paragraph.tail, "\n"
        mark = inner.get(MARK_ATTRIBUTE)
        if mark is not None:
            figure.set(MARK_ATTRIBUTE, mark)
        if (identifier := inner.attrib.pop("id", None)) is not None:
            figure.set("id", identifier)
        figure.append(image)
        title, source = inner.attrib.pop("title", ""), inner.attrib.pop("source", "")
        if title or source:
            figure.append(_plain_caption(figure, title, source, reading))
        paragraph.getparent().replace(paragraph, figure)


def _plain_caption(figure: Any, title: str, source: str, reading: Reading) -> Any:
    caption = figure.makeelement("figcaption")
    caption.tail = "\n"
    caption.text = title
    if source:
        label = caption.makeelement("span", {"class": "source"})
        label.text = f"{reading.labels['source']} {source}"
        add_text(caption, " ")
        caption.append(label)
    return caption


def _row_heads(root: Any) -> None:
    """Say what heads what: columns always, rows when the corner cell is empty."""
    for table in root.iter("table"):
        heads = table.findall("thead/tr/th")
        for cell in heads:
            _default(cell, "scope", "col")
        if heads and len(heads) > 1 and not "".join(heads[0].itertext()).strip():
            for row in table.iterfind("tbody/tr"):
                if len(row) and row[0].tag == "td":
                    row[0].tag = "th"
                    _default(row[0], "scope", "row")


def _brief_columns(root: Any) -> None:
    """Mark the cells of columns of a few words (dates, names): they read best unbroken.

    As many columns as leave the others more than half of the measure, from the first on.
    """
    for table in root.iter("table"):
        rows = [list(row) for row in table.iterfind("tbody/tr")]
        room = _BRIEF_ALL
        for cells in zip(*rows, strict=False):
            words = [" ".join("".join(cell.itertext()).split()) for cell in cells]
            widest = max(map(len, words))
            if widest > min(_BRIEF, room) or not any(" " in text for text in words):
                continue
            room -= widest
            for cell in cells:
                cell.set("class", f"{cell.get('class', '')} brief".strip())


def _default(element: Any, name: str, value: str) -> None:
    if element.get(name) is None:
        element.set(name, value)
