"""What assistive technology is given of the page that is open, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page


class Spoken:
    """The accessibility tree as the browser tells it."""

    def __init__(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        self._nodes: Mapping[str, Any] = {node["nodeId"]: node for node in nodes}
        self.root = nodes[0]

    def children(self, node: Any) -> list[Any]:
        """Return what is below a node, in reading order."""
        return [self._nodes[name] for name in node.get("childIds", ()) if name in self._nodes]

    def every(self, role: str, below: Any = None) -> Iterator[Any]:
        """Go through the nodes of a role, the outermost only, in reading order."""
        for child in self.children(self.root if below is None else below):
            if role_of(child) == role:
                yield child
            else:
                yield from self.every(role, child)

    def text(self, node: Any, *, without: frozenset[str] = frozenset(), marks: Any = None) -> str:
        """Return what is read of a node, leaving out roles; ``marks`` are read for a role instead."""
        role = role_of(node)
        if role in without:
            return ""
        if marks and role in marks:
            return str(marks[role])
        if role == "StaticText":
            return str(node["name"]["value"])
        pieces = (self.text(child, without=without, marks=marks) for child in self.children(node))
        return "".join(pieces)


def role_of(node: Any) -> str:
    """Return the role of a node, empty for one that is passed over."""
    return "" if node.get("ignored") else str(node["role"]["value"])


def name_of(node: Any) -> str:
    """Return what a node is called."""
    return str(node.get("name", {}).get("value", ""))
