"""Lines to blocks, as CommonMark reads them, with the blocks that printkit adds.

The algorithm is the one of the specification 0.31.2, appendix « A parsing strategy », phase 1
(https://spec.commonmark.org/0.31.2/#phase-1-block-structure): each line first continues the blocks
that are open, then may start others, and what is left of it is text. It takes time in proportion to
the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.blocks.block_tree import LEAVES, Block, TooDeepError
from printkit.markup.blocks.cursor import Cursor
from printkit.markup.blocks.patterns import (
    CAPTION,
    COLONS,
    FENCE_END,
    MAX_DEPTH,
    RAW,
)
from printkit.markup.reading.link_syntax import definition_at
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import error

_TAG_NAME = re.compile(r"</?[a-z][a-z0-9-]*")
#: what a block says to a line: it goes on in it, it does not, it took the line and ended
_YES, _NO, _ENDED = 1, 0, 2
#: what a start says of a line (see :class:`BlockReader`)
NOTHING, BLOCKS, LINES, TOOK = 0, 1, 2, 3


class BlockReader:
    """One text on its way to blocks. Starts are those of :mod:`block_starts`.

    ``starts`` is asked at every line that may begin a block: it answers :data:`NOTHING`, or what it
    began: a block that holds :data:`BLOCKS`, one that holds :data:`LINES`, or one for which it TOOK
    the whole line.
    """

    def __init__(self, lines: Sequence[Line], starts: Callable[[BlockReader, Block], int]) -> None:
        at = lines[0].at(0) if lines else Position("")
        self.root = Block("document", at)
        self.findings: list[Finding] = []
        #: a text ends with a line's end, not with an empty line
        self.lines = lines[:-1] if lines and not lines[-1].text else lines
        self.number = 0
        self.tip = self.root
        self.cursor = Cursor(Line("", "", 0))
        self._starts = starts
        #: the last block that goes on in this line, until those below it are closed
        self._unmatched: Block | None = None
        self._last_lines: dict[str, int] = {}
        self._told_across = False

    def read(self) -> Block:
        """Read every line; return the document.

        Raises:
            TooDeepError: lists, quotations or containers are nested beyond reason.

        """
        for number, line in enumerate(self.lines):
            self.number = number
            self._line(line)
        self.number = len(self.lines)
        self._unmatched = None
        while self.tip.parent is not None:
            self.close(self.tip)
        return self.root

    # -- one line --------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        self.cursor = cursor = Cursor(line)
        block = self.root
        while (child := block.last) is not None and child.open:
            goes_on = self._continue(child)
            if goes_on == _ENDED:
                return
            if goes_on == _NO:
                break
            block = child
        self._unmatched = block
        took_lines = block.kind in ("code", "html")
        while not took_lines:
            started = self._starts(self, block)
            if not started:
                break
            block = self.tip
            if started == TOOK:
                self._set_blank(block, False)
                return
            took_lines = started == LINES
        if not took_lines:
            cursor.to_next()
        if self._unmatched is not None and self.tip is not self._unmatched:
            if not cursor.blank and self.tip.kind == "paragraph":
                self.tip.lines.append(cursor.rest())  # a lazy continuation line
                return
            self.close_unmatched()
        self._text(block)

    def _text(self, block: Block) -> None:
        """Put what is left of a line where it belongs, and note whether it was blank."""
        cursor = self.cursor
        if cursor.blank and block.last is not None:
            block.last.blank = True
        empty_item = (
            block.kind == "item" and not block.children and block.data["line"] == self.number
        )
        quiet = block.kind == "quote" or (block.kind == "code" and "fence" in block.data)
        blank = cursor.blank and not quiet and not empty_item
        self._set_blank(block, blank)
        if block.kind in LEAVES:
            block.lines.append(cursor.rest())
            if block.kind == "html" and (end := block.data.get("end")) is not None:
                start = block.data.pop("from", 0)
                if end in cursor.rest().text[start:].lower():
                    block.data["ended"] = True
                    self.close(block)
        elif not cursor.blank and cursor.offset < len(cursor.text):
            self.add("paragraph").lines.append(cursor.rest())

    @staticmethod
    def _set_blank(block: Block | None, blank: bool) -> None:
        while block is not None:
            block.blank = blank
            block = block.parent

    def _continue(self, block: Block) -> int:
        """Tell whether a block goes on in this line; move past what marks that it does."""
        cursor, kind = self.cursor, block.kind
        if kind in ("list", "terms"):
            return _YES
        if kind in ("item", "definition", "note", "admonition"):
            if cursor.blank:
                if kind == "item" and not block.children:
                    return _NO
                cursor.to_next()
                return _YES
            least: int = block.data["indent"]
            if cursor.indent < least:
                return _NO
            cursor.skip_columns(min(cursor.indent, block.data["most"]))
            return _YES
        if kind == "paragraph":
            return _NO if cursor.blank else _YES
        if kind == "quote":
            if cursor.indented or cursor.letter != ">":
                return _NO
            cursor.to_next()
            cursor.skip(1)
            cursor.skip_space()
            return _YES
        if kind == "container":
            return self._in_container(block)
        if kind == "code":
            return self._in_code(block)
        if kind == "html":
            return _NO if cursor.blank and "end" not in block.data else _YES
        if kind == "table":
            rest = cursor.text[cursor.next :]
            return _NO if cursor.blank or cursor.indented or CAPTION.match(rest) else _YES
        return _NO

    def _in_code(self, block: Block) -> int:
        cursor = self.cursor
        if "fence" not in block.data:
            if not cursor.blank and not cursor.indented:
                return _NO
            cursor.skip_columns(4)
            return _YES
        fence: str = block.data["fence"]
        if not cursor.indented and cursor.letter == fence[0]:
            end = FENCE_END.match(cursor.text, cursor.next)
            if end is not None and end[0][0] == fence[0] and len(end[0]) >= len(fence):
                block.data["ended"] = True
                self._unmatched = None
                self.close(block)
                self._set_blank(block, False)
                return _ENDED
        cursor.skip_columns(block.data["indent"])
        return _YES

    def _in_container(self, block: Block) -> int:
        """Tell whether this line is the ``:::`` that ends the innermost container."""
        cursor = self.cursor
        if cursor.letter != ":" or cursor.indented or self.tip.kind == "code":
            return _YES
        match = COLONS.match(cursor.text, cursor.next)
        if match is None or match["rest"].strip():
            return _YES
        inner: Block | None = self.tip
        while inner is not None and inner is not block:
            if inner.kind == "container":
                return _YES
            inner = inner.parent
        block.data["ended"] = True
        self._unmatched = None
        while self.tip is not block:
            self.close(self.tip)
        self.close(block)
        self._set_blank(block, False)
        return _ENDED

    # -- what starts ask ---------------------------------------------------------------------------

    def comes(self, end: str, offset: int) -> bool:
        """Tell whether ``end`` stands after an offset of this line, or in a line after it."""
        if end in self.cursor.text[offset:].lower():
            return True
        if end not in self._last_lines:
            found = [number for number, line in enumerate(self.lines) if end in line.text.lower()]
            self._last_lines[end] = found[-1] if found else -1
        return self._last_lines[end] > self.number

    @cached_property
    def typed_tags(self) -> frozenset[str]:
        """Return the beginnings of all tags typed, in small letters: ``<b``, ``</b``."""
        lines = (line.text.lower() for line in self.lines)
        return frozenset(found for line in lines for found in _TAG_NAME.findall(line))

    def following(self) -> Line | None:
        """Return the line after this one, past one blank line."""
        for line in self.lines[self.number + 1 : self.number + 3]:
            if line.text.strip():
                return line
        return None

    def was_across(self) -> bool:
        """Tell, once, whether a container was ended by the end of what it began in."""
        told, self._told_across = self._told_across, False
        return told

    # -- the tree --------------------------------------------------------------------------------

    def add(self, kind: str, at: Position | None = None) -> Block:
        """Open a block at this place, in the nearest open block that may hold it."""
        self.close_unmatched()
        while not self.tip.holds(kind):
            self.close(self.tip)
        if at is None:
            at = self.cursor.line.at(self.cursor.next)
        block = Block(kind, at, self.tip)
        self.tip.children.append(block)
        self.tip = block
        if kind in ("quote", "item", "container", "note", "definition", "admonition"):
            self._guard(block)
        return block

    def _guard(self, block: Block) -> None:
        depth, above = 0, block.parent
        while above is not None:
            depth += above.kind not in ("list", "terms")
            above = above.parent
        if depth > MAX_DEPTH:
            message = _("Lists or quotations are nested too deeply here.")
            at = self.cursor.line.at(0)
            raise TooDeepError(error("too-deep", message, at, _("Flatten them.")))

    def close_unmatched(self) -> None:
        """Close the blocks that did not go on in this line."""
        if self._unmatched is None:
            return
        last, self._unmatched = self._unmatched, None
        while self.tip is not last:
            self.close(self.tip)

    def close(self, block: Block) -> None:
        """End a block; its parent is the tip again."""
        block.open = False
        self.tip = block.parent or self.root
        if block.kind == "paragraph":
            self.take_definitions(block)
        elif block.kind == "code":
            self._end_code(block)
        elif block.kind == "html":
            self._end_html(block)
        elif block.kind == "container" and not block.data.get("ended"):
            self._end_container(block)

    def take_definitions(self, block: Block) -> None:
        """Take the link reference definitions that a paragraph begins with (4.7)."""
        lines, siblings = block.lines, (block.parent or self.root).children
        taken = 0
        while taken < len(lines) and lines[taken].text.startswith("["):
            # a definition is short: its label, target and title end within a few lines
            found = definition_at([line.text for line in lines[taken : taken + 12]])
            if found is None:
                break
            reference = Block("reference", lines[taken].at(0), block.parent)
            reference.lines = lines[taken : taken + found.lines]
            reference.data["definition"] = found
            siblings.insert(len(siblings) - 1, reference)
            taken += found.lines
        block.lines = lines[taken:]
        if not block.lines and block.parent is not None:
            block.parent.children.remove(block)

    def _end_code(self, block: Block) -> None:
        if "fence" not in block.data:
            while block.lines and not block.lines[-1].text.strip():
                block.lines.pop()
        elif not block.data.get("ended"):
            fence = block.data["fence"]
            message = _("The code block opened here is never closed.")
            hint = _("Put a line “{fence}” where it ends.").format(fence=fence)
            self.findings.append(error("unclosed-fence", message, block.at, hint))

    def _end_html(self, block: Block) -> None:
        """Make text of a comment or raw block that has no end: nothing after it may vanish."""
        end = block.data.get("end")
        if end is None or block.data.get("ended"):
            return
        match = RAW.match(block.lines[0].text.lstrip())
        name = match["tag"].lower() if match else "!--"
        message = _("“<{tag}” opened here is never closed.").format(tag=name)
        hint = _("Put “{stop}” where it ends.").format(stop=end)
        self.findings.append(error("unclosed-html", message, block.at, hint))
        block.kind = "paragraph"

    def _end_container(self, block: Block) -> None:
        above = block.parent
        while above is not None and above.kind == "container":
            above = above.parent
        if above is not self.root and self.number < len(self.lines):
            self._told_across = True
            message = _(
                "This container does not end where it began, in the same list or quotation."
            )
            hint = _("Give “:::” the same indentation at its beginning and its end.")
            self.findings.append(error("container-across", message, block.at, hint))
            return
        message = _("This container is never closed.")
        hint = _("Put a line “:::” where it ends.")
        self.findings.append(error("unclosed-container", message, block.at, hint))
