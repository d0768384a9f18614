"""Find block constructs in Markdown lines and hand the parser a text it reads right and fast.

What printkit adds to Markdown (containers, notes, captions, charts) and what the parser reads
loosely (fences, headings) is taken out here, line by line, and replaced by marks on lines of their
own; :mod:`printkit.markup.reading.elements` turns those into elements. All of it knows code from text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from printkit.core.findings import Finding
from printkit.core.i18n import _
from printkit.markup.blocks.base import Shared, TooDeepError
from printkit.markup.blocks.containers import Containers
from printkit.markup.blocks.fences import Fences
from printkit.markup.blocks.paragraphs import Paragraphs
from printkit.markup.blocks.patterns import (
    ABBREVIATION,
    CAPTION,
    COLONS,
    DEFINITION,
    FENCE,
    HEADING,
    ITEM,
    MAX_INDENT,
    MAX_PREFIXES,
    NOTE,
    PREFIXES,
    RAW,
    REFERENCE,
)
from printkit.markup.blocks.tables import Tables
from printkit.markup.reading.position_marks import LESS, Kind, Mark
from printkit.markup.reading.sourcemap import Line, indent_of
from printkit.markup.reading.warnings import error

__all__ = ["Located", "TooDeepError", "locate"]


@dataclass(frozen=True, slots=True)
class Located:
    """Markdown ready for the parser; ``marks`` is what its numbered marks mean."""

    text: str
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]


def locate(lines: Sequence[Line]) -> Located:
    """Mark every construct of a document.

    Raises:
        TooDeepError: lists, quotations or containers are nested beyond reason.

    """
    shared = Shared(lines, lambda shared, note, out: _Blocks(shared, note, out, depth=1).run())
    out: list[str] = []
    _Blocks(shared, lines, out, depth=0).run()
    text = "\n".join([*out, "", *shared.notes])
    return Located(text, tuple(shared.marks), tuple(shared.findings))


class _Blocks(Fences, Containers, Tables, Paragraphs):
    """One pass over the lines of a text: the document, or a note (``depth`` 1)."""

    def run(self) -> None:
        """Put out every block, and close what was left open."""
        index, blank, code = 0, True, False
        lines = self.lines
        while index < len(lines):
            text = lines[index].text
            if not text or text.isspace():
                self.out.append("")
                index, blank = index + 1, True
                continue
            indent = indent_of(text)
            if blank and indent < 2 and not ITEM.match(text) and not DEFINITION.match(text):
                self.in_list = text.startswith("!!!")
            if indent >= 4 and not self.in_list and (blank or code):
                self.out.append(text.replace("<", LESS))
                index, blank, code = index + 1, False, True
                continue
            code = False
            index = self._block(index, blank, indent)
            blank = bool(self.out) and self.out[-1] == ""
        while self.containers:
            mark = self.containers.pop()
            message = _("This container is never closed.")
            hint = _("Put a line “:::” where it ends.")
            self.shared.tell(error("unclosed-container", message, mark.at, hint))
            self.alone("", self.shared.put(Mark(Kind.CLOSE, mark.at, name=mark.name)))

    def _block(self, index: int, blank: bool, indent: int) -> int:
        """Take the block that begins at a line; return the index of the line after it."""
        line = self.lines[index]
        text = line.text
        self._guard(line, indent)
        first = text.lstrip()[0]
        if first in "`~" and (match := FENCE.match(text)):
            return self.take_fence(index, match)
        if first == ":" and (match := COLONS.match(text)):
            return self.take_container(index, match)
        if first == "<" and (match := RAW.match(text)):
            return self.take_raw(index, match)
        if first == "[":
            if self.depth == 0 and (match := NOTE.match(text)):
                return self.take_note(index, match)
            if REFERENCE.match(text):
                self.out.append(text)
                return index + 1
        if first == "*" and ABBREVIATION.match(text):
            if self.shared.abbreviation(line):
                self.out.append(text)
            return index + 1
        if first == "#" and (match := HEADING.match(text)):
            return self.take_heading(index, match)
        if first == "T" and CAPTION.match(text) and (after := self.take_caption(index)) is not None:
            return after
        if self.starts_table(index):
            return self.take_table(index)
        return self.take_paragraph(index, blank)

    def _guard(self, line: Line, indent: int) -> None:
        prefixes, position = 0, 0
        while prefixes <= MAX_PREFIXES and (match := PREFIXES.match(line.text, position)):
            prefixes, position = prefixes + 1, match.end()
        ruler = prefixes > MAX_PREFIXES and not line.text[position:].strip(" -*+")
        if (indent > MAX_INDENT and prefixes) or (prefixes > MAX_PREFIXES and not ruler):
            message = _("Lists or quotations are nested too deeply here.")
            raise TooDeepError(error("too-deep", message, line.at(0), _("Flatten them.")))
