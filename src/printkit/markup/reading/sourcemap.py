"""Lines that remember where they were written, through includes, variables and indentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from printkit.core.findings import Position


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. ``column`` is the 1-based source column of its first character.

    ``shifts`` lists (offset in ``text``, characters to add to find the source), ascending, for
    lines whose text is not the source's any more.
    """

    text: str
    path: str
    number: int
    column: int = 1
    shifts: tuple[tuple[int, int], ...] = ()

    def at(self, offset: int) -> Position:
        """Return the source position of the character at a 0-based offset."""
        extra = 0
        for start, shift in self.shifts:
            if start > offset:
                break
            extra = shift
        return Position(self.path, self.number, max(1, self.column + offset + extra))

    def cut(self, start: int, end: int | None = None) -> Line:
        """Return the characters from ``start`` to before ``end`` as a line."""
        text = self.text[start:end]
        if start <= 0:
            return self if end is None else replace(self, text=text)
        shifts = tuple((max(0, at - start), shift + start) for at, shift in self.shifts)
        if not shifts:
            return replace(self, text=text, column=self.column + start)
        if shifts[0][0] > 0:
            shifts = ((0, start), *shifts)
        return replace(self, text=text, shifts=shifts)

    def substitute(self, edits: Sequence[tuple[int, int, str]]) -> Line:
        """Return the line with each ``text[start:end]`` replaced; edits ascend, not overlapping."""
        parts: list[str] = []
        shifts: list[tuple[int, int]] = []
        position = length = 0
        for start, end, new in (*edits, (len(self.text), len(self.text), "")):
            shifts += self._piece(position, start, length)
            parts += [self.text[position:start], new]
            length += start - position + len(new)
            position = end
        return replace(self, text="".join(parts), shifts=tuple(shifts))

    def _piece(self, start: int, end: int, length: int) -> list[tuple[int, int]]:
        """Return the shifts of ``text[start:end]`` standing at ``length`` in the new text."""
        current = 0
        inner = []
        for offset, shift in self.shifts:
            if offset <= start:
                current = shift
            elif offset < end:
                inner.append((length + offset - start, shift + start - length))
        return [(length, current + start - length), *inner]


def indent_of(text: str) -> int:
    """Return the width of a line's indentation in columns, tabs at every fourth."""
    width = 0
    for character in text:
        if character == " ":
            width += 1
        elif character == "\t":
            width += 4 - width % 4
        else:
            break
    return width


def dedent(line: Line, width: int = 4) -> Line:
    """Return the line without up to ``width`` columns of its indentation."""
    columns = count = 0
    for character in line.text:
        if columns >= width or character not in " \t":
            break
        columns += 1 if character == " " else 4 - columns % 4
        count += 1
    return line.cut(count)
