"""Emphasis: runs of signs, and which of them begin and end it (CommonMark 0.31.2, 6.2).

The algorithm is « process emphasis » of the specification's appendix
(https://spec.commonmark.org/0.31.2/#phase-2-inline-structure).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from printkit.markup.reading.attributes import Attributes


@dataclass(slots=True)
class Item:
    """A piece of a text: words, or the beginning or end of an element, or HTML as typed.

    Exactly one of ``text``, ``tag`` and ``raw`` says what it is. ``plain`` is what it adds to the
    words of a picture. A run of signs has ``sign`` and ends and begins elements when it is known
    which (``ends``, ``begins``, the inner first).
    """

    text: str = ""
    tag: str = ""
    end: bool = False
    values: dict[str, str] = field(default_factory=dict)
    raw: str = ""
    plain: str = ""
    sign: str = ""
    count: int = 0
    opens: bool = False
    closes: bool = False
    ends: list[str] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)
    attributes: Attributes | None = None


def sign_run(text: str, start: int, end: int) -> Item:
    """Return a run of signs; whether it can begin or end emphasis depends on its neighbours."""
    sign = text[start]
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    white_before, white_after = before.isspace(), after.isspace()
    mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
    left = not white_after and (not mark_after or white_before or mark_before)
    right = not white_before and (not mark_before or white_after or mark_after)
    opens, closes = left, right
    if sign == "_":
        opens = left and (not right or mark_before) and before != "/"
        closes = right and (not left or mark_after) and after != "/"
    run = Item(sign=sign, count=end - start, opens=opens, closes=closes)
    run.text = text[start:end]
    run.values = {"length": str(end - start)}
    return run


def pair_runs(runs: Sequence[Item]) -> None:
    """Say of runs of signs which emphasis each ends and begins."""
    stack: list[Item] = []
    #: how low an opener was sought in vain, by sign, length modulo 3 and whether the run opens
    lowest: dict[tuple[str, int, bool], int] = {}
    for run in runs:
        while run.closes and run.count:
            key = (run.sign, int(run.values["length"]) % 3, run.opens)
            floor = lowest.get(key, 0)
            index = len(stack) - 1
            while index >= floor and not _pairs(stack[index], run):
                index -= 1
            if index < floor:
                lowest[key] = len(stack)
                break
            opener = stack[index]
            del stack[index + 1 :]
            count = 2 if opener.count >= 2 and run.count >= 2 else 1
            tag = "del" if run.sign == "~" else ("strong" if count == 2 else "em")
            opener.count -= count
            run.count -= count
            opener.begins.append(tag)
            run.ends.append(tag)
            if not opener.count:
                stack.pop()
            lowest = {known: min(place, len(stack)) for known, place in lowest.items()}
        if run.opens and run.count:
            stack.append(run)


def _pairs(opener: Item, closer: Item) -> bool:
    """Tell whether two runs can make emphasis (rules 9 and 10 of 6.2)."""
    if opener.sign != closer.sign:
        return False
    if opener.sign == "~":
        return opener.count == closer.count
    if not (opener.closes or closer.opens):
        return True
    first, second = int(opener.values["length"]), int(closer.values["length"])
    return (first + second) % 3 != 0 or (first % 3 == 0 and second % 3 == 0)


def plain_words(item: Item) -> str:
    """Return what a piece adds to the words of a picture."""
    return item.sign * item.count if item.sign in ("*", "_", "~") else item.plain


def _is_punctuation(letter: str) -> bool:
    """Tell whether a character is punctuation or a symbol, as CommonMark 0.31 counts them."""
    return unicodedata.category(letter)[0] in "PS"
