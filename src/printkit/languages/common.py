"""The rules most languages share, filled in by each one's file: marks, dashes, ellipses, what stays together.

Sources stand in the languages' files. No word is added or taken away, and no space but around dashes:
where a language spaces nothing before a sign, a space that was typed there is the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from printkit.languages import quotes
from printkit.languages.french import dashes as french_dashes
from printkit.languages.french import numbers, spacing
from printkit.languages.signs import (
    BREAKING,
    EDGES,
    ELLIPSIS,
    NBSP,
    NNBSP,
    SPACES,
    WORD,
    Context,
    Edit,
    Rule,
    at,
    space_before,
)

_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_CLOSED = re.compile(rf"(?<=[{WORD}\")’”])(-{{2,3}})(?=[{WORD}\"(‘“])")
_DASH = re.compile(f"(-{{1,3}}|[–—])(?![-–—])[{SPACES}]+(?=[^{SPACES}{EDGES}])")
_RANGE = re.compile(r"(?<![\w\-–.,/])(\d{1,4})-(\d{1,4})(?![\w\-–/.,]\d|[\w\-–/])")
_SENTENCE_END = re.compile(f'[.!?{ELLIPSIS}]["”’»)]*[{SPACES}]+|[{EDGES}]')
_SIGN = {"spaced-en": "–", "spaced-em": "—", "closed-em": "—", "hugging-em": "—"}
_GAP = re.compile(f"[{SPACES}]+")


def ellipses(text: str, context: Context) -> Iterator[Edit]:
    """Turn three dots into the ellipsis; four (a full stop more) stay as typed."""
    del context
    for match in _DOTS.finditer(text):
        yield Edit(*match.span(), ELLIPSIS)


def ranges(text: str, context: Context) -> Iterator[Edit]:
    """Put the language's sign between two numbers: 1936–1939; dates and telephone numbers stay."""
    sign = context.language.composition.range
    if sign == "-":
        return
    for match in _RANGE.finditer(text):
        yield Edit(match.end(1), match.start(2), sign)


def dashes(text: str, context: Context) -> Iterator[Edit]:
    """Set the dashes of an aside as the language has them; a dash that was typed keeps its length.

    Spaced hyphens and double hyphens are dashes; between two numbers they stay. A spaced dash never begins
    a line. Where dashes cling to the aside, a dash that stands alone in its sentence is spaced.
    """
    style = context.language.composition.aside
    if context.options.dashes == "keep":
        return
    edits = [
        Edit(*match.span(1), "–" if text[match.start() - 1].isdigit() else "—")
        for match in _CLOSED.finditer(text)
    ]
    found = [
        match
        for match in _DASH.finditer(text)
        if text[match.start() - 1] in SPACES
        and text[space_before(text, match.start()) - 1] not in EDGES
        and not _between_numbers(text, match)
    ]
    paired = _paired(text, found) if style == "hugging-em" else {}
    for match in found:
        start, end = space_before(text, match.start()), match.end()
        sign = match[1] if match[1] in "–—" else _SIGN[style]
        typed = match[1][0] != "-"
        if style == "closed-em" and not typed:
            before, after = "", ""
        elif match.start() in paired and not typed:
            before, after = (" ", "") if paired[match.start()] else ("", " ")
        else:
            sign = "–" if style == "hugging-em" and not typed else sign
            before, after = NBSP, " "
        edits.append(Edit(start, match.start(), before))
        edits.append(Edit(*match.span(1), sign))
        edits.append(Edit(match.end(1), end, after))
    yield from sorted(edits)


def _between_numbers(text: str, match: re.Match[str]) -> bool:
    before = text[space_before(text, match.start()) - 1]
    return match[1][0] == "-" and before.isdigit() and at(text, match.end()).isdigit()


def _paired(text: str, dashes: list[re.Match[str]]) -> dict[int, bool]:
    """Return, for dashes that stand in pairs in a sentence, where they stand and whether they open."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    pairs: dict[int, bool] = {}
    for begin, end in zip([0, *ends], [*ends, len(text)], strict=True):
        inside = [match.start() for match in dashes if begin <= match.start() < end]
        if len(inside) == 2:
            pairs |= {inside[0]: True, inside[1]: False}
    return pairs


def bound(text: str, context: Context) -> Iterator[Edit]:
    """Keep an abbreviation with its number (p. 5), a title with its name, a day with its month."""
    if not context.options.abbreviations:
        return
    language = context.language
    months = tuple(language.dates["months"])
    composition = language.composition
    gaps = {
        match.span(1)
        for pattern in _binding(composition.bound, composition.titles, months)
        for match in pattern.finditer(text)
    }
    for start, end in sorted(gaps):
        if set(text[start:end]) <= set(BREAKING):
            yield Edit(start, end, NBSP)


@lru_cache
def _binding(
    words: tuple[str, ...], titles: tuple[str, ...], months: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    space = f"([{SPACES}]+)"
    known = [rf"(?<!\w)(?:{_any(words)}){space}(?=\d|[IVXLC]+\b)"]
    known += [rf"(?<!\w)(?:{_any(titles)}){space}(?=[^\W\d_])"]
    known += [
        rf"(?<![\w.,])\d{{1,2}}(?:\.|º)?{space}(?:{_any(months)})(?!\w)",
        rf"(?<!\w)(?:{_any(months)}){space}(?=\d{{1,2}}(?!\d))",
    ]
    return tuple(re.compile(pattern) for pattern in known)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def abbreviations(text: str, context: Context) -> Iterator[Edit]:
    """Put the narrow no-break space into abbreviations of several words: z. B., p. ej."""
    if not context.options.abbreviations:
        return
    for match in _spaced(context.language.composition.spaced).finditer(text):
        for gap in _GAP.finditer(match[0]):
            yield Edit(match.start() + gap.start(), match.start() + gap.end(), NNBSP)


@lru_cache
def _spaced(words: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(
        re.escape(word).replace("\\ ", f"[{SPACES}]+")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{known or '(?!)'})(?!\w)")


def units(text: str, context: Context) -> Iterator[Edit]:
    """Keep a number with its unit where a space was typed; none is invented."""
    for edit in numbers.units(text, context):
        if edit.start < edit.end:
            yield edit


def thousands(text: str, context: Context) -> Iterator[Edit]:
    """Keep together groups of three digits that the author set apart with spaces."""
    return iter(numbers.thousands(text, context))


#: In this order: every rule may count on what the ones before it left.
RULES: tuple[Rule, ...] = (
    quotes.apostrophes,
    quotes.double_quotes,
    spacing.doubled,
    ellipses,
    french_dashes.minus,
    dashes,
    ranges,
    thousands,
    units,
    bound,
    abbreviations,
)
