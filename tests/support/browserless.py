"""A client of the studio without a network: each request runs the application in this process."""

import asyncio

import httpx


class Client:
    """Requests one after the other, cookies kept."""

    def __init__(self, app, base_url):
        self._transport = httpx.ASGITransport(app)
        self._options = {"transport": self._transport, "base_url": base_url}
        self._cookies = httpx.Cookies()
        self._runner = asyncio.Runner()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._runner.close()

    def get(self, url, **options):
        return self._runner.run(self._ask("GET", url, {"follow_redirects": True, **options}))

    def post(self, url, **options):
        return self._runner.run(self._ask("POST", url, options))

    async def _ask(self, method, url, options):
        content = options.get("content")
        if content is not None and not isinstance(content, bytes):
            options = {**options, "content": _pieces(list(content))}
        async with httpx.AsyncClient(**self._options, cookies=self._cookies) as client:
            answer = await client.request(method, url, **options)
            self._cookies = client.cookies
            return answer


async def _pieces(pieces):
    for piece in pieces:
        yield piece
