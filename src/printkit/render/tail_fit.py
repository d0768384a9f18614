"""Spare a page that would hold a few lines only: lay the part out again, set closer.

A page whose body says ``data-closes="N"`` is laid out with the class ``close`` on its body when its last
page holds N lines or fewer; the theme says what closer means. What does not spare the page is undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes as engine_boxes

from printkit.render.layout_facts import boxes


def close_up(layout: Callable[[], Any], tree: Any, document: Any) -> Any:
    """Return the layout, set closer where that spares a nearly empty last page.

    ``tree`` is the parsed page that ``layout`` lays out.
    """
    body: Any = next(iter(tree.iter("body")), None)
    limit = "" if body is None else str(body.get("data-closes", ""))
    if not limit.isdigit() or len(document.pages) < 2 or _lines(document.pages[-1]) > int(limit):
        return document
    before = body.get("class")
    body.set("class", f"{before or ''} close".strip())
    closer = layout()
    if len(closer.pages) < len(document.pages):
        return closer
    if before is None:
        del body.attrib["class"]
    else:
        body.set("class", before)
    return document


def _lines(page: Any) -> int:
    """Count the lines of a page, its notes among them; a picture counts as many."""
    count = 0
    for box in boxes(page):
        if isinstance(box, engine_boxes.LineBox):
            count += 1
        elif isinstance(box, engine_boxes.ReplacedBox):
            count += 10
    return count
