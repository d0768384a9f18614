"""The holes of the brochure's cover as a strip: a leaflet's title in punched-card code."""

from __future__ import annotations

import unicodedata

from printkit.compose.ornament import ROWS, punches


def punched_strip(text: str, *, hole: str, width_mm: float, height_mm: float) -> bytes:
    """Punch ``text`` over and over into a strip that shows what stands behind it.

    Twelve rows fill the height; columns stand about as far apart as on a card.
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign)) + "  "
    row = height_mm / len(ROWS)
    column = row * 0.56
    wide, high = _n(column * 0.62), _n(row * 0.7)
    holes = [
        f"M{_n(index * column)} {_n(ROWS.index(name) * row)}h{wide}v{high}h-{wide}z"
        for index in range(int(width_mm / column) + 1)
        for name in punches(plain[index % len(plain)])
    ]
    width, height = _n(width_mm), _n(height_mm)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}"><path fill="{hole}" d="{"".join(holes)}"/></svg>'
    ).encode()


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
