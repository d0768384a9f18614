"""For reading: on a screen, large, on the web, in an e-reader."""

from __future__ import annotations

from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from printkit.studio.form_values import FormError
from printkit.studio.overview import Shown
from printkit.studio.publication_pages import file_row, goal_page, publication_of
from printkit.studio.publication_words import reading_words
from printkit.studio.request_helpers import json_of, missing, studio_of, text_of, unharmed
from printkit.studio.saving import digest
from printkit.studio.yaml_form import with_edition

#: What is read, in the order of how many people want it; those of a brochure alone come last.
_READ: Final = ("screen", "large-print", "web", "epub", "archive")


async def reading(request: Request) -> Response:
    """Show what readers are given."""
    one = await publication_of(request)
    return goal_page(request, "read", one, ways=_ways(one))


async def add_edition(request: Request) -> Response:
    """Ask for one more edition in the publication's file; the next build makes it."""
    studio = studio_of(request)
    one = await publication_of(request)
    edition = text_of(await json_of(request), "edition")
    if edition not in _wanted(one):
        raise missing()

    def add() -> None:
        path = studio.root / one.path
        now = path.read_bytes()
        try:
            studio.saver.save(path, with_edition(now, edition, one.path), base=digest(now))
        except FormError:
            raise unharmed() from None

    await run_in_threadpool(add)
    return JSONResponse({})


def _wanted(one: Shown) -> tuple[str, ...]:
    return _READ if one.kind == "brochure" else _READ[:1]


def _ways(one: Shown) -> list[dict[str, Any]]:
    wanted = _wanted(one)
    said = reading_words()
    return [
        {
            "edition": edition,
            "title": said[edition][0],
            "help": said[edition][1],
            "files": [file_row(entry) for entry in one.files if entry["edition"] == edition],
        }
        for edition in wanted
    ]
