"""For reading: on a screen, large, on the web, in an e-reader."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from printkit.studio.phrases import reading_words
from printkit.studio.publication import file_row, goal_page, publication_of
from printkit.studio.shelf import Shown

#: What is read, in the order of how many people want it; those of a brochure alone come last.
_READ: Final = ("screen", "large-print", "web", "epub", "archive")


async def reading(request: Request) -> Response:
    """Show what readers are given."""
    one = await publication_of(request)
    return goal_page(request, "read", one, ways=_ways(one))


def _ways(one: Shown) -> list[dict[str, Any]]:
    wanted = _READ if one.kind == "brochure" else _READ[:1]
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
