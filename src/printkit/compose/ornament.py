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
#: Pitch of columns and rows and height of a hole, in mm: near a card of 1928 (2.2, 6.4 and 3.2).
#: A long title is punched narrower, so that its last letter still stands on the card.
_WIDEST_COLUMN, _NARROWEST_COLUMN, _ROW = 2.9, 1.4, 5.3
_HOLE_HEIGHT = 3.4
_LEFT, _TOP, _RIGHT = 20.0, 20.0, 17.0


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


def punched_card(
    text: str, *, card: str, hole: str, width_mm: float, height_mm: float, scale: float = 1.0
) -> bytes:
    """Draw a card of ``card`` colour, ``width_mm`` wide, whose holes (``hole`` colour) say ``text``.

    The upper left corner is cut, as on every card. The first column stands 20 mm from the left
    edge, the first row 20 mm from the top; unpunched columns go on to the right edge. All this is ``scale``
    times as large.
    """
    width, height = width_mm / scale, height_mm / scale
    holes, dots = _marks(text, width)
    return _svg(
        f'<path fill="{card}" d="M0 15L13 0H{_n(width)}V{_n(height)}H0z"/>'
        f'<path fill="{hole}" d="{holes}{dots}"/>',
        width,
        height,
        scale,
    )


def punched_strip(text: str, *, hole: str, blank: str, width_mm: float, height_mm: float) -> bytes:
    """Draw the holes of ``text`` alone (``hole`` colour), a ``blank`` dot where nothing is punched.

    They end at the right edge; a text too long for ``width_mm`` is punched narrower.
    """
    plain = _plain(text)
    pitch = min(width_mm / max(len(plain), 1), 2.2)
    row = height_mm / len(ROWS)
    left = width_mm - pitch * len(plain)
    wide, tall = 0.62 * pitch, 0.62 * row
    holes = dots = ""
    for column, character in enumerate(plain):
        punched = punches(character)
        for place, name in enumerate(ROWS):
            x, y = left + column * pitch, place * row
            if name in punched:
                holes += f"M{_n(x)} {_n(y)}h{_n(wide)}v{_n(tall)}h-{_n(wide)}z"
            else:
                dots += f"M{_n(x + wide / 2 - 0.12)} {_n(y + tall / 2)}h0.24v0.24h-0.24z"
    body = f'<path fill="{blank}" d="{dots}"/><path fill="{hole}" d="{holes}"/>'
    return _svg(body, width_mm, height_mm)


def holes_from_behind(
    text: str, *, hole: str, width_mm: float, height_mm: float, scale: float = 1.0
) -> bytes:
    """Draw the holes of the same card as the back of its leaf shows them."""
    width, height = width_mm / scale, height_mm / scale
    holes, _ = _marks(text, width)
    turned = f'<g transform="translate({_n(width)} 0) scale(-1 1)">'
    return _svg(f'{turned}<path fill="{hole}" d="{holes}"/></g>', width, height, scale)


def _svg(body: str, width: float, height: float, scale: float = 1.0) -> bytes:
    """Return a drawing of ``width`` by ``height`` units, each ``scale`` mm."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{_n(width * scale)}mm" height="{_n(height * scale)}mm" '
        f'viewBox="0 0 {_n(width)} {_n(height)}">{body}</svg>'
    ).encode()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_SAME))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _marks(text: str, width_mm: float) -> tuple[str, str]:
    """Return the paths of the holes of ``text`` and of the dots where nothing is punched."""
    plain = _plain(text)
    pitch = (width_mm - _LEFT - _RIGHT) / max(len(plain), 1)
    pitch = min(max(pitch, _NARROWEST_COLUMN), _WIDEST_COLUMN)
    hole = round(0.6 * pitch, 2)
    holes, dots = [], []
    for column in range(int((width_mm - _LEFT) / pitch) + 1):
        punched = punches(plain[column]) if column < len(plain) else ()
        for index, row in enumerate(ROWS):
            x, y = _LEFT + column * pitch, _TOP + index * _ROW
            if row in punched:
                holes.append(f"M{_n(x)} {_n(y)}h{hole}v{_HOLE_HEIGHT}h-{hole}z")
            else:
                dot_x, dot_y = x + hole / 2 - 0.2, y + _HOLE_HEIGHT / 2 - 0.2
                dots.append(f"M{_n(dot_x)} {_n(dot_y)}h.4v.4h-.4z")
    return "".join(holes), "".join(dots)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
