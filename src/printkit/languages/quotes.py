"""Apostrophes and quotation marks: straight ones become those of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from printkit.languages.signs import (
    APOSTROPHE,
    BREAKING,
    CLOSES,
    EDGES,
    NOTE,
    OBJECT,
    OPENS,
    SHIELD,
    SPACES,
    Context,
    Edit,
    at,
    space_before,
    space_named,
)

_SPACE = re.compile(f"[{SPACES}{EDGES}]")
_WORD = re.compile(rf"[\w{OBJECT}{SHIELD}{NOTE}]")
#: A letter alone after a mark is clipped (``rock 'n' roll``) unless another mark ends a word there.
_NO_MARK: Final = r"(?!['’]\w)"
_OPENER = frozenset("([{«“‘„/–—-" + OPENS)
_SINGLE = re.compile(rf"[^'\"«»“”{EDGES}]{{1,80}}?(?:(?<=\w)'(?=\w)[^'\"«»“”{EDGES}]{{1,80}}?)*'")
_PRIME = re.compile(r"(?<=\d)'(?=[ \u00a0\u202f]?\d{1,2}(?:[.,]\d+)?\")")


def apostrophes(text: str, context: Context) -> Iterator[Edit]:
    """Turn ``'`` into ’; a word or more between two of them into ‘…’; leave primes (``5' 30"``)."""
    closing: set[int] = set()
    opens, closes = context.language.composition.single
    clipped = _clipped(context.language.composition.clipped)
    for match in re.finditer("['´`](?!['´`])(?<!['´`].)", text):
        index = match.start()
        before, after = at(text, index - 1), at(text, index + 1)
        word_before = _WORD.match(before) or before in CLOSES
        word_after = _WORD.match(after) or after in OPENS
        if match[0] != "'":
            # A grave or an acute typed for want of an apostrophe, as in l´eau.
            if before.isalpha() and after.isalpha():
                yield Edit(index, index + 1, APOSTROPHE)
        elif index in closing:
            yield Edit(index, index + 1, closes)
        elif before.isdigit() and not after.isalpha():
            if context.options.primes == "prime" and (_PRIME.match(text, index) or not word_after):
                yield Edit(index, index + 1, "′")
        elif word_before:
            yield Edit(index, index + 1, APOSTROPHE)
        elif word_after and (_SPACE.match(before) or before in _OPENER):
            end = None if clipped.match(text, index + 1) else _single_end(text, index)
            if end is None:
                yield Edit(index, index + 1, APOSTROPHE)
            else:
                closing.add(end)
                yield Edit(index, index + 1, opens)
        elif before in '«»“”"' and after in '«»“”"':
            continue


@lru_cache
def _clipped(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match words that lose their beginning: an apostrophe, never an opening quotation mark.

    A year without its century is one; of one letter alone it is only where no other mark follows.
    """
    known = "|".join(rf"{re.escape(word)}{_NO_MARK if len(word) == 1 else ''}" for word in words)
    return re.compile(rf"(?:{known or '(?!)'})(?!\w)")


def _single_end(text: str, index: int) -> int | None:
    """Return where the quotation opened by the ``'`` at ``index`` is closed by another."""
    match = _SINGLE.match(text, index + 1)
    if match is None or len(match[0]) < 3 or text[match.end() - 2] in SPACES:
        return None
    return None if _WORD.match(at(text, match.end())) else match.end() - 1


def double_quotes(text: str, context: Context) -> Iterator[Edit]:
    """Pair straight double quotes into the language's, inner pairs too; unpaired ones stay as typed."""
    options = context.options
    marks = {}
    if options.convert_straight_quotes and ('"' in text or "<<" in text):
        marks = _paired(text, context.language.composition.quotes)
    if options.curly_quotes == "guillemets" and context.language.composition.rules == "french":
        marks |= {match.start(): "«" for match in re.finditer("“", text)}
        marks |= {match.start(): "»" for match in re.finditer("”", text)}
    if options.primes == "prime":
        for match in re.finditer('(?<=\\d)"', text):
            marks.setdefault(match.start(), "″")
    for index in sorted(marks):
        length = 2 if text[index] in "<>" else 1
        yield Edit(index, index + length, marks[index])


def _paired(text: str, quotes: tuple[str, str, str, str]) -> dict[int, str]:
    """Return the marks that replace the straight quotes of the text, by offset."""
    pairs: list[tuple[int, int, bool]] = []
    stack: list[tuple[str, int]] = []
    for match in re.finditer(f'["«»{EDGES[0]}]|<<|>>', text):
        mark, index = match[0], match.start()
        if mark == EDGES[0]:
            stack.clear()
        elif mark in ("«", "<<"):
            stack.append((mark, index))
        elif mark in ("»", ">>"):
            twin = "«" if mark == "»" else "<<"
            opened = [position for kind, position in stack if kind == twin]
            if opened:
                pairs.append((opened[-1], index, mark == ">>"))
                del stack[[position for _, position in stack].index(opened[-1]) :]
        else:
            inside = bool(stack) and stack[-1][0] == '"'
            if _opens(text, index, inside):
                stack.append((mark, index))
            elif inside:
                pairs.append((stack.pop()[1], index, True))
    marks: dict[int, str] = {}
    furthest = -1
    for first, last, straight in sorted(pairs):
        # a pair that opened before and closes later holds this one
        nested = last < furthest
        furthest = max(furthest, last)
        if not straight:
            continue
        opening, closing = quotes[2:] if nested else quotes[:2]
        marks[first], marks[last] = opening, closing
    return marks


def _opens(text: str, index: int, inside: bool) -> bool:
    """Tell whether the straight quote at ``index`` opens, given whether one is open already."""
    before, after = at(text, index - 1), at(text, index + 1)
    free_before = bool(_SPACE.match(before)) or before in _OPENER or before in "'’"
    free_after = bool(_SPACE.match(after))
    if free_before and not free_after:
        return True
    if before.isdigit() or (free_after and not free_before):
        return False
    return not inside


_GUILLEMET = re.compile(f"«([{SPACES}]*)(?=[^{SPACES}{EDGES}»])|»([{SPACES}]*)")
_CURLY_SPACE = re.compile(
    f"(?<=“)[{BREAKING}]+(?=[^{SPACES}{EDGES}])|(?<=[^{SPACES}{EDGES}“])[{BREAKING}]+(?=”)"
)


def inner_spaces(text: str, context: Context) -> Iterator[Edit]:
    """Put the no-break space inside guillemets, typed or not; none inside “ ”."""
    if "«" not in text and "»" not in text and "“" not in text:
        return
    space = space_named(context.options.quote_space)
    edits = []
    for match in _GUILLEMET.finditer(text):
        if match[1] is not None:
            edits.append(Edit(*match.span(1), space, left=True))
            continue
        start = space_before(text, match.start())
        before = text[start - 1]
        if before in EDGES:
            # The guillemet that opens each paragraph of a long quotation.
            if match[2] and start == match.start() and text[match.end()] not in EDGES:
                edits.append(Edit(*match.span(2), space))
        elif before != "«":
            edits.append(Edit(start, match.start(), space))
    if "“" in text:
        edits += [Edit(*match.span(), "") for match in _CURLY_SPACE.finditer(text)]
    yield from sorted(edits)
