"""One sheet folded without staples: roll fold, accordion, gate, map, and the zine with its one cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from printkit.core.i18n import _
from printkit.impose.schemes.layout import (
    blanks_of,
    half_turned,
    inside,
    lay,
    padded,
    refuse,
    turns_sideways,
)
from printkit.model.sheets import Placement, Rule, Sheet, SheetJob, SheetPlan, SheetSide

#: A row of panels: places in reading order (1-based), negative where the panel stands on its head.
Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Panels of both sides as they are looked at, top row first, the sheet turned like a page.

    ``narrower_mm`` is taken from columns of the front so that they fit inside when folded. ``cut`` is
    a slit: row boundary from the foot, from and to column boundary, 0-based. ``flat`` are boundaries
    between columns that are not folded.
    """

    front: tuple[Row, ...]
    back: tuple[Row, ...] = ()
    narrower_mm: Mapping[int, float] | None = None
    cut: tuple[int, int, int] | None = None
    flat: tuple[int, ...] = ()

    @property
    def places(self) -> int:
        """How many panels there are."""
        return sum(len(row) for row in (*self.front, *self.back))


FOLDS: Final[Mapping[str, Fold]] = {
    # pli roulé: the flap lies inside, so it is 3 mm narrower
    "roll": Fold(((5, 6, 1),), ((2, 3, 4),), {0: 3.0}),
    # pli fenêtre: two doors that meet, 1 mm of play each
    "gate": Fold(((2, 7, 8, 1),), ((3, 4, 5, 6),), {0: 1.0, 3: 1.0}, flat=(2,)),
    # pli carte: first in half backwards, then in a zigzag; inside, the whole sheet stands upright
    "map": Fold(((-8, -7, -6, -5), (1, 2, 3, 4)), ((9, 10, 11, 12), (13, 14, 15, 16))),
    # fanzine of one sheet, printed on one side, slit in the middle
    "zine": Fold(((-7, -6, -5, -4), (8, 1, 2, 3)), cut=(1, 1, 3)),
}
NAMES: Final = ("roll", "accordion", "gate", "map", "zine")


def accordion(columns: int) -> Fold:
    """Return a zigzag of ``columns`` panels: the front read across, then the back."""
    return Fold((tuple(range(1, columns + 1)),), (tuple(range(columns + 1, 2 * columns + 1)),))


def folded(job: SheetJob) -> SheetPlan:
    """Lay one page on each panel of one sheet.

    Raises:
        PrintkitError: there is no such fold, too many pages for it, or the sheet is too small.

    """
    fold = accordion(job.columns or 3) if job.fold == "accordion" else FOLDS.get(job.fold)
    if fold is None:
        raise refuse(
            "fold-unknown",
            _("there is no fold “{name}”").format(name=job.fold),
            _("choose one of: {names}").format(names=", ".join(NAMES)),
        )
    if job.pages > fold.places:
        raise refuse(
            "too-many-pages",
            _("this fold has {places} panels, the file has {pages} pages").format(
                places=fold.places, pages=job.pages
            ),
            _("choose another fold, or a booklet: --scheme saddle"),
        )
    order = padded(
        job.pages, fold.places, back_cover_last=job.fold == "zine" and job.back_cover_last
    )
    widths = [
        job.cell_mm[0] - (fold.narrower_mm or {}).get(column, 0.0)
        for column in range(len(fold.front[0]))
    ]
    rows = len(fold.front)
    sheet = lay(job.sheet_mm, (sum(widths), rows * job.cell_mm[1]))
    front = _side(job, fold, fold.front, order, widths, sheet, fold.cut)
    back = None
    if fold.back and any(order[abs(place) - 1] is not None for row in fold.back for place in row):
        back = _side(job, fold, fold.back, order, widths[::-1], sheet, None)
        if not turns_sideways(sheet, job.flip):
            back = half_turned(back, sheet)
    return SheetPlan(
        "folded",
        (Sheet(1, *sheet, front, back),),
        job.pages,
        job.cell_mm,
        job.flip if back else None,
        blanks_of(order),
        variant=job.fold,
    )


def _side(
    job: SheetJob,
    fold: Fold,
    rows: tuple[Row, ...],
    order: list[int | None],
    widths: list[float],
    sheet: tuple[float, float],
    cut: tuple[int, int, int] | None,
) -> SheetSide:
    height = job.cell_mm[1]
    start = (sheet[0] - sum(widths)) / 2
    xs = [start + sum(widths[:column]) for column in range(len(widths) + 1)]
    foot = (sheet[1] - len(rows) * height) / 2
    b = job.bleed_mm
    placed = []
    for row, places in enumerate(rows):
        y = foot + (len(rows) - 1 - row) * height
        for column, place in enumerate(places):
            clip = (
                xs[column] - (b if column == 0 else 0),
                y - (b if row == len(rows) - 1 else 0),
                xs[column + 1] + (b if column == len(places) - 1 else 0),
                y + height + (b if row == 0 else 0),
            )
            placed.append(
                Placement(
                    order[abs(place) - 1],
                    xs[column],
                    y,
                    widths[column],
                    height,
                    180 if place < 0 else 0,
                    clip=inside(clip, sheet),
                    scale=job.scale,
                )
            )
    rules = [
        Rule("fold", x, 0, x, sheet[1])
        for column, x in enumerate(xs[1:-1], 1)
        if column not in fold.flat  # a flat boundary lies in the middle: the back's is the same
    ]
    middles = [foot + row * height for row in range(1, len(rows))]
    if cut is not None:
        y = foot + cut[0] * height
        rules.append(Rule("cut", xs[cut[1]], y, xs[cut[2]], y))
    rules += [Rule("fold", 0, y, sheet[0], y) for y in middles]
    return SheetSide(tuple(placed), tuple(rules))
