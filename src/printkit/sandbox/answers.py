"""What a child says, read without trusting it: it may have been taken over by what it worked on.

Answers are pickles of plain values, read by an unpickler that knows the values of printkit (dataclasses,
enumerations) and a few of the standard library, and calls nothing else.
"""

from __future__ import annotations

import enum
import io
import pickle
import struct
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, Final

_LENGTH: Final = struct.Struct(">Q")
#: An answer above this size is not believed, in bytes.
_MOST: Final = 2 << 30
_PLAIN: Final = frozenset(
    {
        *(("builtins", name) for name in ("set", "frozenset", "bytearray", "complex", "range")),
        *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
        *(("pathlib", name) for name in ("Path", "PosixPath", "WindowsPath", "PurePosixPath")),
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("collections", "OrderedDict"),
    }
)


class Answers:
    """The answers of one child, put together from the pieces its pipe brings."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, data: bytes) -> Iterator[tuple[str, Any]]:
        """Take a piece; yield the kind and value of each answer that is whole by now.

        Raises:
            ValueError: this is no answer.

        """
        self._held += data
        while len(self._held) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._held)
            if length > _MOST:
                raise ValueError("too long an answer")
            end = _LENGTH.size + length
            if len(self._held) < end:
                return
            answer = bytes(memoryview(self._held)[_LENGTH.size : end])
            del self._held[:end]
            yield _read(answer)


def written(kind: str, value: Any) -> bytes:
    """Write an answer, length first."""
    data = pickle.dumps((kind, value), protocol=5)
    return _LENGTH.pack(len(data)) + data


def _read(data: bytes) -> tuple[str, Any]:
    try:
        kind, value = _Plain(io.BytesIO(data)).load()
    except Exception as error:  # damaged pickles raise nearly everything
        raise ValueError("not an answer") from error
    if not isinstance(kind, str):
        raise ValueError("not an answer")
    return kind, value


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a class of plain values; nothing else has a name here."""
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.split(".", 1)[0] == "printkit":
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, enum.Enum)):
                return found
            if isinstance(found, type) and issubclass(found, tuple):  # a NamedTuple
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
