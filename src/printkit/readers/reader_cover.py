"""A cover for readers without pages, drawn from the same matter as the printed one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Final

from lxml import etree

from printkit.compose.ornament import punched_card
from printkit.markup.reading.context import Measure
from printkit.model import Meta, Theme
from printkit.readers.page_faces import Cut, face_rule, in_address, letters_of

FACE: Final = "TeX Gyre Heros Condensed"
_FAMILY: Final = "TeX Gyre Heros Condensed, Arial Narrow, Helvetica, Arial, sans-serif"
_WIDTH, _HEIGHT = 148, 210
_LEFT, _ROOM, _TITLE_ROOM = 13, 122, 86
_CARD_TOP: Final = 121


def typeset_meta(meta: Meta, typeset: Callable[[str], str]) -> Meta:
    """Return what a book says of itself, its title and subtitle typeset."""
    return replace(
        meta, title=typeset(meta.title), subtitle=meta.subtitle and typeset(meta.subtitle)
    )


def cover_svg(meta: Meta, publisher: str, theme: Theme, measure: Measure, cut: Cut) -> bytes:
    """Draw a cover, 148 by 210: the title, the subtitle and the card that says the title in holes.

    Its face is in it, cut to its letters: what shows a picture looks for no face outside.
    """
    palette = theme.palette
    size, lines = _fitted(meta.title, measure)
    paper, ground = palette["paper"], palette["ground"]
    card = punched_card(
        meta.title,
        card=palette["accent"],
        hole=ground,
        width_mm=_WIDTH,
        height_mm=_HEIGHT - _CARD_TOP,
    )
    drawn = "".join(etree.tostring(child, encoding="unicode") for child in etree.fromstring(card))
    words = [_text(publisher, 15, 4.6, measure)] if publisher else []
    words += [
        _text(line, 24 + size * (0.8 + 0.94 * index), size, measure)
        for index, line in enumerate(lines)
    ]
    words += [
        _text(line, 126 + 5.4 * index, 4.8, measure)
        for index, line in enumerate(_wrapped(meta.subtitle or "", 4.8, measure))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH * 10}" height="{_HEIGHT * 10}">'
        f"<title>{escape(meta.title)}</title>{_style(words, theme, cut)}"
        f'<path fill="{ground}" d="M0 0h{_WIDTH}v{_HEIGHT}H0z"/>'
        f'<g transform="translate(0 {_CARD_TOP})">{drawn}</g>'
        f'<g fill="{paper}" font-family="{_FAMILY}" font-weight="bold">{"".join(words)}</g></svg>'
    ).encode()


def _style(words: list[str], theme: Theme, cut: Cut) -> str:
    letters = letters_of("".join(words))
    rules = [
        face_rule(face, in_address(cut(face, letters)))
        for face in theme.faces
        if (face.family, face.weight, face.style) == (FACE, 700, "normal")
    ]
    return f"<style>{''.join(rules)}</style>" if rules else ""


def _fitted(title: str, measure: Measure) -> tuple[float, list[str]]:
    """Return the largest size the title can have in its room, and its lines."""
    for size in range(23, 7, -1):
        lines = _wrapped(title, size, measure)
        fits = len(lines) * size * 0.94 <= _TITLE_ROOM
        if fits and all(measure(line, FACE, 700, size) <= _ROOM for line in lines):
            return size, lines
    return 7, _wrapped(title, 7, measure)


def _wrapped(text: str, size: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, FACE, 700, size) <= _ROOM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _text(line: str, y: float, size: float, measure: Measure) -> str:
    if not line:
        return ""
    width = measure(line, FACE, 700, size)
    return (
        f'<text x="{_LEFT}" y="{y:.2f}" font-size="{size:g}" textLength="{width:.2f}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(line)}</text>'
    )
