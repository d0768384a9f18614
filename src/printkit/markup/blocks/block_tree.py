"""The blocks of a text as a tree, each with the lines it holds, which know where they were written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from printkit.core.findings import Finding, Position
from printkit.markup.reading.attributes import Attributes
from printkit.markup.reading.sourcemap import Line

#: blocks that hold blocks; a list holds items only, a ``terms`` block terms and definitions
CONTAINERS = frozenset(
    {"document", "quote", "list", "item", "container", "note", "admonition", "terms", "definition"}
)
#: blocks that take the text of lines
LEAVES = frozenset({"paragraph", "code", "html", "table"})


class TooDeepError(Exception):
    """The text is nested deeper than can be read. Carries the finding."""

    def __init__(self, finding: Finding):
        self.finding = finding
        super().__init__(finding.message)


@dataclass(slots=True, eq=False)
class Block:
    """A block: its kind, its place, its blocks or its lines.

    ``data`` is what its kind needs to know (a list's marker, a fence's length, a heading's level);
    ``blank`` tells that its last line was blank, which makes lists loose.
    """

    kind: str
    at: Position
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    attributes: Attributes = field(default_factory=Attributes)
    data: dict[str, Any] = field(default_factory=dict)
    open: bool = True
    blank: bool = False

    @property
    def last(self) -> Block | None:
        """Return the last block in it, if any."""
        return self.children[-1] if self.children else None

    def holds(self, kind: str) -> bool:
        """Tell whether a block of this kind may stand directly in it."""
        if self.kind == "list":
            return kind == "item"
        if self.kind == "terms":
            return kind in ("term", "definition")
        return self.kind in CONTAINERS and kind not in ("item", "term", "definition")

    def ends_blank(self) -> bool:
        """Tell whether it, or the last item of a list it ends with, ends with a blank line."""
        block: Block | None = self
        while block is not None:
            if block.blank:
                return True
            block = block.last if block.kind in ("list", "item") else None
        return False

    def is_tight(self) -> bool:
        """Tell whether no blank line separates a list's items or what is in them (5.3 Lists)."""
        for item in self.children:
            following = item is not self.children[-1]
            if item.ends_blank() and following:
                return False
            for inner in item.children:
                if inner.ends_blank() and (following or inner is not item.children[-1]):
                    return False
        return True
