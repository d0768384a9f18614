"""Running the studio: on this machine's loopback only, until Ctrl-C."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Final

import uvicorn

from printkit.studio.app import create_app
from printkit.studio.guard import new_token
from printkit.studio.session import Studio

HOST: Final = "127.0.0.1"
#: Ports tried first, so that the address stays the same from one day to the next.
PORT: Final = 8717


class _Server(uvicorn.Server):
    """A server that says when it can be spoken to."""

    ready: Callable[[], None] = staticmethod(lambda: None)

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self.ready()


def serve(
    root: Path, *, port: int, browser: bool, tell: Callable[[str], None], token: str | None = None
) -> None:
    """Serve the studio of a project until it is interrupted; ``tell`` gets its address.

    Raises:
        OSError: the port is taken.

    """
    secret = token or new_token()
    studio = Studio(root)
    hosts = (f"{HOST}:{port}", f"localhost:{port}")
    app = create_app(studio, token=secret, hosts=hosts, cookie=f"printkit-{port}")
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
        ws="none",
    )
    server = _Server(config)
    address = f"http://{HOST}:{port}/?token={secret}"

    def ready() -> None:
        tell(address)
        if browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)

    server.ready = ready
    try:
        server.run()
    finally:
        studio.close()
