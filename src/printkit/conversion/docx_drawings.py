"""Charts and diagrams of Word, whose words lie in files of their own: written as text boxes they are kept.

A chart becomes a table of two columns for each of its series, a diagram (SmartArt) its lines.
Sources: ECMA-376 part 1, 21.2 (charts) and 21.4 (diagrams).
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any, Final

from lxml import etree

from printkit.conversion.zipped_parts import Parts

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"


def write_drawings(parts: Parts, name: str, root: Any) -> None:
    """Put the words of the charts and diagrams that a part shows into text boxes at their places."""
    targets = _targets(parts, name)
    for element in list(root.iter(f"{_C}chart", f"{_DGM}relIds")):
        key = element.get(f"{_R}id") or element.get(f"{_R}dm") or ""
        drawn = parts.xml(targets.get(key, ""))
        above = element.getparent()
        if drawn is None or above is None:
            continue
        box = etree.Element(f"{_W}txbxContent")
        box.extend(_chart(drawn) if element.tag == f"{_C}chart" else _lines(drawn))
        above.replace(element, box)


def _targets(parts: Parts, name: str) -> dict[str, str]:
    """Return the names of the parts that another part refers to, by key."""
    folder, _slash, file = name.rpartition("/")
    root = parts.xml(f"{folder}/_rels/{file}.rels")
    return {
        one.get("Id", ""): normpath(join(f"/{folder}", one.get("Target", ""))).lstrip("/")
        for one in (root if root is not None else ())
        if one.get("TargetMode") != "External"
    }


def _chart(root: Any) -> Iterator[Any]:
    yield from _lines(root)
    for series in root.iter(f"{_C}ser"):
        table = etree.Element(f"{_W}tbl")
        _row(table, " ".join(words for _index, words in _points(series, "tx")), "")
        labels = dict((*_points(series, "cat"), *_points(series, "xVal")))
        values = dict((*_points(series, "val"), *_points(series, "yVal")))
        for index in sorted({*labels, *values}):
            _row(table, labels.get(index, ""), values.get(index, ""))
        sizes = _points(series, "bubbleSize")
        yield table
        yield from (_paragraph(words) for _index, words in sizes)
        yield _paragraph("")  # tables that touch would be one


def _points(series: Any, tag: str) -> list[tuple[int, str]]:
    """Return the cached points of a series: their numbers and what they say."""
    found = []
    for cache in series.iterfind(f"{_C}{tag}"):
        for number, point in enumerate(cache.iter(f"{_C}pt")):
            index = point.get("idx", "")
            said = " ".join(one.text or "" for one in point.iter(f"{_C}v"))
            found.append((int(index) if index.isdigit() else number, said))
    return found


def _lines(root: Any) -> Iterator[Any]:
    for paragraph in root.iter(f"{_A}p"):
        words = "".join(one.text or "" for one in paragraph.iter(f"{_A}t"))
        if words.strip():
            yield _paragraph(words)


def _row(table: Any, *cells: str) -> None:
    row = etree.SubElement(table, f"{_W}tr")
    for words in cells:
        etree.SubElement(row, f"{_W}tc").append(_paragraph(words))


def _paragraph(words: str) -> Any:
    paragraph = etree.Element(f"{_W}p")
    run = etree.SubElement(paragraph, f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = words
    return paragraph
