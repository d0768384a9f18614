"""What the endpoints share: bodies read with care, refusals in words, findings for the page."""

from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from printkit.core.findings import Finding
from printkit.core.i18n import _
from printkit.studio.saving import OutsideError
from printkit.studio.session import Studio


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
    body = await request.body()
    try:
        data = json.loads(body)
        if b"\\ud" in body.lower():  # half a character, which no file can hold
            json.dumps(data, ensure_ascii=False).encode()
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


def unharmed() -> HTTPException:
    """Return the answer to a change a file cannot take unharmed."""
    return HTTPException(
        422, _("this file cannot be changed from here without harm: mend it in a text editor")
    )


def finding_json(finding: Finding) -> dict[str, Any]:
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
    """Answer a refusal as JSON with its words."""
    del request
    status, said = in_words(error)
    return JSONResponse({"error": said}, status, getattr(error, "headers", None))


def in_words(error: Exception) -> tuple[int, str]:
    """Return the status of a refusal and what it says; the server's own say nothing in French."""
    if isinstance(error, OutsideError):
        return 403, _("this leads out of the project")
    if isinstance(error, OSError):
        return 500, _("a file cannot be read or written: {reason}").format(
            reason=error.strerror or type(error).__name__
        )
    if not isinstance(error, HTTPException):
        return 500, type(error).__name__
    general = {
        "Not Found": _("there is no such thing in this project"),
        "Method Not Allowed": _("nothing is done that way here"),
    }
    return error.status_code, general.get(error.detail, error.detail)
