"""The holes of the brochure's cover as a strip: a leaflet's title in punched-card code."""

from __future__ import annotations

import unicodedata

from printkit.compose.ornament import ROWS, punches


def punched_strip(text: str, *, hole: str, dot: str, width_mm: float, height_mm: float) -> bytes:
    """Punch ``text`` over and over into a strip without a ground of its own.

    Twelve rows fill the height; columns stand as far apart as on a card. What is not punched is a
    point of colour ``dot``.
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign)) + "  "
    row = height_mm / len(ROWS)
    column = row * 0.56
    wide, high, point = column * 0.6, row * 0.66, row * 0.09
    holes, dots = [], []
    for index in range(int(width_mm / column) + 1):
        punched = punches(plain[index % len(plain)])
        x = index * column
        for line, name in enumerate(ROWS):
            y = line * row + (row - high) / 2
            if name in punched:
                holes.append(f"M{_n(x)} {_n(y)}h{_n(wide)}v{_n(high)}h-{_n(wide)}z")
            else:
                left, top = x + (wide - point) / 2, y + (high - point) / 2
                dots.append(f"M{_n(left)} {_n(top)}h{_n(point)}v{_n(point)}h-{_n(point)}z")
    width, height = _n(width_mm), _n(height_mm)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}"><path fill="{dot}" d="{"".join(dots)}"/>'
        f'<path fill="{hole}" d="{"".join(holes)}"/></svg>'
    ).encode()


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
