"""Running text to Markdown: every sign that could mean something else is escaped, marks are written as signs.

Where signs would not be read as marks (CommonMark 0.31.2, 6.2: what is beside them decides), elements are
written: ``<strong>``. In ``raw`` text, that of HTML tables, everything is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from printkit.conversion.document import MARKS, Piece

_SIGNS: Final = {"strong": "**", "em": "*", "del": "~~"}
_ALWAYS: Final = re.compile(r"[\\`*\[\]<{]")
_UNDERLINES: Final = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
#: signs of small letters and of struck ones: after white they end nothing, and nothing else begins there
_SMALL: Final = re.compile(r"(?<=\S)[~^]|^[~^]|[~^](?=[~^])")
_ENTITY: Final = re.compile(r"&(?=#|[A-Za-z])")
#: What would begin a block at the beginning of a line; the group is what a backslash goes before.
_STARTS: Final = (
    re.compile(r"()#{1,6}(?=\s|$)"),
    re.compile(r"()[-+](?=\s|$)"),
    re.compile(r"\d{1,9}()[.)](?=\s|$)"),
    re.compile(r"()>"),
    re.compile(r"()(?:=+|-+|\++)\s*$"),
    re.compile(r"()--8"),
    re.compile(r"()(?:-\s*){3,}$"),
    re.compile(r"()===|()~~~"),
    re.compile(r"():"),
    re.compile(r"()(?:!!!|\?\?\?)"),
    re.compile(r"()\|"),
)
_SOURCE: Final = re.compile(r"((?:Table|Tableau|Source)[ \u00a0\u202f]?)(?=:)", re.IGNORECASE)
#: a stroke that no backslash stands before yet
_STROKE: Final = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_RAISED: Final = re.compile(r"\w[\w,.]{0,11}|-\d+")
_LOWERED: Final = re.compile(r"\w[\w,.+-]{0,11}")
_PLAIN_ADDRESS: Final = re.compile(r"[^\s<>()\[\]\\`*_{}|\"'&]+")
_UNSAFE: Final = re.compile(r"[\s<>()\[\]\\`*{}|\"'^]")
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BRACKETS: Final = str.maketrans({"⟦": "[", "⟧": "]"})
#: What stands for the beginning and end of a mark until its neighbours are known.
_OPEN, _CLOSE = "\x02", "\x03"
_TOKEN: Final = re.compile(f"[{_OPEN}{_CLOSE}][a-z]+[{_OPEN}{_CLOSE}]")


@dataclass(frozen=True, slots=True)
class Inlines:
    """Writes running text.

    ``notes`` gives the name of each note in this chapter, ``picture`` the path of each picture. ``plain``:
    no sign of Markdown is trusted, every mark is an element and every sign escaped.
    """

    notes: Mapping[str, str]
    picture: Callable[[str], str]
    plain: bool = False

    def line(self, pieces: Sequence[Piece], *, cell: bool = False) -> str:
        """Return running text on one line: of a heading, or of a ``cell`` of a table of strokes."""
        text = self._resolved(self._nested(pieces, MARKS, "<br>" if cell else " "))
        return _STROKE.sub(r"\1\\|", text) if cell else text

    def paragraph(self, pieces: Sequence[Piece]) -> str:
        """Return the lines of a paragraph, none of which begins anything else."""
        text = self._resolved(self._nested(pieces, MARKS, "\\\n"))
        lines = text.split("\n")
        several = len(lines) > 1
        return "\n".join(
            self._start(_STROKE.sub(r"\1\\|", line) if several else line) for line in lines
        )

    def raw(self, pieces: Sequence[Piece]) -> str:
        """Return running text as HTML, in which notes alone are written as Markdown's."""
        found = []
        for piece in pieces:
            if piece.kind == "note":
                found.append(self._note(piece))
            elif piece.kind == "break":
                found.append("<br>")
            elif piece.kind == "picture":
                path = html.escape(self.picture(piece.value))
                found.append(f'<img src="{path}" alt="{_entities(piece.text)}">')
            else:
                text = _entities(cleaned(piece.text))
                for mark in reversed(MARKS):
                    if mark in piece.marks:
                        text = f"<{mark}>{text}</{mark}>"
                if piece.href:
                    text = f'<a href="{html.escape(address(piece.href))}">{text}</a>'
                found.append(text)
        return "".join(found)

    # -- marks -------------------------------------------------------------------------------------

    def _nested(self, pieces: Sequence[Piece], marks: Sequence[str], line_end: str) -> str:
        """Return pieces with addresses around marks, and marks around each other in one order."""
        found = []
        for href, linked in groupby(pieces, lambda piece: piece.href):
            inner = self._marked(list(linked), marks, line_end)
            found.append(self._link(href, inner) if href else inner)
        return "".join(found)

    def _marked(self, pieces: Sequence[Piece], marks: Sequence[str], line_end: str) -> str:
        if not marks:
            return "".join(self._piece(piece, line_end) for piece in pieces)
        mark, rest = marks[0], marks[1:]
        found = []
        for has, group in groupby(pieces, lambda piece: mark in piece.marks):
            members = list(group)
            if not has:
                found.append(self._marked(members, rest, line_end))
            elif mark == "code":
                found.append(self._code(members, line_end))
            else:
                inner = self._marked(members, rest, line_end)
                bare = inner.strip(" \n")
                if not bare or bare == "\\":
                    found.append(inner)
                    continue
                before, after = inner[: inner.index(bare)], inner[inner.index(bare) + len(bare) :]
                found.append(f"{before}{_OPEN}{mark}{_OPEN}{bare}{_CLOSE}{mark}{_CLOSE}{after}")
        return "".join(found)

    def _piece(self, piece: Piece, line_end: str) -> str:
        if piece.kind == "note":
            return self._note(piece)
        if piece.kind == "break":
            return line_end
        if piece.kind == "picture":
            return f"![{_label(piece.text)}]({self.picture(piece.value)})"
        return self._text(piece.text)

    def _note(self, piece: Piece) -> str:
        name = self.notes.get(piece.value)
        return f"[^{name}]" if name else ""

    def _code(self, pieces: Sequence[Piece], line_end: str) -> str:
        if self.plain or any(piece.kind != "text" for piece in pieces):
            return f"<code>{''.join(self._piece(piece, line_end) for piece in pieces)}</code>"
        text = cleaned("".join(piece.text for piece in pieces))
        bare = text.strip()
        if not bare or "{{" in bare or "|" in bare:
            return self._text(text)
        longest = max((len(run) for run in re.findall("`+", bare)), default=0)
        ticks = "`" * (longest + 1)
        inner = f" {bare} " if bare[0] == "`" or bare[-1] == "`" else bare
        lead, trail = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
        return f"{lead}{ticks}{inner}{ticks}{trail}"

    def _link(self, href: str, inner: str) -> str:
        target = address(href)
        words = _TOKEN.sub("", inner)
        if words == target and re.match(r"[a-z]+://", target) and _PLAIN_ADDRESS.fullmatch(target):
            return f"<{target}>"
        bare = inner.strip()
        if not bare:
            return inner
        before, after = inner[: inner.index(bare)], inner[inner.index(bare) + len(bare) :]
        return f"{before}[{bare}]({target}){after}"

    def _resolved(self, text: str) -> str:
        """Write the marks as signs where those will be read so, else as elements."""
        signs = list(_TOKEN.finditer(text))
        stack: list[re.Match[str]] = []
        written: dict[int, str] = {}
        for token in signs:
            if token[0][0] == _OPEN:
                stack.append(token)
                continue
            opening = stack.pop()
            mark = token[0][1:-1]
            inside = _TOKEN.sub("", text[opening.end() : token.start()])
            before = _neighbour(text[: opening.start()], last=True)
            after = _neighbour(text[token.end() :], last=False)
            touching = (opening.start() and text[opening.start() - 1] == _CLOSE) or text[
                token.end() : token.end() + 1
            ] == _OPEN
            pair = f"<{mark}>", f"</{mark}>"
            if mark in ("sup", "sub"):
                pair = self._small(mark, inside, before, after) or pair
            elif (
                mark in _SIGNS
                and not self.plain
                and not touching
                and _reads_so(before, inside, after)
            ):
                pair = _SIGNS[mark], _SIGNS[mark]
            written[opening.start()], written[token.start()] = pair
        return _TOKEN.sub(lambda token: written[token.start()], text)

    def _small(self, mark: str, inside: str, before: str, after: str) -> tuple[str, str] | None:
        sign, shape = ("^", _RAISED) if mark == "sup" else ("~", _LOWERED)
        if self.plain or not (before.isalnum() and shape.fullmatch(inside)):
            return None
        if "_" in inside or after.isalnum() or after in ("_", sign):
            return None
        return sign, sign

    # -- words -------------------------------------------------------------------------------------

    def _text(self, text: str) -> str:
        text = cleaned(text)
        if self.plain:
            return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
        text = _ALWAYS.sub(lambda sign: f"\\{sign[0]}", text)
        text = _UNDERLINES.sub(lambda run: "\\_" * len(run[0]), text)
        text = _ENTITY.sub(r"\\&", text)
        return _SMALL.sub(r"\\\g<0>", text)

    @staticmethod
    def _start(line: str) -> str:
        line = line.lstrip(" \t")
        for start in _STARTS:
            if (match := start.match(line)) is not None:
                at = next(
                    match.start(n) for n in range(1, match.re.groups + 1) if match[n] is not None
                )
                return f"{line[:at]}\\{line[at:]}"
        return _SOURCE.sub(r"\1\\", line, count=1) if _SOURCE.match(line) else line


def cleaned(text: str) -> str:
    """Return text without characters that no document may hold, on one line, accents composed."""
    text = _FORBIDDEN.sub("", text).translate(_BRACKETS)
    return unicodedata.normalize("NFC", re.sub(r"[\n\t]", " ", text))


def address(href: str) -> str:
    """Return an address that needs no quoting in a link."""
    return _UNSAFE.sub(
        lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), href.strip()
    )


def _label(text: str) -> str:
    """Return the description of a picture."""
    text = " ".join(cleaned(text).split())
    return re.sub(r"([\\\[\]`*_<>&{}\"])", r"\\\1", text)


def _entities(text: str) -> str:
    """Return text in which neither HTML nor Markdown nor a variable means anything."""
    text = html.escape(text, quote=True)
    return re.sub(r"[\[\]{}^]", lambda sign: f"&#{ord(sign[0])};", text)


def _neighbour(text: str, *, last: bool) -> str:
    """Return the character beside a mark; signs of other marks do not count."""
    bare = _TOKEN.sub("", text[-200:] if last else text[:200])
    if not bare:
        return " "
    return bare[-1] if last else bare[0]


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def _reads_so(before: str, inside: str, after: str) -> bool:
    """Tell whether signs around a text will be read as marks (left- and right-flanking, 6.2)."""
    if before.isalnum() or after.isalnum() or "\n" in (inside[:1], inside[-1:]):
        return False
    first, last = inside[0], inside[-1]
    if first.isspace() or last.isspace() or before in "*~_" or after in "*~_":
        return False
    opens = not _is_sign(first) or before.isspace() or _is_sign(before)
    closes = not _is_sign(last) or after.isspace() or _is_sign(after)
    return opens and closes
