"""Plain text to blocks: an empty line parts paragraphs, lines with marks in front are lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from printkit.conversion.document import Block, Passage, Piece, Text
from printkit.conversion.html_reader import tidy

_MARK: Final = re.compile(r"[ \t]*(?:(?P<bullet>[-*•‣▪◦–—])|(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")
#: Lines shorter than this end where their writer wanted, longer ones where the window did.
_WRAPPED: Final = 45
_TITLE: Final = 90


def read_plain(text: str) -> Text:
    """Return the blocks of a text; a short first line that stands alone is its title."""
    found: list[Block] = []
    for number, lines in enumerate(_groups(text)):
        if number == 0 and len(lines) == 1 and _is_title(lines[0]):
            found.append(Block("heading", tidy([Piece(lines[0])], heading=True), level=1))
        else:
            found += _blocks(lines)
    return Text(found)


def plain_words(text: str) -> Iterator[Passage]:
    """Yield the words of a text line by line, the marks of lists apart."""
    for line in text.splitlines():
        mark = _MARK.match(line)
        if mark is not None:
            yield Passage("number", mark[0])
        rest = line[mark.end() :] if mark is not None else line
        if rest.strip():
            yield Passage("body", rest)


def _groups(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []


def _is_title(line: str) -> bool:
    return (
        len(line.strip()) <= _TITLE and line.strip()[-1] not in ".,;:!?…" and not _MARK.match(line)
    )


def _blocks(lines: list[str]) -> list[Block]:
    marks = [_MARK.match(line) for line in lines]
    first = next((number for number, mark in enumerate(marks) if mark is not None), None)
    if first is None or not _is_list(lines[first:], marks[first:]):
        return [_paragraph(lines)]
    found = [_paragraph(lines[:first])] if first else []
    for line, mark in zip(lines[first:], marks[first:], strict=True):
        if mark is None:
            found[-1].blocks[-1].blocks[0].pieces += [Piece(f" {line.strip()}")]
            continue
        ordered = mark["number"] is not None
        if not found or found[-1].kind != "list" or found[-1].ordered != ordered:
            found.append(Block("list", ordered=ordered, start=int(mark["number"] or 1)))
        words = tidy([Piece(line[mark.end() :])])
        found[-1].blocks.append(Block("item", blocks=[Block("paragraph", words)]))
    return found


def _is_list(lines: list[str], marks: list[re.Match[str] | None]) -> bool:
    """Tell whether lines are items: numbers that follow each other, one mark for all, rests indented."""
    numbers = [int(mark["number"]) for mark in marks if mark is not None and mark["number"]]
    rests = [line for line, mark in zip(lines, marks, strict=True) if mark is None]
    if any(not line.startswith((" ", "\t")) for line in rests):
        return False
    if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    bullets = {mark["bullet"] for mark in marks if mark is not None and mark["bullet"]}
    if len(bullets) + bool(numbers) != 1:
        return False
    # a dash before one line alone is somebody speaking
    return not bullets & {"–", "—"} or ("—" not in bullets and len(lines) > 1)


def _paragraph(lines: list[str]) -> Block:
    wrapped = all(len(line) > _WRAPPED for line in lines[:-1])
    pieces: list[Piece] = []
    for line in lines:
        if pieces:
            pieces.append(Piece(" ") if wrapped else Piece(kind="break"))
        pieces.append(Piece(line.strip()))
    return Block("paragraph", tidy(pieces))
