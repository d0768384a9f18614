"""Descriptions of calendars as text: HTML becomes Markdown, in one pass over it whatever it is."""

from __future__ import annotations

import html
import re
from typing import Final

#: Letters of a description that are read; a leaflet shows a tenth.
_MAX_LETTERS: Final = 20_000
_TAG: Final = re.compile(r"(<!--|-->|<[/a-zA-Z!?][^<>]*>)")
_IS_HTML: Final = re.compile(
    r"<(?:p|br|div|ul|ol|li|a|b|strong|em|i|h\d|span|html|html-blob)\b[^<>]*>", re.IGNORECASE
)
_BLOCKS: Final = frozenset(
    {"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "tr", "table", "blockquote"}
)
_UNSEEN: Final = frozenset({"script", "style", "head", "title"})


def plain(text: str) -> str:
    """Return a description as Markdown text, whether it came as HTML or not."""
    text = text[:_MAX_LETTERS]
    text = _without_tags(text) if _IS_HTML.search(text) else html.unescape(text)
    text = re.sub(r"[ \t]+\n|\n[ \t]+", "\n", text.replace("\r\n", "\n").replace("\xa0", " "))
    text = "".join(one for one in text if one in "\n\t" or ord(one) >= 32)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    text = re.sub(r"^-[ \t]*\n+", "- ", text, flags=re.MULTILINE)  # a paragraph within a list
    return re.sub(r"^(- [^\n]*)\n\n(?=- )", r"\1\n", text, flags=re.MULTILINE)


def _without_tags(text: str) -> str:
    pieces: list[str] = []
    unseen = ""  # the element, or the comment, whose end is waited for
    for piece in _TAG.split(text):
        if not _TAG.fullmatch(piece):
            if not unseen:
                pieces.append(html.unescape(re.sub(r"[ \t\r\n]+", " ", piece)))
            continue
        name = re.split(r"[\s/>]", piece.lstrip("</"), maxsplit=1)[0].lower()
        if unseen:
            if piece == unseen or (piece.startswith("</") and name == unseen):
                unseen = ""
        elif piece == "<!--":
            unseen = "-->"
        elif name in _UNSEEN and not piece.startswith("</"):
            unseen = name
        else:
            pieces.append(_space_of(name, closing=piece.startswith("</")))
    return "".join(pieces)


def _space_of(name: str, *, closing: bool) -> str:
    if name == "br":
        return "\n"
    if name == "li":
        return "" if closing else "\n- "
    return "\n\n" if name in _BLOCKS else ""
