"""Which codes of a font its program has no glyph for: in their place a box is printed, or nothing.

ISO 32000-1, 9.6.6 (codes of simple fonts), 9.7.4.2 (of CID-keyed ones). Where a program cannot be read, or
codes go a way that is not followed here, nothing is said: a wrong alarm stops a printer's day.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final

from fontTools.agl import toUnicode
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.ttLib import TTFont, TTLibError

from printkit.pdf.fonts import PROGRAMS, Font, texts_of
from printkit.pdf.objects import Thing, decoded, entry, listed, name

#: Programs that are read, in bytes.
_LARGEST: Final = 30_000_000
_BROKEN: Final = (
    TTLibError,
    AssertionError,
    AttributeError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    OverflowError,
    OSError,
    EOFError,
)


def missing_codes(font: Font, codes: Iterable[int]) -> set[int]:
    """Return those of the codes that no glyph of the font's program stands for."""
    wanted = set(codes) - font.blanks
    if not wanted or font.is_type3:
        return set()
    holder = _holder(font)
    data = _program(holder)
    if data is None or data[:4] not in _SFNT:
        return set()
    try:
        with TTFont(io.BytesIO(data), lazy=True) as program:
            blank = _blank(font, wanted)
            return {code for code in wanted - blank if not _has(font, holder, program, code)}
    except _BROKEN:  # a library meets a stranger's damaged program: that is told by other rules
        return set()


_SFNT: Final = (b"\0\1\0\0", b"true", b"OTTO")


def _holder(font: Font) -> Thing:
    """Return the dictionary that has the font's descriptor."""
    below = listed(entry(font.source, "/DescendantFonts"))
    return below[0] if below else font.source


def _program(holder: Thing) -> bytes | None:
    for key in PROGRAMS:
        data = decoded(entry(holder, "/FontDescriptor", key))
        if data and len(data) <= _LARGEST:
            return data
    return None


def _blank(font: Font, codes: set[int]) -> set[int]:
    """Return the codes that mean something invisible: controls and joiners have no glyph by right."""
    texts = texts_of(font.source)
    return {
        code
        for code in codes
        if code in texts and not texts[code].strip("\u00ad\u200b\u200c\u200d\ufeff \t\n\r")
    }


def _has(font: Font, holder: Thing, program: Any, code: int) -> bool:
    if font.two_bytes:
        glyph = _of_cid(font, holder, program, code)
        return glyph is None or (0 < glyph < program["maxp"].numGlyphs)
    return _simple(font, program, code)


def _of_cid(font: Font, holder: Thing, program: Any, code: int) -> int | None:
    """Return the glyph of a code of a CID-keyed font, None where its way is not followed."""
    if name(entry(font.source, "/Encoding")) not in ("/Identity-H", "/Identity-V"):
        return None
    if font.subtype != "/CIDFontType2" or "CFF " in program:
        return None
    table = entry(holder, "/CIDToGIDMap")
    if table is None or name(table) == "/Identity":
        return code
    data = decoded(table)
    return None if data is None else int.from_bytes(data[2 * code : 2 * code + 2])


def _simple(font: Font, program: Any, code: int) -> bool:
    """Tell whether any way from a code leads to a glyph: by its name, its letter, or the code itself."""
    letter = _names(font.source).get(code) or _base(font.source, code)
    tables = program["cmap"].tables if "cmap" in program else []
    reached = {code, 0xF000 + code}
    if letter:
        if letter in program.getReverseGlyphMap():
            return True
        reached |= {ord(one) for one in toUnicode(letter) if len(toUnicode(letter)) == 1}
        if letter in MacRoman:
            reached.add(MacRoman.index(letter))
    named = font.source is not None and bool(_names(font.source).get(code))
    if named and not toUnicode(letter or ""):
        # a name that means no letter can only be found among the program's own names
        return letter in program.getReverseGlyphMap()
    return not tables or any(key in table.cmap for table in tables for key in reached)


def _names(font: Thing) -> dict[int, str]:
    """Return the glyph names that an encoding gives codes of its own (9.6.6.1)."""
    found: dict[int, str] = {}
    code = 0
    for one in listed(entry(font, "/Encoding", "/Differences")):
        if isinstance(one, int | float):
            code = int(one)
        else:
            found[code] = name(one).removeprefix("/")
            code += 1
    return found


def _base(font: Thing, code: int) -> str:
    encoding = entry(font, "/Encoding")
    base = name(encoding) or name(entry(encoding, "/BaseEncoding"))
    if base == "/MacRomanEncoding":
        return str(MacRoman[code])
    if base == "/StandardEncoding":
        return str(StandardEncoding[code])
    return ""
