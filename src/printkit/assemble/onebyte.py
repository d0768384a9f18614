"""Letters as one byte each: text of faces with few glyphs, written for a file that travels.

The engine writes every glyph as two bytes in hexadecimal, every space between words with its own width, and
words of drawings letter by letter. Here a face becomes a simple font (ISO 32000-1, 9.6.2: Type 1, CFF without
gaps), its letters stand in the drawing as they are read, a justified line says once how wide its spaces are
(``Tw``, 9.3.3), and words of a chart are a line that says how far its glyphs stray from where their widths
put them (``TJ``, 9.4.3). Nothing moves by more than 1/500 em.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from printkit.pdf import tounicode
from printkit.pdf.fonts import cid_widths, texts_of
from printkit.pdf.interpreter import Interpreter, Visitor
from printkit.pdf.lexer import Operands
from printkit.pdf.objects import Thing, decoded, entry, has, identity, listed, name
from printkit.pdf.texts import Text
from printkit.pdf.writer import Pdf, dictionary, drop, num, objects_of, repacked, stream, value

_SPACE: Final = 32
_BLANK: Final = ("\u0020", "\u00a0")
#: Bytes that a string would have to escape.
_AWKWARD: Final = frozenset(b"\n\r()\\")
#: How far a glyph may stray from where the engine put it, in 1/1000 em.
_STRAY: Final = 2
#: What stands between two letters that the engine placed one by one.
_MOVE = re.compile(rb"\s*([\d.]+) 0 Td\s*")
_END = re.compile(rb"\s*ET\b")


class _UnfitError(Exception):
    """Text that cannot be written in one byte a letter: the file stays as it is."""


@dataclass(frozen=True)
class Face:
    """A face: its font, the code, the text and the width (1/1000 em) of each glyph."""

    font: Thing
    codes: Mapping[int, int]
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    program: bytes

    @cached_property
    def blanks(self) -> frozenset[int]:
        """The codes of spaces that break or do not."""
        return frozenset(self.codes[glyph] for glyph, text in self.texts.items() if text in _BLANK)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text of a drawing: where its operation stands, what it shows, in which face and size."""

    start: int
    end: int
    pieces: Sequence[Any]
    face: Face | None
    size: float


def in_one_byte(pdf: Pdf, programs: Mapping[str, bytes], drawings: Iterable[Thing]) -> None:
    """Make the faces in ``programs`` simple fonts, where all text of the file allows it.

    ``drawings`` are the pages' contents with their resources: dictionaries of ``/Contents`` and ``/Resources``.
    """
    faces = {
        identity(font): face
        for font in objects_of(pdf)
        if name(entry(font, "/Subtype")) == "/Type0" and (face := _face(font, programs)) is not None
    }
    if not faces:
        return
    drawn = [(entry(one, "/Contents"), entry(one, "/Resources")) for one in drawings]
    drawn += [
        (one, entry(one, "/Resources"))
        for one in objects_of(pdf)
        if name(entry(one, "/Subtype")) == "/Form" or entry(one, "/PatternType") == 1
    ]
    written: list[tuple[Thing, bytes]] = []
    try:
        for content, resources in drawn:
            visitor = Letters(faces)
            data = decoded(content) or b""
            Interpreter(visitor, resources).run(data)
            written.append((content, visitor.result(data)))
    except _UnfitError:
        return
    for content, data in written:
        repacked(content, data)
    for face in faces.values():
        _make_simple(pdf, face)


def _face(font: Thing, programs: Mapping[str, bytes]) -> Face | None:
    program = programs.get(name(entry(font, "/BaseFont")).removeprefix("/"))
    if program is None:
        return None
    descendant = (listed(entry(font, "/DescendantFonts")) or [None])[0]
    widths = {glyph: 1000 * em for glyph, em in cid_widths(entry(descendant, "/W")).items()}
    texts = texts_of(font)
    codes = _codes(sorted(widths), texts)
    return None if codes is None else Face(font, codes, texts, widths, program)


def _codes(glyphs: Sequence[int], texts: Mapping[int, str]) -> dict[int, int] | None:
    """Give every glyph a code, letters of ASCII their own; None where 250 codes are not enough."""
    free = [code for code in (*range(33, 256), *range(1, 32)) if code not in _AWKWARD]
    if len(glyphs) > len(free):
        return None
    codes: dict[int, int] = {}
    taken: set[int] = set()
    for glyph in glyphs:
        text = texts.get(glyph, "")
        code = ord(text) if len(text) == 1 else 0
        if _SPACE <= code < 127 and code not in _AWKWARD and code not in taken:
            codes[glyph] = code
            taken.add(code)
    others = (code for code in (*free[-128:], *free) if code not in taken)
    rest = dict.fromkeys(others)
    for glyph, code in zip((one for one in glyphs if one not in codes), rest, strict=False):
        codes[glyph] = code
    return codes


class Letters(Visitor):
    """Rewrites the texts of one drawing. A level's ``own`` state is its face and the width of its spaces."""

    measures = False

    def __init__(self, faces: Mapping[Any, Face]) -> None:
        self._faces = faces
        self._pieces: list[bytes] = []
        self._copied = 0
        self._pending: list[_Shown] = []

    def result(self, data: bytes) -> bytes:
        """Return the rewritten drawing."""
        return b"".join((*self._pieces, data[self._copied :]))

    def form(self, run: Interpreter, key: str, form: Thing) -> None:
        """Leave it: every form is a drawing of its own."""

    def font(self, run: Interpreter, key: str) -> None:
        """Note the face."""
        _former, spacing = run.state.own or (None, 0.0)
        run.state.own = (self._faces.get(identity(run.named("/Font", key))), spacing)

    def colour(self, run: Interpreter, *, stroke: bool) -> None:
        """Write a colour to a thousandth: a screen has 255 steps of it."""
        colour = run.state.stroke if stroke else run.state.fill
        if run.data[run.end - 2 : run.end] in (b"rg", b"RG"):
            written = num(*colour.values, places=3) + (b" RG" if stroke else b" rg")
            self._pieces += (run.data[self._copied : run.start], written)
            self._copied = run.end

    def changed(self, run: Interpreter, key: str, state: Thing) -> None:
        """Refuse a state that sets a font."""
        if has(state, "/Font"):
            raise _UnfitError

    def text(self, run: Interpreter, text: Text) -> None:
        """Note a text; it is written at the end of its text object."""
        face, _spacing = run.state.own or (None, 0.0)
        if text.operator not in (b"Tj", b"TJ"):
            raise _UnfitError
        self._pending.append(_Shown(run.start, run.end, text.pieces, face, run.state.size))

    def other(self, run: Interpreter, operator: bytes, operands: Operands) -> None:
        """Write a text object's texts at its end."""
        if operator == b"Tw":
            raise _UnfitError
        if operator != b"ET":
            return
        pending, self._pending = self._joined(run.data), []
        for one in pending:
            face, spacing = run.state.own or (None, 0.0)
            if one.face is None:
                continue
            shown, wide = _line(one, spacing)
            if wide != spacing:
                shown = num(wide, places=3) + b" Tw " + shown
                run.state.own = (face, wide)
            self._pieces += (run.data[self._copied : one.start], shown)
            self._copied = one.end

    def _joined(self, data: bytes) -> list[_Shown]:
        """Return the texts; letters that are only moved along, up to the end of the object, are a line."""
        texts = self._pending
        if len(texts) < 2 or not _END.match(data, texts[-1].end):
            return texts
        pieces: list[Any] = list(texts[-1].pieces)
        first = len(texts) - 1
        while first and (
            stray := _stray(texts[first - 1], data[texts[first - 1].end : texts[first].start])
        ):
            pieces[:0] = stray
            first -= 1
        if first == len(texts) - 1:
            return texts
        start, last = texts[first], texts[-1]
        return [*texts[:first], _Shown(start.start, last.end, pieces, start.face, start.size)]


def _stray(letter: _Shown, between: bytes) -> list[Any]:
    """Return a letter and how far the next strays from its end; nothing where it is no such letter."""
    moved = _MOVE.fullmatch(between)
    alone = len(letter.pieces) == 1 and len(letter.pieces[0]) == 2
    if moved is None or not alone or letter.face is None or not letter.size:
        return []
    width = letter.face.widths.get(int.from_bytes(letter.pieces[0]))
    return [] if width is None else [letter.pieces[0], width - float(moved[1]) * 1000 / letter.size]


def _line(one: _Shown, spacing: float) -> tuple[bytes, float]:
    """Return what shows a line and the width it adds to each space, in units of the text."""
    assert one.face is not None
    face, size = one.face, one.size
    codes: list[int] = []
    moves: list[float] = [0]  # before each glyph, and after the last
    for piece in one.pieces:
        if isinstance(piece, float):
            moves[-1] += piece
            continue
        for start in range(0, len(piece), 2):
            code = face.codes.get(int.from_bytes(piece[start : start + 2]))
            if code is None:
                raise _UnfitError
            codes.append(code)
            moves.append(0)
    for index, code in enumerate(codes):
        if index and code in face.blanks:  # nobody sees where a space stands
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


def _make_simple(pdf: Pdf, face: Face) -> None:
    """Write a face's font anew; its descendant is gone."""
    from fontTools.cffLib import CFFFontSet  # noqa: PLC0415  not for what stands already

    font = face.font
    descriptor = entry(listed(entry(font, "/DescendantFonts"))[0], "/FontDescriptor")
    glyphs = [0, *(glyph for glyph in sorted(face.widths) if glyph)]
    told = CFFFontSet()
    told.decompile(io.BytesIO(face.program), None)
    name_of = dict(zip(glyphs, told[0].charset, strict=True))
    by_code = sorted((code, glyph) for glyph, code in face.codes.items())
    first, last = by_code[0][0], by_code[-1][0]
    glyph_at = dict(by_code)
    names: list[Any] = []
    before = -2
    for code, glyph in by_code:
        names += [code] if code != before + 1 else []
        names.append(f"/{name_of[glyph]}")
        before = code
    texts = {code: face.texts[glyph] for code, glyph in by_code if glyph in face.texts}
    made = {
        "/Subtype": "/Type1",
        "/FirstChar": first,
        "/LastChar": last,
        "/Widths": [
            round(face.widths[glyph_at[code]], 3) if code in glyph_at else 0
            for code in range(first, last + 1)
        ],
        "/FontDescriptor": descriptor,
        "/Encoding": dictionary(Type="/Encoding", Differences=names),
        "/ToUnicode": stream(pdf, tounicode.write(texts, code_bytes=1, name="Letters")),
    }
    for key, one in made.items():
        font[key] = value(one)
    drop(font, "/DescendantFonts")
    charset = "".join(f"/{name_of[glyph]}" for _code, glyph in by_code)
    descriptor["/CharSet"] = value(charset.encode())
    descriptor["/FontFile3"] = stream(pdf, face.program, Subtype="/Type1C")
