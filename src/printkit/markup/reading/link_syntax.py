"""Targets, titles and labels of links, bare addresses, and the definitions links refer to.

Sections are those of CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/) and of GitHub Flavored
Markdown 0.29 (https://github.github.com/gfm/).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.entities import html5

#: 6.3: a target between angle brackets, a title in one of three kinds of quotes, a label
_POINTED = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLE = re.compile(
    r""""((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\)""", re.DOTALL
)
LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
#: the no-break spaces that French keyboards type count as spaces
_SPACE = re.compile(r"[ \t\u00a0\u202f]*+(?:\n[ \t]*+)?+")
_ESCAPED = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
)
ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Parentheses in a target nest no deeper than this.
_MAX_PARENTHESES = 32
#: A file's name with spaces, as people type it where only ``<…>`` may hold one.
_FILE = re.compile(r"[ \t]*([^\s\"'<>()\\][^\n\"'<>()\\]*\.[A-Za-z0-9]{2,5})(?=[ \t]*(?:\)|[\"']))")
_ADDRESS = re.compile(r"[/#:@]|\.\w")
#: GFM 6.9: what cannot end a bare address, French quotes among it
_TRAIL = frozenset("?!.,:;*_~'\"»”’…")


def character(reference: str) -> str | None:
    """Return what a character reference (2.5) stands for; None if it is only text."""
    if not reference.startswith("&#"):
        return html5.get(reference[1:])
    digits = reference[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    control = code < 0x20 and code not in (9, 10)
    private = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    if control or private or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or 0x7F <= code < 0xA0:
        return "\ufffd"
    return chr(code)


def plain(text: str) -> str:
    """Return a text with its backslash escapes and character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPED.sub(
        lambda match: match[1] or character(match[0]) or match[0],
        text,
    )


def normal_label(label: str) -> str:
    """Return a label as labels are compared: case and white do not count."""
    return " ".join(label.split()).casefold()


def target_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the target that stands at a position and where it ends; None if none does."""
    if text.startswith("<", position):
        pointed = _POINTED.match(text, position)
        return (plain(pointed[1]), pointed.end()) if pointed else None
    depth, end = 0, position
    while end < len(text):
        letter = text[end]
        if letter == "\\" and end + 1 < len(text) and not text[end + 1].isalnum():
            end += 1
            if text[end].isspace():
                break
        elif letter == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return None
        elif letter == ")":
            if depth == 0:
                break
            depth -= 1
        elif letter.isspace() or ord(letter) < 0x20:
            break
        end += 1
    return None if depth else (plain(text[position:end]), end)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, its title and the span of the title in the text, and where it ends."""

    url: str
    title: str
    end: int


def inline_target(text: str, position: int) -> Target | None:
    """Return what stands in the parentheses that open at a position; None if it is no target."""
    start = _skip(text, position + 1)
    for file in (False, True):
        url, end = "", start
        if file:
            # a name with spaces is no target for CommonMark, but what the person who typed it meant
            name = _FILE.match(text, start)
            if name is None:
                return None
            url, end = plain(name[1]), name.end()
        elif (found := target_at(text, start)) is not None:
            url, end = found
        title = ""
        after = _skip(text, end)
        if after > end and (quoted := _TITLE.match(text, after)) is not None:
            title = plain(quoted[1] or quoted[2] or quoted[3] or "")
            after = _skip(text, quoted.end())
        if text.startswith(")", after):
            return Target(url, title, after + 1)
    return None


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


@dataclass(slots=True)
class Definition:
    """A link reference definition (4.7) that took so many lines; ``used``: a link refers to it."""

    label: str
    url: str
    title: str
    lines: int
    used: bool = False


def definition_at(lines: Sequence[str]) -> Definition | None:
    """Return the definition a paragraph begins with; None when its target is no address.

    ``[Date]: 2026-03-14`` is a sentence of somebody who did not think of links.
    """
    text = "\n".join(lines)[:4000]
    label = LABEL.match(text)
    if label is None or not label[1].strip() or not text.startswith(":", label.end()):
        return None
    start = _skip(text, label.end() + 1)
    found = target_at(text, start)
    if found is None:
        return None
    url, end = found
    if not text.startswith("<", start) and (end == start or not _ADDRESS.search(url)):
        return None
    title, stop = "", _end_of_line(text, end)
    after = _skip(text, end)
    if after > end and (quoted := _TITLE.match(text, after)) is not None:
        last = _end_of_line(text, quoted.end())
        if last is not None and "\n\n" not in quoted[0]:
            title, stop = plain(quoted[1] or quoted[2] or quoted[3] or ""), last
    if stop is None:
        return None
    return Definition(normal_label(label[1]), url, title, text.count("\n", 0, stop) + 1)


def _end_of_line(text: str, position: int) -> int | None:
    """Return where the line ends if only white is left on it."""
    while position < len(text) and text[position] in " \t":
        position += 1
    return position if position == len(text) or text[position] == "\n" else None


def trimmed_address(address: str) -> str:
    """Return a bare address without the signs after it that belong to the sentence (GFM 6.9)."""
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last == ";" and (entity := re.search(r"&[A-Za-z0-9]+$", address[end - 33 : end - 1])):
            end -= len(entity[0])
        elif last not in _TRAIL:
            break
        end -= 1
    return address[:end]
