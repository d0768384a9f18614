"""The spaces of French setting, by one table: no width of a face's own no-break spaces decides.

Faces disagree: in one U+00A0 is a third wider than the word space, in another U+202F is missing and made up by
the shaper. Here the word space of the face is the only width taken from it (Imprimerie nationale, « Lexique des
règles typographiques », « Signes de ponctuation » : espace mots insécable, espace fine insécable).
"""

from __future__ import annotations

import re
from typing import Final

WORD_SPACE: Final = " "
NO_BREAK: Final = "\u00a0"
FINE: Final = "\u202f"

#: Widths that are shares of an em, whatever the face says.
EM_SHARES: Final = {FINE: 0.18, "\u2009": 0.18}
#: A no-break space is as wide as the word space and never grows or shrinks where a sign asks for it:
#: inside guillemets, before a colon, a per cent or a currency sign, after a dash of dialogue. Anywhere
#: else (« p. 12 », « 12 mars ») it is a word space that lines are not broken at.
_FIXED: Final = re.compile(
    "(?<=[«‹—–])\u00a0|\u00a0(?=[»›:;!?%‰°€$£¥])",
)
_STRETCHES: Final = re.compile("[ \u00a0]")


def stretching(text: str) -> list[int]:
    """Return the places of the spaces that justification may widen or narrow."""
    fixed = {match.start() for match in _FIXED.finditer(text)} if NO_BREAK in text else ()
    return [match.start() for match in _STRETCHES.finditer(text) if match.start() not in fixed]


def width_of(character: str, em: float, word_space: float) -> float | None:
    """Return the width a space is set to, in the unit of ``em`` and ``word_space``; None for all else."""
    if character == NO_BREAK:
        return word_space
    share = EM_SHARES.get(character)
    return None if share is None else share * em
