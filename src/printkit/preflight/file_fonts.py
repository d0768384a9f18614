"""Fonts of a file: their name, whether they are in it, and how far their texts run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat
from struct import unpack
from typing import Any, Final

from printkit.preflight.safe_objects import decoded, entry, listed, name, number, numbers

_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
#: Width in em of a glyph nothing is said about.
_GUESS: Final = 0.5
_MOST_WIDTHS: Final = 70_000
_MOST_TOLD: Final = 1_000_000
#: A code that stands for a space, alone or as a range: word, no-break, thin ones.
_BLANK: Final = re.compile(
    rb"<([0-9a-f]{2,4})>\s*(?:<\1>\s*)?<(?:0020|00a0|20(?:0[0-9a]|2f|5f))>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """A font. ``name`` is without the subset's tag.

    ``widths`` in em by code, ``default`` for others; ``cap_height`` of its capitals in em. ``blanks`` are
    the codes of spaces.
    """

    name: str
    subtype: str
    embedded: bool
    two_bytes: bool
    widths: Mapping[int, float] = field(default_factory=dict)
    default: float = _GUESS
    cap_height: float = 0.7
    blanks: frozenset[int] = frozenset()

    @property
    def is_type3(self) -> bool:
        """Tell whether its glyphs are drawings."""
        return self.subtype == "/Type3"

    def run(self, text: bytes) -> tuple[float, int, int]:
        """Return a text's width in em, its number of characters, and of one-byte spaces."""
        if self.two_bytes:
            count = len(text) // 2
            return self._sum(unpack(f">{count}H", text[: 2 * count])), count, 0
        return self._sum(text), len(text), text.count(32)

    def blank_end(self, text: bytes) -> bytes:
        """Return the spaces a text ends with: they leave nothing on the paper."""
        step = 2 if self.two_bytes else 1
        end = len(text) - len(text) % step
        while end and int.from_bytes(text[end - step : end]) in self.blanks:
            end -= step
        return text[end:]

    def _sum(self, codes: Any) -> float:
        return sum(map(self.widths.get, codes, repeat(self.default)))


def font_of(thing: Any) -> Font:
    """Read a font dictionary."""
    subtype = name(entry(thing, "/Subtype"))
    base = _SUBSET.sub("", name(entry(thing, "/BaseFont")).removeprefix("/"))
    if subtype == "/Type0":
        descendants = listed(entry(thing, "/DescendantFonts"))
        below = descendants[0] if descendants else None
        default = number(entry(below, "/DW"), 1000.0) / 1000
        widths = _cid_widths(entry(below, "/W"))
        kind = name(entry(below, "/Subtype"))
        return Font(
            base or "?",
            kind,
            _embedded(below),
            True,
            widths,
            default,
            _capitals(below),
            _blanks(thing),
        )
    if subtype == "/Type3":
        matrix = numbers(entry(thing, "/FontMatrix"))
        scale = abs(matrix[0]) if len(matrix) == 6 else 0.001
        label = base or name(entry(thing, "/Name")).removeprefix("/") or "?"
        return Font(label, subtype, True, False, _simple_widths(thing, scale), 0.0)
    missing = number(entry(thing, "/FontDescriptor", "/MissingWidth"), 1000 * _GUESS) / 1000
    widths = _simple_widths(thing, 0.001)
    blanks = _blanks(thing) or frozenset({32})
    return Font(
        base or "?", subtype, _embedded(thing), False, widths, missing, _capitals(thing), blanks
    )


def _blanks(font: Any) -> frozenset[int]:
    """Return the codes that stand for spaces, as far as the font says (ISO 32000-1, 9.10.3)."""
    told = decoded(entry(font, "/ToUnicode")) or b""
    return frozenset(int(code, 16) for code in _BLANK.findall(told[:_MOST_TOLD]))


def _embedded(font: Any) -> bool:
    keys = ("/FontFile", "/FontFile2", "/FontFile3")
    return any(entry(font, "/FontDescriptor", key) is not None for key in keys)


def _capitals(font: Any) -> float:
    """Return the height of capitals in em, within reason."""
    height = number(entry(font, "/FontDescriptor", "/CapHeight"), 700.0) / 1000
    return height if 0.4 <= height <= 0.9 else 0.7


def _simple_widths(font: Any, scale: float) -> dict[int, float]:
    first = int(number(entry(font, "/FirstChar")))
    row = listed(entry(font, "/Widths"))[:256]
    return {first + at: number(width) * scale for at, width in enumerate(row)}


def _cid_widths(thing: Any) -> dict[int, float]:
    """Read the widths of a CID font (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    rest = listed(thing)
    at = 0
    while at + 1 < len(rest) and len(found) < _MOST_WIDTHS:
        first = int(number(rest[at]))
        row = listed(rest[at + 1])
        if row:
            for step, width in enumerate(row[:_MOST_WIDTHS]):
                found[first + step] = number(width) / 1000
            at += 2
        elif at + 2 < len(rest):
            last = min(int(number(rest[at + 1])), first + _MOST_WIDTHS)
            width = number(rest[at + 2]) / 1000
            found.update(dict.fromkeys(range(first, last + 1), width))
            at += 3
        else:
            break
    return found
