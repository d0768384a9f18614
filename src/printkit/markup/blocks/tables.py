"""Headings, tables and the captions of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from printkit.core.i18n import _
from printkit.markup.blocks.base import BlockBase
from printkit.markup.blocks.patterns import CAPTION
from printkit.markup.reading.attributes import Attributes, split_attributes
from printkit.markup.reading.inlines import spread
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import error


class Tables(BlockBase):
    """Takes headings, tables and captions."""

    def take_heading(self, index: int, match: re.Match[str]) -> int:
        """Take a heading that begins with ``#``."""
        line = self.lines[index]
        indent = line.text[: match.start("hashes")] if self.in_list else ""
        mark = Mark(Kind.HEADING, line.at(match.start("hashes")), line.text[match.end() :])
        text = self.shared.inline([line.cut(match.end())])
        self.alone(indent, f"{match['hashes']} {self.shared.put(mark)}{text}")
        return index + 1

    def take_table(self, index: int) -> int:
        """Take a table: its head, the line below, its rows."""
        line = self.lines[index]
        column = len(line.text) - len(line.text.lstrip())
        head = self.shared.inline([line])
        mark = self.shared.put(Mark(Kind.TABLE, line.at(column)))
        place = column + 1 if head[column] == "|" else column
        place += len(head) - place - len(head[place:].lstrip())
        self.out += ["", head[:place] + mark + head[place:], self.lines[index + 1].text]
        end = index + 2
        while end < len(self.lines) and "|" in self.lines[end].text:
            if CAPTION.match(self.lines[end].text):
                break
            self.out.append(self.shared.inline([self.lines[end]]))
            end += 1
        self.out.append("")
        self.table_end = end
        return end

    def take_caption(self, index: int) -> int | None:
        """Take a table's caption; None when no table is beside it and it names none."""
        end = index + 1
        while end < len(self.lines) and self.lines[end].text.strip():
            if self.starts_table(end) or self.interrupts(end):
                break
            end += 1
        lines = self.lines[index:end]
        text, at = spread(lines)
        match = CAPTION.match(text)
        start = match.end() if match else 0
        words, attributes = split_attributes(text)
        blank = end < len(self.lines) and not self.lines[end].text.strip()
        if self.starts_table(end) or (blank and self.starts_table(end + 1)):
            direction = "before" if self.table_end == index and blank else "after"
        elif self.table_end in (index, index - 1):
            direction = "before"
        elif attributes.id is None and "source" not in attributes.values:
            return None
        else:
            message = _("There is no table beside this caption.")
            hint = _("Put it on the line before or after the table.")
            self.shared.tell(error("caption-without-table", message, at(0), hint))
            return end
        self._put_caption(lines, start, len(words), attributes, direction)
        return end

    def _put_caption(
        self, lines: Sequence[Line], start: int, end: int, attributes: Attributes, direction: str
    ) -> None:
        mark = Mark(Kind.CAPTION, lines[0].at(0), "", direction, attributes)
        first = lines[0].text
        indent = first[: len(first) - len(first.lstrip())]
        out = [self.shared.put(mark) + self.shared.slice(lines, start, end)]
        if source := attributes.values.get("source"):
            label = Mark(Kind.SOURCE, mark.at, name=direction)
            out.append(self.shared.put(label) + self.shared.words(source, label))
        self.alone(indent, *out)
