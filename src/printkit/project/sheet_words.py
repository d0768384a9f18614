"""How the words of sheets are said in names of files."""

from __future__ import annotations

import re

from printkit.languages.language import language_of


def sheet_words(words: str, language: str) -> str:
    """Return words of sheets, joined by hyphens, as names of files in a language say them.

    ``booklet-mono-short-edge`` is ``cahier-noir-bord-court`` in French.
    """
    known = language_of(language).words["files"]
    longest = sorted(known, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest)) or "(?!)"
    return re.sub(rf"(?<![^-])(?:{pattern})(?![^-])", lambda found: known[found[0]], words)
