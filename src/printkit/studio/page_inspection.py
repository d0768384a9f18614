"""A page looked at closely: where it is cut and folded, what is wrong on it, ink by ink."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from printkit.build.api import OUT
from printkit.core.findings import Position
from printkit.core.units import pt_to_mm
from printkit.model import ManifestEntry, PageFormat
from printkit.press.plate_files import PLATES, plate_of
from printkit.project.format_files import Formats
from printkit.project.project_files import Files
from printkit.sandbox.below import Below
from printkit.studio import ui_words
from printkit.studio.overview import Shown, built_file
from printkit.studio.picture_cache import Box, boxes_of, drawn
from printkit.studio.press_checks import judged
from printkit.studio.publication_pages import publication_of
from printkit.studio.request_helpers import missing, studio_of
from printkit.studio.responses import FOREVER
from printkit.studio.source_links import Sources
from printkit.studio.templating import page

_WIDTH_PX: Final = 1400
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")


async def look(request: Request) -> Response:
    """Show a page with what is drawn over it; the press file's where there is one."""
    root = studio_of(request).root
    one = await publication_of(request)
    shown = next((e for e in one.readable if e.format == request.path_params["format"]), None)
    number = request.query_params.get("n", "1")
    if shown is None or not _NUMBER.fullmatch(number) or int(number) > shown.pages:
        raise missing()
    press = one.made("press", shown.format)
    entry = press or shown
    drawing = await run_in_threadpool(_drawing, root, one, entry, int(number))
    return page(
        request,
        "look.html",
        shown=one,
        here="view",
        format=entry.format,
        number=int(number),
        count=entry.pages,
        drawing=drawing,
        picture=f"/page/{entry.path}?n={number}&w={_WIDTH_PX}&v={entry.sha256[:12]}",
        plates=[
            (plate, f"/plate/{entry.path}?n={number}&p={plate}&v={entry.sha256[:12]}")
            for plate in (PLATES if press else ())
        ],
    )


def _drawing(root: Path, one: Shown, entry: ManifestEntry, number: int) -> dict[str, Any]:
    """Return what is drawn over a page: mm from the picture's upper left corner, y down."""
    frame, trim, bleed = boxes_of(Below(root / OUT).read(entry.path), number - 1)
    brochure = one.kind == "brochure"
    fmt, _said = Formats(Files(root)).get(entry.format, Position(""), brochure=brochure)
    safe = fmt.safe_mm if fmt is not None else 0.0

    def down(box: Box, inside_mm: float = 0.0) -> str:
        left, top, right, bottom = (
            pt_to_mm(box[0] - frame[0]) + inside_mm,
            pt_to_mm(frame[3] - box[3]) + inside_mm,
            pt_to_mm(box[2] - frame[0]) - inside_mm,
            pt_to_mm(frame[3] - box[1]) - inside_mm,
        )
        return f"M{left:.2f} {top:.2f}H{right:.2f}V{bottom:.2f}H{left:.2f}Z"

    left, foot = pt_to_mm(trim[0] - frame[0]), pt_to_mm(frame[3] - trim[1])
    return {
        "width": round(pt_to_mm(frame[2] - frame[0]), 2),
        "height": round(pt_to_mm(frame[3] - frame[1]), 2),
        "frame": down(frame),
        "trim": down(trim),
        "bleed": down(bleed),
        "safe": down(trim, safe),
        "folds": [round(left + x, 2) for x in _folds(fmt, number)],
        # the lower left corner of the trim, from which problems are measured
        "left": round(left, 2),
        "foot": round(foot, 2),
    }


def _folds(fmt: PageFormat | None, number: int) -> list[float]:
    panels = fmt.panels if fmt is not None else ()
    return [panel.x_mm for panel in panels if panel.side == number - 1 and panel.x_mm > 0]


async def plate(request: Request) -> Response:
    """Send what one ink lays down on a page of a press file."""
    studio = studio_of(request)
    file = await run_in_threadpool(built_file, studio.root, request.path_params["path"])
    number, ink = request.query_params.get("n", "1"), request.query_params.get("p", "")
    good = _NUMBER.fullmatch(number) and ink in PLATES
    if file is None or not file.name.endswith("-press.pdf") or not good:
        raise missing()
    stamp = file.stat()
    key = f"{file}:{stamp.st_mtime_ns}:{stamp.st_size}:{number}:{ink}"

    def make() -> bytes:
        try:
            return drawn(plate_of(file.read_bytes(), int(number) - 1, ink), _WIDTH_PX, 0)[0]
        except (IndexError, ValueError, RuntimeError):
            raise missing() from None

    picture = await run_in_threadpool(studio.pictures.made, key, make)
    return Response(picture, media_type="image/png", headers=FOREVER)


async def checked(request: Request) -> Response:
    """Say what the preflight finds in the press files, each thing with its page and its source."""
    studio = studio_of(request)
    one = await publication_of(request)
    files = await run_in_threadpool(studio.checker.check, one)
    sources = await run_in_threadpool(Sources, studio.root, one)
    formats = {f"{OUT}/{entry.path}": entry.format for entry in one.files}
    found = [
        _fault(fault, one, formats.get(file["path"], ""), sources)
        for file in files
        for fault in file["findings"]
    ]
    state = (await run_in_threadpool(judged, one, studio.checker)).state
    return JSONResponse(
        {
            "checked": bool(files),
            "state": state,
            "state_word": ui_words.state_word(state),
            "findings": found,
        }
    )


def _fault(fault: dict[str, Any], one: Shown, fmt: str, sources: Sources) -> dict[str, Any]:
    at = fault.get("source")
    position = Position(at["path"], at["line"]) if at else None
    where = f"/look/{one.name}/{fmt}?n={fault['page']}" if fmt and fault["page"] else ""
    return {
        "rule": fault["rule"],
        "severity": fault["severity"],
        "message": fault["issue"],
        "hint": fault["fix"],
        "format": fmt,
        "page": fault["page"],
        "rect": fault["rect_mm"],
        "look": where,
        "link": sources.link(position),
    }
