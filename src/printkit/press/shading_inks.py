"""Gradients: their stops exactly the palette's inks, what lies between as the profile sees it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from printkit.pdf.functions import Function
from printkit.pdf.objects import Thing, members
from printkit.pdf.shadings import Shading, shading_of
from printkit.pdf.writer import Pdf, array, dictionary, indirect, stream, taken, value
from printkit.press.content_rewriter import NotSeparableError
from printkit.press.ink_colours import Colour, Inks, PressInks
from printkit.press.total_ink import limited

_SAMPLES = 33
#: How near two stops may stand, in the unit of the gradient's domain, to be one sharp edge.
_EDGE = 1e-6


def convert_shading(pdf: Pdf, source: Thing, inks: Inks, named: Thing) -> Thing:
    """Return a copy of an axial or radial shading in the inks' space (ISO 32000-1, 8.7.4.5).

    Raises:
        NotSeparableError: it is another kind of shading, or of function.
        ColourError: its colours have no meaning in grey, RGB or CMYK.

    """
    shading = shading_of(source, named)
    if shading.kind not in (2, 3):
        raise NotSeparableError(f"/ShadingType {shading.kind}")
    function = shading.function
    if function is None or len(function.domain) != 1:
        raise NotSeparableError("/Function")
    new = dictionary(**{key[1:]: taken(pdf, one) for key, one in members(source)})
    new["/ColorSpace"] = value(inks.space)
    if shading.background:
        ground = shading.space.device(shading.background)
        new["/Background"] = array(inks.ink(ground, large=True))
    marks = function.bounds
    pieces = [
        indirect(pdf, _piece(pdf, function, shading, inks, start, end))
        for start, end in pairwise(marks)
        if end - start > _EDGE
    ]
    inner = [mark for start, mark in pairwise(marks) if mark - start > _EDGE][:-1]
    if len(pieces) == 1 and (marks[0], marks[-1]) == (0.0, 1.0):
        new["/Function"] = pieces[0]
        return new
    stitched = dictionary(
        FunctionType=3,
        Domain=(marks[0], marks[-1]),
        Functions=pieces,
        Bounds=inner,
        Encode=[0, 1] * len(pieces),
    )
    new["/Function"] = indirect(pdf, stitched)
    return new


def _piece(
    pdf: Pdf, function: Function, shading: Shading, inks: Inks, start: float, end: float
) -> Thing:
    """Return the function of one stretch between stops, domain 0…1."""
    margin = (end - start) * 1e-9  # just inside: the stops of an edge stand at the same place

    def colour(share: float) -> Colour:
        inside = start + share * (end - start)
        return shading.space.device(function(min(max(inside, start + margin), end - margin)))

    first, last = colour(0), colour(1)
    from_, to = inks.ink(first, large=True), inks.ink(last, large=True)
    if len(from_) == 1 or not any((*from_[:3], *to[:3])):
        if not function.smooth and (len(from_) == 4 or _straight(inks, colour, from_, to)):
            return dictionary(FunctionType=2, Domain=[0, 1], C0=from_, C1=to, N=1)
        samples = [inks.ink(colour(index / (_SAMPLES - 1))) for index in range(_SAMPLES)]
    else:
        assert isinstance(inks, PressInks)
        samples = _between(inks, [colour(index / (_SAMPLES - 1)) for index in range(_SAMPLES)])
    return _sampled(pdf, samples)


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


def _straight(
    inks: Inks, colour: Callable[[float], Colour], from_: tuple[float, ...], to: tuple[float, ...]
) -> bool:
    middle = inks.ink(colour(0.5))[0]
    return abs(middle - (from_[0] + to[0]) / 2) < 0.002


def _sampled(pdf: Pdf, samples: list[tuple[float, ...]]) -> Thing:
    """Return a sampled function, 16 bits a value (ISO 32000-1, 7.10.2)."""
    data = b"".join(round(part * 65535).to_bytes(2, "big") for ink in samples for part in ink)
    return stream(
        pdf,
        data,
        FunctionType=0,
        Domain=[0, 1],
        Range=[0, 1] * len(samples[0]),
        Size=[len(samples)],
        BitsPerSample=16,
    )
