"""Ask axe-core, in the browser, what keeps people from using the page that is open."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


@cache
def _script() -> str:
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def complaints(page: Page) -> list[str]:
    """Return what axe holds against a page, with all its rules: ``rule (impact) at selector: how``.

    It speaks to the browser past the page's own policy on scripts, so a strict one is no obstacle.
    """
    session = page.context.new_cdp_session(page)
    _evaluate(session, _script())
    return [
        f"{one['id']} ({one['impact']}) at {' '.join(map(str, node['target']))}: "
        + " ".join(str(node["failureSummary"]).split())
        for one in _evaluate(session, _RUN)
        for node in one["nodes"]
    ]


def _evaluate(session: Any, expression: str) -> Any:
    said = session.send(
        "Runtime.evaluate",
        {"expression": expression, "awaitPromise": True, "returnByValue": True},
    )
    assert "exceptionDetails" not in said, said["exceptionDetails"]
    return said["result"].get("value")
