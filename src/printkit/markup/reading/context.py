"""What is known and found while one text is read: the passes over its tree share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from printkit.core.findings import Finding, Position
from printkit.languages.language import language_of
from printkit.markup.reading.expand import ReadFile
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line
from printkit.model import Asset
from printkit.model.manuscript import Anchor, ChartText

#: Return what was made for this key before, or make it; for what is slow and depends on the key alone.
Remember = Callable[[str, Callable[[], str]], str]
#: (text, family, weight, size in pt) to width in pt
Measure = Callable[[str, str, int, float], float]

MARK_ATTRIBUTE = "data-printkit-mark"
BLOCK_ATTRIBUTE = "data-printkit-block"
PRIVATE = "data-printkit-"


@dataclass
class Reading:
    """One text on its way. ``part`` is empty for a fragment, whose ids have no prefix.

    ``notes`` are the bodies of notes by name, taken out of the tree; ``anchors`` are by full id.
    """

    path: str
    part: str
    language: str
    marks: Sequence[Mark]
    lines: Sequence[Line]
    findings: list[Finding]
    folder: str = "."
    number: int | None = None
    read_file: ReadFile | None = None
    palette: Mapping[str, str] = field(default_factory=dict)
    measure: Measure | None = None
    assets: dict[str, Asset] = field(default_factory=dict)
    large_print: dict[str, Asset] = field(default_factory=dict)
    charts: list[ChartText] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    notes: dict[str, tuple[Mark, Any]] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)

    @property
    def in_book(self) -> bool:
        """Tell whether the text is a part of a book: references to elsewhere can be resolved."""
        return bool(self.part)

    @property
    def labels(self) -> Mapping[str, str]:
        """Return the words of the text's language."""
        return language_of(self.language).words["markup"]

    def full_id(self, local: str) -> str:
        """Return the id in the book of an id in this text."""
        return f"{self.part}.{local}" if self.part else local

    def mark_of(self, element: Any, attribute: str = MARK_ATTRIBUTE) -> Mark | None:
        """Return the mark set on an element, if it has one."""
        number = element.get(attribute)
        if number is None or not number.isdigit() or int(number) >= len(self.marks):
            return None
        return self.marks[int(number)]

    def block_of(self, element: Any) -> Mark | None:
        """Return the block mark a paragraph stands for, if it does."""
        return self.mark_of(element, BLOCK_ATTRIBUTE)

    def is_block(self, element: Any, *kinds: Kind) -> bool:
        """Tell whether a paragraph stands for one of these kinds of block."""
        mark = self.block_of(element)
        return mark is not None and mark.kind in kinds

    def where(self, element: Any, literal: str = "") -> Position:
        """Return where an element was written, as near as known.

        Its own mark first; then the place of ``literal``; then a mark before or around it.
        """
        mark = self.mark_of(element)
        if mark is not None:
            return mark.at
        if literal and (found := self.find(literal)) is not None:
            return found
        for near in (
            *element.iter(),
            *element.itersiblings(preceding=True),
            *element.iterancestors(),
        ):
            mark = self.mark_of(near) or self.block_of(near)
            if mark is not None:
                return mark.at
        return self.start

    @property
    def start(self) -> Position:
        """Return the place of the text's first line."""
        return self.lines[0].at(0) if self.lines else Position(self.path)

    def find(self, literal: str) -> Position | None:
        """Return where a literal first stands in the text."""
        for line in self.lines:
            offset = line.text.find(literal)
            if offset >= 0:
                return line.at(offset)
        return None


def remember_nothing(key: str, make: Callable[[], str]) -> str:
    """Make it every time (a ``Remember`` for where nothing is kept)."""
    del key
    return make()
