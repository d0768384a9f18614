"""How editions are made: what finishes a master, as one file or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from printkit.assemble.archive_pdf import Attachment
from printkit.assemble.master import Master
from printkit.build.build_context import BuildContext
from printkit.core.findings import Finding, Position
from printkit.model import PageFormat, Publication, Theme
from printkit.model.editions import Edition, own_formats


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished file: its bytes and what it claims. ``trim_mm`` None: that of the format."""

    data: bytes
    pages: int
    conformance: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    trim_mm: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class EditionContext:
    """What an edition is made for: one format of a publication, of so many ``pages``."""

    publication: Publication
    format: PageFormat
    pages: int
    build: BuildContext
    #: the files the publication was written in
    sources: Callable[[], tuple[Attachment, ...]]
    #: the 1-based pages that the parts of a book open on
    openings: tuple[int, ...] = ()

    @property
    def theme(self) -> Theme:
        """The theme the publication is laid out with."""
        return self.build.project.themes[self.publication.theme]


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file of an edition: how it is finished, and what its name ends in after the format's.

    ``part`` as the edition names it, empty: the whole.
    """

    finish: Callable[[Master], Finished]
    ending: str
    part: str = ""
    suffix: str = ".pdf"


class Turn(IntEnum):
    """When an edition's files are finished, by what that does to the opened master they share."""

    READS = 0
    CUTS = 1
    ADDS_TO_CUT = 2


@dataclass(frozen=True, slots=True)
class Finisher:
    """How an edition is made of a master.

    ``files`` may lay out what they need besides, and is called while children are there to do so; each
    file is finished only if it is wanted. ``suits`` tells of which formats it is made; ``ingredients``
    is what it depends on besides the master and the theme's inks.
    """

    edition: Edition
    files: Callable[[EditionContext], Sequence[EditionFile]]
    suits: Callable[[PageFormat, Publication], bool] = lambda fmt, publication: True
    ingredients: Callable[[EditionContext], tuple[object, ...]] = lambda context: ()
    turn: Turn = Turn.READS

    def exists_for(self, fmt: PageFormat, publication: Publication) -> bool:
        """Tell whether the edition is made of a format of a publication."""
        _first, *others = publication.formats
        lent = fmt in others and fmt.name in own_formats(publication.editions, publication.kind)
        other = self.edition.laid_out_as
        anew = self.edition.own_format or other or lent
        own = fmt.name == (other or self.edition.name) if anew else True
        return own and publication.kind in self.edition.kinds and self.suits(fmt, publication)


def placed(publication: Publication, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Say which publication findings about pages belong to."""
    at = Position(publication.path)
    return tuple(replace(one, position=one.position or at) for one in findings)
