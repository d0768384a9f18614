"""How a leaflet begins: empty, as a copy, or from an event of a calendar; and back to a calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from printkit.core.i18n import _
from printkit.model.manuscript import slug
from printkit.project.names import LEAFLETS
from printkit.project.root import publication_names
from printkit.project.yamlpos import read_tree
from printkit.readers.event_calendar import calendar
from printkit.studio import ics
from printkit.studio.form_values import Form, form_of
from printkit.studio.leaflet_form import filled_or_refused, path_of
from printkit.studio.request_helpers import json_of, studio_of, text_of
from printkit.studio.saving import check_inside, write_new

_TEMPLATE: Final = Path(__file__).parents[1] / "data" / "templates" / "leaflet" / "leaflet.yaml"
#: What a new leaflet says of itself only when its maker has typed it.
_EXAMPLES: Final = ("subtitle", "kicker", "call", "link", "link_label")


async def begin(request: Request) -> Response:
    """Start a leaflet: from the template, as a copy, or from an event of a calendar."""
    studio = studio_of(request)
    data = await json_of(request)
    title = " ".join(text_of(data, "title").split())
    if not title or len(title) > 300:
        raise HTTPException(400, _("give it a title"))
    event = data.get("event") if isinstance(data.get("event"), dict) else {}
    copied = text_of(data, "copy")
    source = path_of(studio, copied).read_bytes() if copied else _TEMPLATE.read_bytes()
    name = _free_name(studio.root, slug(title) or "tract")
    form = _copied(source, title) if copied else _fresh(source, title, event or {})
    text = filled_or_refused(_renamed(source, name, fresh=not copied), form, name)
    path = studio.root / LEAFLETS / f"{name}.yaml"
    try:
        check_inside(studio.root, path)
        await run_in_threadpool(write_new, path, text)
    except FileExistsError:
        raise HTTPException(409, _("there is a leaflet of that name already")) from None
    return JSONResponse({"name": name, "url": f"/leaflet/{name}"}, 201)


def _copied(source: bytes, title: str) -> Form:
    form = form_of(read_tree(source, "copy"))
    return {**form, "title": title}


def _fresh(source: bytes, title: str, event: dict[str, Any]) -> Form:
    """Empty the template of its examples: nothing may be printed that nobody has typed."""
    form = form_of(read_tree(_renamed(source, "x", fresh=True), "template"))
    day = (
        text_of(event, "date") or (dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(30)).isoformat()
    )
    organiser = text_of(event, "organiser")
    return {
        **form,
        **dict.fromkeys(_EXAMPLES, ""),
        "title": title,
        "formats": ["a6", "a5", "a4"],
        "organisers": [organiser] if organiser else [],
        "contact": [],
        "link": text_of(event, "link"),
        "body": text_of(event, "body"),
        "panels": {},
        "event": {
            **dict.fromkeys(form["event"], ""),
            "date": day,
            "start": text_of(event, "start"),
            "end": text_of(event, "end"),
            "place": text_of(event, "place"),
            "address": text_of(event, "address"),
            "programme": [],
        },
    }


def _renamed(source: bytes, name: str, *, fresh: bool) -> bytes:
    """Return a leaflet's file under another name, and a fresh one without the template's words."""
    lines = source.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    for line in lines:
        key = line.partition(":")[0]
        if key == "name":
            continue
        if fresh and key in ("description", "keywords", "authors", "publisher"):
            continue
        if fresh and line.startswith("  title:"):
            continue
        editions = fresh and key == "editions"
        kept.append("editions: [screen, press, mono, sheet]" if editions else line)
    first = next((index for index, line in enumerate(kept) if line and line[0] not in "#-% "), 0)
    kept.insert(first, f"name: {name}")
    text = "\n".join(kept)
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    for word, value in (("TITLE", name), ("EVENT_DATE", today), ("NAME", name), ("DATE", today)):
        text = text.replace(f"@{word}@", value)
    return text.encode()


def _free_name(root: Path, wanted: str) -> str:
    taken = {*publication_names(root), *(path.stem for path in (root / LEAFLETS).glob("*"))}
    name, count = wanted[:60].strip("-"), 1
    while name in taken:
        count += 1
        name = f"{wanted[:60].strip('-')}-{count}"
    return name


async def import_calendar(request: Request) -> Response:
    """Read the events of an uploaded calendar file; nothing is saved."""
    async with request.form(max_files=1, max_fields=4) as form:
        file = form.get("file")
        if file is None or isinstance(file, str):
            raise HTTPException(400, _("choose a calendar file, its name ends in .ics"))
        data = await file.read()
    try:
        events = await run_in_threadpool(ics.read_events, data, "Europe/Paris")
    except ics.CalendarError as error:
        raise HTTPException(422, str(error)) from None
    keys = (
        "title",
        "date",
        "start",
        "end",
        "place",
        "address",
        "link",
        "body",
        "organiser",
        "notes",
    )
    return JSONResponse({"events": [{key: getattr(one, key) for key in keys} for one in events]})


async def export_calendar(request: Request) -> Response:
    """Send a leaflet's events as a calendar file."""
    studio = studio_of(request)
    name = request.path_params["name"]
    path = path_of(studio, name)
    source = path.read_bytes()
    publication = await run_in_threadpool(studio.previewer.read, path, source)
    if publication is None or publication.leaflet is None or not publication.leaflet.events:
        raise HTTPException(422, _("this leaflet has no event, or an error"))
    said = publication.leaflet
    data = calendar(name, said, language=publication.meta.language)
    headers = {"content-disposition": f'attachment; filename="{name}.ics"'}
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)
