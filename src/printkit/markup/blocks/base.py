"""The ground every kind of block stands on: the lines, what is put out, what the passes share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from printkit.core.findings import Finding
from printkit.core.i18n import _
from printkit.markup.blocks.patterns import (
    ABBREVIATION,
    ATTRIBUTED,
    CAPTION,
    COLONS,
    DEFINITION,
    FENCE,
    HEADING,
    ITEM,
    MAX_ABBREVIATIONS,
    NOTE,
    REFERENCE,
    SEPARATOR,
)
from printkit.markup.reading.inlines import InlineScanner, normal_reference, spread
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import error


class TooDeepError(Exception):
    """The text is nested deeper than can be read. Carries the finding."""

    def __init__(self, finding: Finding):
        self.finding = finding
        super().__init__(finding.message)


class Shared:
    """What the passes over one document share: marks, findings, the text of its notes.

    ``read`` reads the lines of a note as blocks.
    """

    def __init__(
        self, lines: Sequence[Line], read: Callable[[Shared, Sequence[Line], list[str]], None]
    ) -> None:
        self._read = read
        self.marks: list[Mark] = []
        self.findings: list[Finding] = []
        references = {
            normal_reference(match["id"])
            for line in lines
            if "]:" in line.text and (match := REFERENCE.match(line.text))
        }
        self._inline = InlineScanner(self.marks, self.findings, references)
        self.notes: list[str] = []
        self._note_marks: dict[str, Mark] = {}
        self._abbreviations = 0

    def tell(self, finding: Finding) -> None:
        """Keep a finding."""
        self.findings.append(finding)

    def put(self, mark: Mark) -> str:
        """Keep a mark and return its text."""
        return self._inline.add(mark)

    def inline(self, lines: Sequence[Line]) -> str:
        """Mark the inline constructs of lines."""
        text, at = spread(lines)
        return self._inline.mark(text, at)

    def slice(self, lines: Sequence[Line], start: int, end: int) -> str:
        """Mark a piece of joined lines, on one line."""
        text, at = spread(lines)
        piece = text[start:end].replace("\n", " ")
        return self._inline.mark(piece, lambda offset: at(start + offset)).strip()

    def words(self, text: str, mark: Mark) -> str:
        """Mark words whose own columns are not known: they stand where ``mark`` is."""
        return self._inline.mark(text, lambda _offset: mark.at)

    def note(self, name: str, mark: Mark, lines: Sequence[Line]) -> None:
        """Keep a note's text for the end of the document."""
        if name in self._note_marks:
            first = self._note_marks[name].at
            message = _("The note “{name}” is written twice.").format(name=name)
            hint = _("The other one is at {place}.")
            self.tell(error("duplicate-note", message, first, hint.format(place=mark.at)))
            self.tell(error("duplicate-note", message, mark.at, hint.format(place=first)))
            return
        self._note_marks[name] = mark
        out: list[str] = []
        self._read(self, lines, out)
        close = self.put(Mark(Kind.CLOSE, mark.at, name="note"))
        self.notes += ["", self.put(mark), "", *out, "", close, ""]

    def abbreviation(self, line: Line) -> bool:
        """Tell whether one more abbreviation may be kept."""
        self._abbreviations += 1
        if self._abbreviations == MAX_ABBREVIATIONS + 1:
            message = _("There are more than {count} abbreviations.")
            message = message.format(count=MAX_ABBREVIATIONS)
            self.tell(error("too-many-abbreviations", message, line.at(0)))
        return self._abbreviations <= MAX_ABBREVIATIONS


class BlockBase:
    """One pass over the lines of one text: the document, or a note (``depth`` 1)."""

    def __init__(self, shared: Shared, lines: Sequence[Line], out: list[str], depth: int) -> None:
        self.shared = shared
        self.lines = lines
        self.out = out
        self.depth = depth
        self.containers: list[Mark] = []
        self.in_list = False
        self.table_end = -2

    def alone(self, indent: str, *lines: str) -> None:
        """Put lines out as blocks of their own."""
        for line in lines:
            self.out += ["", indent + line]
        self.out.append("")

    def starts_table(self, index: int) -> bool:
        """Tell whether a table begins at a line."""
        if index + 1 >= len(self.lines) or "|" not in self.lines[index].text:
            return False
        below = self.lines[index + 1].text
        return "|" in below and "-" in below and SEPARATOR.match(below) is not None

    def interrupts(self, index: int) -> bool:
        """Tell whether a line begins something else than the paragraph before it."""
        text = self.lines[index].text
        first = text.lstrip()[:1]
        if first in "`~" and FENCE.match(text):
            return True
        if first in ":" and (COLONS.match(text) or DEFINITION.match(text)):
            return True
        if first == "[" and (NOTE.match(text) or REFERENCE.match(text)):
            return True
        if first == "#" and HEADING.match(text):
            return True
        if first == "*" and ABBREVIATION.match(text):
            return True
        if first == "T" and CAPTION.match(text):
            return True
        return ITEM.match(text) is not None or self.starts_table(index)

    def ends_container(self, index: int) -> bool:
        """Tell whether the next line with something on it closes the container at hand."""
        if not self.containers or self.containers[-1].name not in ATTRIBUTED:
            return False
        while index < len(self.lines) and not self.lines[index].text.strip():
            index += 1
        match = COLONS.match(self.lines[index].text) if index < len(self.lines) else None
        return match is not None and not match["rest"].strip()
