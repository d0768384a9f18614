"""Characters of composition, and the marks that stand for markup in a flattened text.

The marks are Unicode noncharacters (U+FDD0…), which no interchanged text may hold; a text that
holds one all the same is left untouched by the typographer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from printkit.languages.language import Language
from printkit.model import TypographyOptions

NBSP = "\u00a0"
NNBSP = "\u202f"
APOSTROPHE = "\u2019"
ELLIPSIS = "\u2026"
MINUS = "\u2212"
TIMES = "\u00d7"

#: a block ends or begins; nothing pairs or binds across it
BLOCK = "\ufdd0"
#: a forced line break
BREAK = "\ufdd1"
#: an inline element left alone (code, an image, words of another language): counts as a word
OBJECT = "\ufdd2"
#: a note call: clings to the word before it, punctuation clings to it
NOTE = "\ufdd3"
#: the ends of a superscript or subscript the author wrote
OLD_OPEN, OLD_CLOSE = "\ufdd4", "\ufdd5"
#: the ends of elements to be made: superscript, small capitals
SUP, SUP_END = "\ufdd6", "\ufdd7"
SC, SC_END = "\ufdd8", "\ufdd9"
#: one character of an address, a file name, a handle…
SHIELD = "\ufdda"

MARKS = frozenset(BLOCK + BREAK + OBJECT + NOTE + OLD_OPEN + OLD_CLOSE)
RESERVED = "[\ufdd0-\ufdef]"

# Contents of character classes.
EDGES = BLOCK + BREAK
BREAKING = " \t\n\r\f"
SPACES = BREAKING + "\u00a0\u202f\u2007\u2009"
CLOSES = OLD_CLOSE + SUP_END + SC_END
OPENS = OLD_OPEN + SUP + SC
#: what may end a word, or stands for one
WORD = r"\w" + OBJECT + NOTE + SHIELD + CLOSES
OPENERS = r"(\[{«“‘„"
CAPITAL = "A-ZÀ-ÖØ-ÞŒŸ"


class Edit(NamedTuple):
    """Replace ``text[start:end]``.

    At the seam of two elements an insertion goes to the right one unless ``left``; a ``whole`` edit
    is dropped when an element begins or ends inside its range.
    """

    start: int
    end: int
    text: str
    left: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may ask: options, language, whether the text is ``plain`` (no element can be made)."""

    options: TypographyOptions
    language: Language
    plain: bool = False

    def sup(self, text: str) -> str:
        """Return ``text`` as a superscript, or as it is where there is no markup."""
        return text if self.plain else f"{SUP}{text}{SUP_END}"

    def small_caps(self, text: str) -> str:
        """Return a Roman number in small capitals, in capitals where there is no markup."""
        return text.upper() if self.plain else f"{SC}{text.lower()}{SC_END}"


Rule = Callable[[str, Context], Iterable[Edit]]


def space_named(name: str) -> str:
    """Return the no-break space an option names: ``nbsp`` U+00A0 or ``nnbsp`` U+202F."""
    return NNBSP if name == "nnbsp" else NBSP


def space_before(text: str, index: int) -> int:
    """Return where the run of spaces that ends at ``index`` begins."""
    while index > 0 and text[index - 1] in SPACES:
        index -= 1
    return index


def at(text: str, index: int) -> str:
    """Return the character at ``index``, the mark of a block where the text ends."""
    return text[index] if 0 <= index < len(text) else BLOCK
