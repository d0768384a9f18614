"""A place in a line, counted in characters and in columns: tabs reach every fourth column."""

from __future__ import annotations

from printkit.markup.reading.sourcemap import Line


class Cursor:
    """Moves over one line. ``offset`` counts characters, ``column`` columns, both from 0.

    ``next`` is the offset of the next character that is no space, ``indent`` the columns before it.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.text = line.text
        self.offset = 0
        self.column = 0
        self._in_tab = False
        self.next = 0
        self.next_column = 0
        self.look()

    def look(self) -> None:
        """Find the next character that is no space."""
        offset, column, text = self.offset, self.column, self.text
        while offset < len(text):
            letter = text[offset]
            if letter == " ":
                column += 1
            elif letter == "\t":
                column += 4 - column % 4
            else:
                break
            offset += 1
        self.next, self.next_column = offset, column

    @property
    def indent(self) -> int:
        """Return how many columns of white stand before the next character."""
        return self.next_column - self.column

    @property
    def indented(self) -> bool:
        """Tell whether the rest is indented as code is."""
        return self.next_column - self.column >= 4

    @property
    def blank(self) -> bool:
        """Tell whether only white is left."""
        return self.next >= len(self.text)

    @property
    def letter(self) -> str:
        """Return the next character that is no space."""
        return self.text[self.next : self.next + 1]

    def to_next(self) -> None:
        """Move to the next character that is no space."""
        self.offset, self.column, self._in_tab = self.next, self.next_column, False

    def skip(self, count: int) -> None:
        """Move by characters, none of them a tab."""
        self.offset += count
        self.column += count
        self._in_tab = False
        self.look()

    def skip_columns(self, count: int) -> None:
        """Move by columns of white; a tab may be taken in part."""
        while count > 0 and self.offset < len(self.text) and self.text[self.offset] in " \t":
            width = 4 - self.column % 4 if self.text[self.offset] == "\t" else 1
            self._in_tab = width > count
            taken = min(width, count)
            self.column += taken
            count -= taken
            if not self._in_tab:
                self.offset += 1
        self.look()

    def back(self, offset: int, column: int) -> None:
        """Move back to a place that is not inside a tab."""
        self.offset, self.column, self._in_tab = offset, column, False
        self.look()

    def take(self) -> Line:
        """Move to the end; return what was left of the line."""
        rest = self.rest()
        self.offset = self.next = len(self.text)
        self.column = self.next_column
        return rest

    def skip_space(self) -> bool:
        """Move over one space or one column of a tab; tell whether there was one."""
        if self.text[self.offset : self.offset + 1] not in (" ", "\t"):
            return False
        self.skip_columns(1)
        return True

    def rest(self) -> Line:
        """Return what is left of the line."""
        if self._in_tab:
            width = 4 - self.column % 4
            return self.line.cut(self.offset + 1).substitute([(0, 0, " " * width)])
        return self.line.cut(self.offset)
