"""A manuscript for large print: words within drawings would be too small, and stand beside them instead.

Charts become their tables; a drawing is followed by its description, for the eye that needs large letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from printkit.markup.typography.french import typeset_text
from printkit.model.manuscript import ChapterText, ChartText, Manuscript


def in_large_print(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with charts as numbers and drawings described."""
    meta, options = manuscript.publication.meta, manuscript.publication.typography
    typeset = partial(typeset_text, options=options, language=meta.language)
    chapters = tuple(_chapter(chapter, typeset) for chapter in manuscript.chapters)
    return replace(manuscript, chapters=chapters)


def _chapter(chapter: ChapterText, typeset: Callable[[str], str]) -> ChapterText:
    charts = {chart.id: chart for chart in chapter.charts}
    root: Any = lxml_html.fragment_fromstring(chapter.body_html, create_parent="div")
    drawn = set()
    for figure in list(root.iter("figure")):
        chart = charts.get(figure.get("id", ""))
        if chart is None:
            _describe(figure, typeset)
            continue
        drawn |= {image.get("src") for image in figure.iter("img")}
        table = _table(chart, figure)
        table.tail = figure.tail
        figure.getparent().replace(figure, table)
    inside = etree.tostring(root, encoding="unicode", method="html")
    body = inside.removeprefix("<div>").removesuffix("</div>")
    assets = tuple(asset for asset in chapter.assets if asset.url not in drawn)
    return replace(chapter, body_html=body, assets=assets)


def _describe(figure: Any, typeset: Callable[[str], str]) -> None:
    """Put what a drawing shows in words after it; whoever hears them hears of the drawing by its caption."""
    caption = figure.find("figcaption")
    named = "" if caption is None else _text_without_source(caption)
    for image in figure.findall("img"):
        if image.get("src", "").endswith(".svg") and image.get("alt"):
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
