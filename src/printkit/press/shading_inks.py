"""Gradients: their stops exactly the palette's inks, what lies between as the profile sees it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, FloatObject, NumberObject

from printkit.assemble.objects import N, add, dictionary, stream
from printkit.press.ink_colours import Colour, Inks, PressInks
from printkit.press.spaces import Function, Space, UnknownSpaceError, function_of, space_of
from printkit.press.total_ink import limited

_SAMPLES = 33
#: How near two stops may stand, in the unit of the gradient's domain, to be one sharp edge.
_EDGE = 1e-6


def convert_shading(writer: PdfWriter, shading: Any, inks: Inks, named: Any) -> Any:
    """Return a copy of an axial or radial shading in the inks' space (ISO 32000-1, 8.7.4.5).

    Raises:
        UnknownSpaceError: it is another kind of shading, or of function.

    """
    if int(shading["/ShadingType"]) not in (2, 3):
        raise UnknownSpaceError(f"/ShadingType {shading['/ShadingType']}")
    space = space_of(shading["/ColorSpace"], named)
    function, marks = function_of(shading["/Function"])
    new = dictionary(**{key[1:]: value for key, value in dict.items(shading)})
    new[N("/ColorSpace")] = N(inks.space)
    if "/Background" in shading:
        parts = tuple(float(part) for part in shading["/Background"])
        new[N("/Background")] = _array(inks.ink(space.colour(parts), large=True))
    low, high = marks[0], marks[-1]
    pieces = [
        add(writer, _piece(function, space, inks, start, end))
        for start, end in pairwise(marks)
        if end - start > _EDGE
    ]
    inner = [mark for start, mark in pairwise(marks) if mark - start > _EDGE][:-1]
    if len(pieces) == 1 and (low, high) == (0.0, 1.0):
        new[N("/Function")] = pieces[0]
        return new
    new[N("/Function")] = add(
        writer,
        dictionary(
            FunctionType=3,
            Domain=_array((low, high)),
            Functions=ArrayObject(pieces),
            Bounds=_array(tuple(inner)),
            Encode=_array((0, 1) * len(pieces)),
        ),
    )
    return new


def _piece(function: Function, space: Space, inks: Inks, start: float, end: float) -> Any:
    """Return the function of one stretch between stops, domain 0…1."""
    margin = (end - start) * 1e-9  # just inside: the stops of an edge stand at the same place

    def colour(share: float) -> Colour:
        inside = start + share * (end - start)
        return space.colour(function(min(max(inside, start + margin), end - margin)))

    first, last = colour(0), colour(1)
    from_, to = inks.ink(first, large=True), inks.ink(last, large=True)
    if len(from_) == 1 or not any((*from_[:3], *to[:3])):
        if len(from_) == 4 or _straight(inks, colour, from_, to):
            return dictionary(
                FunctionType=2,
                Domain=_array((0, 1)),
                C0=_array(from_),
                C1=_array(to),
                N=1,
            )
        samples = [inks.ink(colour(index / (_SAMPLES - 1))) for index in range(_SAMPLES)]
    else:
        assert isinstance(inks, PressInks)
        samples = _between(inks, [colour(index / (_SAMPLES - 1)) for index in range(_SAMPLES)])
    return _sampled(samples)


def _between(inks: PressInks, colours: list[Colour]) -> list[tuple[float, ...]]:
    """Follow the profile from one stop to the other, both ends bent to their exact inks."""
    followed = [_profiled(inks, colour) for colour in colours]
    ends = inks.ink(colours[0], large=True), inks.ink(colours[-1], large=True)
    off = [
        tuple(exact - near for exact, near in zip(end, followed[at], strict=True))
        for end, at in ((ends[0], 0), (ends[1], -1))
    ]
    last = len(colours) - 1
    found: list[tuple[float, ...]] = []
    for index, ink in enumerate(followed):
        share = index / last
        cyan, magenta, yellow, black = (
            min(1.0, max(0.0, part + (1 - share) * first + share * second))
            for part, first, second in zip(ink, *off, strict=True)
        )
        found.append(limited((cyan, magenta, yellow, black), inks.condition.ink_limit))
    return found


def _profiled(inks: PressInks, colour: Colour) -> tuple[float, ...]:
    return inks.ink(colour) if len(colour) == 4 else inks.by_profile(colour)


def _straight(inks: Inks, colour: Any, from_: tuple[float, ...], to: tuple[float, ...]) -> bool:
    middle = inks.ink(colour(0.5))[0]
    return abs(middle - (from_[0] + to[0]) / 2) < 0.002


def _sampled(samples: list[tuple[float, ...]]) -> Any:
    """Return a sampled function, 16 bits a value (ISO 32000-1, 7.10.2)."""
    data = b"".join(round(part * 65535).to_bytes(2, "big") for ink in samples for part in ink)
    return stream(
        data,
        FunctionType=0,
        Domain=_array((0, 1)),
        Range=_array((0, 1) * len(samples[0])),
        Size=ArrayObject([NumberObject(len(samples))]),
        BitsPerSample=16,
    )


def _array(values: tuple[float, ...]) -> ArrayObject:
    return ArrayObject(FloatObject(round(value, 6)) for value in values)
