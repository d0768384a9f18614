"""From one source text to a tree whose constructs are elements: what books and fragments share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import markdown

from printkit.markup.reading.allowed_html import restrict
from printkit.markup.reading.context import Measure, Reading
from printkit.markup.reading.dialect import read_tree
from printkit.markup.reading.elements import shape
from printkit.markup.reading.expand import Expanded, ReadFile, expand
from printkit.markup.reading.position_marks import Kind
from printkit.markup.reading.text_images import place_images
from printkit.model import SourceText


@dataclass(frozen=True, slots=True)
class Setting:
    """What all texts of a publication are read with."""

    language: str
    folder: str = "."
    variables: Mapping[str, str] | None = None
    read_file: ReadFile | None = None
    palette: Mapping[str, str] | None = None
    measure: Measure | None = None


def expanded(source: SourceText, setting: Setting, *, in_book: bool) -> Expanded:
    """Read a text with its front matter, includes and variables."""
    return expand(
        source,
        variables=setting.variables or {},
        folder=setting.folder,
        read_file=setting.read_file,
        strict_front_matter=in_book,
    )


def shaped(
    md: markdown.Markdown, text: Expanded, setting: Setting, part: str, number: int | None = None
) -> tuple[Any, Reading]:
    """Parse a text and make its elements: containers, figures, tables, charts, images."""
    reading = Reading(
        path=text.sources[0].path,
        part=part,
        language=setting.language,
        marks=(),
        lines=text.lines,
        findings=list(text.findings),
        folder=setting.folder,
        number=number,
        read_file=setting.read_file,
        palette=setting.palette or {},
        measure=setting.measure,
    )
    root = read_tree(md, text, reading)
    root.set("lang", setting.language)
    restrict(root, reading)
    shape(root, reading)
    for tree in (root, *(body for _mark, body in reading.notes.values())):
        place_images(tree, reading)
        if any(reading.is_block(paragraph, Kind.CHART) for paragraph in tree.iter("p")):
            from printkit.markup.charts.chart_blocks import place_charts  # noqa: PLC0415  few draw

            place_charts(tree, reading)
    return root, reading
