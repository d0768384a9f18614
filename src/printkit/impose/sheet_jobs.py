"""The sheets printkit makes of its own masters: booklets for the copier, flyers several to a sheet."""

from __future__ import annotations

from printkit.assemble.master import Master
from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.impose.imposition import MOST_BLEED_MM, QUIET, Imposed, impose, plan_of
from printkit.impose.sheet_marks import all_marks
from printkit.impose.sheet_requests import booklet_job, flyer_job, flyers_on_sheet
from printkit.impose.source_pages import Source, source_of
from printkit.model import PageFormat
from printkit.model.sheets import Flip, SheetJob, SheetOptions, SheetPlan, SheetSettings


def booklet(master: Master, flip: Flip, sheet_settings: SheetSettings = SheetSettings()) -> Imposed:  # noqa: B008
    """Return the master as a stapled booklet, two pages on each side of a sheet twice their size.

    Raises:
        PrintkitError: the pages do not fit the paper asked for.

    """
    source = source_of(master.file)
    options = sheet_settings.booklet
    job = booklet_job(len(source.pages), source.trim_mm, options, flip, _bleed(source))
    return _made(source, "saddle", job, options, sheet_settings, master.format)


def sheet(
    master: Master,
    sheet_settings: SheetSettings = SheetSettings(),  # noqa: B008  a frozen value
    flip: Flip = "long-edge",
) -> Imposed:
    """Return the master as often as the paper holds it, to be cut apart.

    Head to head where the cells are even in number: any flip is then right.
    """
    source = source_of(master.file)
    options = sheet_settings.sheet
    job = flyer_job(len(source.pages), source.trim_mm, options, flip, _bleed(source))
    return _made(source, "nup", job, options, sheet_settings, master.format)


def fills_sheet(
    fmt: PageFormat,
    options: SheetOptions = SheetOptions(),  # noqa: B008  a frozen value
    *,
    one_file: bool = True,
) -> bool:
    """Tell whether the paper holds a format at least twice, in one file for both flips or in two."""
    if fmt.panels:
        return False
    count = flyers_on_sheet(fmt.sides, fmt.trim_mm, options)
    either = fmt.sides == 1 or count % 2 == 0
    return count > 1 and either == one_file


def _bleed(source: Source) -> float:
    return min(source.bleed_mm, MOST_BLEED_MM)


def _made(
    source: Source,
    scheme: str,
    job: SheetJob,
    options: SheetOptions,
    sheet_settings: SheetSettings,
    fmt: PageFormat,
) -> Imposed:
    marks = all_marks(plan_of(scheme, job), "") if options.marks else ()
    calibration = sheet_settings.calibration
    return _as_notes(
        impose(source, scheme, job, marks=marks, calibration=calibration, safe_mm=fmt.safe_mm)
    )


def _as_notes(made: Imposed) -> Imposed:
    """Keep what a build should say; warnings become notes: the file is right, handling it takes care."""
    findings = tuple(
        Finding(one.rule, Severity.NOTE, one.message, one.position, one.page, _hint(one, made.plan))
        for one in made.findings
        if one.rule not in QUIET
    )
    return Imposed(made.data, made.plan, findings)


def _hint(finding: Finding, plan: SheetPlan) -> str | None:
    """Say what to write into the publication's file, where the command has an option for it."""
    key = "booklet" if plan.scheme == "saddle" else "sheet"
    return {
        "section-thick": _("fold it in several sections: under booklet, write section: 16-32"),
        "blank-pages": _("to have them at the end: under booklet, write blanks: end"),
        "copier-margin": _("keep text away from the edges; or under {key}, write scale: 0.95"),
    }.get(finding.rule, finding.hint or "").format(key=key) or None
