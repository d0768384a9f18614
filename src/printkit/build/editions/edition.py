"""What an edition is: a way to finish a master, as one file or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from printkit.assemble.archive_pdf import Attachment
from printkit.build.build_context import BuildContext
from printkit.core.findings import Finding, Position
from printkit.model import Master, PageFormat, Publication, Theme


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its bytes and what it claims. ``trim_mm`` None: that of the format."""

    data: bytes
    pages: int
    conformance: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    trim_mm: tuple[float, float] | None = None


#: Finish a master.
Make = Callable[[Master, Publication, Theme], Made]


@dataclass(frozen=True, slots=True)
class Laid:
    """What an edition of several files may lay out besides: for a format of so many pages."""

    publication: Publication
    format: PageFormat
    pages: int
    context: BuildContext
    #: the files the publication was written in
    sources: Callable[[], tuple[Attachment, ...]]


@dataclass(frozen=True, slots=True)
class Several:
    """An edition of several files: how each is made, by the words its name ends in."""

    of: Callable[[Laid], Mapping[str, Make]]


@dataclass(frozen=True, slots=True)
class Edition:
    """A way to finish a master. ``kinds`` are the kinds of publication it exists for."""

    make: Make | Several
    kinds: tuple[str, ...] = ("brochure", "leaflet")
    #: which formats of a publication it exists for; of the others nothing is made
    suits: Callable[[PageFormat, Publication], bool] = lambda fmt, publication: True

    def makes(self, name: str, laid: Laid) -> Mapping[str, Make]:
        """Return how each file of the edition ``name`` is made, by the words its name ends in."""
        return self.make.of(laid) if isinstance(self.make, Several) else {name: self.make}


def told_of(publication: Publication, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Say which publication findings about pages belong to."""
    at = Position(publication.path)
    return tuple(replace(one, position=one.position or at) for one in findings)
