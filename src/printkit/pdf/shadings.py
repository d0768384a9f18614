"""Gradients: their kind, and the colours they run between (ISO 32000-1, 8.7.4.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from printkit.pdf.colour import Space, Values, space_of
from printkit.pdf.functions import Function, FunctionError, function_of
from printkit.pdf.objects import Thing, entry, numbers, whole

_STEPS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Shading:
    """A gradient of the file's ``kind`` (1–7).

    ``function`` gives its colours, None where they stand in its data or the function cannot be read;
    ``background`` are its ground's values, empty for none.
    """

    kind: int
    space: Space
    function: Function | None
    background: Values
    source: Thing

    def colours(self) -> Iterator[Values]:
        """Yield values in its space that it runs through: its stops, and what lies between them."""
        if self.function is None:
            return
        try:
            for inputs in self._inputs():
                found = self.function(*inputs)
                if len(found) == self.space.parts:
                    yield found
        except (FunctionError, ValueError):
            return

    def _inputs(self) -> Iterator[Values]:
        function = self.function
        assert function is not None
        if len(function.domain) == 1:
            bounds = function.bounds
            edge = (bounds[-1] - bounds[0]) * 1e-9  # the stops of an edge stand at the same place
            for start, end in pairwise(bounds):
                steps = _STEPS if function.smooth else 1
                for step in range(steps + 1):
                    at = start + (end - start) * step / steps
                    yield (min(max(at, start + edge), end - edge),)
        elif len(function.domain) == 2:
            (left, right), (low, high) = function.domain
            for column in range(_STEPS + 1):
                for row in range(_STEPS + 1):
                    across = left + (right - left) * column / _STEPS
                    yield (across, low + (high - low) * row / _STEPS)


def shading_of(thing: Thing, named: Thing) -> Shading:
    """Read a gradient; ``named`` is the resources' ``ColorSpace`` dictionary."""
    function = entry(thing, "/Function")
    try:
        read = function_of(function) if function is not None else None
    except FunctionError:
        read = None
    return Shading(
        whole(entry(thing, "/ShadingType")),
        space_of(entry(thing, "/ColorSpace"), named),
        read,
        numbers(entry(thing, "/Background")),
        thing,
    )
