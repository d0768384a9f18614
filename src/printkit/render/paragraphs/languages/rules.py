"""What a language asks of line breaks, and the rules of those that have no file of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from printkit.render.paragraphs.languages.english import TIES as ENGLISH
from printkit.render.paragraphs.languages.french import TIES as FRENCH
from printkit.render.paragraphs.languages.german import TIES as GERMAN

#: Signs after which a capital says nothing: a sentence, a quotation or a title begins.
_BEGINS: Final = re.compile(r"(?:^|[.!?…:«»“”„\"—–•(\[\n])[\s\u00a0\u202f]*$")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of one language.

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


_JOINS: Final = ("-", "\u2010", "\u2011")
#: A number and what it counts, in any language.
_NEUTRAL: Final = re.compile(r"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?<!,) (?=\w)")
_RULES: Final = {
    "fr": Rules(FRENCH, names=True),
    "en": Rules(ENGLISH, names=True),
    "de": Rules(GERMAN, names=False),
}
_OTHERS: Final = Rules(_NEUTRAL, names=True)


def rules_for(lang: str | None) -> Rules:
    """Return the rules of a language by its code (``fr``, ``fr-CA``); those common to all for the rest."""
    return _RULES.get((lang or "").replace("_", "-").split("-")[0].lower(), _OTHERS)
