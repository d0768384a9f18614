"""Capitals drawn as strokes on a grid 4 wide and 6 high: sheets carry labels without carrying a font."""

from __future__ import annotations

import unicodedata

Points = list[tuple[float, float]]

#: Each stroke is a run of grid points, written as pairs of digits: column, row from the foot.
_GLYPHS = {
    "A": "002640 1232", "B": "00063645443303 3342413000", "C": "4536160501103041",
    "D": "00062644422000", "E": "46060040 0333", "F": "460600 0333", "G": "45361605011030414323",
    "H": "0006 4046 0343", "I": "2026", "J": "4641301001", "K": "0006 460340", "L": "060040",
    "M": "0006234640", "N": "00064046", "O": "100105163645413010", "P": "00063645443303",
    "Q": "100105163645413010 2240", "R": "00063645443303 2340", "S": "453616050413334241301001",
    "T": "0646 2026", "U": "060110304146", "V": "062046", "W": "0610233046", "X": "0046 0640",
    "Y": "062346 2320", "Z": "06460040", "0": "100105163645413010 1234", "1": "042620",
    "2": "05163645440040", "3": "05163645443313 334241301001", "4": "360242 3430",
    "5": "460603334241301001", "6": "4536160501103041423303", "7": "064610",
    "8": "13040516364544331302011030414233", "9": "0110304145361605041343", "-": "1333",
    "–": "0343", "/": "0046", ".": "2021", ",": "2110", "+": "0343 2125", ":": "2122 2425",
    "'": "2624", "’": "2624", "×": "1135 1531", "=": "0242 0444", "(": "36252130", ")": "16252110",
    "[": "36161030", "]": "16363010", "→": "0343 254321", "←": "0343 250321", "↑": "2026 042644",
    "↓": "2026 022042", "%": "0046 0506 4041", "·": "2324", "|": "2026", "!": "2622 2021",
    "?": "05163645442322 2021", "_": "0040", "<": "350331", ">": "154311",
}  # fmt: skip
_ACCENTS = {
    "\N{COMBINING ACUTE ACCENT}": "1738",
    "\N{COMBINING GRAVE ACCENT}": "3718",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "172837",
    "\N{COMBINING DIAERESIS}": "1717 3737",
    "\N{COMBINING CEDILLA}": "",
}
_ADVANCE = 5.6


def lines_of(text: str) -> tuple[list[Points], float]:
    """Return the strokes of a text in grid units, foot on 0, and its width. Unknown signs are spaces."""
    found: list[Points] = []
    x = 0.0
    for character in unicodedata.normalize("NFD", text.upper()):
        if character in _ACCENTS:
            found += _strokes(_ACCENTS[character], x - _ADVANCE)
            continue
        if unicodedata.combining(character):
            continue
        found += _strokes(_GLYPHS.get(character, ""), x)
        x += _ADVANCE
    return found, max(0.0, x - _ADVANCE + 4)


def _strokes(code: str, x: float) -> list[Points]:
    return [
        [(x + int(run[i]), float(run[i + 1])) for i in range(0, len(run), 2)]
        for run in code.split()
    ]
