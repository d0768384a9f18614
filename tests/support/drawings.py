"""Drawings in SVG as programs write them: those drawn right, and those that are told."""

from __future__ import annotations

from pathlib import Path

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="300" height="200" viewBox="0 0 300 200">\n'
)
_FACE = 'font-family="TeX Gyre Pagella" font-size="24"'
#: the line that Graphviz, matplotlib and Illustrator write
TYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
    ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
)


def drawing(content: str, *, before: str = "") -> bytes:
    """Return a drawing of 300 by 200 px."""
    content = content.replace("FACE", _FACE).replace("\\n", "\n")
    return f"{before}{_HEAD}{content}</svg>".encode()


_LINES = [
    line.partition(": ")
    for line in (Path(__file__).parents[1] / "resources" / "drawings.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
#: by name
RIGHT = {
    kind.removeprefix("right "): content
    for kind, _colon, content in _LINES
    if kind.startswith("right ")
}
#: what a drawing holds, and how and at which line that is told
TOLD = {content: kind for kind, _colon, content in _LINES if not kind.startswith("right ")}
