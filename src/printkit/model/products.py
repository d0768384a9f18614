"""What is finished: the merged master and the files made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from printkit.core.findings import Position
from printkit.model.page_format import PageFormat

#: Say where something on a page (1-based) was asked to be see-through, by the reason it is; None: unknown.
Trace = Callable[[int, str], Position | None]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: level 1-based, anchor as a destination name of the merged file."""

    title: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class PageLabel:
    """Page labels from ``first_index`` (0-based) on; style ``D`` decimal, ``r`` roman, "" none."""

    first_index: int
    style: Literal["D", "r", ""]
    prefix: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class MergePart:
    """One rendered part on its way into the master.

    ``shifts_pt`` is how far each of its pages moves to the right, in points (versos, whose outer
    margin is the left one); empty: none moves.
    """

    name: str
    title: str
    pdf: bytes
    shifts_pt: tuple[float, ...] = ()


def untraced(page: int, reason: str) -> Position | None:
    """Know nothing of the sources."""
    del page, reason
    return None


@dataclass(frozen=True, slots=True)
class Master:
    """The merged, tagged, RGB document with bleed; ``format`` gives its boxes.

    ``programs`` are its faces again, by the name each has in the file: bare CFF font programs of the
    glyphs used, and no others.
    ``trace`` says where its sources ask for what is not opaque.
    """

    pdf: bytes
    page_count: int
    format: PageFormat
    programs: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    trace: Trace = field(default=untraced, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file and what the manifest says of it. ``path`` is relative to ``out/``, POSIX.

    What has no pages has 0 of them, 0 by 0 mm.
    """

    publication: str
    edition: str
    format: str
    path: str
    pages: int
    trim_mm: tuple[float, float]
    data: bytes
    conformance: tuple[str, ...] = ()
