"""Fonts of a file: their name, whether they are in it, and how far their texts run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from struct import unpack
from typing import Any, Final

from printkit.pdf import tounicode
from printkit.pdf.matrix import Matrix, matrix_from
from printkit.pdf.objects import (
    Thing,
    decoded,
    entry,
    listed,
    members,
    name,
    number,
    numbers,
    whole,
)

_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
#: Width in em of a glyph nothing is said about.
_GUESS: Final = 0.5
_MOST_WIDTHS: Final = 70_000
#: Word space, no-break space, and the thin ones.
_SPACES: Final = frozenset("\u0020\u00a0\u202f\u205f") | {
    chr(code) for code in range(0x2000, 0x200B)
}
PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """A font. ``name`` is without the subset's tag.

    ``widths`` in em by code, ``default`` for others; ``cap_height`` of its capitals in em. ``blanks`` are
    the codes of spaces. Of a Type 3 font ``matrix`` leads from its glyphs to its text, ``glyphs`` are the
    streams that draw them by code, ``resources`` what these name. ``source`` is its dictionary.
    """

    name: str
    subtype: str
    embedded: bool
    two_bytes: bool
    widths: Mapping[int, float] = field(default_factory=dict)
    default: float = _GUESS
    cap_height: float = 0.7
    blanks: frozenset[int] = frozenset()
    matrix: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
    glyphs: Mapping[int, Thing] = field(default_factory=dict)
    resources: Thing = None
    source: Thing = None

    @property
    def is_type3(self) -> bool:
        """Tell whether its glyphs are drawings."""
        return self.subtype == "/Type3"

    def codes(self, text: bytes) -> Sequence[int]:
        """Return the codes a text is made of."""
        if self.two_bytes:
            count = len(text) // 2
            return unpack(f">{count}H", text[: 2 * count])
        return text

    def run(self, text: bytes) -> tuple[float, int, int]:
        """Return a text's width in em, its number of characters, and of one-byte spaces."""
        codes = self.codes(text)
        return self._sum(codes), len(codes), 0 if self.two_bytes else text.count(32)

    def blank_end(self, text: bytes) -> bytes:
        """Return the spaces a text ends with: they leave nothing on the paper."""
        step = 2 if self.two_bytes else 1
        end = len(text) - len(text) % step
        while end and int.from_bytes(text[end - step : end]) in self.blanks:
            end -= step
        return text[end:]

    def _sum(self, codes: Any) -> float:
        return sum(map(self.widths.get, codes, repeat(self.default)))


def font_of(thing: Thing) -> Font:
    """Read a font dictionary."""
    subtype = name(entry(thing, "/Subtype"))
    base = _SUBSET.sub("", name(entry(thing, "/BaseFont")).removeprefix("/"))
    if subtype == "/Type0":
        below = (listed(entry(thing, "/DescendantFonts")) or [None])[0]
        return Font(
            base or "?",
            name(entry(below, "/Subtype")),
            is_embedded(below),
            True,
            cid_widths(entry(below, "/W")),
            number(entry(below, "/DW"), 1000.0) / 1000,
            _capitals(below),
            _blanks(thing),
            source=thing,
        )
    if subtype == "/Type3":
        matrix = numbers(entry(thing, "/FontMatrix"))
        to_text = matrix_from(matrix) if len(matrix) == 6 else (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
        label = base or name(entry(thing, "/Name")).removeprefix("/") or "?"
        return Font(
            label,
            subtype,
            True,
            False,
            _simple_widths(thing, abs(to_text[0])),
            0.0,
            matrix=to_text,
            glyphs=_glyphs(thing),
            resources=entry(thing, "/Resources"),
            source=thing,
        )
    missing = number(entry(thing, "/FontDescriptor", "/MissingWidth"), 1000 * _GUESS) / 1000
    return Font(
        base or "?",
        subtype,
        is_embedded(thing),
        False,
        _simple_widths(thing, 0.001),
        missing,
        _capitals(thing),
        _blanks(thing) or frozenset({32}),
        source=thing,
    )


def texts_of(font: Thing) -> dict[int, str]:
    """Return what the codes of a font mean, as far as its ToUnicode map says."""
    return tounicode.read(decoded(entry(font, "/ToUnicode")) or b"")


def is_embedded(font: Thing) -> bool:
    """Tell whether a simple or a descendant font has its program in the file."""
    descriptor = entry(font, "/FontDescriptor")
    return any(bool(decoded(entry(descriptor, key))) for key in PROGRAMS)


def _blanks(font: Thing) -> frozenset[int]:
    return frozenset(code for code, text in texts_of(font).items() if text in _SPACES)


def _capitals(font: Thing) -> float:
    """Return the height of capitals in em, within reason."""
    height = number(entry(font, "/FontDescriptor", "/CapHeight"), 700.0) / 1000
    return height if 0.4 <= height <= 0.9 else 0.7


def _simple_widths(font: Thing, scale: float) -> dict[int, float]:
    first = whole(entry(font, "/FirstChar"))
    row = listed(entry(font, "/Widths"))[:256]
    return {first + at: number(width) * scale for at, width in enumerate(row)}


def _glyphs(font: Thing) -> dict[int, Thing]:
    """Return the drawings of a Type 3 font by code (9.6.5, 9.6.6)."""
    drawn = dict(members(entry(font, "/CharProcs")))
    found: dict[int, Thing] = {}
    code = 0
    for one in listed(entry(font, "/Encoding", "/Differences")):
        if isinstance(one, int | float):
            code = int(one)
        else:
            if (drawing := drawn.get(name(one))) is not None:
                found[code] = drawing
            code += 1
    return found


def cid_widths(thing: Thing) -> dict[int, float]:
    """Read the widths of a CID font, in em (9.7.4.3)."""
    found: dict[int, float] = {}
    rest = listed(thing)
    at = 0
    while at + 1 < len(rest) and len(found) < _MOST_WIDTHS:
        first = whole(rest[at])
        row = listed(rest[at + 1])
        if row:
            for step, width in enumerate(row[:_MOST_WIDTHS]):
                found[first + step] = number(width) / 1000
            at += 2
        elif at + 2 < len(rest):
            last = min(whole(rest[at + 1]), first + _MOST_WIDTHS)
            found.update(dict.fromkeys(range(first, last + 1), number(rest[at + 2]) / 1000))
            at += 3
        else:
            break
    return found
