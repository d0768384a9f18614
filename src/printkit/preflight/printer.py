"""What a print shop asks for, and what is known of the job: the values that rules compare with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printkit.model import Panel

Level = Literal["x-4", "x-1a", "x-3"]
#: Which colours a file may bring: inks of the press, any colour, or black alone.
Colours = Literal["cmyk", "any", "grey"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures were read and when (``date`` as 2026-11-24, the day of reading)."""

    url: str
    date: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How many pages a binding takes; ``multiple`` what their number must be divisible by."""

    least: int = 1
    most: int | None = None
    multiple: int = 1


@dataclass(frozen=True, slots=True)
class Printer:
    """A print shop's requirements. Lengths in mm, type and lines in pt, ink in per cent.

    ``levels`` are the PDF/X levels it takes, the preferred one first; empty: any PDF. ``bleed_mm``
    is top, right, bottom, left, **per edge**. None stands for what the shop does not say.
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


@dataclass(frozen=True, slots=True)
class Job:
    """What is checked against what. All but the printer may be unknown of a foreign file.

    ``trim_mm`` is the finished size of a page (width, height). ``blanks`` are the 1-based pages
    left empty on purpose. ``panels`` are those of a folded sheet, by side.
    """

    printer: Printer
    file_name: str = ""
    kind: Literal["brochure", "leaflet", ""] = ""
    binding: str | None = None
    trim_mm: tuple[float, float] | None = None
    blanks: tuple[int, ...] = ()
    panels: tuple[Panel, ...] = ()
