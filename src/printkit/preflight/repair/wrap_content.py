"""Page contents surrounded by operators of ours, whatever state they leave behind."""

from __future__ import annotations

from printkit.pdf.lexer import operations
from printkit.pdf.pages import Page
from printkit.pdf.writer import Pdf, array, stream


def surround(pdf: Pdf, page: Page, before: bytes, after: bytes) -> None:
    """Put operators before and after a page's content; those before hold for all of it.

    ``after`` starts from the state every page starts with. Contents that restore more than they saved,
    or less, do no harm (ISO 32000-1, 8.4.2).
    """
    lowest, last = _depths(page.content())
    opening = b"q\n" + before + b"\n" + b"q " * -lowest
    closing = b"\n" + b"Q " * (last - lowest) + b"Q\n" + after
    parts = [stream(pdf, opening), *page.streams, stream(pdf, closing)]
    page.source["/Contents"] = array(parts)


def _depths(data: bytes) -> tuple[int, int]:
    """Return how far a content restores below where it began, and where it ends."""
    depth = lowest = 0
    for _start, _end, _operands, operator in operations(data):
        if operator == b"q":
            depth += 1
        elif operator == b"Q":
            depth -= 1
            lowest = min(lowest, depth)
    return lowest, depth
