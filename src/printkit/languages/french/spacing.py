"""Spaces: around punctuation, inside brackets, doubled ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printkit.languages.signs import (
    BREAKING,
    EDGES,
    ELLIPSIS,
    NOTE,
    OPENERS,
    SPACES,
    WORD,
    Context,
    Edit,
    space_before,
    space_named,
)

_RUN = re.compile(f"[{SPACES}]{{2,}}")
_OPEN_BRACKET = re.compile(f"\\([{SPACES}]+(?=[^{SPACES}{EDGES})])")
_LOW = re.compile(f"[.,](?=[{SPACES}{EDGES})»”{NOTE}])|{NOTE}")
_BEFORE_LOW = re.compile(f"[{WORD}»”’)\\]%°{ELLIPSIS}]")
_BEFORE_NOTE = re.compile(f"[{WORD}»”’)\\].,;:!?%°{ELLIPSIS}]")
_HIGH = re.compile("[;!?]+")
_NOT_BEFORE_HIGH = frozenset(EDGES + OPENERS + "/<=\\" + SPACES)
_COLON = re.compile(":(?![:=])")
_AFTER_COLON = re.compile(f'[{SPACES}{EDGES}{NOTE})\\]»«“”"{ELLIPSIS}]')


def doubled(text: str, context: Context) -> Iterator[Edit]:
    """Keep one space of several; where one of them is no-break, that one."""
    for match in _RUN.finditer(text):
        if text[match.start() - 1] in EDGES or text[match.end()] in EDGES:
            continue
        hard = match[0].strip(BREAKING)
        if hard:
            yield Edit(*match.span(), hard[0])
        elif "\n" not in match[0]:
            yield Edit(*match.span(), " ")


def brackets(text: str, context: Context) -> Iterator[Edit]:
    """Take away the spaces inside round brackets."""
    for match in re.finditer("[()]", text):
        if match[0] == "(":
            gap = _OPEN_BRACKET.match(text, match.start())
            if gap:
                yield Edit(gap.start() + 1, gap.end(), "")
        else:
            start = space_before(text, match.start())
            if start < match.start() and text[start - 1] not in EDGES + "(":
                yield Edit(start, match.start(), "")


def low_punctuation(text: str, context: Context) -> Iterator[Edit]:
    """Take away the space before a full stop, a comma and a note call."""
    for match in _LOW.finditer(text):
        end = match.start()
        start = space_before(text, end)
        before = _BEFORE_NOTE if match[0] == NOTE else _BEFORE_LOW
        if start < end and before.match(text[start - 1]):
            yield Edit(start, end, "")


def high_punctuation(text: str, context: Context) -> Iterator[Edit]:
    """Put the thin no-break space before ``; ! ?``, typed or not; a cluster stays together.

    A space that is missing *after* the sign is never invented.
    """
    space = space_named(context.options.high_space)
    collapse = context.options.collapse_marks
    for match in _HIGH.finditer(text):
        end = match.start()
        start = space_before(text, end)
        before, after = text[start - 1], text[match.end()]
        if before in _NOT_BEFORE_HIGH:
            continue
        if start < end or not (match[0] == ";" and before.isdigit() and after.isdigit()):
            yield Edit(start, end, space)
        if collapse and len(match[0]) > 1 and len(set(match[0])) == 1:
            yield Edit(*match.span(), match[0][0])


def colon(text: str, context: Context) -> Iterator[Edit]:
    """Put the no-break space before a colon; none is invented in ``12:30``, ``16:9``, ``a:b``."""
    space = space_named(context.options.colon_space)
    for match in _COLON.finditer(text):
        end = match.start()
        start = space_before(text, end)
        before = text[start - 1]
        if before in _NOT_BEFORE_HIGH or before == ":":
            continue
        if start < end or _AFTER_COLON.match(text[match.end()]):
            yield Edit(start, end, space)
