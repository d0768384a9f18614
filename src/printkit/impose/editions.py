"""The sheets printkit makes of its own masters: booklets for the copier, flyers several to a sheet."""

from __future__ import annotations

from printkit.findings import Finding, Severity
from printkit.impose.marks import all_marks
from printkit.impose.pages import Source, open_source
from printkit.impose.wishes import booklet_job, flyer_job, flyers_on_sheet
from printkit.impose.work import MOST_BLEED_MM, QUIET, Imposed, impose, plan_of
from printkit.model import Master, PageFormat
from printkit.model.sheets import Flip, SheetJob, SheetWish, SheetWishes


def booklet(master: Master, flip: Flip, wishes: SheetWishes = SheetWishes()) -> Imposed:  # noqa: B008
    """Return the master as a stapled booklet, two pages on each side of a sheet twice their size.

    Raises:
        PrintkitError: the pages do not fit the paper asked for.

    """
    source = open_source(master.pdf, master.format.name)
    wish = wishes.booklet
    job = booklet_job(len(source.pages), source.trim_mm, wish, flip, _bleed(source))
    return _made(source, "saddle", job, wish, wishes)


def sheet(
    master: Master,
    wishes: SheetWishes = SheetWishes(),  # noqa: B008  a frozen value
    flip: Flip = "long-edge",
) -> Imposed:
    """Return the master as often as the paper holds it, to be cut apart.

    Head to head where the cells are even in number: any flip is then right.
    """
    source = open_source(master.pdf, master.format.name)
    wish = wishes.sheet
    job = flyer_job(len(source.pages), source.trim_mm, wish, flip, _bleed(source))
    return _made(source, "nup", job, wish, wishes)


def fills_sheet(fmt: PageFormat, wish: SheetWish = SheetWish(), *, one_file: bool = True) -> bool:  # noqa: B008
    """Tell whether the paper holds a format at least twice, in one file for both flips or in two."""
    if fmt.panels:
        return False
    count = flyers_on_sheet(fmt.sides, fmt.trim_mm, wish)
    either = fmt.sides == 1 or count % 2 == 0
    return count > 1 and either == one_file


def _bleed(source: Source) -> float:
    return min(source.bleed_mm, MOST_BLEED_MM)


def _made(
    source: Source, scheme: str, job: SheetJob, wish: SheetWish, wishes: SheetWishes
) -> Imposed:
    marks = all_marks(plan_of(scheme, job), "") if wish.marks else ()
    return _told(impose(source, scheme, job, marks=marks, calibration=wishes.calibration))


def _told(made: Imposed) -> Imposed:
    """Keep what a build should say; warnings become notes: the file is right, handling it takes care."""
    findings = tuple(
        Finding(one.rule, Severity.NOTE, one.message, one.position, one.page, one.hint)
        for one in made.findings
        if one.rule not in QUIET
    )
    return Imposed(made.data, made.plan, findings)
