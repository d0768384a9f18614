"""The sheets printkit makes of its own masters: booklets for the copier, flyers several to a sheet."""

from __future__ import annotations

from printkit.findings import Finding, Severity
from printkit.impose.pages import open_source
from printkit.impose.schemes.grid import grid_of
from printkit.impose.sizes import SIZES
from printkit.impose.work import QUIET, Imposed, impose, job_for
from printkit.model import Master, PageFormat
from printkit.model.sheets import Flip, SheetJob

A4 = SIZES["a4"]


def booklet(master: Master, flip: Flip) -> Imposed:
    """Return the master as a stapled booklet, two pages on each side of a sheet twice their size."""
    width, height = master.format.trim_mm
    source = open_source(master.pdf, master.format.name)
    made = impose(source, "saddle", job_for(source, sheet_for(width, height), flip=flip))
    return _told(made)


def sheet(master: Master) -> Imposed:
    """Return the master as often as A4 holds it, to be cut apart: head to head, so any flip is right."""
    source = open_source(master.pdf, master.format.name)
    job = job_for(source, A4, repeat=True, head_to_head=True, flip="long-edge")
    return _told(impose(source, "nup", job))


def fills_sheet(fmt: PageFormat) -> bool:
    """Tell whether A4 holds a format at least twice."""
    width, height = fmt.trim_mm
    if width * height * 2 > A4[0] * A4[1] * 1.01 or fmt.panels:
        return False
    return len(grid_of(SheetJob(fmt.sides, fmt.trim_mm, A4)).cells) > 1


def sheet_for(width: float, height: float) -> tuple[float, float]:
    """Return the smallest of the usual papers that two pages side by side fit."""
    for name in ("a5", "a4", "a3"):
        low, high = SIZES[name]
        if 2 * width <= high + 0.5 and height <= low + 0.5:
            return low, high
    return 2 * width, height


def _told(made: Imposed) -> Imposed:
    """Keep what a build should say; warnings become notes: the file is right, handling it takes care."""
    findings = tuple(
        Finding(one.rule, Severity.NOTE, one.message, one.position, one.page, one.hint)
        for one in made.findings
        if one.rule not in QUIET
    )
    return Imposed(made.data, made.plan, findings)
