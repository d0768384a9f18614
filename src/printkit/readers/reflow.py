"""Typeset HTML made for pages, turned into HTML that has none.

Notes move from the foot of a page to the end of their chapter and are linked both ways; page
numbers become the names of what they pointed to; charts are drawn in the text and their numbers
given in a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from lxml import etree
from lxml import html as lxml_html

from printkit.languages.language import language_of
from printkit.markup.reading.context import Measure
from printkit.model import Asset
from printkit.model.manuscript import ChartText
from printkit.readers.large_print import rows_of

_PAGE: Final = re.compile("⟦page:([^⟧]+)⟧")
_SVG: Final = "{http://www.w3.org/2000/svg}"
_EPUB: Final = "http://www.idpf.org/2007/ops"
etree.register_namespace("epub", _EPUB)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the end of its chapter: its id, the id of its call, its number there."""

    id: str
    call: str
    number: int
    html: str


@dataclass(frozen=True, slots=True)
class Medium:
    """What an edition does with links, pictures and headings.

    ``link`` returns None for what the edition does not hold. ``places`` names what ids point to:
    a chapter's number or None, and a title.
    """

    language: str
    link: Callable[[str], str | None]
    places: Mapping[str, tuple[int | None, str]]
    load: Callable[[Asset], bytes]
    picture: Callable[[Asset], str]
    measure: Measure
    shift: int
    syntax: Literal["html", "xml"]


@dataclass
class Flow:
    """A chapter on its way: notes are numbered through it."""

    medium: Medium
    charts: Mapping[str, ChartText]
    assets: Mapping[str, Asset]
    notes: list[Note] = field(default_factory=list)


def ident(name: str) -> str:
    """Return an id every reader takes: XML wants a letter first."""
    return name if name[:1].isalpha() else f"p{name}"


def reflow(html: str, flow: Flow, *, title: bool = False) -> str:
    """Return the HTML as read without pages; its notes are added to those of ``flow``.

    Of a ``title`` links are dropped.
    """
    if "<" not in html:
        return html
    root: Any = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in list(root.iter(lxml_html.etree.Element)):
        _dress(element, flow, title=title)
    for span in list(root.iterfind(".//span[@class='footnote']")):
        _move_note(span, flow)
    return _inside(root, flow.medium.syntax)


def _dress(element: Any, flow: Flow, *, title: bool) -> None:
    tag = element.tag
    if "id" in element.attrib:
        element.set("id", ident(element.get("id")))
    if "lang" in element.attrib and flow.medium.syntax == "xml":
        element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang"))
    if tag == "a":
        _link(element, flow.medium, title=title)
    elif tag == "img":
        _picture(element, flow)
    elif tag == "aside":
        element.set("role", "note")
    elif tag in _HEADINGS:
        element.tag = f"h{min(int(tag[1]) + flow.medium.shift, 6)}"
    elif tag == "table" and flow.medium.syntax == "html":
        _scrolls(element, flow.medium)


def _link(element: Any, medium: Medium, *, title: bool) -> None:
    href = element.get("href", "")
    inner = href.removeprefix("xref:").removeprefix("#") if href.startswith(("xref:", "#")) else ""
    _page_words(element, medium)
    if inner and not title and (address := medium.link(inner)) is not None:
        element.set("href", address)
    elif inner or title:
        element.drop_tag()


def _page_words(element: Any, medium: Medium) -> None:
    """Write what a page reference points to in words: there are no pages."""
    text = element.text_content()
    if (match := _PAGE.search(text)) is None:
        return
    name = match[1]
    number, title = medium.places.get(name) or medium.places.get(name.split(".", 1)[0], (None, ""))
    words = language_of(medium.language).words["reader"]
    for child in list(element):
        child.drop_tree()
    element.text = (
        words["in_chapter"].format(number=number)
        if number is not None
        else words["in_section"].format(title=title)
    )


def _picture(element: Any, flow: Flow) -> None:
    asset = flow.assets.get(element.get("src", ""))
    if asset is None:
        return
    figure = next((a for a in element.iterancestors("figure")), None)
    chart = flow.charts.get(_raw_id(figure, flow)) if figure is not None else None
    if figure is None or chart is None:
        element.set("src", flow.medium.picture(asset))
        if flow.medium.syntax == "html":
            element.set("loading", "lazy")
        return
    drawing = _drawing(flow.medium.load(asset), element.get("alt", ""), flow.medium.measure)
    drawing.tail = element.tail
    element.getparent().replace(element, drawing)
    figure.addnext(_numbers(chart, figure, flow.medium))


def _raw_id(figure: Any, flow: Flow) -> str:
    """Return the id the manuscript knows a figure by; it was made fit for XML on the way."""
    shown = figure.get("id", "")
    return next((name for name in flow.charts if ident(name) == shown), "")


def _drawing(data: bytes, alt: str, measure: Measure) -> Any:
    """Return a chart as part of the page: named, scaling, its words as wide as where they were set.

    Readers lack the chart's face; ``textLength`` sets whichever they have as wide as its own.
    """
    root = etree.fromstring(data)
    _drop(root, "width", "height")
    root.set("role", "img")
    root.set("aria-label", alt)
    root.set("class", "chart")
    for text in root.iter(f"{_SVG}text"):
        words = text.text or ""
        if words.strip() and len(text) == 0:
            weight = 700 if text.get("font-weight") == "bold" else 400
            size = float(text.get("font-size", "8.6"))
            width = measure(words, text.get("font-family", ""), weight, size)
            text.set("textLength", f"{width:.2f}".rstrip("0").rstrip("."))
            text.set("lengthAdjust", "spacingAndGlyphs")
        _drop(text, "font-family")
    return root


def _drop(element: Any, *names: str) -> None:
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def _numbers(chart: ChartText, figure: Any, medium: Medium) -> Any:
    words = language_of(medium.language).words["reader"]
    label = figure.findtext(".//span[@class='label']") or chart.caption
    said = words["data"].format(label=label)
    if medium.syntax == "html":
        box = lxml_html.Element("details", {"class": "data"})
        etree.SubElement(box, "summary").text = said
        table = etree.SubElement(box, "table")
        etree.SubElement(table, "caption").text = chart.caption
    else:
        box = lxml_html.Element("div", {"class": "data"})
        table = etree.SubElement(box, "table")
        etree.SubElement(table, "caption").text = said
    table.extend(rows_of(chart))
    return box


def _scrolls(table: Any, medium: Medium) -> None:
    """Let a wide table scroll by itself, by keyboard too."""
    if table.getparent().tag == "details":
        return
    caption = table.find("caption")
    name = " ".join(caption.text_content().split()) if caption is not None else ""
    box = lxml_html.Element(
        "div",
        {
            "class": "scrolls",
            "tabindex": "0",
            "role": "region",
            "aria-label": name or language_of(medium.language).words["reader"]["plain_table"],
        },
    )
    box.tail, table.tail = table.tail, None
    table.getparent().replace(table, box)
    box.append(table)


def _move_note(span: Any, flow: Flow) -> None:
    """Leave a call where a note stood, and keep the note for the end of the chapter."""
    number = len(flow.notes) + 1
    name = span.get("id") or ident(f"note-{number}")
    call = f"{name}.call"
    words = language_of(flow.medium.language).words["reader"]
    flow.notes.append(Note(name, call, number, _inside(span, flow.medium.syntax)))
    sup = lxml_html.Element("sup", {"class": "call"})
    sup.tail = span.tail
    link = etree.SubElement(
        sup,
        "a",
        {
            "id": call,
            "href": f"#{name}",
            "role": "doc-noteref",
            "aria-label": words["note"].format(number=number),
        },
    )
    if flow.medium.syntax == "xml":
        link.set(f"{{{_EPUB}}}type", "noteref")
    link.text = str(number)
    span.getparent().replace(span, sup)


def _inside(root: Any, syntax: Literal["html", "xml"]) -> str:
    """Return what an element holds, serialised."""
    return "".join(_pieces(root, syntax)).strip()


def _pieces(root: Any, syntax: Literal["html", "xml"]) -> Iterator[str]:
    if root.text:
        yield _escaped(root.text)
    for child in root:
        yield etree.tostring(child, encoding="unicode", method=syntax)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
