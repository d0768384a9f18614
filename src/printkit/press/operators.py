"""Content streams, one operator at a time (ISO 32000-1, 7.8.2), fast enough for whole books."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPACE = rb"[\x00\t\n\f\r ]"
_ESCAPED = rb"[^()\\]|\\."
_STRING = rb"\((?:" + _ESCAPED + rb"|\((?:" + _ESCAPED + rb"|\((?:" + _ESCAPED + rb")*+\))*+\))*+\)"
_HEX = rb"<[0-9A-Fa-f\x00\t\n\f\r ]*+>"
_ARRAY = rb"\[(?:[^\[\]()]++|" + _STRING + rb")*+\]"
_FLAT = rb"(?:[^<>()]++|" + _STRING + rb"|" + _HEX + rb")*+"
_DICT = rb"<<(?:[^<>()]++|" + _STRING + rb"|" + _HEX + rb"|<<" + _FLAT + rb">>)*+>>"
_NAME = rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*+"
_OPERAND = (
    rb"(?:[-+]?[\d.]++|"
    + rb"|".join((_NAME, _ARRAY, _DICT, _HEX, _STRING))
    + rb"|(?:true|false|null)(?![A-Za-z])|%[^\r\n]*+)"
)
_OPERATION = re.compile(
    _SPACE + rb"*+((?:" + _OPERAND + _SPACE + rb"*+)*+)([A-Za-z'\"][A-Za-z0-9*]*+)", re.S
)
_REST = re.compile(rb"(?:" + _SPACE + rb"|%[^\r\n]*+)*+\Z")

#: Where an operation starts and ends, its operands and its operator.
Operation = tuple[int, int, bytes, bytes]


class UnreadableError(ValueError):
    """A content stream that is not made of operators, or has an inline image."""


def operations(data: bytes) -> Iterator[Operation]:
    """Yield the operations of a content stream, offsets in bytes.

    Raises:
        UnreadableError: at the first byte that belongs to no operation.

    """
    match = _OPERATION.match
    position = 0
    while (found := match(data, position)) is not None:
        end = found.end()
        operator = found[2]
        if operator == b"BI":
            raise UnreadableError("BI")
        yield found.start(1), end, found[1], operator
        position = end
    if _REST.match(data, position) is None:
        raise UnreadableError(data[position : position + 40].decode("latin-1"))
