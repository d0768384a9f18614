"""By how much signs hang over the margins, so that the edge of a column looks straight.

Shares of a sign's own advance, so that they hold for every face; a face whose signs sit otherwise in their
advance has a row of its own. Letters stay where they are: what hangs is what leaves white at an edge.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Hanging(NamedTuple):
    """Shares of the advance that hang over the left and over the right margin."""

    left: float = 0.0
    right: float = 0.0


_MARKS: Final = {
    "-": Hanging(0, 0.55),
    "\u2010": Hanging(0, 0.55),
    "\u2011": Hanging(0, 0.55),
    ".": Hanging(0, 0.55),
    ",": Hanging(0, 0.55),
    ";": Hanging(0, 0.3),
    ":": Hanging(0, 0.3),
    "!": Hanging(0, 0.1),
    "?": Hanging(0, 0.1),
    "\u2026": Hanging(0, 0.15),
    "\u2019": Hanging(0.4, 0.5),
    "\u2018": Hanging(0.4, 0.4),
    "\u201c": Hanging(0.35, 0.35),
    "\u201d": Hanging(0.35, 0.35),
    "«": Hanging(0.15, 0),
    "»": Hanging(0, 0.15),
    "‹": Hanging(0.2, 0),
    "›": Hanging(0, 0.2),
    "\u2013": Hanging(0.15, 0.2),
    "\u2014": Hanging(0.1, 0.15),
    "(": Hanging(0.1, 0),
    ")": Hanging(0, 0.1),
    "*": Hanging(0.2, 0.2),
}
#: Faces with signs that differ from the table, by family name in small letters.
_FACES: Final[dict[str, dict[str, Hanging]]] = {
    "tex gyre heros": {".": Hanging(0, 0.4), ",": Hanging(0, 0.4)},
    "tex gyre heros condensed": {".": Hanging(0, 0.4), ",": Hanging(0, 0.4)},
    # nothing hangs where all signs are as wide
    "tex gyre cursor": dict.fromkeys(_MARKS, Hanging()),
}
_NONE: Final = Hanging()


def hanging(character: str, families: tuple[str, ...]) -> Hanging:
    """Return what hangs of a sign of a face; ``families`` are the style's, the first one counts."""
    own = _FACES.get(families[0].lower()) if families else None
    if own is not None and character in own:
        return own[character]
    return _MARKS.get(character, _NONE)
