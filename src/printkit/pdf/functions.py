"""PDF functions: sampled, exponential, stitched, and PostScript's calculator (ISO 32000-1, 7.10)."""

from __future__ import annotations

import itertools
import math
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from printkit.pdf.objects import Thing, decoded, entry, is_array, listed, number, numbers, whole

Values = tuple[float, ...]
#: Functions within functions, and steps of a calculator, that are still believed.
_DEEPEST: Final = 8
_MOST_STEPS: Final = 20_000
_MOST_SAMPLES: Final = 4_000_000


class FunctionError(ValueError):
    """A function that cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function of ``domain`` (low, high for each input); ``bounds`` are where its only input may bend.

    ``smooth``: between its bounds nothing is known, it must be sampled.
    """

    call: Callable[[Values], Values]
    domain: tuple[tuple[float, float], ...]
    bounds: Values
    smooth: bool = False

    def __call__(self, *inputs: float) -> Values:
        """Return the outputs for inputs, those outside the domain brought into it."""
        inside = tuple(
            min(max(one, low), high) for one, (low, high) in zip(inputs, self.domain, strict=True)
        )
        return self.call(inside)


def function_of(thing: Thing, depth: int = 0) -> Function:
    """Read a function, or an array of functions of one output each.

    Raises:
        FunctionError: it is of no known type, or broken.

    """
    if depth > _DEEPEST:
        raise FunctionError("functions within functions")
    if is_array(thing):
        return _together([function_of(one, depth + 1) for one in listed(thing)])
    kind = whole(entry(thing, "/FunctionType"), -1)
    ends = numbers(entry(thing, "/Domain"))
    if not ends or len(ends) % 2:
        raise FunctionError("/Domain")
    domain = tuple(zip(ends[::2], ends[1::2], strict=True))
    if kind == 2:
        return _exponential(thing, domain)
    if kind == 3:
        return _stitched(thing, domain, depth)
    output = numbers(entry(thing, "/Range"))
    if not output or len(output) % 2:
        raise FunctionError("/Range")
    ranges = tuple(zip(output[::2], output[1::2], strict=True))
    if kind == 0:
        return Function(_sampled(thing, domain, ranges), domain, domain[0], smooth=True)
    if kind == 4:
        return Function(_calculated(thing, ranges), domain, domain[0], smooth=True)
    raise FunctionError(f"/FunctionType {kind}")


def _together(found: Sequence[Function]) -> Function:
    if not found:
        raise FunctionError("no function")
    marks = sorted({mark for one in found for mark in one.bounds})

    def all_of(inputs: Values) -> Values:
        return tuple(part for one in found for part in one(*inputs))

    return Function(all_of, found[0].domain, tuple(marks), any(one.smooth for one in found))


def _exponential(thing: Thing, domain: tuple[tuple[float, float], ...]) -> Function:
    first = numbers(entry(thing, "/C0")) or (0.0,)
    last = numbers(entry(thing, "/C1")) or (1.0,)
    power = number(entry(thing, "/N"), 1.0)
    if len(first) != len(last):
        raise FunctionError("/C0 and /C1")

    def exponential(inputs: Values) -> Values:
        at = inputs[0]
        share = at if power == 1 else (at**power if at > 0 else 0.0 if power > 0 else 1.0)
        return tuple(a + share * (b - a) for a, b in zip(first, last, strict=True))

    return Function(exponential, domain, domain[0], power != 1)


def _stitched(thing: Thing, domain: tuple[tuple[float, float], ...], depth: int) -> Function:
    pieces = [function_of(piece, depth + 1) for piece in listed(entry(thing, "/Functions"))]
    low, high = domain[0]
    bounds = (low, *numbers(entry(thing, "/Bounds")), high)
    encode = numbers(entry(thing, "/Encode"))
    if not pieces or len(bounds) != len(pieces) + 1 or len(encode) < 2 * len(pieces):
        raise FunctionError("/FunctionType 3")

    def stitched(inputs: Values) -> Values:
        at, index = inputs[0], 0
        while index < len(pieces) - 1 and at >= bounds[index + 1]:
            index += 1
        start, end = bounds[index : index + 2]
        share = (at - start) / (end - start) if end > start else 0.0
        from_, to = encode[2 * index : 2 * index + 2]
        return pieces[index](from_ + share * (to - from_))

    return Function(stitched, domain, bounds, any(piece.smooth for piece in pieces))


def _sampled(
    thing: Thing, domain: tuple[tuple[float, float], ...], ranges: tuple[tuple[float, float], ...]
) -> Callable[[Values], Values]:
    sizes = [int(one) for one in numbers(entry(thing, "/Size"))]
    bits = whole(entry(thing, "/BitsPerSample"))
    data = decoded(thing)
    count = math.prod(sizes) * len(ranges)
    known = bits in (1, 2, 4, 8, 12, 16, 24, 32)
    if data is None or len(sizes) != len(domain) or not known or not 0 < count <= _MOST_SAMPLES:
        raise FunctionError("/FunctionType 0")
    if min(sizes) < 1 or len(data) * 8 < count * bits:
        raise FunctionError("/Size")
    encode = numbers(entry(thing, "/Encode")) or tuple(
        end for size in sizes for end in (0.0, size - 1.0)
    )
    decode = numbers(entry(thing, "/Decode")) or tuple(end for pair in ranges for end in pair)
    if len(encode) != 2 * len(sizes) or len(decode) != 2 * len(ranges):
        raise FunctionError("/Encode or /Decode")
    top = float((1 << bits) - 1)

    def sample(index: int) -> float:
        at = index * bits
        first, last = at // 8, (at + bits + 7) // 8
        word = int.from_bytes(data[first:last])
        return float((word >> (last * 8 - at - bits)) & ((1 << bits) - 1))

    def sampled(inputs: Values) -> Values:
        places = []
        for at, (low, high), size, start, end in zip(
            inputs, domain, sizes, encode[::2], encode[1::2], strict=True
        ):
            share = (at - low) / (high - low) if high > low else 0.0
            places.append(min(max(start + share * (end - start), 0.0), size - 1.0))
        result = [0.0] * len(ranges)
        for corner in itertools.product((0, 1), repeat=len(places)):  # multilinear
            weight, index, step = 1.0, 0, 1
            for place, size, upper in zip(places, sizes, corner, strict=True):
                below = min(int(place), max(size - 2, 0))
                share = place - below
                weight *= share if upper else 1 - share
                index += min(below + upper, size - 1) * step
                step *= size
            if weight:
                for part in range(len(ranges)):
                    result[part] += weight * sample(index * len(ranges) + part)
        found = (
            low + value / top * (high - low)
            for value, low, high in zip(result, decode[::2], decode[1::2], strict=True)
        )
        return _within(found, ranges)

    return sampled


def _within(values: Any, ranges: tuple[tuple[float, float], ...]) -> Values:
    return tuple(min(max(one, low), high) for one, (low, high) in zip(values, ranges, strict=True))


# --- PostScript's calculator (7.10.5) --------------------------------------------------------

_TOKEN = re.compile(rb"[{}]|[^\s{}%]+|%[^\r\n]*")
Program = list[Any]


def _calculated(
    thing: Thing, ranges: tuple[tuple[float, float], ...]
) -> Callable[[Values], Values]:
    words = [word for word in _TOKEN.findall(decoded(thing) or b"") if word[:1] != b"%"]
    if words[:1] != [b"{"]:
        raise FunctionError("/FunctionType 4")
    program, _at = _parsed(words, 1)

    def calculated(inputs: Values) -> Values:
        stack: list[Any] = list(inputs)
        try:
            _run(program, stack, [_MOST_STEPS])
            values = [float(one) for one in stack[-len(ranges) :]]
            return _within(values, ranges)
        except (IndexError, ValueError, TypeError, OverflowError, ZeroDivisionError) as problem:
            raise FunctionError("/FunctionType 4") from problem  # a stranger's program

    return calculated


def _parsed(words: list[bytes], at: int, depth: int = 0) -> tuple[Program, int]:
    program: Program = []
    while at < len(words) and depth < _DEEPEST:
        word = words[at]
        at += 1
        if word == b"}":
            return program, at
        if word == b"{":
            block, at = _parsed(words, at, depth + 1)
            program.append(block)
        elif word in _OPERATORS or word in (b"if", b"ifelse"):
            program.append(word)
        else:
            try:
                value = float(word)
            except ValueError as problem:
                raise FunctionError(word[:20].decode("latin-1")) from problem
            program.append(int(value) if value.is_integer() and b"." not in word else value)
    raise FunctionError("a procedure without an end")


def _run(program: Program, stack: list[Any], left: list[int]) -> None:
    blocks: list[Program] = []
    for word in program:
        left[0] -= 1
        if left[0] < 0 or len(stack) > 1000:
            raise FunctionError("a procedure without an end")
        if isinstance(word, list):
            blocks.append(word)
        elif word == b"if":
            if stack.pop():
                _run(blocks[-1], stack, left)
            blocks.clear()
        elif word == b"ifelse":
            _run(blocks[-2] if stack.pop() else blocks[-1], stack, left)
            blocks.clear()
        elif isinstance(word, bytes):
            _OPERATORS[word](stack)
        else:
            stack.append(word)


def _one(act: Callable[[Any], Any]) -> Callable[[list[Any]], None]:
    return lambda stack: stack.append(act(stack.pop()))


def _two(act: Callable[[Any, Any], Any]) -> Callable[[list[Any]], None]:
    def done(stack: list[Any]) -> None:
        second, first = stack.pop(), stack.pop()
        stack.append(act(first, second))

    return done


def _copy(stack: list[Any]) -> None:
    count = int(stack.pop())
    if count > 0:
        stack.extend(stack[-count:])


def _index(stack: list[Any]) -> None:
    stack.append(stack[-1 - int(stack.pop())])


def _roll(stack: list[Any]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    if not 0 < count <= len(stack):
        raise IndexError(count)
    by %= count
    stack[-count:] = stack[-by:] + stack[-count:-by] if by else stack[-count:]


def _exchange(stack: list[Any]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


def _shifted(value: Any, by: Any) -> int:
    return int(value) << int(by) if by >= 0 else int(value) >> -int(by)


_OPERATORS: Final[dict[bytes, Callable[[list[Any]], None]]] = {
    b"abs": _one(abs),
    b"neg": _one(operator.neg),
    b"ceiling": _one(math.ceil),
    b"floor": _one(math.floor),
    b"round": _one(lambda value: math.floor(value + 0.5)),
    b"truncate": _one(math.trunc),
    b"cvi": _one(int),
    b"cvr": _one(float),
    b"sqrt": _one(math.sqrt),
    b"ln": _one(math.log),
    b"log": _one(math.log10),
    b"sin": _one(lambda value: math.sin(math.radians(value))),
    b"cos": _one(lambda value: math.cos(math.radians(value))),
    b"not": _one(lambda value: not value if isinstance(value, bool) else ~int(value)),
    b"add": _two(operator.add),
    b"sub": _two(operator.sub),
    b"mul": _two(operator.mul),
    b"div": _two(operator.truediv),
    b"idiv": _two(lambda a, b: int(int(a) / int(b))),
    b"mod": _two(lambda a, b: int(math.fmod(int(a), int(b)))),
    b"exp": _two(operator.pow),
    b"atan": _two(lambda a, b: math.degrees(math.atan2(a, b)) % 360),
    b"eq": _two(operator.eq),
    b"ne": _two(operator.ne),
    b"gt": _two(operator.gt),
    b"ge": _two(operator.ge),
    b"lt": _two(operator.lt),
    b"le": _two(operator.le),
    b"and": _two(operator.and_),
    b"or": _two(operator.or_),
    b"xor": _two(operator.xor),
    b"bitshift": _two(_shifted),
    b"true": lambda stack: stack.append(True),
    b"false": lambda stack: stack.append(False),
    b"pop": lambda stack: stack.__delitem__(-1),
    b"exch": _exchange,
    b"dup": lambda stack: stack.append(stack[-1]),
    b"copy": _copy,
    b"index": _index,
    b"roll": _roll,
}
