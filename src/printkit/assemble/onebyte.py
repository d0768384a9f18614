"""Letters as one byte each: text of faces with few glyphs, written for a file that travels.

The engine writes every glyph as two bytes in hexadecimal and every space between words with its own width.
Here a face becomes a simple font (ISO 32000-1, 9.6.2: Type 1, CFF without gaps), its letters stand in the
drawing as they are read, and a justified line says once how wide its spaces are (``Tw``, 9.3.3). Nothing
moves by more than 1/500 em. What is not as the engine writes it is left as it is.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from fontTools.cffLib import CFFFontSet

from printkit.assemble.letter_runs import in_lines
from printkit.assemble.object_bodies import Objects, contents_of, is_page, stream, unpacked

_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+) (\d+) 0 R")
_TOKEN = re.compile(
    rb"/(?P<font>\S+) (?P<size>[\d.]+) Tf|\[(?P<shown>[^\]]*)\] ?TJ|(?<!\S)(?P<state>[qQ])(?!\S)"
)
_PIECE = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
_SPACE: Final = 32
_BLANK: Final = (b"0020", b"00a0")
#: Bytes that a string would have to escape.
_AWKWARD: Final = frozenset(b"\n\r()\\")
#: How far a glyph may stray from where the engine put it, in 1/1000 em.
_STRAY: Final = 2


@dataclass(frozen=True)
class _Font:
    """A face: its object, the code and the text (UTF-16 in hexadecimal) of each glyph."""

    number: int
    codes: Mapping[int, int]
    texts: Mapping[int, bytes]
    widths: Mapping[int, bytes]
    program: bytes

    @cached_property
    def blanks(self) -> frozenset[int]:
        """The codes of spaces that break or do not."""
        return frozenset(self.codes[glyph] for glyph, text in self.texts.items() if text in _BLANK)


def in_one_byte(objects: Objects, programs: Mapping[str, bytes]) -> Objects:
    """Return the file with the faces in ``programs`` as simple fonts, where all its text allows it."""
    bodies = objects.bodies
    fonts = {
        number: font
        for number, body in bodies.items()
        if b"/Subtype /Type0" in body and (font := _font(number, bodies, programs)) is not None
    }
    names = _names(objects, fonts)
    if names is None:
        return objects
    drawn: dict[int, bytes] = {}
    for number in _drawings(objects):
        data = unpacked(bodies[number])
        if b" Tf" not in data:
            continue
        if b"(" in data or b" Tj" in data:  # not the engine's writing
            return objects
        drawn[number] = _stream(bodies[number], b"".join(_rewritten(in_lines(data, names), names)))
    changed = dict(bodies) | drawn
    for font in fonts.values():
        _replace(changed, font)
    return replace(objects, bodies=changed)


def _font(number: int, bodies: Mapping[int, bytes], programs: Mapping[str, bytes]) -> _Font | None:
    body = bodies[number]
    name = _name(body, b"BaseFont")
    if name not in programs:
        return None
    descendant = bodies[_reference(body, b"DescendantFonts")]
    widths = _widths(descendant)
    mapped = unpacked(bodies[_reference(body, b"ToUnicode")]).split(b"endcodespacerange", 1)[1]
    texts = {int(glyph, 16): text for glyph, text in _MAPPED.findall(mapped)}
    codes = _codes(widths, texts)
    return None if codes is None else _Font(number, codes, texts, widths, programs[name])


def _codes(widths: Mapping[int, bytes], texts: Mapping[int, bytes]) -> dict[int, int] | None:
    """Give every glyph a code, letters of ASCII their own; None where 250 codes are not enough."""
    free = [code for code in (*range(33, 256), *range(1, 32)) if code not in _AWKWARD]
    if len(widths) > len(free):
        return None
    codes: dict[int, int] = {}
    taken: set[int] = set()
    for glyph in sorted(widths):
        text = texts.get(glyph, b"")
        code = int(text, 16) if len(text) == 4 else 0
        if _SPACE <= code < 127 and code not in _AWKWARD and code not in taken:
            codes[glyph] = code
            taken.add(code)
    others = (code for code in (*free[-128:], *free) if code not in taken)
    rest = dict.fromkeys(others)
    for glyph, code in zip((one for one in sorted(widths) if one not in codes), rest, strict=False):
        codes[glyph] = code
    return codes


def _names(objects: Objects, fonts: Mapping[int, _Font]) -> dict[bytes, _Font] | None:
    """Return which font each name means, None where one means two."""
    found: dict[bytes, _Font] = {}
    for number, body in objects.bodies.items():
        head = body.split(b"stream", 1)[0] if number in objects.streams else body
        for name, reference in _REFERENCE.findall(head):
            font = fonts.get(int(reference))
            if font is not None and found.setdefault(name, font) is not font:
                return None
    return found


def _rewritten(data: bytes, names: Mapping[bytes, _Font]) -> Iterator[bytes]:
    end = 0
    state: tuple[_Font | None, float, float] = (None, 0.0, 0.0)  # font, its size, width of spaces
    saved: list[tuple[_Font | None, float, float]] = []
    for token in _TOKEN.finditer(data):
        if token["state"]:
            if token["state"] == b"q":
                saved.append(state)
            elif saved:
                state = saved.pop()
            continue
        if token["font"]:
            state = (names.get(token["font"]), float(token["size"]), state[2])
            continue
        font, size, spacing = state
        if font is None:
            continue
        yield data[end : token.start()]
        end = token.end()
        moved, wide = _line(token["shown"], font, size, spacing)
        if wide != spacing:
            yield b"%s Tw " % f"{wide:.3f}".rstrip("0").rstrip(".").encode()
            state = (font, size, wide)
        yield moved
    yield data[end:]


def _line(shown: bytes, font: _Font, size: float, spacing: float) -> tuple[bytes, float]:
    """Return what shows a line and the width it adds to each space, in units of the text."""
    codes: list[int] = []
    moves: list[float] = [0]  # before each glyph, and after the last
    for piece in _PIECE.finditer(shown):
        if piece[1] is None:
            moves[-1] += float(piece[2])
            continue
        for start in range(0, len(piece[1]), 4):
            codes.append(font.codes[int(piece[1][start : start + 4], 16)])
            moves.append(0)
    for index, code in enumerate(codes):
        if index and code in font.blanks:  # nobody sees where a space stands
            moves[index + 1] += moves[index]
            moves[index] = 0
    spaces = [index for index, code in enumerate(codes) if code == _SPACE]
    inner = [moves[index + 1] for index in spaces if index + 1 < len(codes)]
    wide = spacing
    if inner:
        common, _count = Counter(map(round, inner)).most_common(1)[0]
        wide = round(-common * size / 1000, 3)
    given = -wide * 1000 / size if size else 0.0
    pieces: list[bytes] = []
    run = bytearray()
    owed = 0.0
    for code, move in zip(codes, moves, strict=False):
        owed += move
        if abs(owed) > _STRAY or (move and not run):
            whole = round(owed)
            if run:
                pieces.append(b"(%s)" % bytes(run))
                run.clear()
            pieces.append(b"%d" % whole)
            owed -= whole
        run.append(code)
        if code == _SPACE:
            owed -= given
    if run:
        pieces.append(b"(%s)" % bytes(run))
    if len(pieces) == 1:
        return pieces[0] + b" Tj", wide
    return b"[%s] TJ" % b"".join(pieces), wide


def _replace(bodies: dict[int, bytes], font: _Font) -> None:
    """Write a face's objects anew; its descendant is gone."""
    body = bodies[font.number]
    inner = _reference(body, b"DescendantFonts")
    descriptor = _reference(bodies.pop(inner), b"FontDescriptor")
    unicode, file = _reference(body, b"ToUnicode"), _reference(bodies[descriptor], b"FontFile3")
    glyphs = [0, *(glyph for glyph in sorted(font.widths) if glyph)]
    told = CFFFontSet()
    told.decompile(io.BytesIO(font.program), None)
    name_of = dict(zip(glyphs, told[0].charset, strict=True))
    by_code = sorted((code, glyph) for glyph, code in font.codes.items())
    first, last = by_code[0][0], by_code[-1][0]
    glyph_at = dict(by_code)
    widths = b" ".join(
        font.widths[glyph_at[code]] if code in glyph_at else b"0" for code in range(first, last + 1)
    )
    names, before = [], -2
    for code, glyph in by_code:
        names += [b"%d" % code] if code != before + 1 else []
        names.append(b"/" + name_of[glyph].encode())
        before = code
    bodies[font.number] = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /FirstChar %d /LastChar %d /Widths [ %s ]"
        b" /FontDescriptor %d 0 R /Encoding << /Type /Encoding /Differences [ %s ] >>"
        b" /ToUnicode %d 0 R >>"
        % (
            _name(body, b"BaseFont").encode(),
            first,
            last,
            widths,
            descriptor,
            b" ".join(names),
            unicode,
        )
    )
    charset = b"".join(name for name in names if name.startswith(b"/"))
    told_in = bodies[descriptor].rstrip().removesuffix(b">>")
    bodies[descriptor] = told_in + b"/CharSet (%s) >>" % charset
    bodies[unicode] = stream(b"", _cmap(font, by_code))
    bodies[file] = stream(b"/Subtype /Type1C ", font.program)


def _cmap(font: _Font, by_code: list[tuple[int, int]]) -> bytes:
    lines = [
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CMapName /Letters def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
    ]
    entries = [(code, font.texts[glyph]) for code, glyph in by_code if glyph in font.texts]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines.append(b"%d beginbfchar\n" % len(block))
        lines += [b"<%02x> <%s>\n" % entry for entry in block]
        lines.append(b"endbfchar\n")
    lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return b"".join(lines)


def _widths(descendant: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    written = descendant[descendant.index(b"/W [") + 4 :]
    for first, widths in re.findall(rb"(\d+) \[ ([-\d. ]+) \]", written):
        for offset, width in enumerate(widths.split()):
            found[int(first) + offset] = width
    return found


def _drawings(objects: Objects) -> set[int]:
    """Return the numbers of the streams that draw: pages, forms and patterns."""
    pages = (body for body in objects.bodies.values() if is_page(body))
    found = {number for page in pages for number in contents_of(page)}
    for number in objects.streams:
        head = objects.bodies[number].split(b"stream\n", 1)[0]
        if b"/Subtype /Form" in head or b"/PatternType 1" in head:
            found.add(number)
    return found


def _stream(body: bytes, data: bytes) -> bytes:
    """Write a stream's data anew and keep what its dictionary says."""
    head = body.split(b"stream", 1)[0].strip().removeprefix(b"<<").removesuffix(b">>")
    kept = re.sub(rb"/Length \d+|/Filter /FlateDecode", b"", head)
    return stream(b" ".join(kept.split()) + b" ", data)


def _name(body: bytes, key: bytes) -> str:
    found = re.search(rb"/%s /([^\s/<>\[\]()]+)" % key, body)
    return found[1].decode("latin-1") if found else ""


def _reference(body: bytes, key: bytes) -> int:
    found = re.search(rb"/%s \[? ?(\d+) 0 R" % key, body)
    if found is None:
        raise ValueError(f"no {key.decode()} where the master has one")
    return int(found[1])
