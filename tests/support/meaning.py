"""What the reader makes of a text before figures, notes and typography, to compare with CommonMark."""

from __future__ import annotations

import re
from urllib.parse import unquote

import lxml.html

from printkit.markup.reading.context import PRIVATE, Reading
from printkit.markup.reading.dialect import parser, read_tree
from printkit.markup.reading.expand import Expanded
from printkit.markup.reading.position_marks import Kind
from printkit.markup.reading.sourcemap import Line


def read(source: str) -> str:
    """Return what printkit's reader makes of a text, before figures, notes and typography."""
    lines = tuple(Line(text, "a.md", number) for number, text in enumerate(source.split("\n"), 1))
    reading = Reading("a.md", "", "en", (), lines, [])
    root = read_tree(parser(), Expanded(lines), reading)
    image = None
    for element in list(root.iter("p", "span")):
        mark = reading.block_of(element)
        inline = reading.mark_of(element)
        if mark is not None and mark.kind is Kind.FIGURE:  # made of its mark in a later pass
            element.clear()
            image = element.makeelement("img", {"src": mark.name, "alt": mark.raw})
            element.append(image)
        elif mark is not None and mark.kind is Kind.CAPTION and image is not None:
            image.set("title", element.text or "")
            element.drop_tree()
        elif inline is not None and inline.kind is Kind.TERM:
            element.text = inline.raw
            element.drop_tag()
    return normal(root)


def normal(root: lxml.html.HtmlElement) -> str:
    """Return a tree as text in which white between blocks and the spelling of addresses do not count."""
    for element in root.iter():
        for name in list(element.attrib):
            value = element.attrib[name]
            del element.attrib[name]
            if name.startswith(PRIVATE):
                continue
            if name == "style":
                continue
            element.attrib[name] = unquote(value) if name in ("href", "src") else value
        attributes = dict(sorted(element.attrib.items()))
        element.attrib.clear()
        element.attrib.update(attributes)
    html = str(lxml.html.tostring(root, encoding="unicode"))
    pre = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    for index in range(0, len(pre), 2):
        text = re.sub(r"\s+", " ", pre[index])
        pre[index] = re.sub(
            r" ?(</?(?:p|div|ul|ol|li|blockquote|h\d|hr|br|pre|table|thead|tbody|tr|td|th|dl|dt|dd)\b[^>]*>) ?",
            r"\1",
            text,
        )
        pre[index] = pre[index].strip() if index else pre[index].rstrip()
    return "".join(pre).strip()
