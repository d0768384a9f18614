"""Who may speak to the studio: this machine's browser, opened with this run's token, nobody else."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from printkit.core.i18n import _

#: Bytes a request may carry: a calendar, a long chapter.
MAX_BODY: Final = 2_000_000
#: Bytes an address may have; the longest of our own has a few hundred.
MAX_ADDRESS: Final = 2_000
_SAFE: Final = frozenset({"GET", "HEAD"})
_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def new_token() -> str:
    """Return a token nobody can guess."""
    return secrets.token_urlsafe(24)


class Guard:
    """Middleware: checks Host, Origin, the token and the size of every request; sets the headers.

    ``hosts`` are the values of Host that are this server. The token comes once in the address, then
    in a cookie whose name carries the port: two studios do not log each other out.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: Sequence[str], cookie: str) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(hosts)
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        app: ASGIApp = self._app if refusal is None else refusal
        body = _Limited(receive)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            await app(scope, body, dressed)
        except _TooLargeError:
            await _plain(413, _("this is too large"))(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts:
            return _plain(421, _("this address is not the studio's"))
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return _plain(403, _("another site asked for this: refused"))
        if scope["method"] not in _SAFE and origin is None:
            return _plain(403, _("another site asked for this: refused"))
        if len(scope["path"]) + len(scope["query_string"]) > MAX_ADDRESS:
            return _plain(414, _("this address is too long"))
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:20]) > MAX_BODY:
            return _plain(413, _("this is too large"))
        return self._entry(scope, headers)

    def _entry(self, scope: Scope, headers: Headers) -> Response | None:
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        given = query.pop("token", None)
        if given is not None and self._is_token(given) and scope["method"] in _SAFE:
            rest = f"?{urlencode(query)}" if query else ""
            response = RedirectResponse("/" + scope["path"].lstrip("/") + rest, 303)
            response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
            return response
        if self._is_token(cookie_parser(headers.get("cookie", "")).get(self._cookie, "")):
            return None
        return _plain(401, _("open the studio by the address it printed when it started"))

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


class _TooLargeError(Exception):
    """A body went on beyond what it had announced."""


class _Limited:
    """A body that ends the request once it is too large, whatever its header said."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > MAX_BODY:
            raise _TooLargeError
        return message


def _plain(status: int, text: str) -> Response:
    return PlainTextResponse(text + "\n", status)
