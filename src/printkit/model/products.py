"""What is finished: the merged master and the files made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

from printkit.core.findings import Position
from printkit.model.editions import Use, edition_of

#: Say where something on a page (1-based) was asked to be see-through, by the reason it is; None: unknown.
Trace = Callable[[int, str], Position | None]
_KINDS: Final = {".html": "HTML", ".epub": "EPUB", ".pdf": "PDF"}
_MEDIA: Final = {
    ".html": "text/html",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
}


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
    part: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A finished file as ``out/manifest.json`` lists it; ``path`` is relative to ``out/``, POSIX.

    ``part`` says which file of an edition of several it is (``cover``, ``inside``, a drum's name), empty:
    the whole. ``trim_mm`` is the size of its pages, of its sheets where several pages stand on one; what
    has no pages has 0 of them, 0 by 0 mm. ``former``: an error holds the file back, this is how it was before.
    """

    publication: str
    edition: str
    format: str
    path: str
    pages: int
    trim_mm: tuple[float, float]
    bytes: int
    sha256: str
    conformance: tuple[str, ...] = ()
    part: str = ""
    former: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.path).name

    @property
    def kind(self) -> str:
        """What kind of file people say it is: HTML, EPUB, PDF."""
        suffix = PurePosixPath(self.path).suffix
        return _KINDS.get(suffix, suffix.lstrip(".").upper())

    @property
    def media(self) -> str:
        """Its media type."""
        return _MEDIA.get(PurePosixPath(self.path).suffix, "application/octet-stream")

    @property
    def use(self) -> Use:
        """What people want it for."""
        return edition_of(self.edition).use
