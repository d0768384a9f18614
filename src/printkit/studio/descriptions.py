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


_ADDRESS: Final = re.compile(r"(https?://[^\s<>]+)")
_ITEM: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
#: signs that mean something anywhere in Markdown, and those that do at the beginning of a line
_SIGNS: Final = re.compile(r"[\\`*\[\]{}<~^|]|(?<!\w)_|_(?!\w)")
_FIRST_SIGNS: Final = re.compile(r"^(?:#|>|:|=+$|-{2,}$|\+(?=\s)|!!!)")


def as_markdown(text: str) -> str:
    r"""Return a description as Markdown that prints every sign and every line end of it.

    A line end is a break somebody made (RFC 5545, 3.3.11): the line before ends with ``\``.
    Addresses stay as they are, and lines that begin with a dash are the items of a list.
    """
    lines = [_escaped(line) for line in plain(text).split("\n")]
    out = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        goes_on = line and following and not _ITEM.match(following)
        out.append(f"{line}\\" if goes_on else line)
    return "\n".join(out)


def _escaped(line: str) -> str:
    pieces = _ADDRESS.split(line)
    pieces[::2] = [_SIGNS.sub(r"\\\g<0>", piece) for piece in pieces[::2]]
    return _FIRST_SIGNS.sub(r"\\\g<0>", "".join(pieces))


def _without_tags(text: str) -> str:
    pieces: list[str] = []
    address, begun = "", 0  # of the link that is open, and where its words begin
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
        elif name == "a" and not piece.startswith("</"):
            found = re.search(r"""href\s*=\s*["']?(?:mailto:)?([^"'\s>]+)""", piece, re.IGNORECASE)
            address, begun = html.unescape(found[1]) if found else "", len(pieces)
        elif name == "a":
            words = "".join(pieces[begun:])
            if address and not address.startswith("#") and address not in words:
                pieces.append(f" ({address})")
            address = ""
        else:
            pieces.append(_space_of(name, closing=piece.startswith("</")))
    return "".join(pieces)


def _space_of(name: str, *, closing: bool) -> str:
    if name == "br":
        return "\n"
    if name == "li":
        return "" if closing else "\n- "
    return "\n\n" if name in _BLOCKS else ""
