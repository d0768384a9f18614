"""Content streams read one operator at a time, whatever stands in them (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

_TOKEN = re.compile(
    rb"[\x00\t\n\f\r ]*+(?:%[^\r\n]*+"
    rb"|(?P<number>[-+]?(?:\d++\.?\d*+|\.\d++)[-\d.]*+)"
    rb"|(?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*+)"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9*'\"]*+)"
    rb"|(?P<open><<|\[|\{)|(?P<close>>>|\]|\})"
    rb"|(?P<hex><[0-9A-Fa-f\x00\t\n\f\r ]*+>?)"
    rb"|(?P<text>\()|(?P<stray>.))",
    re.DOTALL,
)
#: An operator after nothing but a few whole numbers: most of a stream, read at once.
_PLAIN = re.compile(
    rb"((?:[\t\n\f\r ]*+[-+]?(?:\d++\.?\d*+|\.\d++)(?![-+.\d])){0,8}+)"
    rb"[\t\n\f\r ]*+([A-Za-z'\"][A-Za-z0-9*'\"]*+)"
)
#: The rest of an array of nothing but hexadecimal texts and numbers, as the text of whole lines is shown.
_SHOWN = re.compile(
    rb"((?:[\x00\t\n\f\r ]*+(?:<[0-9A-Fa-f]*+>|[-+]?(?:\d++\.?\d*+|\.\d++)(?![-.\d])))*+)"
    rb"[\x00\t\n\f\r ]*+\]"
)
_PIECE = re.compile(rb"<[0-9A-Fa-f]*+>|[-+]?[.\d]++")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAMED = re.compile(r"#([0-9A-Fa-f]{2})")
_END_OF_IMAGE = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|\Z)")
_LESS: Final = ord("<")
_WORDS: Final = {b"true": True, b"false": False, b"null": None}
_APART: Final = frozenset({*_WORDS, b"BI", b"ID"})
#: Arrays within arrays, and operands before an operator, that are still believed.
_DEEPEST: Final = 32
_MOST_OPERANDS: Final = 10_000

#: Names are ``str`` with their slash, texts ``bytes``, arrays and dictionaries ``list``.
Operand = Any


def operations(data: bytes) -> Iterator[tuple[list[Operand], bytes]]:
    """Yield (operands, operator). An inline image is ``([flat dictionary, data], b"BI")``.

    What makes no sense is passed over, as viewers do.
    """
    stack: list[list[Operand]] = [[]]
    position, end = 0, len(data)
    match, plain = _TOKEN.match, _PLAIN.match
    while position < end:
        found = None if stack[0] or len(stack) > 1 else plain(data, position)
        if found is not None and found[2] not in _APART:
            position = found.end()
            yield [float(one) for one in found[1].split()], found[2]
            continue
        token = match(data, position)
        if token is None:
            return
        position = token.end()
        kind = token.lastgroup
        if kind is None or kind == "stray":
            continue
        if kind == "word":
            word = token[kind]
            if word in _WORDS:
                stack[-1].append(_WORDS[word])
            elif word == b"ID":
                operands, position = _inline_image(data, position, stack[0])
                stack = [[]]
                yield operands, b"BI"
            elif word != b"BI":
                yield stack[0], word
                stack = [[]]
            continue
        if kind == "number":
            stack[-1].append(_number(token[kind]))
        elif kind == "name":
            stack[-1].append(_name(token[kind]))
        elif kind == "hex":
            stack[-1].append(_hex(token[kind]))
        elif kind == "text":
            text, position = _text(data, position)
            stack[-1].append(text)
        elif kind == "open":
            flat_array = token[kind] == b"[" and len(stack) == 1
            if flat_array and (shown := _SHOWN.match(data, position)) is not None:
                stack[-1].append(_shown(shown[1]))
                position = shown.end()
            elif len(stack) < _DEEPEST:
                inner: list[Operand] = []
                stack[-1].append(inner)
                stack.append(inner)
        elif len(stack) > 1:
            stack.pop()
        if len(stack[0]) > _MOST_OPERANDS:
            stack = [[]]


def _shown(array: bytes) -> list[Operand]:
    """Return an array's texts and numbers."""
    return [_hex(piece) if piece[0] == _LESS else float(piece) for piece in _PIECE.findall(array)]


def flat(pairs: list[Operand]) -> dict[str, Operand]:
    """Return a dictionary of the flat list it was read as."""
    return {key: value for key, value in zip(pairs[::2], pairs[1::2], strict=False) if _is(key)}


def _is(key: Operand) -> bool:
    return isinstance(key, str)


def _number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:  # 1.2.3 and 12-3 are seen in the wild; viewers take the beginning
        found = re.match(rb"[-+]?\d*\.?\d*", text)
        try:
            return float(found[0]) if found else 0.0
        except ValueError:
            return 0.0


def _name(text: bytes) -> str:
    plain = text.decode("latin-1")
    return _NAMED.sub(lambda one: chr(int(one[1], 16)), plain) if "#" in plain else plain


def _hex(text: bytes) -> bytes:
    try:
        return bytes.fromhex(text[1:-1].decode("ascii"))
    except ValueError:
        pass  # an odd digit, or signs that do not belong: the long way
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", text)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(data: bytes, position: int) -> tuple[bytes, int]:
    """Return a text in parentheses that opened before ``position``, and where it ends."""
    depth = 1
    for sign in _PARENTHESIS.finditer(data, position):
        if sign[0] == b"(":
            depth += 1
        elif sign[0] == b")":
            depth -= 1
            if depth == 0:
                return _unescaped(data[position : sign.start()]), sign.end()
    return _unescaped(data[position:]), len(data)


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, text) if b"\\" in text else text


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign in (b"\n", b"\r", b"\r\n"):
        return b""
    if sign[:1].isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 255])
    return _ESCAPED.get(sign, sign)


def _inline_image(data: bytes, position: int, operands: list[Operand]) -> tuple[list[Operand], int]:
    found = _END_OF_IMAGE.search(data, position)
    start = position + 1
    if found is None:
        return [operands, b""], len(data)
    return [operands, data[start : found.start()]], found.end()
