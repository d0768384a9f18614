"""What is compared: the letters and digits of a text, whatever a typographer does between them.

Two texts that say the same have the same letters: spaces, quotes, dashes, apostrophes and hyphens may
be exchanged, words be broken by lines, but no letter or digit may come or go. ``TRANSFORMED`` is the
closed list of letters that typography exchanges for others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: Letters that typography sets for others, and the ones they are compared as.
TRANSFORMED = str.maketrans(
    {
        "œ": "oe",  # oeuvre → œuvre
        "æ": "ae",
        "°": "o",  # n° → nᵒ
        "×": "x",  # 210x297 → 210 × 297
        "·": "",  # étudiant.e.s → étudiant·e·s
        "_": "",
    }
)
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+(?:[’'·‐‑-][^\W_]+)*")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def letters(text: str) -> str:
    """Return the letters and digits of a text, composed (NFKC), without case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(TRANSFORMED)).translate(TRANSFORMED)
    return _NO_LETTER.sub("", text.casefold().translate(TRANSFORMED))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text as a reader sees them, apostrophes and inner hyphens included."""
    for match in _WORD.finditer(text.translate(_INVISIBLE)):
        yield match[0]
