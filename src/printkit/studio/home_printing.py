"""For home: sheets for one's own printer, either way it turns them, with their plan as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from printkit.build.api import OUT
from printkit.core.findings import Position, PrintkitError
from printkit.impose.calibration import calibration_sheet
from printkit.impose.imposition import impose, plan_of
from printkit.impose.passes import one_pass
from printkit.impose.sheet_jobs import fills_sheet
from printkit.impose.sheet_marks import cut_lines
from printkit.impose.sheet_requests import A4, sheet_for
from printkit.impose.source_pages import open_source
from printkit.model import ManifestEntry, PageFormat
from printkit.model.sheets import FLIPS, Flip, SheetJob, SheetPlan
from printkit.project.format_files import Formats
from printkit.project.project_files import Files
from printkit.sandbox.below import Below
from printkit.studio import ui_words
from printkit.studio.overview import Shown
from printkit.studio.publication_pages import file_row, goal_page, publication_of
from printkit.studio.request_helpers import missing, studio_of
from printkit.views.sheet_pictures import maquette_svg

#: booklet: folded and stapled. sheet: several to cut apart. poster: one page over several sheets.
#: plain: as it is.
Way = Literal["booklet", "sheet", "poster", "plain"]
_PASSES: Final = ("fronts", "backs", "backs-reversed")
_SCHEMES: Final[dict[Way, str]] = {"booklet": "saddle", "sheet": "nup", "poster": "poster"}


@dataclass(frozen=True, slots=True)
class Task:
    """What is printed at home of one format: how, from which built file, turned over how."""

    one: Shown
    entry: ManifestEntry
    way: Way

    @property
    def flips(self) -> tuple[Flip, ...]:
        """The ways a printer may turn the sheets over that make a difference."""
        return FLIPS if self.way == "booklet" else ("long-edge",)

    def edition(self, flip: Flip) -> ManifestEntry | None:
        """Return the built edition that is just this, if the publication has it."""
        name = {"booklet": f"booklet-{flip}", "sheet": "sheet"}.get(self.way)
        return self.one.made(name, self.entry.format) if name else None

    def job(self, flip: Flip) -> SheetJob:
        """Return the job for home paper."""
        width, height = (float(side) for side in self.entry.trim_mm)
        pages = self.entry.pages
        if self.way == "booklet":
            return SheetJob(pages, (width, height), sheet_for(width, height), flip=flip)
        if self.way == "sheet":
            return SheetJob(pages, (width, height), A4, flip, repeat=True, head_to_head=True)
        return SheetJob(pages, (width, height), A4, flip, duplex=False)

    def plan(self, flip: Flip) -> SheetPlan:
        """Return the plan of the sheets."""
        return plan_of(_SCHEMES[self.way], self.job(flip))


def task_of(root: Path, one: Shown, entry: ManifestEntry) -> Task:
    """Return how a built file is best printed at home."""
    brochure = one.kind == "brochure"
    if brochure:
        return Task(one, entry, "booklet")
    fmt, _findings = Formats(Files(root)).get(entry.format, Position(""), brochure=False)
    return Task(one, entry, _way(fmt, entry))


def _way(fmt: PageFormat | None, entry: ManifestEntry) -> Way:
    if fmt is not None and fills_sheet(fmt):
        return "sheet"
    short, long = sorted(float(side) for side in entry.trim_mm)
    return "plain" if short <= A4[0] + 1 and long <= A4[1] + 1 else "poster"


async def at_home(request: Request) -> Response:
    """Show what can be printed at home, format by format."""
    root = studio_of(request).root
    one = await publication_of(request)
    tasks = await run_in_threadpool(lambda: [task_of(root, one, entry) for entry in one.readable])
    return goal_page(request, "home", one, tasks=[_task_json(task) for task in tasks])


def _task_json(task: Task) -> dict[str, Any]:
    width, height = task.entry.trim_mm
    stem = f"{task.one.name}/{task.entry.format}"
    return {
        "way": task.way,
        "format": task.entry.format,
        "row": file_row(task.entry),
        "lying": width > height,
        "two_sided": task.entry.pages > 1,
        "version": task.entry.sha256[:12],
        "flips": [
            {
                "flip": flip,
                "file": f"/sheets/{stem}/{flip}.pdf",
                "plan": f"/plan/{stem}/{flip}.svg",
                "size": ui_words.size_word(made.bytes) if (made := task.edition(flip)) else "",
            }
            for flip in task.flips
        ],
    }


async def _asked(request: Request) -> tuple[Task, Flip]:
    root = studio_of(request).root
    one = await publication_of(request)
    flip = request.path_params["flip"]
    found = next((e for e in one.readable if e.format == request.path_params["format"]), None)
    if found is None or flip not in get_args(Flip):
        raise missing()
    task = await run_in_threadpool(task_of, root, one, found)
    if task.way == "plain" or flip not in task.flips:
        raise missing()
    return task, flip


async def plan(request: Request) -> Response:
    """Draw the plan of the sheets."""
    task, flip = await _asked(request)
    try:
        drawing = await run_in_threadpool(lambda: maquette_svg(task.plan(flip), task.one.name))
    except PrintkitError:
        raise missing() from None
    return Response(drawing, media_type="image/svg+xml")


async def sheets(request: Request) -> Response:
    """Send the sheets: the built edition, or the same made now from the built pages."""
    task, flip = await _asked(request)
    one_side = request.query_params.get("pass", "")
    if one_side and one_side not in _PASSES:
        raise missing()
    out = studio_of(request).root / OUT
    try:
        data = await run_in_threadpool(_sheets, out, task, flip, one_side)
    except (PrintkitError, OSError):
        raise missing() from None
    parts = [task.one.name, task.entry.format, task.way]
    parts += [flip] if task.way == "booklet" else []
    name = "-".join([*parts, *([one_side] if one_side else [])]) + ".pdf"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/pdf", headers=headers)


def _sheets(out: Path, task: Task, flip: Flip, one_side: str) -> bytes:
    made = task.edition(flip)
    if made is not None:
        data = Below(out).read(made.path)
    else:
        source = open_source(Below(out).read(task.entry.path), task.entry.format)
        marks = (cut_lines,) if task.way == "poster" else ()
        data = impose(source, _SCHEMES[task.way], task.job(flip), marks=marks).data
    return one_pass(data, task.plan(flip), one_side) if one_side else data


async def calibration(request: Request) -> Response:
    """Send the sheet that tells how a printer turns, shifts and scales."""
    del request
    data = await run_in_threadpool(calibration_sheet, A4, landscape=True)
    headers = {"content-disposition": 'attachment; filename="calibration.pdf"'}
    return Response(data, media_type="application/pdf", headers=headers)
