"""Paragraphs: running text, items of lists, underlined headings, images that stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from printkit.markup.blocks.base import BlockBase
from printkit.markup.blocks.patterns import (
    BULLET,
    DEFINITION,
    ESCAPE,
    FIGURE,
    ITEM,
    SIGNATURE,
    UNDERLINE,
)
from printkit.markup.reading.attributes import parse_attributes
from printkit.markup.reading.inlines import spread
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line


class Paragraphs(BlockBase):
    """Takes what is no other block."""

    def take_paragraph(self, index: int, blank: bool) -> int:
        """Take the lines of a paragraph; return the index after them."""
        line = self.lines[index]
        end = index + 1
        while end < len(self.lines) and self.lines[end].text.strip():
            if self.interrupts(end):
                break
            end += 1
        item = ITEM.match(line.text) is not None
        if item:
            if not blank and not self.in_list and BULLET.match(line.text):
                self.out.append("")
            self.in_list = True
        elif DEFINITION.match(line.text):
            self.in_list = True
        lines = self.lines[index:end]
        if len(lines) > 1 and blank and not item and UNDERLINE.match(lines[1].text):
            return self._underlined(index)
        if not item and line.text.lstrip().startswith("![") and self._figure(lines):
            return end
        signed = self.ends_container(end) and SIGNATURE.match(lines[-1].text)
        body = lines[:-1] if signed else lines
        if body:
            self.out += self.shared.inline(body).split("\n")
        if signed:
            last = lines[-1]
            column = len(last.text) - len(last.text.lstrip())
            mark = self.shared.put(Mark(Kind.ATTRIBUTION, last.at(column)))
            text = self.shared.inline([last.cut(column)])
            self.alone(last.text[:column], mark + text)
        return end

    def _underlined(self, index: int) -> int:
        """Take a heading underlined with ``===`` or ``---``."""
        line = self.lines[index]
        level = 1 if self.lines[index + 1].text[0] == "=" else 2
        column = len(line.text) - len(line.text.lstrip())
        mark = Mark(Kind.HEADING, line.at(column), line.text.strip())
        text = self.shared.inline([line.cut(column)])
        self.alone("", f"{'#' * level} {self.shared.put(mark)}{text}")
        return index + 2

    def _figure(self, lines: Sequence[Line]) -> bool:
        """Take a paragraph that is one image and nothing else."""
        text, at = spread(lines)
        match = FIGURE.match(text)
        if match is None:
            return False
        column = len(text) - len(text.lstrip())
        attributes = parse_attributes(match["braces"] or "")
        alt = ESCAPE.sub(r"\1", " ".join(match["alt"].split()))
        path = match["path"].strip().removeprefix("<").removesuffix(">").strip()
        mark = Mark(Kind.FIGURE, at(column), alt, path, attributes)
        out = [self.shared.put(mark)]
        if (match["title"] or "").strip():
            caption = self.shared.put(Mark(Kind.CAPTION, at(match.start("title")), name="figure"))
            out.append(caption + self.shared.slice(lines, *match.span("title")))
        if source := attributes.values.get("source"):
            label = Mark(Kind.SOURCE, mark.at, name="figure")
            out.append(self.shared.put(label) + self.shared.words(source, label))
        self.alone(text[:column], *out)
        return True
