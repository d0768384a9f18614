"""Repaired copies of a publication's press files, for the download."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from printkit.studio import ui_words
from printkit.studio.publication_pages import publication_of
from printkit.studio.request_helpers import missing, studio_of


async def repair(request: Request) -> Response:
    """Repair what can be repaired; say what was done and what is left for a person."""
    checker = studio_of(request).checker
    one = await publication_of(request)
    files = await run_in_threadpool(checker.repair, one)
    return JSONResponse({"files": [_file_json(request, one.name, file) for file in files]})


def _file_json(request: Request, name: str, file: dict[str, Any]) -> dict[str, Any]:
    path = studio_of(request).checker.copy(name, file["path"])
    return {
        "file": file["path"],
        "url": f"/repaired/{name}/{file['path']}",
        "size": ui_words.size_word(path.stat().st_size) if path else "",
        "done": list(dict.fromkeys(one["what"] for one in file["repairs"])),
        "left": list(dict.fromkeys(one["issue"] for one in file["findings"])),
    }


async def copy(request: Request) -> Response:
    """Send a repaired copy."""
    name, file = request.path_params["name"], request.path_params["file"]
    path = await run_in_threadpool(studio_of(request).checker.copy, name, file)
    if path is None:
        raise missing()
    return FileResponse(path, media_type="application/pdf", filename=path.name)
