"""A manuscript for large print: words within drawings would be too small, and stand beside them instead.

Charts become their tables; a drawing is followed by its description, for the eye that needs large letters,
and gives way to the one that was made for this edition.
A table whose longest words do not fit side by side becomes a list: each row with its heads beside its cells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from printkit.languages.language import language_of
from printkit.languages.typesetter import typeset_text
from printkit.model.manuscript import ChapterText, ChartText, Manuscript

#: Letters of the large print's face that one of its lines holds.
_LETTERS = 44


def in_large_print(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with charts as numbers and drawings described."""
    meta, options = manuscript.publication.meta, manuscript.publication.typography
    typeset = partial(typeset_text, options=options, language=meta.language)
    nothing = language_of(meta.language).words["markup"]["undescribed"]
    chapters = tuple(_chapter(chapter, typeset, nothing) for chapter in manuscript.chapters)
    return replace(manuscript, chapters=chapters)


def _chapter(chapter: ChapterText, typeset: Callable[[str], str], nothing: str) -> ChapterText:
    charts = {chart.id: chart for chart in chapter.charts}
    root: Any = lxml_html.fragment_fromstring(chapter.body_html, create_parent="div")
    drawn = set()
    for figure in list(root.iter("figure")):
        chart = charts.get(figure.get("id", ""))
        if chart is None:
            _describe(figure, typeset, nothing)
            continue
        drawn |= {image.get("src") for image in figure.iter("img")}
        table = _table(chart, figure)
        table.tail = figure.tail
        figure.getparent().replace(figure, table)
    for wide in [one for one in root.iter("table") if _is_wide(one)]:
        wide.getparent().replace(wide, _as_list(wide))
    inside = etree.tostring(root, encoding="unicode", method="html")
    body = inside.removeprefix("<div>").removesuffix("</div>")
    own = {asset.url: asset for asset in chapter.large_print}
    assets = tuple(own.get(asset.url, asset) for asset in chapter.assets if asset.url not in drawn)
    return replace(chapter, body_html=body, assets=assets)


def _is_wide(table: Any) -> bool:
    """Tell whether the longest words of a table's columns take more letters than a line has."""
    rows = [list(row) for row in table.iter("tr")]
    if not rows or any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row):
        return False
    columns = zip_longest(*rows)
    return sum(max(map(_longest, column)) + 2 for column in columns) > _LETTERS


def _longest(cell: Any) -> int:
    words = [] if cell is None else cell.text_content().replace("\u00ad", "").split(" ")
    return max(map(len, words), default=0)


def _as_list(table: Any) -> Any:
    """Return a table as a list of its rows: the first cell, then each other one after its column's head."""
    lines = list(table.iter("tr"))
    heads = list(lines[0]) if table.find("thead") is not None else []
    block = lxml_html.Element("div", {"class": "rows"})
    block.tail = table.tail
    for name in ("id", "lang"):
        if table.get(name):
            block.set(name, table.get(name))
    caption = table.find("caption")
    if caption is not None:
        title = etree.SubElement(block, "p", {"class": "rows-caption"})
        _move(caption, title)
    for line in lines[1:] if heads else lines:
        cells = list(line)
        term = etree.SubElement(block, "p", {"class": "row"})
        items = etree.SubElement(block, "ul")
        for number, cell in enumerate(cells):
            target = etree.SubElement(term, "strong") if number == 0 else None
            if target is None:
                if not cell.text_content().strip() and not len(cell):
                    continue
                target = etree.SubElement(items, "li")
            if number < len(heads) and (named := heads[number].text_content().strip()):
                target.text = f"{named}\u00a0: "
            _move(cell, target)
        if not len(items):
            block.remove(items)
    return block


def _move(source: Any, target: Any) -> None:
    """Append an element's content to another's."""
    if source.text:
        target.text = (target.text or "") + source.text
    target.extend(list(source))


def _describe(figure: Any, typeset: Callable[[str], str], nothing: str) -> None:
    """Put what a drawing shows in words after it; whoever hears them hears of the drawing by its caption.

    ``nothing`` are the words of one that has no description: they are for ears only.
    """
    caption = figure.find("figcaption")
    named = "" if caption is None else _text_without_source(caption)
    for image in figure.findall("img"):
        if image.get("src", "").endswith(".svg") and image.get("alt") not in (None, "", nothing):
            said = lxml_html.Element("p", {"class": "description"})
            said.text = typeset(image.get("alt"))
            image.addnext(said)
            image.set("alt", named or image.get("alt"))


def _text_without_source(caption: Any) -> str:
    pieces = [caption.text or ""]
    for child in caption:
        pieces += ["" if child.get("class") == "source" else child.text_content(), child.tail or ""]
    return " ".join("".join(pieces).split())


def _table(chart: ChartText, figure: Any) -> Any:
    table = lxml_html.Element("table", {"id": chart.id, "class": "numbers"})
    caption = etree.SubElement(table, "caption")
    written = figure.find("figcaption")
    if written is None:
        caption.text = chart.caption
    else:
        caption.text = written.text
        caption.extend(list(written))
    table.extend(rows_of(chart))
    return table


def rows_of(chart: ChartText) -> tuple[Any, Any]:
    """Return the head and the body of a chart's table."""
    head, body = lxml_html.Element("thead"), lxml_html.Element("tbody")
    line = etree.SubElement(head, "tr")
    for cell in chart.table[0]:
        if cell:
            etree.SubElement(line, "th", {"scope": "col"}).text = cell
        else:
            etree.SubElement(line, "td")
    for row in chart.table[1:]:
        line = etree.SubElement(body, "tr")
        etree.SubElement(line, "th", {"scope": "row"}).text = row[0]
        for cell in row[1:]:
            etree.SubElement(line, "td", {"class": "number"}).text = cell
    return head, body
