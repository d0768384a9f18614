"""For reading: on a screen, large, on the web, in an e-reader."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from printkit.core.i18n import _
from printkit.model.editions import EDITIONS
from printkit.studio.form_values import FormError
from printkit.studio.overview import Shown
from printkit.studio.publication_pages import file_row, goal_page, publication_of
from printkit.studio.request_helpers import json_of, missing, studio_of, text_of, unharmed
from printkit.studio.saving import digest
from printkit.studio.yaml_form import with_edition


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


def _wanted(one: Shown) -> dict[str, tuple[str, str]]:
    """Return what is offered for reading: what each edition is called, and whom it is for."""
    return {
        edition.name: edition.reading
        for edition in EDITIONS
        if edition.reading and one.kind in edition.kinds
    }


def _ways(one: Shown) -> list[dict[str, Any]]:
    return [
        {
            "edition": edition,
            "title": _(title),
            "help": _(whom),
            "files": [file_row(entry) for entry in one.files if entry.edition == edition],
        }
        for edition, (title, whom) in _wanted(one).items()
    ]
