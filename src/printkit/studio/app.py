"""The studio as a web application: its routes behind the guard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from printkit.core.i18n import _
from printkit.project.root import publication_names
from printkit.studio import (
    chapter_text,
    home_pages,
    home_printing,
    leaflet_form,
    new_leaflet,
    page_inspection,
    publication_pages,
    reading_page,
    repaired_copies,
    responses,
    shop_page,
)
from printkit.studio.build_queue import Job
from printkit.studio.guard import Guard
from printkit.studio.request_helpers import in_words, json_of, missing, refused, studio_of
from printkit.studio.session import Studio
from printkit.studio.templating import page

_STATIC: Final = Path(__file__).parent / "static"


def create_app(studio: Studio, *, token: str, hosts: Sequence[str], cookie: str) -> Starlette:
    """Return the application. ``hosts`` are the values of Host that are this server."""
    app = Starlette(
        routes=[
            Route("/", home_pages.home),
            Route("/new", home_pages.new),
            Route("/leaflet/{name}", home_pages.leaflet),
            Route("/view/{name}", publication_pages.view),
            Route("/print/{name}", shop_page.printing),
            Route("/home/{name}", home_printing.at_home),
            Route("/read/{name}", reading_page.reading),
            Route("/plan/{name}/{format}/{flip}.svg", home_printing.plan),
            Route("/sheets/{name}/{format}/{flip}.pdf", home_printing.sheets),
            Route("/calibration.pdf", home_printing.calibration),
            Route("/package/{number:int}/{file}", shop_page.parcel),
            Route("/text/{name}/{file:path}", _chapter),
            Route("/look/{name}/{format}", page_inspection.look),
            Route("/plate/{path:path}", page_inspection.plate),
            Route("/page/{path:path}", responses.built_page),
            Route("/picture/{key}.png", responses.picture),
            Route("/file/{path:path}", responses.download),
            Route("/site/{path:path}", responses.site),
            Route("/face/{file}", responses.face),
            Route("/calendar/{name}.ics", new_leaflet.export_calendar),
            Route("/api/preview/{name}", leaflet_form.preview, methods=["POST"]),
            Route("/api/leaflet/{name}", leaflet_form.state),
            Route("/api/leaflet/{name}", leaflet_form.save, methods=["POST"]),
            Route("/api/undo/{name}", leaflet_form.undo, methods=["POST"]),
            Route("/api/new", new_leaflet.begin, methods=["POST"]),
            Route("/api/calendar", new_leaflet.import_calendar, methods=["POST"]),
            Route("/typed/{key}/{number:int}.png", chapter_text.typed_page),
            Route("/api/typed/{name}/{file:path}", chapter_text.type_text, methods=["POST"]),
            Route("/api/text/{name}/{file:path}", chapter_text.save_text, methods=["POST"]),
            Route("/api/text/{name}/{file:path}", chapter_text.state),
            Route("/api/untext/{name}/{file:path}", chapter_text.undo_text, methods=["POST"]),
            Route("/api/printer/{name}/{printer}", shop_page.printer),
            Route("/api/order/{name}", shop_page.order, methods=["POST"]),
            Route("/api/order/{name}/{number:int}", shop_page.ordered),
            Route("/api/check/{name}", page_inspection.checked),
            Route("/api/repair/{name}", repaired_copies.repair, methods=["POST"]),
            Route("/repaired/{name}/{file}", repaired_copies.copy),
            Route("/api/edition/{name}", reading_page.add_edition, methods=["POST"]),
            Route("/api/build", _build, methods=["POST"]),
            Route("/api/build/{number:int}", _built),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(Guard, token=token, hosts=hosts, cookie=cookie)],
        exception_handlers={HTTPException: _refused, OSError: _refused},
    )
    app.state.studio = studio
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """Refuse in words: a page to a person, JSON to a script."""
    if "text/html" in request.headers.get("accept", ""):
        status, said = in_words(error)
        return page(request, "refused.html", status, said=said)
    return await refused(request, error)


async def _chapter(request: Request) -> Response:
    studio = studio_of(request)
    name, file = request.path_params["name"], request.path_params["file"]
    one, path = chapter_text.chapter_path(studio, name, file)
    return page(
        request,
        "text.html",
        shown=one,
        file=file,
        heading=chapter_text.title_of(path) or file,
        path=path.relative_to(studio.root).as_posix(),
        state=chapter_text.text_state(studio, path),
    )


async def _build(request: Request) -> Response:
    studio = studio_of(request)
    names = (await json_of(request)).get("names", [])
    known = publication_names(studio.root)
    if not isinstance(names, list) or any(name not in known for name in names):
        raise HTTPException(400, _("this request cannot be understood"))
    return JSONResponse(_job_json(studio.builder.start(names)), 202)


async def _built(request: Request) -> Response:
    job = studio_of(request).builder.get(request.path_params["number"])
    if job is None:
        raise missing()
    return JSONResponse(_job_json(job))


def _job_json(job: Job) -> dict[str, Any]:
    report = job.report or {}
    return {
        "number": job.number,
        "names": list(job.names),
        "state": job.state,
        "step": job.step,
        "seconds": round(job.seconds, 1),
        "findings": report.get("findings", []),
        "files": report.get("files", []),
    }
