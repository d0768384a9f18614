"""Content streams read one operation at a time, whatever stands in them (ISO 32000-1, 7.8.2).

What is not as it should be is read as viewers read it: an operator right after a number, a minus within
one (passed over), a second point (another number begins), strings that never end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from printkit.pdf.inline import end_of_data
from printkit.pdf.operators import NUMERIC, SIGNATURES, OperandError, fitted, split

_WS = rb"\x00\t\n\f\r "
_NUMBER = rb"[-+]?(?:\d++\.?\d*+|\.\d++)(?![-+.\d])"
_TOKEN = re.compile(
    rb"[" + _WS + rb"]*+(?:%[^\r\n]*+"
    rb"|(?P<number>[-+.\d]++)"
    rb"|(?P<name>/[^" + _WS + rb"()<>\[\]{}/%]*+)"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9*'\"]*+)"
    rb"|(?P<open><<|\[|\{)|(?P<close>>>|\]|\})"
    rb"|(?P<hex><[^<>]*+>?)"
    rb"|(?P<text>\()|(?P<stray>[^" + _WS + rb"]))",
    re.DOTALL,
)
#: An operator after nothing but a few sound numbers: most of a stream, read at once.
_PLAIN = re.compile(
    rb"["
    + _WS
    + rb"]*+((?:"
    + _NUMBER
    + rb"["
    + _WS
    + rb"]*+){0,8}+)([A-Za-z'\"][A-Za-z0-9*'\"]*+)"
)
#: The rest of an array of nothing but hexadecimal texts and numbers, as the text of whole lines is shown.
_SHOWN = re.compile(
    rb"((?:[" + _WS + rb"]*+(?:<[0-9A-Fa-f]*+>|" + _NUMBER + rb"))*+)[" + _WS + rb"]*+\]"
)
_PIECE = re.compile(rb"<[0-9A-Fa-f]*+>|[-+]?[.\d]++")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)|\r\n?", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAMED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PARTS = re.compile(rb"[-+]*(?:[\d-]+\.?[\d-]*|\.[\d-]*)")
_LESS: Final = ord("<")
_WORDS: Final = {b"true": True, b"false": False, b"null": None}
_APART: Final = frozenset({*_WORDS, b"BI", b"ID"})
#: Arrays within arrays, and operands before an operator, that are still believed.
_DEEPEST: Final = 32
_MOST_OPERANDS: Final = 10_000

#: A number is a ``float``, a name a ``str`` with its slash, a string ``bytes``; arrays are ``list``,
#: dictionaries ``dict``. Operands that are nothing but numbers come as a ``tuple``, any others as a ``list``.
Operands = Sequence[Any]
#: Where an operation starts and ends (offsets in bytes), its operands and its operator.
Operation = tuple[int, int, Operands, bytes]


class UnreadableError(ValueError):
    """A content stream that is not made of sound operations; ``offset`` is where, in bytes."""

    def __init__(self, offset: int, what: str) -> None:
        super().__init__(f"{what} at byte {offset}")
        self.offset = offset


class _Open(list[Any]):
    """An array or dictionary being read."""

    __slots__ = ("is_dictionary",)

    def __init__(self, is_dictionary: bool = False) -> None:
        super().__init__()
        self.is_dictionary = is_dictionary

    def closed(self) -> Any:
        if not self.is_dictionary:
            return list(self)
        pairs = zip(self[::2], self[1::2], strict=False)
        return {key: value for key, value in pairs if isinstance(key, str)}


def operations(data: bytes) -> Iterator[Operation]:
    """Yield the operations of a stream; what makes no sense is passed over, as viewers do.

    An inline image is one operation, ``BI`` with its dictionary and its data as operands.
    """
    return _operations(data, strict=False)


def sound_operations(data: bytes) -> Iterator[Operation]:
    """Yield the operations of a stream that must be sound.

    Raises:
        UnreadableError: at what is no token, an operator that does not exist (outside of ``BX`` … ``EX``),
            or whose operands are too few, too many or of another kind.

    """
    tolerant = 0
    for operation in _operations(data, strict=True):
        start, _end, operands, operator = operation
        if operands.__class__ is tuple and NUMERIC.get(operator) == len(operands):
            pass  # most of a stream
        elif operator in SIGNATURES:
            try:
                fitted(operator, operands, strict=True)
            except OperandError as problem:
                raise UnreadableError(start, f"operands of {problem}") from problem
        elif tolerant <= 0:
            raise UnreadableError(start, f"operator {operator[:20].decode('latin-1')}")
        if operator in (b"BX", b"EX"):
            tolerant += 1 if operator == b"BX" else -1
        yield operation


def _operations(data: bytes, *, strict: bool) -> Iterator[Operation]:
    operands: list[Any] = []
    inner: list[_Open] = []
    start = position = 0
    end = len(data)
    match, plain = _TOKEN.match, _PLAIN.match
    while position < end:
        if not operands and not inner:
            found = plain(data, position)
            if found is not None and found[2] not in _APART:
                position = found.end()
                operator = found[2]
                numbers = tuple([float(one) for one in found[1].replace(b"\0", b" ").split()])
                if operator in SIGNATURES or strict or not (glued := split(operator)):
                    yield found.start(1), position, numbers, operator
                else:
                    yield from _apart(found.start(1), found.start(2), numbers, glued)
                continue
        token = match(data, position)
        if token is None:
            break
        position = token.end()
        kind = token.lastgroup
        if kind is None:
            continue
        at = token.start(kind)
        if not operands and not inner:
            start = at
        value: Any
        if kind == "word":
            word = token[kind]
            if word in _WORDS:
                value = _WORDS[word]
            elif word == b"BI" and not inner:
                if strict and operands:
                    raise UnreadableError(start, "operands of BI")
                image, position = _inline_image(data, position, strict=strict)
                yield at, position, image, word
                operands = []
                continue
            else:
                if strict and inner:
                    raise UnreadableError(at, "operator in an array")
                if inner:  # the array was never closed: it ends here
                    _close_all(operands, inner)
                if word in SIGNATURES or strict or not (glued := split(word)):
                    yield start, position, operands, word
                else:
                    yield from _apart(start, at, operands, glued)
                operands = []
                continue
        elif kind == "number":
            (inner[-1] if inner else operands).extend(_numbers(token[kind], at, strict=strict))
            continue
        elif kind == "name":
            value = _name(token[kind])
        elif kind == "hex":
            value = _hex(token[kind], at, strict=strict)
        elif kind == "text":
            value, position = _text(data, position, strict=strict)
        elif kind == "open":
            opened = token[kind]
            if opened == b"[" and not inner and (shown := _SHOWN.match(data, position)) is not None:
                value, position = _shown(shown[1]), shown.end()
            else:
                if strict and (opened == b"{" or len(inner) >= _DEEPEST):
                    raise UnreadableError(at, opened.decode())
                if opened != b"{" and len(inner) < _DEEPEST:
                    inner.append(_Open(opened == b"<<"))
                continue
        elif kind == "close" and inner and (token[kind] == b">>") == inner[-1].is_dictionary:
            value = inner.pop().closed()
        else:
            if strict:
                raise UnreadableError(at, "stray " + repr(token[kind])[2:-1])
            continue
        (inner[-1] if inner else operands).append(value)
        if len(operands) > _MOST_OPERANDS:
            operands = []
    if strict and (operands or inner):
        raise UnreadableError(start, "operands without an operator")


def _apart(start: int, at: int, operands: Operands, glued: list[bytes]) -> Iterator[Operation]:
    """Yield operators that were glued together; the operands are the first one's."""
    for operator in glued:
        yield start, at + len(operator), operands, operator
        at += len(operator)
        start, operands = at, ()


def _close_all(operands: list[Any], inner: list[_Open]) -> None:
    while inner:
        value = inner.pop().closed()
        (inner[-1] if inner else operands).append(value)


def _shown(array: bytes) -> list[Any]:
    """Return an array's texts and numbers."""
    return [
        _hex(piece, 0, strict=False) if piece[0] == _LESS else float(piece)
        for piece in _PIECE.findall(array)
    ]


def _numbers(text: bytes, at: int, *, strict: bool) -> list[float]:
    """Return a run of figures, points and signs as the numbers it is read as; mostly one."""
    try:
        return [float(text)]
    except ValueError:
        if strict:
            raise UnreadableError(at, "number " + text[:20].decode("latin-1")) from None
    found = []
    for part in _PARTS.findall(text):
        figures = part.lstrip(b"+-")
        plain = figures.replace(b"-", b"").replace(b"+", b"")
        value = float(plain) if plain.strip(b".") else 0.0
        found.append(-value if part[:1] == b"-" else value)
    return found or [0.0]


@lru_cache(maxsize=4096)
def _name(text: bytes) -> str:
    if b"#" in text:
        text = _NAMED.sub(lambda one: bytes([int(one[1], 16)]), text)
    return text.decode("utf-8", "surrogateescape")


def _hex(text: bytes, at: int, *, strict: bool) -> bytes:
    try:
        return bytes.fromhex(text[1:-1].decode("ascii"))
    except ValueError:
        pass  # an odd digit, or signs that do not belong: the long way
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", text)
    if strict and (text[-1:] != b">" or re.search(rb"[^0-9A-Fa-f" + _WS + rb"]", text[1:-1])):
        raise UnreadableError(at, "hexadecimal string")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(data: bytes, position: int, *, strict: bool) -> tuple[bytes, int]:
    """Return a text in parentheses that opened before ``position``, and where it ends."""
    depth = 1
    for sign in _PARENTHESIS.finditer(data, position):
        if sign[0] == b"(":
            depth += 1
        elif sign[0] == b")":
            depth -= 1
            if depth == 0:
                return _unescaped(data[position : sign.start()]), sign.end()
    if strict:
        raise UnreadableError(position - 1, "string without an end")
    return _unescaped(data[position:]), len(data)


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, text) if b"\\" in text or b"\r" in text else text


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign is None:  # a line's end within a string is a line feed (7.3.4.2)
        return b"\n"
    if sign in (b"\n", b"\r", b"\r\n"):
        return b""
    if sign[:1].isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 255])
    return _ESCAPED.get(sign, sign)


def _inline_image(data: bytes, position: int, *, strict: bool) -> tuple[list[Any], int]:
    """Read an inline image that began before ``position`` (8.9.7): its dictionary, its data, its end."""
    pairs = _Open(True)
    inner = [pairs]
    while (token := _TOKEN.match(data, position)) is not None:
        position = token.end()
        kind = token.lastgroup
        if kind == "word":
            word = token[kind]
            if word in _WORDS:
                inner[-1].append(_WORDS[word])
            elif word == b"ID":
                break
            elif word == b"EI" and len(inner) == 1:
                return [pairs.closed(), b""], position
            elif word[:2] == b"ID":  # glued to its data
                position = token.start(kind) + 2
                break
        elif kind == "number":
            inner[-1].extend(_numbers(token[kind], token.start(kind), strict=strict))
        elif kind == "name":
            inner[-1].append(_name(token[kind]))
        elif kind == "hex":
            inner[-1].append(_hex(token[kind], token.start(kind), strict=strict))
        elif kind == "text":
            value, position = _text(data, position, strict=strict)
            inner[-1].append(value)
        elif kind == "open" and token[kind] != b"{" and len(inner) < _DEEPEST:
            inner.append(_Open(token[kind] == b"<<"))
        elif kind == "close" and len(inner) > 1:
            closed = inner.pop().closed()
            inner[-1].append(closed)
    else:
        position = len(data)
    while len(inner) > 1:
        closed = inner.pop().closed()
        inner[-1].append(closed)
    values = pairs.closed()
    if data[position : position + 1] in (b"\0", b"\t", b"\n", b"\f", b"\r", b" "):
        position += 2 if data[position : position + 2] == b"\r\n" else 1
    stop, after = end_of_data(data, position, values)
    if strict and after is None:
        raise UnreadableError(position, "inline image without an end")
    return [values, data[position:stop]], len(data) if after is None else after
