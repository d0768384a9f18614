"""Words of drawings, which the engine places letter by letter, as lines of text again.

A line says how far its glyphs stray from where their widths put them (``TJ``, ISO 32000-1, 9.4.3); here
each move to a letter's place becomes such a stray, and the words of a chart are one line each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Protocol

_LETTERS = re.compile(
    rb"/(?P<font>\S+) (?P<size>[\d.]+) Tf\n"
    rb"(?P<placed>(?:\[<[0-9a-f]{4}>\] TJ\n[\d.]+ 0 Td\n)+)\[<(?P<last>[0-9a-f]{4})>\] TJ\nET"
)
_PLACED = re.compile(rb"<([0-9a-f]{4})>\] TJ\n([\d.]+) 0 Td")


class Face(Protocol):
    """What must be known of a face."""

    @property
    def widths(self) -> Mapping[int, bytes]:
        """The width of each glyph in 1/1000 em, as written."""


def in_lines(data: bytes, faces: Mapping[bytes, Face]) -> bytes:
    """Return a drawing whose texts of single letters are lines; ``faces`` by their names there."""
    return _LETTERS.sub(partial(_line, faces), data)


def _line(faces: Mapping[bytes, Face], found: re.Match[bytes]) -> bytes:
    face, size = faces.get(found["font"]), float(found["size"])
    if face is None or not size:
        return found[0]
    pieces = []
    for glyph, distance in _PLACED.findall(found["placed"]):
        stray = float(face.widths[int(glyph, 16)]) - float(distance) * 1000 / size
        pieces.append(b"<%s>%.2f" % (glyph, stray))
    return b"/%s %s Tf\n[%s<%s>] TJ\nET" % (
        found["font"],
        found["size"],
        b"".join(pieces),
        found["last"],
    )
