"""Chapters as text: read, saved and undone with the same care as a leaflet's form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.project.yamlpos import read_tree
from printkit.studio.chapter_preview import page_of
from printkit.studio.overview import Shown, shown
from printkit.studio.picture_cache import drawn, texts_of
from printkit.studio.request_helpers import finding_json, json_of, missing, studio_of, text_of
from printkit.studio.responses import FOREVER
from printkit.studio.saving import ConflictError, digest
from printkit.studio.session import Studio

#: Width of a page beside its text: sharp where it fills half a screen.
_PAGE_PX: Final = 900


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's file by its name in the brochure's folder, and its first heading."""

    file: str
    title: str


def chapters(root: Path, one: Shown) -> tuple[Chapter, ...]:
    """Return the chapters a brochure lists, in order."""
    home = (root / one.path).parent
    data = read_tree((root / one.path).read_bytes(), one.path).data
    parts = data.get("parts") if isinstance(data, dict) else None
    found = []
    for name in parts if isinstance(parts, list) else ():
        if not isinstance(name, str) or not name.endswith(".md"):
            continue
        path = home / name
        if path.is_file() and path.resolve().is_relative_to(home.resolve()):
            found.append(Chapter(name, title_of(path) or name))
    return tuple(found)


def chapter_path(studio: Studio, name: str, file: str) -> tuple[Shown, Path]:
    """Return a chapter's file: one that its brochure lists, no other.

    Raises:
        HTTPException: 404 there is none.

    """
    one = shown(studio.root, name)
    if one is None or one.kind != "brochure":
        raise missing()
    if file not in {chapter.file for chapter in chapters(studio.root, one)}:
        raise missing()
    return one, (studio.root / one.path).parent / file


def text_state(studio: Studio, path: Path) -> dict[str, Any]:
    """Return a chapter's text, its hash, and how many saves can be undone."""
    data = path.read_bytes()
    return {
        "text": data.decode("utf-8-sig", errors="replace"),
        "sha256": digest(data),
        "undoable": studio.saver.undoable(path),
    }


async def state(request: Request) -> Response:
    """Say what the file holds now, so that the page can tell when somebody else changed it."""
    studio = studio_of(request)
    _one, path = chapter_path(studio, request.path_params["name"], request.path_params["file"])
    return JSONResponse(text_state(studio, path))


async def type_text(request: Request) -> Response:
    """Lay out what stands in the text area; say which page the caret is on."""
    studio = studio_of(request)
    one, path = chapter_path(studio, request.path_params["name"], request.path_params["file"])
    data = await json_of(request)
    text, before, after = (text_of(data, key) for key in ("text", "before", "after"))
    quick = data.get("quick") is True

    def laid_out() -> dict[str, Any]:
        typed = studio.chapters.preview(studio.root / one.path, path, text, quick=quick)
        answer: dict[str, Any] = {"rough": typed.rough, "key": "", "pages": 0, "page": 0}
        if typed.rendered is not None:
            at = page_of(texts_of(typed.rendered.pdf), before, after)
            answer["key"], answer["pages"] = typed.rendered.key, typed.rendered.page_count
            answer["page"] = 0 if at is None else at + 1
        shown = path.relative_to(studio.root).as_posix()
        own = [finding for finding in typed.findings if _is_about(finding, shown)]
        return {
            **answer,
            "first": typed.first,
            "findings": [finding_json(finding) for finding in own],
        }

    return JSONResponse(await run_in_threadpool(laid_out))


def _is_about(finding: Finding, path: str) -> bool:
    return finding.severity is Severity.ERROR or (
        finding.position is not None and finding.position.path == path
    )


async def typed_page(request: Request) -> Response:
    """Send a page of a chapter as it was typed a moment ago, as a picture."""
    studio = studio_of(request)
    key, number = request.path_params["key"], request.path_params["number"]
    rendered = studio.preview_workers.layout(key)
    if rendered is None or not 1 <= number <= rendered.page_count:
        raise missing()

    def make() -> bytes:
        return drawn(rendered.pdf, _PAGE_PX, number - 1)[0]

    made = studio.pictures.made
    picture = await run_in_threadpool(made, f"{key}:{number}", make)
    return Response(picture, media_type="image/png", headers=FOREVER)


async def save_text(request: Request) -> Response:
    """Save a chapter."""
    studio = studio_of(request)
    _one, path = chapter_path(studio, request.path_params["name"], request.path_params["file"])
    data = await json_of(request)
    text = text_of(data, "text").replace("\r\n", "\n")
    if "\0" in text:
        raise HTTPException(400, _("this request cannot be understood"))
    body = (text.rstrip("\n") + "\n").encode()
    try:
        done = await run_in_threadpool(studio.saver.save, path, body, base=text_of(data, "base"))
    except ConflictError as conflict:
        return _conflicting(conflict)
    return JSONResponse({"sha256": done.sha256, "undoable": done.undoable})


async def undo_text(request: Request) -> Response:
    """Take back the last save of a chapter."""
    studio = studio_of(request)
    _one, path = chapter_path(studio, request.path_params["name"], request.path_params["file"])
    await json_of(request)
    try:
        done = await run_in_threadpool(studio.saver.undo, path)
    except ConflictError as conflict:
        return _conflicting(conflict)
    if done is None:
        return JSONResponse({"error": _("there is nothing to undo")}, 409)
    return JSONResponse(text_state(studio, path))


def _conflicting(conflict: ConflictError) -> JSONResponse:
    said = _("this file was changed elsewhere since you opened it")
    text = conflict.now.decode("utf-8-sig", errors="replace")
    return JSONResponse({"error": said, "text": text, "sha256": digest(conflict.now)}, 409)


def title_of(path: Path) -> str:
    """Return a chapter's first heading; empty if it has none."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for line in file:
            if line.startswith("# "):
                return line[2:].split("{#")[0].strip()
    return ""
