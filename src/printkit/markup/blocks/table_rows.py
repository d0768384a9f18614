"""Rows of tables cut into cells (GitHub Flavored Markdown 4.10)."""

from __future__ import annotations

import re
from bisect import bisect_right

from printkit.markup.reading.sourcemap import Line

_TOKEN = re.compile(r"\\.|`+|\|")


def cells_of(line: Line) -> list[Line]:
    r"""Return the cells of a row, without the white around them.

    ``\|`` is a stroke in a cell, and so is one in code, which GitHub would cut there.
    """
    text = line.text.rstrip()
    start = len(text) - len(text.lstrip())
    start += text.startswith("|", start)
    ticks: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        ticks.setdefault(len(run[0]), []).append(run.start())
    cells: list[Line] = []
    escapes: list[tuple[int, int, str]] = []

    def cell(end: int) -> None:
        bare = text[start:end]
        first = start + len(bare) - len(bare.lstrip())
        last = max(first, start + len(bare.rstrip()))
        edits = [(at - first, to - first, new) for at, to, new in escapes if first <= at < last]
        piece = line.cut(first, last)
        cells.append(piece.substitute(edits) if edits else piece)
        escapes.clear()

    position = start
    while (token := _TOKEN.search(text, position)) is not None:
        position = token.end()
        if token[0] == "|":
            cell(token.start())
            start = position
        elif token[0] == "\\|":
            escapes.append((token.start(), token.start() + 1, ""))
        elif token[0][0] == "`":
            starts = ticks[len(token[0])]
            index = bisect_right(starts, token.start())
            if index < len(starts):
                end = starts[index] + len(token[0])
                escapes += [
                    (token.start() + at.start(), token.start() + at.start() + 1, "")
                    for at in re.finditer(r"\\(?=\|)", text[token.start() : end])
                ]
                position = end
    if start < len(text):
        cell(len(text))
    return cells
