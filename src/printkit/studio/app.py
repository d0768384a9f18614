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

from printkit.i18n import _
from printkit.project.root import publication_names
from printkit.studio import (
    athome,
    leaflets,
    look,
    mending,
    pages,
    printing,
    publication,
    reading,
    sending,
    starting,
    texts,
)
from printkit.studio.answers import in_words, json_of, missing, refused, studio_of
from printkit.studio.building import Job
from printkit.studio.desk import Studio
from printkit.studio.filling import page
from printkit.studio.guard import Guard

_STATIC: Final = Path(__file__).parent / "static"


def create_app(studio: Studio, *, token: str, hosts: Sequence[str], cookie: str) -> Starlette:
    """Return the application. ``hosts`` are the values of Host that are this server."""
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/new", pages.new),
            Route("/leaflet/{name}", pages.leaflet),
            Route("/view/{name}", publication.view),
            Route("/print/{name}", printing.printing),
            Route("/home/{name}", athome.at_home),
            Route("/read/{name}", reading.reading),
            Route("/plan/{name}/{format}/{flip}.svg", athome.plan),
            Route("/sheets/{name}/{format}/{flip}.pdf", athome.sheets),
            Route("/calibration.pdf", athome.calibration),
            Route("/package/{number:int}/{file}", printing.parcel),
            Route("/text/{name}/{file:path}", _chapter),
            Route("/look/{name}/{format}", look.look),
            Route("/plate/{path:path}", look.plate),
            Route("/page/{path:path}", sending.built_page),
            Route("/picture/{key}.png", sending.picture),
            Route("/file/{path:path}", sending.download),
            Route("/site/{path:path}", sending.site),
            Route("/face/{file}", sending.face),
            Route("/calendar/{name}.ics", starting.export_calendar),
            Route("/api/preview/{name}", leaflets.preview, methods=["POST"]),
            Route("/api/leaflet/{name}", leaflets.state),
            Route("/api/leaflet/{name}", leaflets.save, methods=["POST"]),
            Route("/api/undo/{name}", leaflets.undo, methods=["POST"]),
            Route("/api/new", starting.begin, methods=["POST"]),
            Route("/api/calendar", starting.import_calendar, methods=["POST"]),
            Route("/typed/{key}/{number:int}.png", texts.typed_page),
            Route("/api/typed/{name}/{file:path}", texts.type_text, methods=["POST"]),
            Route("/api/text/{name}/{file:path}", texts.save_text, methods=["POST"]),
            Route("/api/text/{name}/{file:path}", texts.state),
            Route("/api/untext/{name}/{file:path}", texts.undo_text, methods=["POST"]),
            Route("/api/printer/{name}/{printer}", printing.printer),
            Route("/api/order/{name}", printing.order, methods=["POST"]),
            Route("/api/order/{name}/{number:int}", printing.ordered),
            Route("/api/check/{name}", look.checked),
            Route("/api/repair/{name}", mending.repair, methods=["POST"]),
            Route("/repaired/{name}/{file}", mending.copy),
            Route("/api/edition/{name}", reading.add_edition, methods=["POST"]),
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
    one, path = texts.chapter_path(studio, name, file)
    return page(
        request,
        "text.html",
        shown=one,
        file=file,
        heading=texts.title_of(path) or file,
        path=path.relative_to(studio.root).as_posix(),
        state=texts.text_state(studio, path),
    )


async def _build(request: Request) -> Response:
    studio = studio_of(request)
    names = (await json_of(request)).get("names", [])
    known = publication_names(studio.root)
    if not isinstance(names, list) or any(name not in known for name in names):
        raise HTTPException(400, _("this request cannot be understood"))
    return JSONResponse(_told(studio.builder.start(names)), 202)


async def _built(request: Request) -> Response:
    job = studio_of(request).builder.get(request.path_params["number"])
    if job is None:
        raise missing()
    return JSONResponse(_told(job))


def _told(job: Job) -> dict[str, Any]:
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
