"""Lines of one element as one piece of marked content: a sequence begins where something else is read.

The engine begins one for every line of text (ISO 32000-1, 14.6 and 14.7.4.2). Fewer of them make a smaller
file, and a paragraph that a reader meets as its sentences, not as its lines.
"""

from __future__ import annotations

from typing import Any


class Sequences:
    """The marked content of one page's drawing, which may be joined until ``close``."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._operators: list[Any] = stream.stream
        #: where each sequence begins (its tag) and ends (its ``EMC``), by its number on the page
        self._begins: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        opened: list[int | None] = []
        for index, one in enumerate(self._operators):
            if one == b"BMC":
                opened.append(None)
            elif one == b"BDC":
                properties = self._operators[index - 1]
                mark = properties.get("MCID") if isinstance(properties, dict) else None
                opened.append(mark)
                if mark is not None:
                    self._begins[mark] = index - 2
            elif one == b"EMC" and opened:
                mark = opened.pop()
                if mark is not None:
                    self._ends[mark] = index

    def join(self, first: int, second: int) -> bool:
        """Let the first sequence take in the second where nothing stands between; tell whether it did."""
        end, begin = self._ends.get(first), self._begins.get(second)
        if end is None or begin is None or begin != end + 1:
            return False
        gone = [end, begin, begin + 1, begin + 2]
        following = begin + 3
        if self._operators[end - 1] == b"ET" and self._operators[following] == b"BT":
            gone += [end - 1, following]
        for index in gone:
            self._operators[index] = None
        self._ends[first] = self._ends.pop(second)
        return True

    def close(self) -> None:
        """Write the drawing without what was joined away."""
        self._stream.stream = [one for one in self._operators if one is not None]
