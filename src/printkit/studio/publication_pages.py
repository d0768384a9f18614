"""A publication's pages: its spreads as a flatplan, what was found in it, its texts and files."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from printkit.build.api import OUT
from printkit.model import ManifestEntry
from printkit.studio import ui_words
from printkit.studio.chapter_text import chapters
from printkit.studio.overview import Shown, shown
from printkit.studio.press_checks import judged
from printkit.studio.request_helpers import finding_json, missing, studio_of
from printkit.studio.source_links import Sources
from printkit.studio.templating import page

#: Widths of a page in the flatplan, in CSS pixels: upright and lying.
_UPRIGHT, _LYING = 132, 230
_TEMPLATES: Final = {"print": "printing.html", "home": "athome.html", "read": "reading.html"}


async def publication_of(request: Request) -> Shown:
    """Return the publication a request names.

    Raises:
        HTTPException: 404 there is none.

    """
    root = studio_of(request).root
    one = await run_in_threadpool(shown, root, request.path_params["name"])
    if one is None:
        raise missing()
    return await run_in_threadpool(judged, one, studio_of(request).checker)


def goal_page(request: Request, goal: str, one: Shown, **values: Any) -> Response:
    """Fill the page of one of a publication's goals: its pages, the printer, home, reading."""
    made = made_on(studio_of(request).root / OUT, one)
    template = _TEMPLATES.get(goal, f"{goal}.html")
    return page(request, template, shown=one, here=goal, made=made, **values)


async def view(request: Request) -> Response:
    """Show a publication: its spreads, its findings, its texts, its files."""
    studio = studio_of(request)
    one = await publication_of(request)
    sources = await run_in_threadpool(Sources, studio.root, one)
    return goal_page(
        request,
        "view",
        one,
        plans=[_plan(entry, one) for entry in one.readable],
        files=_by_format(one),
        findings=[
            {**finding_json(found), "link": sources.link(found.position)} for found in one.findings
        ],
        chapters=chapters(studio.root, one) if one.kind == "brochure" else (),
    )


def made_on(out: Any, one: Shown) -> str:
    """Return when the newest file of a publication was made, in words; empty if none stands."""
    times = [file.stat().st_mtime for entry in one.files if (file := out / entry.path).is_file()]
    return ui_words.moment_word(dt.datetime.fromtimestamp(max(times))) if times else ""


def _by_format(one: Shown) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for entry in one.files:
        rows.setdefault(entry.format, []).append(file_row(entry))
    return rows


def file_row(entry: ManifestEntry) -> dict[str, Any]:
    """Return a built file for the pages."""
    path = entry.path
    return {
        "path": path,
        "edition_name": entry.edition,
        "format": entry.format,
        "edition": ui_words.edition_word(entry.edition),
        "pages": ui_words.pages_word(entry.pages),
        "size": ui_words.size_word(entry.bytes),
        "conformance": ", ".join(entry.conformance),
    }


def _plan(entry: ManifestEntry, one: Shown) -> dict[str, Any]:
    """Return the spreads of a file: a book opens on a right-hand page, a leaflet has its sides."""
    count = entry.pages
    if one.kind == "brochure":
        spreads = [[0, 1], *([n, n + 1 if n < count else 0] for n in range(2, count + 1, 2))]
    else:
        spreads = [[n] for n in range(1, count + 1)]
    width, height = entry.trim_mm
    across = _UPRIGHT if width < height else _LYING
    return {
        "path": entry.path,
        "format": entry.format,
        "version": entry.sha256[:12],
        "pages": ui_words.pages_word(count),
        "spreads": spreads,
        "width": across,
        "height": round(across * height / width),
        "marked": {finding.page for finding in one.findings if finding.page},
    }
