"""Invisible marks that carry source positions through the Markdown parser, and stand-in characters.

A mark is a number between two Unicode noncharacters, which no interchanged text may hold. It is put
before (or instead of) a construct in the Markdown; wherever it comes out of the parser it says
where its construct was written, and wherever it should not have been put (code that did not look
like code) it is taken out again without trace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from printkit.core.findings import Position
from printkit.markup.reading.attributes import Attributes
from printkit.markup.reading.sourcemap import Line

MARK, MARK_END = "\ufdd0", "\ufdd1"
TAG_MARK, TAG_MARK_END = "\ufdd2", "\ufdd3"
#: brackets and angle brackets that are only text: the parser must not spend time on them
LEFT, RIGHT, LESS = "\ufdd4", "\ufdd5", "\ufdd6"

MARK_RE = re.compile(f"{MARK}(\\d+){MARK_END}")
_TAG_RE = re.compile(f"(<[a-zA-Z][^\\s<>/]*) {TAG_MARK}(\\d+){TAG_MARK_END}")
_LOST_TAG_RE = re.compile(f" {TAG_MARK}\\d+{TAG_MARK_END}")
_CHARREF = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);")
_STAND_INS = str.maketrans({LEFT: "[", RIGHT: "]", LESS: "&lt;"})


class Kind(Enum):
    """What a mark stands before or, from ``NOTE_CALL`` on, instead of."""

    LINK = "link"
    IMAGE = "image"
    SPAN = "span"
    TAG = "tag"
    HEADING = "heading"
    TABLE = "table"

    NOTE_CALL = "note call"
    CITATION = "citation"
    TERM = "term"

    OPEN = "open"
    CLOSE = "close"
    TITLE = "title"
    ATTRIBUTION = "attribution"
    CAPTION = "caption"
    SOURCE = "source"
    FIGURE = "figure"
    CODE = "code"
    CHART = "chart"


INLINE = frozenset({Kind.NOTE_CALL, Kind.CITATION, Kind.TERM})
POINTS = frozenset({Kind.LINK, Kind.IMAGE, Kind.SPAN, Kind.TAG})
INSIDE = frozenset({Kind.HEADING, Kind.TABLE})


@dataclass(frozen=True, slots=True)
class Mark:
    """A construct and where it is. ``raw`` is what was typed, for kinds that replace it.

    ``name`` is what it names: a container's kind, a note's id, an image's path, a language.
    """

    kind: Kind
    at: Position
    raw: str = ""
    name: str = ""
    attributes: Attributes = Attributes()  # noqa: RUF009  immutable
    lines: tuple[Line, ...] = ()


def marker(number: int) -> str:
    """Return the text of a mark."""
    return f"{MARK}{number}{MARK_END}"


def tag_marker(number: int) -> str:
    """Return the text of a mark inside an HTML tag, after its name."""
    return f" {TAG_MARK}{number}{TAG_MARK_END}"


def settle_marks(html: str) -> str:
    """Turn marks of tags into attributes and stand-ins into what they stand for."""
    html = html.translate(_STAND_INS)
    if TAG_MARK in html:
        html = _LOST_TAG_RE.sub("", _TAG_RE.sub(r'\1 data-printkit-mark="\2"', html))
    return _CHARREF.sub(_printable, html) if "&#" in html else html


def _printable(match: re.Match[str]) -> str:
    """Keep a character reference unless it names something no document may hold."""
    digits = match[1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits[:8])
    control = code < 0x20 and code not in (9, 10)
    wrong = 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code in (0xFFFE, 0xFFFF)
    return "\ufffd" if control or wrong or code > 0x10FFFF or 0x7F <= code < 0xA0 else match[0]
