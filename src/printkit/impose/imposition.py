"""One imposition from a source to sheets: the plan, the PDF, and what the operator should know."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _, ngettext, number
from printkit.impose.annotations import has_annotations
from printkit.impose.paper_sizes import SIZES
from printkit.impose.place import DrawOn, draw_sheets
from printkit.impose.schemes import SCHEMES
from printkit.impose.source_pages import Source
from printkit.model.sheets import Calibration, SheetJob, SheetPlan
from printkit.pdf.objects import has

#: No copier inks all of a sheet: 4 to 5 mm stay white on every edge.
COPIER_MARGIN_MM = 4.0
#: More bleed than this is of no use to whoever cuts.
MOST_BLEED_MM = 3.0
#: Pages that a household stapler and a fold still bear, and those that shops refuse to staple.
MANY_PAGES, TOO_MANY_PAGES = 48, 64
#: A poster may be so much smaller, in percent, if it then takes fewer sheets.
LEAST_OF_POSTER = 92
#: What files written in whole points are off.
_ROUNDING_MM = 0.35
#: As a file of printkit's own names its sheets: what everyone knows need not be told.
QUIET = frozenset({"tags-dropped"})


@dataclass(frozen=True, slots=True)
class Imposed:
    """Finished sheets. ``findings`` are notes and warnings; an error would have been raised."""

    data: bytes
    plan: SheetPlan
    findings: tuple[Finding, ...]


def job_for(source: Source, sheet_mm: tuple[float, float], **options: Any) -> SheetJob:
    """Return the job of a source: its page count, size and bleed, with ``options`` of ``SheetJob``."""
    values: dict[str, Any] = {"bleed_mm": min(source.bleed_mm, MOST_BLEED_MM)}
    return SheetJob(
        pages=len(source.pages), trim_mm=source.trim_mm, sheet_mm=sheet_mm, **(values | options)
    )


def plan_of(scheme: str, job: SheetJob) -> SheetPlan:
    """Return the sheets of a job.

    Raises:
        PrintkitError: the job cannot be done as asked.

    """
    return SCHEMES[scheme](replace(job, trim_mm=_nominal(job.trim_mm)))


def impose(
    source: Source,
    scheme: str,
    job: SheetJob,
    *,
    marks: Sequence[DrawOn] = (),
    calibration: Calibration = Calibration(),  # noqa: B008  a frozen value
    annotations: bool = False,
    title: str | None = None,
    safe_mm: float = 0.0,
) -> Imposed:
    """Lay the pages of ``source`` on sheets; ``safe_mm``: its text is known to keep so far from the cut.

    Raises:
        PrintkitError: the job cannot be done as asked.

    """
    plan = plan_of(scheme, job)
    data = draw_sheets(
        plan, source, marks=marks, calibration=calibration, annotations=annotations, title=title
    )
    findings = (
        *source_findings(source, annotations=annotations),
        *plan_findings(plan, job, safe_mm),
    )
    return Imposed(data, plan, findings)


def source_findings(source: Source, *, annotations: bool) -> list[Finding]:
    """Tell what of a source does not come through as it is."""
    found = []
    if source.mixed:
        width, height = source.trim_mm
        message = _("pages differ in size: each is centred in {width} × {height} mm")
        found.append(
            Finding(
                "mixed-sizes",
                Severity.WARNING,
                message.format(width=number(width), height=number(height)),
                hint=_("look at the plan, or make all pages the same size first"),
            )
        )
    if has(source.file.catalogue, "/StructTreeRoot"):
        found.append(
            Finding(
                "tags-dropped",
                Severity.NOTE,
                _("tags, bookmarks and links are left out: sheets are for the press, not to read"),
                hint=_("give readers the file it was made from"),
            )
        )
    if not annotations and has_annotations(source.pages):
        found.append(
            Finding(
                "annotations-dropped",
                Severity.WARNING,
                _("stamps, remarks or form fields of the pages are left out"),
                hint=_("ask for them with --annotations"),
            )
        )
    return found


def plan_findings(plan: SheetPlan, job: SheetJob, safe_mm: float = 0.0) -> list[Finding]:
    """Tell what the operator should know about the sheets; ``safe_mm`` as for ``impose``."""
    found = []
    if plan.blanks and not job.repeat:
        message = ngettext(
            "{count} blank page was added, at place {places} in reading order",
            "{count} blank pages were added, at places {places} in reading order",
            len(plan.blanks),
        )
        found.append(
            Finding(
                "blank-pages",
                Severity.NOTE,
                message.format(count=len(plan.blanks), places=ranges(plan.blanks)),
                hint=_("their place can be changed: --blanks end, or --blanks before-last"),
            )
        )
    if job.scale != 1:
        found.append(
            Finding(
                "scaled",
                Severity.NOTE,
                _("pages are printed at {percent} % of their size").format(
                    percent=number(job.scale * 100)
                ),
                hint=_("print the sheets themselves at 100 %"),
            )
        )
    if plan.scheme == "saddle":
        found += _thick(plan)
    if plan.scheme == "poster":
        found += _thrift(plan, job)
    if _room(plan) + safe_mm * job.scale < COPIER_MARGIN_MM:
        message = _("pages reach the edge of the sheet: a copier leaves {margin} mm white there")
        found.append(
            Finding(
                "copier-margin",
                Severity.NOTE,
                message.format(margin=f"{number(COPIER_MARGIN_MM)}–5"),
                hint=_("keep text away from the edges, or print smaller: --scale 0.95"),
            )
        )
    return found


def ranges(places: Sequence[int]) -> str:
    """Write numbers as people do: ``5, 7–9``."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _thick(plan: SheetPlan) -> list[Finding]:
    most = max(plan.sections, default=0)
    if most <= MANY_PAGES:
        return []
    severity = Severity.NOTE if most <= TOO_MANY_PAGES else Severity.WARNING
    message = _("{sheets} sheets are folded into one another ({pages} pages): staples may not hold")
    return [
        Finding(
            "section-thick",
            severity,
            message.format(sheets=most // 4, pages=most),
            hint=_("fold it in several sections and sew or glue them: --section 16-32"),
        )
    ]


def _thrift(plan: SheetPlan, job: SheetJob) -> list[Finding]:
    """Tell when a poster hardly smaller spares a row or a column of tiles."""
    count = len(plan.sheets)
    for percent in range(99, LEAST_OF_POSTER - 1, -1):
        scale = math.floor(job.scale * percent) / 100
        if not scale:
            break
        fewer = len(plan_of("poster", replace(job, scale=scale)).sheets)
        if fewer < count:
            message = _("{count} sheets are needed; hardly smaller, it would take {fewer}")
            return [
                Finding(
                    "poster-thrift",
                    Severity.NOTE,
                    message.format(count=count, fewer=fewer),
                    hint=_("ask for it with --scale {scale}").format(scale=scale),
                )
            ]
    return []


def _room(plan: SheetPlan) -> float:
    """Return how near the finished pages come to the edge of their sheet; bleed is cut off anyway."""
    return min(
        min(x0, y0, sheet.width_mm - x1, sheet.height_mm - y1)
        for sheet in plan.sheets
        for x0, y0, x1, y1 in (one.box for one in sheet.front.placements)
    )


def _nominal(size: tuple[float, float]) -> tuple[float, float]:
    """Take rounding to whole points out of the usual sizes: 147.997 mm are 148."""
    usual = {side for name, paper in SIZES.items() if name[0] in "asd" for side in paper}
    width, height = (
        next((one for one in usual if abs(one - side) < _ROUNDING_MM), side) for side in size
    )
    return width, height
