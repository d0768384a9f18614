"""The pages: home, a new leaflet, the form, a publication, a chapter; and their pictures and files."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.templating import Jinja2Templates

from printkit.deliver.manifest import Entry
from printkit.i18n import current_language
from printkit.project.faces import packaged
from printkit.studio import words
from printkit.studio.answers import missing, studio_of, told
from printkit.studio.desk import Studio
from printkit.studio.fields import groups, panel_label
from printkit.studio.leaflets import path_of, state_of
from printkit.studio.pictures import drawn
from printkit.studio.preview import format_names
from printkit.studio.shelf import Shown, built_file, shelf, shown
from printkit.studio.texts import chapters

_HERE: Final = Path(__file__).parent
_KEY: Final = re.compile(r"[0-9a-f]{32}-\d{1,4}-\d{1,5}")
_WIDTHS: Final = (160, 240, 480, 1400)
_PANELS: Final = ("flap", "inner-left", "inner-right")
#: What of the faces the pages are set in: file name → family and its place among the cuts.
_FACES: Final = {
    "display.otf": ("TeX Gyre Heros Condensed", 2),
    "text.otf": ("TeX Gyre Pagella", 0),
    "text-italic.otf": ("TeX Gyre Pagella", 1),
    "text-bold.otf": ("TeX Gyre Pagella", 2),
    "sans.otf": ("TeX Gyre Heros", 0),
    "sans-bold.otf": ("TeX Gyre Heros", 2),
}
_FOREVER: Final = {"cache-control": "private, max-age=31536000, immutable"}


@cache
def _templates() -> Jinja2Templates:
    made = Jinja2Templates(directory=_HERE / "templates")
    made.env.trim_blocks = made.env.lstrip_blocks = True
    made.env.globals.update(words=words, panel_label=panel_label)
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Fill a template."""
    values |= {
        "language": current_language(),
        "say": words.page_words(),
        "script_words": words.script_words(),
    }
    return _templates().TemplateResponse(request, template, values, status_code=status)


async def home(request: Request) -> Response:
    """Show every publication as a cover with its state."""
    studio = studio_of(request)
    found = await run_in_threadpool(shelf, studio.root)
    job = studio.builder.last
    busy = job is not None and job.state == "building"
    number = job.number if job is not None and busy else 0
    return page(request, "home.html", publications=[_card(one) for one in found], job=number)


def _card(one: Shown) -> dict[str, Any]:
    cover = one.readable[0] if one.readable else None
    return {
        "shown": one,
        "cover": f"/page/{cover['path']}?n=1&w=480&v={cover['sha256'][:12]}" if cover else "",
        "wide": bool(cover and cover["trim_mm"][0] > cover["trim_mm"][1]),
        "formats": [_file(entry) for entry in one.readable],
        "errors": sum(1 for finding in one.findings if finding.severity == "error"),
        "warnings": sum(1 for finding in one.findings if finding.severity == "warning"),
    }


def _file(entry: Entry) -> dict[str, Any]:
    return {
        "path": entry["path"],
        "format": str(entry["format"]),
        "edition": words.edition_word(str(entry["edition"])),
        "pages": words.pages_word(int(entry["pages"])),
        "size": words.size_word(int(entry["bytes"])),
        "conformance": ", ".join(entry.get("conformance") or ()),
    }


async def new(request: Request) -> Response:
    """Offer the ways to begin a leaflet."""
    found = await run_in_threadpool(shelf, studio_of(request).root)
    leaflets = [one for one in found if one.kind == "leaflet"]
    copied = request.query_params.get("copy", "")
    return page(request, "new.html", leaflets=leaflets, copied=copied)


async def leaflet(request: Request) -> Response:
    """Show the form of a leaflet."""
    studio = studio_of(request)
    name = request.path_params["name"]
    path = path_of(studio, name)
    state = await run_in_threadpool(state_of, studio, path)
    return page(
        request,
        "leaflet.html",
        name=name,
        path=path.relative_to(studio.root).as_posix(),
        title=state["form"]["title"] or name,
        groups=groups(),
        formats=format_names(studio.root),
        panels=_PANELS,
        state={**state, "name": name},
    )


async def view(request: Request) -> Response:
    """Show a publication: its spreads, its findings, its files."""
    studio = studio_of(request)
    one = await run_in_threadpool(shown, studio.root, request.path_params["name"])
    if one is None:
        raise missing()
    return page(
        request,
        "view.html",
        shown=one,
        plans=[_plan(entry, one) for entry in one.readable],
        files=[_file(entry) for entry in one.files],
        findings=[told(finding) for finding in one.findings],
        chapters=chapters(studio.root, one) if one.kind == "brochure" else (),
    )


def _plan(entry: Entry, one: Shown) -> dict[str, Any]:
    """Return the spreads of a file: a book opens on a right-hand page, a leaflet has its sides."""
    count = int(entry["pages"])
    numbers = list(range(1, count + 1))
    if one.kind == "brochure":
        spreads = [[0, 1], *([n, n + 1 if n < count else 0] for n in range(2, count + 1, 2))]
    else:
        spreads = [[n] for n in numbers]
    width, height = entry["trim_mm"]
    return {
        "path": entry["path"],
        "format": entry["format"],
        "version": entry["sha256"][:12],
        "pages": words.pages_word(count),
        "spreads": spreads,
        "width": (150 if width < height else 210),
        "height": round((150 if width < height else 210) * height / width),
        "marked": {finding.page for finding in one.findings if finding.page},
    }


async def built_page(request: Request) -> Response:
    """Send a page of a built file as a picture."""
    studio = studio_of(request)
    file = await run_in_threadpool(built_file, studio.root, request.path_params["path"])
    number, width = request.query_params.get("n", "1"), request.query_params.get("w", "480")
    good = re.fullmatch(r"[1-9]\d{0,3}", number) and width.isdigit() and int(width) in _WIDTHS
    if file is None or file.suffix != ".pdf" or not good:
        raise missing()
    picture = await run_in_threadpool(_drawn, studio, file, int(number), int(width))
    return Response(picture, media_type="image/png", headers=_FOREVER)


def _drawn(studio: Studio, file: Path, number: int, width: int) -> bytes:
    stamp = file.stat()
    key = f"{file}:{stamp.st_mtime_ns}:{stamp.st_size}:{number}:{width}"

    def make() -> bytes:
        try:
            return drawn(file.read_bytes(), width, number - 1)[0]
        except (IndexError, RuntimeError):
            raise missing() from None

    return studio.pictures.made(key, make)


async def picture(request: Request) -> Response:
    """Send a side of a preview."""
    key = request.path_params["key"]
    found = studio_of(request).pictures.get(key) if _KEY.fullmatch(key) else None
    if found is None:
        raise missing()
    return Response(found, media_type="image/png", headers=_FOREVER)


async def download(request: Request) -> Response:
    """Send a built file."""
    studio = studio_of(request)
    file = await run_in_threadpool(built_file, studio.root, request.path_params["path"])
    if file is None:
        raise missing()
    kind = "inline" if "open" in request.query_params else "attachment"
    return FileResponse(
        file, media_type="application/pdf", filename=file.name, content_disposition_type=kind
    )


async def face(request: Request) -> Response:
    """Send one of the faces the pages are set in, from the pinned packages."""
    wanted = _FACES.get(request.path_params["file"])
    if wanted is None:
        raise missing()
    family, cut = wanted
    return FileResponse(packaged(family)[cut].path, media_type="font/otf", headers=_FOREVER)
