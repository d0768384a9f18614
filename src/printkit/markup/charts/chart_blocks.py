"""Chart blocks to figures: the drawing as an asset, the words in the tree, the numbers kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from printkit.markup.charts.chart_canvas import Canvas
from printkit.markup.charts.chart_data import ChartBlock, read_chart
from printkit.markup.charts.chart_model import Chart, Row
from printkit.markup.charts.chart_types import TYPES
from printkit.markup.reading.context import BLOCK_ATTRIBUTE, MARK_ATTRIBUTE, Reading
from printkit.markup.reading.elements import add_text
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.model import Asset
from printkit.model.manuscript import ChartText, slug


def place_charts(root: Any, reading: Reading) -> None:
    """Put a figure where every chart block stands; a chart that cannot be drawn is told and left out."""
    taken = {slug(element.get("id")) for element in root.iter() if element.get("id")}
    for paragraph in [p for p in root.iter("p") if reading.is_block(p, Kind.CHART)]:
        count = len(reading.charts) + 1
        mark = reading.block_of(paragraph)
        if mark is None:
            continue
        block = read_chart(mark, reading)
        if block.chart is None or not block.alt:
            paragraph.drop_tree()
            continue
        local = block.id or mark.attributes.id or _free(f"graphique-{count}", taken)
        figure = _figure(paragraph, mark, block, local, reading)
        _record(block, block.chart, local, reading)
        url = f"asset:charts/{reading.part or 'text'}-{count}.svg"
        data = TYPES[block.kind].draw(
            _typeset(block.chart, reading.language), Canvas(reading.palette, reading.measure)
        )
        reading.assets[url] = Asset.of_bytes(url, data)
        figure[0].set("src", url)
        paragraph.getparent().replace(paragraph, figure)


def _free(local: str, taken: set[str]) -> str:
    name, count = local, 1
    while name in taken:
        count += 1
        name = f"{local}-{count}"
    taken.add(name)
    return name


def _figure(paragraph: Any, mark: Mark, block: ChartBlock, local: str, reading: Reading) -> Any:
    figure = paragraph.makeelement("figure")
    figure.set("class", " ".join(["figure", "chart", *mark.attributes.classes]))
    figure.set("id", local)
    figure.set(MARK_ATTRIBUTE, paragraph.get(BLOCK_ATTRIBUTE))
    image = paragraph.makeelement("img", {"alt": block.alt})
    figure.text = image.tail = "\n"
    figure.append(image)
    if block.title or block.source or block.note:
        caption = paragraph.makeelement("figcaption")
        caption.text, caption.tail = block.title, "\n"
        for text in (
            block.note,
            f"{reading.labels['source']} {block.source}" if block.source else "",
        ):
            if text:
                line = caption.makeelement("span", {"class": "source"})
                line.text = text
                add_text(caption, " ")
                caption.append(line)
        figure.append(caption)
    figure.tail = paragraph.tail
    return figure


def _record(block: ChartBlock, chart: Chart, local: str, reading: Reading) -> None:
    identifier = reading.full_id(slug(local))
    reading.charts.append(ChartText(identifier, block.alt, block.title, chart.table()))


def _typeset(chart: Chart, language: str) -> Chart:
    """Set the words of a drawing, which are not in the tree that is typeset."""
    from printkit.languages.typesetter import typeset_text  # noqa: PLC0415  imported where used

    def words(text: str) -> str:
        return typeset_text(text, language=language)

    return replace(
        chart,
        rows=tuple(Row(words(row.label), row.values) for row in chart.rows),
        series=tuple(words(name) for name in chart.series),
        unit=words(chart.unit) if chart.unit != "%" else "%",
        highlights=frozenset(words(name) for name in chart.highlights),
    )
