"""The operators of content streams and the operands each takes (ISO 32000-1, annex A).

Operands of files nobody vouches for are judged here, where they are read: who handles an operator gets
what it takes, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

_N2, _N3, _N4, _N6 = "nn", "nnn", "nnnn", "nnnnnn"
#: Operator → the kinds of its operands: ``n`` number, ``/`` name, ``s`` string, ``a`` array, ``p``
#: properties (a name or a dictionary), ``d`` dictionary; ``*`` any number of numbers and then a name or not.
SIGNATURES: Final[dict[bytes, str]] = {
    **dict.fromkeys((b"w", b"J", b"j", b"M", b"i"), "n"),
    b"d": "an",
    **dict.fromkeys((b"ri", b"gs", b"cs", b"CS", b"sh", b"Do", b"MP", b"BMC"), "/"),
    **dict.fromkeys((b"DP", b"BDC"), "/p"),
    **dict.fromkeys((b"q", b"Q", b"BT", b"ET", b"EMC", b"BX", b"EX", b"h", b"n", b"T*"), ""),
    **dict.fromkeys((b"W", b"W*", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), ""),
    **dict.fromkeys((b"m", b"l", b"Td", b"TD", b"d0"), _N2),
    **dict.fromkeys((b"v", b"y", b"re", b"k", b"K"), _N4),
    **dict.fromkeys((b"cm", b"c", b"Tm", b"d1"), _N6),
    **dict.fromkeys((b"g", b"G", b"Tc", b"Tw", b"Tz", b"TL", b"Tr", b"Ts"), "n"),
    **dict.fromkeys((b"rg", b"RG"), _N3),
    **dict.fromkeys((b"sc", b"SC", b"scn", b"SCN"), "*"),
    b"Tf": "/n",
    **dict.fromkeys((b"Tj", b"'"), "s"),
    b"TJ": "a",
    b'"': "nns",
    b"BI": "ds",
}
#: How many numbers an operator takes that takes nothing else.
NUMERIC: Final = {
    operator: len(kinds) for operator, kinds in SIGNATURES.items() if set(kinds) <= {"n"}
}
FILLS: Final = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
STROKES: Final = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
BUILDS_PATH: Final = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"})
SHOWS_TEXT: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "n": (float,),
    "/": (str,),
    "s": (bytes,),
    "a": (list,),
    "p": (str, dict),
    "d": (dict,),
}


class OperandError(ValueError):
    """Operands that do not fit their operator."""


def fitted(operator: bytes, operands: Sequence[Any], *, strict: bool = False) -> Sequence[Any]:
    """Return the operands an operator takes; of too many the last, as viewers do, unless ``strict``.

    Raises:
        OperandError: they are too few or of other kinds.

    """
    kinds = SIGNATURES[operator]
    if kinds == "*":
        numbers = operands[:-1] if operands and isinstance(operands[-1], str) else operands
        if not all(isinstance(one, float) for one in numbers):
            raise OperandError(operator.decode("latin-1"))
        return operands
    if len(operands) > len(kinds) and not strict:
        operands = operands[len(operands) - len(kinds) :]
    if len(operands) != len(kinds) or not all(
        isinstance(one, _TYPES[kind]) for one, kind in zip(operands, kinds, strict=True)
    ):
        raise OperandError(operator.decode("latin-1"))
    return operands


def split(word: bytes) -> list[bytes]:
    """Return the operators a word was glued of (``qBT``), none where it was not."""
    found: list[bytes] = []
    while word:
        for length in (3, 2, 1):
            if word[:length] in SIGNATURES and word[:length] != b"BI":
                found.append(word[:length])
                word = word[length:]
                break
        else:
            return []
    return found
