"""The endpoints of the leaflet form: preview, save, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from printkit.core.i18n import _, number
from printkit.model import PageFormat
from printkit.project.yamlpos import read_tree
from printkit.studio.form_fields import label_of
from printkit.studio.form_values import Form, FormError, TooLongError, checked_form, form_of
from printkit.studio.leaflet_preview import Preview, field_of
from printkit.studio.overview import leaflet_path
from printkit.studio.request_helpers import (
    finding_json,
    json_of,
    missing,
    studio_of,
    text_of,
    unharmed,
)
from printkit.studio.saving import ConflictError, digest
from printkit.studio.session import Studio
from printkit.studio.yaml_form import filled

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
    source = filled_or_refused(path.read_bytes(), form, shown)
    wanted = text_of(data, "format")
    found = studio.previewer.preview(path, source, wanted, quick=data.get("quick") is True)
    answer: dict[str, Any] = {"format": wanted, "sides": [], "geometry": None}
    answer["rough"] = found.rough
    if found.publication is not None:
        answer["geometry"] = geometry(found.publication.formats[0])
    if found.rendered is not None:
        keys = studio.pictures.pages(found.rendered.pdf, _PICTURE_PX)
        answer["sides"] = [f"/picture/{key}.png" for key in keys]
    answer["findings"] = [_finding_json(one, found, shown) for one in found.findings]
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


def _finding_json(finding: Any, found: Preview, path: str) -> dict[str, Any]:
    field = field_of(finding, found, path)
    if finding.rule == "fit":  # its own words name the field that is meant
        named = [name for name in found.too_long if name in finding.message]
        field = max(named, key=len) if named else field
    answer = finding_json(finding)
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
        done = studio.saver.save(path, filled_or_refused(now, form, path.name), base=base)
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


def _form(data: object) -> Form:
    try:
        return checked_form(data)
    except TooLongError:
        raise HTTPException(413, _("this is too large")) from None
    except FormError:
        raise HTTPException(400, _("this request cannot be understood")) from None


def filled_or_refused(source: bytes, form: Form, path: str) -> bytes:
    """Return a leaflet's file with what the form says.

    Raises:
        HTTPException: 422 the file cannot take it unharmed.

    """
    try:
        return filled(source, form, path)
    except FormError:
        raise unharmed() from None
