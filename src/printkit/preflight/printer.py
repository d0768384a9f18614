"""What a print shop asks for, and what is known of the job: the values that rules compare with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from printkit.core.i18n import _
from printkit.model import Panel

Level = Literal["x-4", "x-1a", "x-3"]
#: Which colours a file may bring: inks of the press, any colour, or black alone.
Colours = Literal["cmyk", "any", "grey"]
#: How files are called where a shop does not say.
USUAL_NAMES: Final = "{publication}-{size}-{printer}"
_GRAMMAGE: Final = re.compile(r"(\d{2,3}(?:[.,]\d+)?)\s*g", re.IGNORECASE)


def printer_word(name: str) -> str:
    """Name a kind of press in the user's language; empty for a print shop, which has its own name."""
    return {
        "coated-eu": _("Offset, on coated paper"),
        "uncoated-eu": _("Offset, on uncoated paper"),
        "digital": _("Digital press"),
        "copyshop": _("Copy shop"),
        "riso": _("Risograph"),
        "gwg-2022-sheet": _("Ghent Workgroup 2022, sheet-fed offset"),
        "gwg-2022-digital": _("Ghent Workgroup 2022, digital press"),
    }.get(name, "")


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures were read and when (``date`` as 2026-11-24, the day of reading).

    ``url`` is empty where somebody told them; ``note`` then says who.
    """

    url: str
    date: str
    note: str = ""

    @property
    def words(self) -> str:
        """Where it was, in words."""
        return f"{self.url} ({self.note})" if self.url and self.note else self.url or self.note


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How many pages a binding takes; ``multiple`` what their number must be divisible by."""

    least: int = 1
    most: int | None = None
    multiple: int = 1


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a shop: its weight in g/m² and the thickness of a leaf in µm."""

    name: str
    grammage: float
    caliper_um: float


@dataclass(frozen=True, slots=True)
class Printer:
    """A print shop's requirements. Lengths in mm, type and lines in pt, ink in per cent.

    ``levels`` are the PDF/X levels it takes, the preferred one first; empty: any PDF. ``bleed_mm``
    is top, right, bottom, left, **per edge**. None stands for what the shop does not say.
    ``profile`` is the shop's own output profile, empty: one of ours. ``drums``: how many grey files
    a page is parted into. ``cover_sides``: 4, or 2 where the inner sides of covers stay bare.
    ``bulk`` is the thickness of a paper that is not listed, in µm per g/m². ``file_names`` has the
    words of :data:`printkit.project.printer_files.NAME_WORDS` in braces. ``rules`` are the only ones asked
    (empty: all), ``lenient`` those that warn where others refuse: so a named set of rules is one too.
    """

    name: str
    label: str = ""
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    bleed_mm: tuple[float, float, float, float] = (3.0, 3.0, 3.0, 3.0)
    safe_mm: float = 3.0
    marks: Literal["none", "crop", "any"] = "any"
    colours: Colours = "cmyk"
    conditions: tuple[str, ...] = ()
    ink_limit: float | None = None
    ppi: tuple[float, float] | None = None
    bitmap_ppi: tuple[float, float] | None = None
    line_pt: float | None = None
    line_multi_pt: float | None = None
    type_pt: float | None = None
    type_multi_pt: float | None = None
    spots: int = 0
    spot_names: tuple[str, ...] = ()
    black_overprints: bool = False
    type3: bool = True
    cover: Literal["same-file", "separate", "either"] = "either"
    bindings: tuple[tuple[str, PageLimits], ...] = ()
    ascii_names: bool = False
    profile: bytes = field(default=b"", repr=False)
    drums: int = 1
    cover_sides: int = 4
    papers: tuple[Paper, ...] = ()
    bulk: float | None = None
    file_names: str = USUAL_NAMES
    rules: tuple[str, ...] = ()
    lenient: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What people call it: a kind of press in the user's language, a shop by its label."""
        return printer_word(self.name) or self.label or self.name

    @property
    def level(self) -> Level | None:
        """The PDF/X level it prefers; None: any PDF will do."""
        return self.levels[0] if self.levels else None

    @property
    def bleeds(self) -> bool:
        """Tell whether any edge needs bleed."""
        return max(self.bleed_mm) > 0

    def limits(self, binding: str | None) -> PageLimits | None:
        """Return the page limits of a binding; None where nothing is known."""
        return dict(self.bindings).get(binding or "")

    def caliper_um(self, paper: str) -> float | None:
        """Return how thick a leaf of a paper is, in µm; None where nothing tells.

        ``paper`` is what the order calls it: a listed one is known by its name or its weight, another
        by its weight and the bulk of the shop's papers.
        """
        found = _GRAMMAGE.search(paper)
        weight = float(found[1].replace(",", ".")) if found else None
        named = [one for one in self.papers if one.name.casefold() in paper.casefold()]
        for one in (*named, *self.papers):
            if one.grammage == weight or (weight is None and one in named):
                return one.caliper_um
        return weight * self.bulk if weight and self.bulk else None


@dataclass(frozen=True, slots=True)
class Job:
    """What is checked against what. All but the printer may be unknown of a foreign file.

    ``trim_mm`` is the finished size of a page (width, height). ``blanks`` are the 1-based pages
    left empty on purpose. ``panels`` are those of a folded sheet, by side. ``pages_apart`` are those
    of the same book that stand in another file. ``posted``: it is made to be put on walls.
    """

    printer: Printer
    file_name: str = ""
    kind: Literal["brochure", "leaflet", ""] = ""
    binding: str | None = None
    trim_mm: tuple[float, float] | None = None
    blanks: tuple[int, ...] = ()
    panels: tuple[Panel, ...] = ()
    pages_apart: int = 0
    posted: bool = False
