"""Dashes, hyphens between numbers, the minus sign, the ellipsis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printkit.languages.signs import (
    BLOCK,
    CAPITAL,
    EDGES,
    ELLIPSIS,
    MINUS,
    NBSP,
    NNBSP,
    NOTE,
    SPACES,
    WORD,
    Context,
    Edit,
    space_before,
)

_ETC = re.compile(
    f"(?<!\\w)([eE]tc)(?:\\.?[{SPACES}]*(?:\\.{{3,}}|{ELLIPSIS})[.{ELLIPSIS}]*|\\.\\.+)"
)
_DOTS = re.compile(f"(?<!\\.)(?:\\.{{3,}}|\\. \\. \\.|{ELLIPSIS}+)(?!\\.)")
_ENDING_DOTS = re.compile(f"{ELLIPSIS}(?=[{SPACES}{EDGES}{NOTE}.,;:!?)\\]»”])")
_BEFORE_DOTS = re.compile(f"[{WORD}!?)\\]%]")


def ellipses(text: str, context: Context) -> Iterator[Edit]:
    """Turn three dots into the ellipsis; ``etc.`` never takes one."""
    if ".." not in text and ELLIPSIS not in text and ". ." not in text:
        return
    done = 0
    etceteras = {match.start(): match for match in _ETC.finditer(text)}
    spans = [match.span() for match in etceteras.values()]
    edits = [Edit(match.end(1), match.end(), ".") for match in etceteras.values()]
    for match in _DOTS.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            edits.append(Edit(*match.span(), ELLIPSIS))
    for edit in sorted(edits):
        if edit.start >= done:
            yield edit
            done = edit.end


def before_ellipses(text: str, context: Context) -> Iterator[Edit]:
    """Take away the space before an ellipsis that ends a phrase."""
    for match in _ENDING_DOTS.finditer(text):
        start = space_before(text, match.start())
        if start < match.start() and _BEFORE_DOTS.match(text[start - 1]):
            yield Edit(start, match.start(), "")


_MINUS = re.compile(f"-(?<=[{SPACES}{EDGES}(\\[«/≈~<>=±×].)(?=,?\\d)")
_RANGE = re.compile(r"(?<![\w\-–.,/])(\d{1,4})-(\d{1,4})(?![\w\-–/])")


def minus(text: str, context: Context) -> Iterator[Edit]:
    """Turn a hyphen before a number into the minus sign, where no number stands before it."""
    for match in _MINUS.finditer(text):
        before = text[: match.start()].rstrip() if text[match.start() - 1] in " \t" else ""
        if not before[-1:].isdigit():
            yield Edit(*match.span(), MINUS)


def ranges(text: str, context: Context) -> Iterator[Edit]:
    """Where the house wants it, an en dash in ``2024-2025`` and between chosen names."""
    if context.options.range_dash:
        for match in _RANGE.finditer(text):
            yield Edit(match.end(1), match.start(2), "–")


def name_dashes(text: str, context: Context) -> Iterator[Edit]:
    """Put an en dash in the compounds the house lists (``Paris-Lyon``)."""
    for name in context.options.dashed_names:
        for match in re.finditer(rf"(?<![\w\-]){re.escape(name)}(?![\w\-])", text):
            for hyphen in re.finditer("-", match[0]):
                start = match.start() + hyphen.start()
                yield Edit(start, start + 1, "–")


_DASH = re.compile(
    f"(-{{1,3}}|[–—])(?![-–—])([{SPACES}]+(?=[^{SPACES}{EDGES}])|(?=[,.;:!?)»{ELLIPSIS}{EDGES}]))"
)
# The end of a sentence: not the full stop of an initial.
_SENTENCE = re.compile(
    f"[{BLOCK}.{ELLIPSIS}!?](?:(?<={BLOCK})|(?:(?<=\\w\\w.)|(?<=[!?]))[!?.{ELLIPSIS}]*"
    f'[{SPACES}»”")]*[{SPACES}](?=[«“"{SPACES}–—-]*[{CAPITAL}]))'
)


def dashes(text: str, context: Context) -> Iterator[Edit]:
    """Set the dashes of an aside: ``mot –␣aside␣– mot``, no-break spaces on the inner side.

    Spaced hyphens and double hyphens become the dash of the house; dashes typed as such stay. In
    one sentence the first opens, the second closes, and so on. A hyphen between two numbers stays.
    """
    wanted = {"en": "–", "em": "—", "keep": None}[context.options.dashes]
    tokens = [
        match
        for match in _DASH.finditer(text)
        if text[match.start() - 1] in SPACES or text[match.start() - 1] in EDGES
    ]
    if not tokens:
        return
    ends = [match.start() for match in _SENTENCE.finditer(text)]
    sentence, opened = -1, False
    for match in tokens:
        dash, trail = match.groups()
        start = space_before(text, match.start())
        lead = text[start : match.start()]
        while sentence + 1 < len(ends) and ends[sentence + 1] < match.start():
            sentence, opened = sentence + 1, False
        if dash[0] == "-":
            if wanted is None:
                continue
            drawn = wanted
        else:
            drawn = dash
        before, after = text[start - 1], text[match.end()]
        if (before.isdigit() or before == "h") and after.isdigit() and lead:
            continue
        if not lead or before in "«(“[":
            if trail:
                yield Edit(*match.span(1), drawn)
                yield Edit(*match.span(2), NBSP)
            continue
        if not trail and not opened:
            continue
        opened = not opened
        if opened:
            if lead[0] in (NBSP, NNBSP):
                yield Edit(start, match.start(), " ")
            yield Edit(*match.span(1), drawn)
            yield Edit(*match.span(2), NBSP)
        else:
            yield Edit(start, match.start(), NBSP)
            yield Edit(*match.span(1), drawn)
            if trail and trail[0] in (NBSP, NNBSP):
                yield Edit(*match.span(2), " ")
