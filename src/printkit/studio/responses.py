"""What the pages show: pages as pictures, previews, built files, faces."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from printkit.build.site import PAGE
from printkit.project.face_files import packaged
from printkit.project.names import SITE
from printkit.studio.overview import built_file
from printkit.studio.picture_cache import drawn
from printkit.studio.request_helpers import missing, studio_of
from printkit.studio.session import Studio

_KEY: Final = re.compile(r"[0-9a-f]{32}-\d{1,4}-\d{1,5}")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")
_WIDTHS: Final = ("160", "240", "480", "1400")
#: What of the faces the pages are set in: file name → family and its place among the cuts.
_FACES: Final = {
    "display.otf": ("TeX Gyre Heros Condensed", 2),
    "text.otf": ("TeX Gyre Pagella", 0),
    "text-italic.otf": ("TeX Gyre Pagella", 1),
    "text-bold.otf": ("TeX Gyre Pagella", 2),
    "sans.otf": ("TeX Gyre Heros", 0),
    "sans-bold.otf": ("TeX Gyre Heros", 2),
}
_TYPES: Final = {
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".epub": "application/epub+zip",
}
#: A web page of ours brings its own style and no script; it is shown apart from the studio.
_ALONE: Final = {
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; frame-ancestors 'none'"
}
#: The download page shows pictures beside it, and leads to the files it offers.
_READ_ONLY: Final = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; font-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
}
FOREVER: Final = {"cache-control": "private, max-age=31536000, immutable"}


async def built_page(request: Request) -> Response:
    """Send a page of a built file as a picture."""
    studio = studio_of(request)
    file = await run_in_threadpool(built_file, studio.root, request.path_params["path"])
    number, width = request.query_params.get("n", "1"), request.query_params.get("w", "480")
    good = _NUMBER.fullmatch(number) and width in _WIDTHS
    if file is None or file.suffix != ".pdf" or not good:
        raise missing()
    picture = await run_in_threadpool(_drawn, studio, file, int(number), int(width))
    return Response(picture, media_type="image/png", headers=FOREVER)


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
    return Response(found, media_type="image/png", headers=FOREVER)


async def download(request: Request) -> Response:
    """Send a built file."""
    studio = studio_of(request)
    file = await run_in_threadpool(built_file, studio.root, request.path_params["path"])
    if file is None:
        raise missing()
    kind = "inline" if "open" in request.query_params else "attachment"
    headers = _ALONE if file.suffix == ".html" else {}
    return FileResponse(
        file,
        media_type=_TYPES.get(file.suffix, "application/octet-stream"),
        filename=file.name,
        content_disposition_type=kind,
        headers=headers,
    )


async def site(request: Request) -> Response:
    """Send the download page as readers will meet it, and the files it offers."""
    studio = studio_of(request)
    path = f"{SITE}/{request.path_params['path']}" if request.path_params["path"] else PAGE
    file = await run_in_threadpool(built_file, studio.root, path)
    if file is None:
        raise missing()
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    return FileResponse(file, media_type=kind or "application/octet-stream", headers=_READ_ONLY)


async def face(request: Request) -> Response:
    """Send one of the faces the pages are set in, from the pinned packages."""
    wanted = _FACES.get(request.path_params["file"])
    if wanted is None:
        raise missing()
    family, cut = wanted
    return FileResponse(packaged(family)[cut].path, media_type="font/otf", headers=FOREVER)
