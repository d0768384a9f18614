"""The cover's ornament: the book's title punched into a card, column by column.

The card joins the looms of the canuts to the first computers, and the holes can be read: it is
Hollerith's code as the IBM 029 keypunch cut it (rows 12, 11, 0–9 from the top, a letter being a
zone hole and a digit hole). Accents are dropped, what the code lacks leaves a column unpunched.
"""

from __future__ import annotations

import unicodedata

ROWS = (12, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
_SIGNS = {
    "&": (12,),
    "-": (11,),
    "/": (0, 1),
    ".": (12, 3, 8),
    ",": (0, 3, 8),
    "'": (5, 8),
    ":": (2, 8),
    "?": (0, 7, 8),
    "!": (11, 2, 8),
    "(": (12, 5, 8),
    ")": (11, 5, 8),
}
_SAME = str.maketrans({"’": "'", "–": "-", "—": "-", "œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})
#: Pitch of columns and rows, and size of a hole, in mm: a card of 1928 enlarged by a sixth.
_COLUMN, _ROW = 2.54, 5.5
_HOLE_WIDTH, _HOLE_HEIGHT = 1.5, 3.3


def punches(character: str) -> tuple[int, ...]:
    """Return the rows punched for a character, none for what the code lacks."""
    if character in _SIGNS:
        return _SIGNS[character]
    if character in "0123456789":
        return (int(character),)
    place = ord(character.upper()) - ord("A")
    if len(character) != 1 or not 0 <= place < 26:
        return ()
    if place < 9:
        return (12, place + 1)
    if place < 18:
        return (11, place - 8)
    return (0, place - 16)


def punched_card(text: str, *, card: str, hole: str, width_mm: float, height_mm: float) -> bytes:
    """Draw a card of ``card`` colour, ``width_mm`` wide, whose holes (``hole`` colour) say ``text``.

    The upper left corner is cut, as on every card. The first column stands 20 mm from the left
    edge, the first row 21 mm from the top; columns beyond the right edge are not drawn.
    """
    columns = int((width_mm - 20) / _COLUMN) + 1
    body = (
        f'<path fill="{card}" d="M0 15L13 0H{_n(width_mm)}V{_n(height_mm)}H0z"/>'
        f'<path fill="{hole}" d="{_holes(_plain(text), columns)}"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width_mm)}mm" '
        f'height="{_n(height_mm)}mm" viewBox="0 0 {_n(width_mm)} {_n(height_mm)}">{body}</svg>'
    ).encode()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_SAME))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _holes(text: str, columns: int) -> str:
    path = []
    for column in range(columns):
        punched = punches(text[column]) if column < len(text) else ()
        for index, row in enumerate(ROWS):
            x, y = 20 + column * _COLUMN, 21 + index * _ROW
            if row in punched:
                path.append(f"M{_n(x)} {_n(y)}h{_HOLE_WIDTH}v{_HOLE_HEIGHT}h-{_HOLE_WIDTH}z")
            else:
                dot_x, dot_y = x + _HOLE_WIDTH / 2 - 0.2, y + _HOLE_HEIGHT / 2 - 0.2
                path.append(f"M{_n(dot_x)} {_n(dot_y)}h.4v.4h-.4z")
    return "".join(path)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
