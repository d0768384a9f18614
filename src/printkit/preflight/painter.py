"""How marks come about: areas, gradients, patterns and images as the state in force paints them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from printkit.pdf.matrix import IDENTITY, Matrix
from printkit.preflight import marks as plane
from printkit.preflight.fault import Box
from printkit.preflight.images import Picture
from printkit.preflight.ink import Paint, space_of
from printkit.preflight.marks import Mark
from printkit.preflight.resource_cache import Shelf
from printkit.preflight.safe_objects import entry, numbers
from printkit.preflight.shades import shades
from printkit.preflight.state import State


class Painter(ABC):
    """Adds to ``found`` what is painted with ``state``. ``resources`` are those of the stream."""

    def __init__(
        self, shelf: Shelf, resources: Any, state: State, found: list[Mark], depth: int = 0
    ) -> None:
        self.shelf = shelf
        self.resources = resources
        self.state = state
        self.found = found
        self.depth = depth

    @abstractmethod
    def use(self, holder: Any, state: State, found: list[Mark]) -> None:
        """Interpret another stream into ``found``."""

    def area(self, kind: plane.Kind, box: Box, paint: Paint, stroke: bool, **more: Any) -> None:
        """Note something painted, as far as the clip lets it show; ``stroke``: with the line's colour."""
        state = self.state
        seen = plane.meet(state.clip, box)
        if seen is None or seen[2] < seen[0] or seen[3] < seen[1]:
            return
        if state.clip is not None and (
            (seen[2] <= seen[0] and box[2] > box[0]) or (seen[3] <= seen[1] and box[3] > box[1])
        ):
            return  # clipped away
        name_ = state.stroke_pattern if stroke else state.fill_pattern
        if name_ and paint.family == "pattern":
            self.pattern(name_, seen)
            return
        self.found.append(
            Mark(
                kind,
                seen,
                paint,
                overprint=state.over_stroke if stroke else state.over_fill,
                opm=state.opm,
                alpha=state.alpha_stroke if stroke else state.alpha_fill,
                blend=state.blend,
                soft=state.soft,
                **more,
            )
        )
        self.shelf.budget.objects -= 1

    def pattern(self, name_: str, box: Box) -> None:
        """Read what a pattern paints, within the box it fills."""
        pattern = entry(self.resources, "/Pattern", name_)
        shading = entry(pattern, "/Shading")
        if shading is not None:
            self.shaded(shading, box)
            return
        state = State(matrix=matrix_of(entry(pattern, "/Matrix")))
        inside: list[Mark] = []
        self.use(pattern, state, inside)
        self.found += [replace(mark, box=box) for mark in inside[:200]]

    def shaded(self, shading: Any, box: Box) -> None:
        """Note a gradient: one mark for each colour it runs between."""
        space = space_of(entry(shading, "/ColorSpace"), entry(self.resources, "/ColorSpace"))
        self.state, kept = self.state.saved(), self.state
        self.state.fill_pattern = ""
        for paint in shades(shading, space):
            self.area("shading", box, paint, False)
        self.state = kept

    def image(self, picture: Picture) -> None:
        """Note an image on the unit square of the matrix in force."""
        matrix = self.state.matrix
        box = plane.box_of(plane.corners((0.0, 0.0, 1.0, 1.0)), matrix)
        if box is None:
            return
        wide, high = plane.width_of(matrix), plane.height_of(matrix)
        ppi = min(72 * picture.width / max(wide, 1e-6), 72 * picture.height / max(high, 1e-6))
        paint = self.state.fill if picture.stencil else Paint(picture.space.root.family, None)
        soft = self.state.soft
        self.state.soft = soft or picture.soft
        self.area("image", box, paint, False, picture=picture, ppi=ppi)
        self.state.soft = soft


def matrix_from(operands: list[Any]) -> Matrix:
    """Return the last six operands as a matrix."""
    a, b, c, d, e, f = (float(one) for one in operands[-6:])
    return (a, b, c, d, e, f)


def matrix_of(thing: Any) -> Matrix:
    """Return a matrix of a file, that of no change where it is none."""
    found = numbers(thing)
    return matrix_from(list(found)) if len(found) == 6 else IDENTITY
