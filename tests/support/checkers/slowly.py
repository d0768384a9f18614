"""A folder as a web host serves it, and how long people wait for a page of it on a slow connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize

#: « Slow 4G » of Lighthouse: bytes a second each way, and milliseconds until an answer begins
SLOW_4G = (1_600_000 // 8, 150)
_PAINTS = """() => new Promise(resolve => {
    let largest = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => largest = one.startTime))
        .observe({type: 'largest-contentful-paint', buffered: true});
    setTimeout(() => resolve([
        performance.getEntriesByName('first-contentful-paint')[0].startTime, largest]), 300);
})"""


@dataclass(frozen=True)
class Wait:
    """Seconds until something is seen, and the largest thing in view; the bytes that came for it."""

    first_s: float
    largest_s: float
    bytes: int


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone, as it is, uncompressed; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def wait_for(
    browser: Browser, address: str, viewport: ViewportSize, line: tuple[int, int] = SLOW_4G
) -> Wait:
    """Open a page as for the first time, over a line so slow."""
    speed, latency_ms = line
    context = browser.new_context(viewport=viewport, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency_ms,
            "downloadThroughput": speed,
            "uploadThroughput": speed,
        },
    )
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda said: sizes.append(int(said["encodedDataLength"])))
    page.goto(address)
    first, largest = page.evaluate(_PAINTS)
    context.close()
    return Wait(first / 1000, largest / 1000, sum(sizes))
