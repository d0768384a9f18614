"""What goes to the press: sheets, and where each page lies on them.

Lengths in millimetres. The origin of a sheet is its lower left corner as the side is looked at,
x to the right, y up. Pages are 0-based here; people are told 1-based numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The edge of the sheet that a duplex printer turns it over, as its driver calls it.
Flip = Literal["short-edge", "long-edge"]
FLIPS: tuple[Flip, ...] = ("short-edge", "long-edge")
#: The edge the leaves are held by.
Binding = Literal["left", "right", "top"]
#: The sheet that creep leaves where it is: the outermost of a section, or the innermost.
CreepFrom = Literal["outside", "inside"]
RuleKind = Literal["fold", "cut", "glue"]
#: What a bar of the calibration sheet should measure, and how far its scales reach from the middle.
BAR_MM = 150.0
REACH_MM = 20.0
#: left, bottom, right, top
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """One page on one side of a sheet, centred in its cell.

    ``page`` is 0-based, None a blank. ``x_mm``, ``y_mm``, ``width_mm``, ``height_mm``: the cell as it
    lies on the sheet, the trim of the finished page. ``turn`` is how far the page is turned in it,
    anticlockwise: 0, 90, 180, 270. ``clip`` is how far its ink may go (bleed, cut at folds).
    ``dx_mm``, ``dy_mm`` move the page out of the centre (creep, tiles). ``scale`` 1 is full size.
    """

    page: int | None
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    turn: int = 0
    clip: Box | None = None
    dx_mm: float = 0.0
    dy_mm: float = 0.0
    scale: float = 1.0

    @property
    def box(self) -> Box:
        """The cell's corners."""
        return (self.x_mm, self.y_mm, self.x_mm + self.width_mm, self.y_mm + self.height_mm)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight fold, cut or edge to glue, from one point to another."""

    kind: RuleKind
    x0_mm: float
    y0_mm: float
    x1_mm: float
    y1_mm: float


@dataclass(frozen=True, slots=True)
class SheetSide:
    """One side of a sheet as it is looked at."""

    placements: tuple[Placement, ...]
    rules: tuple[Rule, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: number 1-based, section 1-based; ``back`` None: printed on one side."""

    number: int
    width_mm: float
    height_mm: float
    front: SheetSide
    back: SheetSide | None = None
    section: int = 1


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """All sheets of a job. ``blanks`` are the 1-based places, in reading order, left empty.

    ``flip`` None: it does not matter how the sheet is turned over. ``both_sides_alike``: the one
    side given is printed on both (work-and-turn).
    """

    scheme: str
    sheets: tuple[Sheet, ...]
    pages: int
    trim_mm: tuple[float, float]
    flip: Flip | None = None
    blanks: tuple[int, ...] = ()
    both_sides_alike: bool = False
    #: places in reading order, blanks included, of each section
    sections: tuple[int, ...] = ()
    #: which fold (``folded``) or which way to turn (``step``)
    variant: str = ""

    @property
    def sides(self) -> tuple[SheetSide, ...]:
        """Printed sides in printing order: front, back, next sheet."""
        return tuple(
            side for sheet in self.sheets for side in (sheet.front, sheet.back) if side is not None
        )


@dataclass(frozen=True, slots=True)
class SheetJob:
    """What is asked for. ``trim_mm`` is the size of the pages, ``sheet_mm`` of the paper, any way up.

    ``bleed_mm`` is what the pages have beyond their trim; ``gutter_mm`` what lies between two cells
    (None: room for both bleeds if no cell is lost by it). ``creep_mm`` is how much further towards
    the spine each sheet is moved than the one around it, the sheet ``creep_from`` staying where it
    is. ``section`` is the least and the most pages
    of a section. ``fold`` names the fold, ``turning`` how the printer turns work printed from one form.
    """

    pages: int
    trim_mm: tuple[float, float]
    sheet_mm: tuple[float, float]
    flip: Flip = "short-edge"
    binding: Binding = "left"
    bleed_mm: float = 0.0
    gutter_mm: float | None = None
    duplex: bool = True
    repeat: bool = False
    head_to_head: bool = False
    section: tuple[int, int] | None = None
    back_cover_last: bool = True
    creep_mm: float = 0.0
    creep_from: CreepFrom = "outside"
    scale: float = 1.0
    fold: str = "roll"
    overlap_mm: float = 10.0
    margin_mm: float = 5.0
    turning: Literal["turn", "tumble"] = "turn"
    columns: int | None = None
    rows: int | None = None
    #: pages on each side of the sheets of a gathered signature: 2, 4 or 8
    per_side: int = 2

    @property
    def cell_mm(self) -> tuple[float, float]:
        """Width and height of a finished page."""
        return self.trim_mm[0] * self.scale, self.trim_mm[1] * self.scale


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a side is moved to make up for the printer: mm to the right and up, then a scale."""

    x_mm: float = 0.0
    y_mm: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Offsets:
    """What a calibration sheet told, for each side."""

    front: Offset = Offset()
    back: Offset = Offset()


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was read on the calibration sheets of a copier; None where it was not measured.

    A driver turns upright pages by 90° one way or the other: sheets that lie and sheets that stand
    are measured apart.
    """

    flip: Flip | None = None
    landscape: Offsets | None = None
    portrait: Offsets | None = None

    def of(self, width_mm: float, height_mm: float) -> Offsets | None:
        """Return what was measured on sheets that lie this way."""
        return self.landscape if width_mm >= height_mm else self.portrait

    @property
    def measured(self) -> bool:
        """Tell whether any sheet is to be moved."""
        return self.landscape is not None or self.portrait is not None


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What a publication's file asks of its booklets or sheets. ``paper_mm`` None: the usual paper.

    ``thickness_mm`` is that of one sheet of paper; 0: no creep is made up for.
    """

    paper_mm: tuple[float, float] | None = None
    thickness_mm: float = 0.0
    creep_from: CreepFrom = "outside"
    section: tuple[int, int] | None = None
    back_cover_last: bool = True
    binding: Binding = "left"
    gutter_mm: float | None = None
    scale: float = 1.0
    marks: bool = False


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """How a publication's sheets are made, and for which copier."""

    booklet: SheetOptions = SheetOptions()
    sheet: SheetOptions = SheetOptions()
    calibration: Calibration = Calibration()
