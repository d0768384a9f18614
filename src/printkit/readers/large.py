"""A manuscript for large print: charts, whose words would be too small, become their tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from printkit.markup.manuscript import ChapterText, ChartText, Manuscript


def in_large_print(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with the numbers of its charts in place of the drawings."""
    chapters = tuple(_chapter(chapter) for chapter in manuscript.chapters)
    return replace(manuscript, chapters=chapters)


def _chapter(chapter: ChapterText) -> ChapterText:
    if not chapter.charts:
        return chapter
    charts = {chart.id: chart for chart in chapter.charts}
    root: Any = lxml_html.fragment_fromstring(chapter.body_html, create_parent="div")
    drawn = set()
    for figure in list(root.iter("figure")):
        chart = charts.get(figure.get("id", ""))
        if chart is None:
            continue
        drawn |= {image.get("src") for image in figure.iter("img")}
        table = _table(chart, figure)
        table.tail = figure.tail
        figure.getparent().replace(figure, table)
    inside = etree.tostring(root, encoding="unicode", method="html")
    body = inside.removeprefix("<div>").removesuffix("</div>")
    assets = tuple(asset for asset in chapter.assets if asset.url not in drawn)
    return replace(chapter, body_html=body, assets=assets)


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
