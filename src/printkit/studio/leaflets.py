"""The endpoints of the leaflet form: preview, save, undo, begin."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from printkit.i18n import _, number
from printkit.markup.manuscript import slug
from printkit.model import PageFormat
from printkit.project.names import LEAFLETS
from printkit.project.root import publication_names
from printkit.project.yamlpos import read_tree
from printkit.studio import ics
from printkit.studio.answers import json_of, missing, studio_of, text_of, told
from printkit.studio.desk import Studio
from printkit.studio.fields import label_of
from printkit.studio.preview import Preview, field_of
from printkit.studio.saving import ConflictError, digest, write_new
from printkit.studio.shelf import leaflet_path
from printkit.studio.yamlform import Form, FormError, checked_form, filled, form_of

_TEMPLATE: Final = Path(__file__).parents[1] / "data" / "templates" / "leaflet" / "leaflet.yaml"
#: What a new leaflet says of itself only when its maker has typed it.
_EXAMPLES: Final = ("subtitle", "kicker", "call", "link", "link_label")
_PICTURE_PX: Final = 760


def path_of(studio: Studio, name: str) -> Path:
    """Return a leaflet's file.

    Raises:
        HTTPException: 404 there is none.

    """
    path = leaflet_path(studio.root, name)
    if path is None:
        raise missing()
    return path


async def preview(request: Request) -> Response:
    """Lay out one format of what stands in the form."""
    studio = studio_of(request)
    path = path_of(studio, request.path_params["name"])
    data = await json_of(request)
    return JSONResponse(await run_in_threadpool(_previewed, studio, path, data))


def _previewed(studio: Studio, path: Path, data: dict[str, Any]) -> dict[str, Any]:
    form = _form(data.get("form"))
    shown = path.relative_to(studio.root).as_posix()
    source = _filled(path.read_bytes(), form, shown)
    found = studio.previewer.preview(path, source, text_of(data, "format"))
    answer: dict[str, Any] = {"format": text_of(data, "format"), "sides": [], "geometry": None}
    if found.publication is not None:
        answer["geometry"] = geometry(found.publication.formats[0])
    if found.rendered is not None:
        keys = studio.pictures.pages(found.rendered.pdf, _PICTURE_PX)
        answer["sides"] = [f"/picture/{key}.png" for key in keys]
    answer["findings"] = [_told(one, found, shown) for one in found.findings]
    answer["too_long"] = {
        name: {
            "label": label_of(name),
            "mm": number(max(one.overflow_mm, one.overflow_x_mm)),
            "wide": one.overflow_mm <= 0,
            "excess": max(one.excess_chars, 1),
            "chars": one.chars,
        }
        for name, one in found.too_long.items()
    }
    return answer


def _told(finding: Any, found: Preview, path: str) -> dict[str, Any]:
    field = field_of(finding, found, path)
    if finding.rule == "fit":  # its own words name the field that is meant
        named = [name for name in found.too_long if name in finding.message]
        field = max(named, key=len) if named else field
    answer = told(finding)
    if field is not None:
        answer["field"] = field
        answer["message"] = answer["message"].replace(field, label_of(field))
    return answer


def geometry(fmt: PageFormat) -> dict[str, Any]:
    """Return the measures the page draws over the pictures."""
    folds: list[list[float]] = [[] for _side in range(fmt.sides)]
    for panel in fmt.panels:
        if panel.x_mm > 0 and panel.side < fmt.sides:
            folds[panel.side].append(panel.x_mm)
    return {
        "trim": list(fmt.trim_mm),
        "bleed": fmt.bleed_mm,
        "safe": fmt.safe_mm,
        "folds": folds,
        "label": fmt.label or fmt.name,
        "size": " × ".join(number(side) for side in fmt.trim_mm) + " mm",
    }


async def save(request: Request) -> Response:
    """Save the form over the file it was made from."""
    studio = studio_of(request)
    path = path_of(studio, request.path_params["name"])
    data = await json_of(request)
    form = _form(data.get("form"))
    return await run_in_threadpool(_saved, studio, path, form, text_of(data, "base"))


def _saved(studio: Studio, path: Path, form: Form, base: str) -> Response:
    try:
        now = path.read_bytes()
        if digest(now) != base:
            raise ConflictError(now)
        done = studio.saver.save(path, _filled(now, form, path.name), base=base)
    except ConflictError as conflict:
        return conflicting(conflict, form_of(read_tree(conflict.now, path.name)))
    return JSONResponse({"sha256": done.sha256, "undoable": done.undoable})


async def undo(request: Request) -> Response:
    """Take back the last save."""
    studio = studio_of(request)
    path = path_of(studio, request.path_params["name"])
    await json_of(request)
    try:
        done = await run_in_threadpool(studio.saver.undo, path)
    except ConflictError as conflict:
        return conflicting(conflict, form_of(read_tree(conflict.now, path.name)))
    if done is None:
        return JSONResponse({"error": _("there is nothing to undo")}, 409)
    return JSONResponse({**state_of(studio, path), "undoable": done.undoable})


async def state(request: Request) -> Response:
    """Say what the file holds now, so that the page can tell when somebody else changed it."""
    studio = studio_of(request)
    return JSONResponse(state_of(studio, path_of(studio, request.path_params["name"])))


def state_of(studio: Studio, path: Path) -> dict[str, Any]:
    """Return a leaflet's form, the hash of its file and how many saves can be undone."""
    data = path.read_bytes()
    return {
        "form": form_of(read_tree(data, path.name)),
        "sha256": digest(data),
        "undoable": studio.saver.undoable(path),
    }


def conflicting(conflict: ConflictError, form: Form) -> JSONResponse:
    """Answer a save over somebody else's work with what stands there now."""
    said = _("this file was changed elsewhere since you opened it")
    return JSONResponse({"error": said, "form": form, "sha256": digest(conflict.now)}, 409)


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
    text = _filled(_renamed(source, name, fresh=not copied), form, name)
    path = studio.root / LEAFLETS / f"{name}.yaml"
    try:
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
    body = said.body.text if said.body else None
    data = ics.written(name, said.events, said.link, body)
    headers = {"content-disposition": f'attachment; filename="{name}.ics"'}
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)


def _form(data: object) -> Form:
    try:
        return checked_form(data)
    except FormError:
        raise HTTPException(400, _("this request cannot be understood")) from None


def _filled(source: bytes, form: Form, path: str) -> bytes:
    try:
        return filled(source, form, path)
    except FormError:
        said = _("this file cannot be changed from here without harm: mend it in a text editor")
        raise HTTPException(422, said) from None
