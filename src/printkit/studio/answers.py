"""What the endpoints share: bodies read with care, refusals in words, findings for the page."""

from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from printkit.findings import Finding
from printkit.i18n import _
from printkit.studio.desk import Studio


def studio_of(request: Request) -> Studio:
    """Return the studio a request is for."""
    studio: Studio = request.app.state.studio
    return studio


async def json_of(request: Request) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        HTTPException: 415 it is something else, 400 it is broken.

    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, _("this request cannot be understood"))
    try:
        data = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, _("this request cannot be understood")) from None
    if not isinstance(data, dict):
        raise HTTPException(400, _("this request cannot be understood"))
    return data


def text_of(data: dict[str, Any], key: str) -> str:
    """Return a text of a JSON object.

    Raises:
        HTTPException: 400 it is none.

    """
    value = data.get(key, "")
    if not isinstance(value, str):
        raise HTTPException(400, _("this request cannot be understood"))
    return value


def missing() -> HTTPException:
    """Return the answer to a request for what does not exist."""
    return HTTPException(404, _("there is no such thing in this project"))


def told(finding: Finding) -> dict[str, Any]:
    """Return a finding as the pages show it."""
    at = finding.position
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint or "",
        "where": f"{at.path}:{at.line}" if at else "",
        "path": at.path if at else "",
        "line": at.line if at else 0,
        "page": finding.page,
    }


async def refused(request: Request, error: Exception) -> JSONResponse:
    """Answer an HTTP refusal as JSON with its words."""
    del request
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = error.detail if isinstance(error, HTTPException) else type(error).__name__
    return JSONResponse({"error": words}, status)
