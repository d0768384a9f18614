"""The first pages: home, a new leaflet, the form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from printkit.build.api import OUT
from printkit.build.site import PAGE
from printkit.studio.build_queue import Job
from printkit.studio.form_fields import groups
from printkit.studio.leaflet_form import path_of, state_of
from printkit.studio.leaflet_preview import format_names
from printkit.studio.overview import Shown, built_file, publications_shown
from printkit.studio.press_checks import judged
from printkit.studio.publication_pages import file_row, made_on
from printkit.studio.request_helpers import studio_of
from printkit.studio.session import Studio
from printkit.studio.templating import page

_PANELS: Final = ("flap", "inner-left", "inner-right")


async def home(request: Request) -> Response:
    """Show every publication as a cover with its state."""
    studio = studio_of(request)
    found = await run_in_threadpool(publications_shown, studio.root)
    job = studio.builder.last
    busy = job is not None and job.state == "building"
    number = job.number if job is not None and busy else 0
    return page(
        request,
        "home.html",
        publications=[_card(studio, one, job if busy else None) for one in found],
        job=number,
        site=await run_in_threadpool(built_file, studio.root, PAGE) is not None,
    )


def _card(studio: Studio, given: Shown, job: Job | None) -> dict[str, Any]:
    one = judged(given, studio.checker)
    if job is not None and (not job.names or one.name in job.names):
        one = replace(one, state="building")
    cover = one.readable[0] if one.readable else None
    return {
        "shown": one,
        "cover": f"/page/{cover.path}?n=1&w=480&v={cover.sha256[:12]}" if cover else "",
        "wide": bool(cover and cover.trim_mm[0] > cover.trim_mm[1]),
        "made": made_on(studio.root / OUT, one),
        # whether the print shop would take it is not known yet: the page asks
        "unchecked": one.state in ("built", "look")
        and one.made("press") is not None
        and studio.checker.known(one) is None,
        "formats": [file_row(entry) for entry in one.readable],
    }


async def new(request: Request) -> Response:
    """Offer the ways to begin a leaflet."""
    found = await run_in_threadpool(publications_shown, studio_of(request).root)
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
