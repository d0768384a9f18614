"""Where lines of a language may not end, and which of its words are not divided.

What all languages hold together is said here, in the words each one's file gives (months, abbreviations,
what is numbered); what one language alone holds is a pattern in its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from printkit.languages.language import Language, is_known, language_of

#: Signs after which a capital says nothing: a sentence, a quotation or a title begins.
_BEGINS: Final = re.compile(r"(?:^|[.!?…:«»“”„\"—–•(\[\n])[\s\u00a0\u202f]*$")
_JOINS: Final = ("-", "\u2010", "\u2011")
_NUMBER: Final = r"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?<![.,]) "
#: A sovereign and his number, an initial and the name.
_ALWAYS: Final = (
    r"(?<=[^\W\d_]) (?=[IVX]{2,}(?!\w))",
    r"(?<!\w)[A-ZÀ-Þ]\. (?=[A-ZÀ-Þ])",
)


@dataclass(frozen=True, slots=True)
class LineRules:
    """What one language asks of line breaks.

    ``ties`` finds places where a line must not end although a space stands there: the whole match stays on
    one line. ``names`` says that a capitalised word inside a sentence is a name.
    """

    ties: re.Pattern[str]
    names: bool

    def tied(self, text: str) -> set[int]:
        """Return the places after spaces (where the next line would begin) that are tied."""
        found: set[int] = set()
        for match in self.ties.finditer(text):
            start, end = match.span()
            found.update(place + 1 for place in range(start, end) if text[place] == " ")
        return found

    def kept_whole(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word is a name, an abbreviation, a number or part of a compound: not to divide."""
        word = text[start:end]
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            before in _JOINS
            or (after in _JOINS and text[end + 1 : end + 2].isalpha())
            or before.isdigit()
            or after.isdigit()
        ):
            return True
        if len(word) > 1 and word.isupper():
            return True
        return (
            self.names and word[0].isupper() and not _BEGINS.search(text[max(start - 6, 0) : start])
        )


#: For languages without a file: a number and what it counts.
_OTHERS: Final = LineRules(re.compile(rf"{_NUMBER}(?=\w)"), names=True)


@lru_cache
def line_rules(tag: str | None) -> LineRules:
    """Return the rules of the language of a tag (``fr``, ``fr-CA``); those of none for one without a file."""
    if not tag or not is_known(tag):
        return _OTHERS
    spoken = language_of(tag)
    return LineRules(re.compile("|".join(_patterns(spoken))), bool(spoken.lines.get("names", True)))


def _patterns(spoken: Language) -> list[str]:
    """Return what is held together, the language's own patterns first: of two at one place it is theirs."""
    lines, typography = spoken.lines, spoken.composition
    months = _any(spoken.dates["months"])
    free = _any(lines.get("free", ()))
    return [
        *(pattern.replace("{months}", months) for pattern in lines.get("held", ())),
        rf"(?<!\w)(?:{months}) (?=\d)",
        rf"{_NUMBER}(?!(?:{free})\b)(?=\w)",
        rf"(?<!\w)(?:{_any(typography.bound)}) (?=\d|[IVXLC]+\b)",
        rf"(?<!\w)(?:{_any(typography.titles)}) (?=[^\W\d_])",
        rf"(?i:(?<!\w)(?:{_any(lines.get('counted', ()))})) (?=\d|[IVXLC]+\b)",
        *_ALWAYS,
    ]


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; for none, one that finds nothing."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
