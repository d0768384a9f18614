"""Corrections to how the engine breaks lines.

Hyphens do not pile up: where two lines above end with one, the next is set without breaking its last
word (the engine has no ``hyphenate-limit-lines``). A word too long for the line is broken all the same.

A text that fits but for the space at its end fits: the engine takes it for too long, breaks it after its
first word, and stretches that one over the line.

And the last word of a paragraph, where it is short, is tied to the one before: it is no line of its own.
Nor is the year at the end of a note.

Knows ``get_next_linebox`` and ``split_first_line`` of ``weasyprint.layout.inline`` and their caller in
``block``; the engine's version is pinned, and ``tests/unit/test_layout_lint.py`` proves the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.layout import block, inline

from printkit.render.flaws import LADDER, SHORT_WORD, ends_with_hyphen

_PARAGRAPHS = frozenset({"p", "li", "dd"})
_YEAR_TOO = SHORT_WORD + 1  # letters or digits: notes end with the year of what they cite
_LAST_WORD = re.compile(r"(?<=\S)[ \n]+(\S+\s*)\Z")

_engines_lines = block.iter_line_boxes
_engines_next = inline.get_next_linebox
_engines_split = inline.split_first_line


class _Desk:
    """Whether the line being set must do without a hyphen."""

    enough = False


def _lines(context: Any, box: Any, *arguments: Any) -> Iterator[Any]:
    box.hyphens_above = 0
    yield from _engines_lines(context, box, *arguments)


def _next(context: Any, box: Any, *arguments: Any) -> Any:
    above = getattr(box, "hyphens_above", 0)
    before, _Desk.enough = _Desk.enough, above >= LADDER - 1
    try:
        line, resume_at = _engines_next(context, box, *arguments)
    finally:
        _Desk.enough = before  # a line may hold blocks with lines of their own
    if line is not None:
        box.hyphens_above = above + 1 if ends_with_hyphen(line) else 0
    return line, resume_at


def _split(
    text: str, style: Any, context: Any, max_width: float | None, *arguments: Any, **more: Any
) -> Any:
    if _Desk.enough and style["hyphens"] == "auto":
        style["hyphens"] = "manual"
        try:
            found = _fitted(text, style, context, max_width, *arguments, **more)
        finally:
            style["hyphens"] = "auto"
        if max_width is None or found[3] <= max_width:
            return found
    return _fitted(text, style, context, max_width, *arguments, **more)


def _fitted(
    text: str, style: Any, context: Any, max_width: float | None, *arguments: Any, **more: Any
) -> Any:
    found = _engines_split(text, style, context, max_width, *arguments, **more)
    _layout, length, resume, *_sizes = found
    if resume is None or max_width is None or text[-1] != " " or b" " in text.encode()[:length]:
        return found
    words = text.rstrip(" ")
    if " " not in words or style["white_space"] not in ("normal", "pre-line"):
        return found
    if _engines_split(words, style, context, max_width, *arguments, **more)[2] is not None:
        return found
    return _engines_split(text, style, context, None, *arguments, **more)


def tie_last_words(tree: Any) -> None:
    """Put a no-break space before the last word of every paragraph that ends with a short one."""
    for element in tree.iter():
        shortest = _shortest(element)
        if not shortest:
            continue
        last = element[-1] if len(element) else None
        text = element.text if last is None else last.tail
        match = _LAST_WORD.search(text or "")
        if match is None or sum(map(str.isalnum, match[1])) >= shortest:
            continue
        text = f"{text[: match.start()]}\u00a0{match[1]}"
        if last is None:
            element.text = text
        else:
            last.tail = text


def _shortest(element: Any) -> int:
    """Return the letters a last word needs to stand alone in its line; 0 if this is no paragraph."""
    if element.tag in _PARAGRAPHS:
        return SHORT_WORD
    return _YEAR_TOO if element.tag == "span" and element.get("class") == "footnote" else 0


def install() -> None:
    """Put these in the engine's place, once per process."""
    block.iter_line_boxes = _lines
    inline.get_next_linebox = _next
    inline.split_first_line = _split
