"""Page contents surrounded by operators of ours, whatever state they leave behind."""

from __future__ import annotations

from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, IndirectObject, StreamObject

from printkit.assemble.objects import N, add, stream
from printkit.preflight.lexer import operations
from printkit.preflight.safe_objects import decoded, listed


def parts_of(page: Any) -> list[Any]:
    """Return a page's content streams as they stand."""
    contents = dict.get(page, "/Contents")
    found = listed(contents)
    if found:
        return found
    resolved = contents.get_object() if isinstance(contents, IndirectObject) else contents
    return [contents] if isinstance(resolved, StreamObject) else []


def content_of(page: Any) -> bytes:
    """Return a page's content as one stream."""
    return b"\n".join(decoded(one) or b"" for one in parts_of(page))


def surround(writer: PdfWriter, page: Any, before: bytes, after: bytes) -> None:
    """Put operators before and after a page's content; those before hold for all of it.

    ``after`` starts from the state every page starts with. Contents that restore more than they saved,
    or less, do no harm (ISO 32000-1, 8.4.2).
    """
    lowest, last = _depths(content_of(page))
    opening = b"q\n" + before + b"\n" + b"q " * -lowest
    closing = b"\n" + b"Q " * (last - lowest) + b"Q\n" + after
    parts = ArrayObject([add(writer, stream(opening))])
    for one in parts_of(page):
        parts.append(one if isinstance(one, IndirectObject) else add(writer, one))
    parts.append(add(writer, stream(closing)))
    page[N("/Contents")] = parts


def _depths(data: bytes) -> tuple[int, int]:
    """Return how far a content restores below where it began, and where it ends."""
    depth = lowest = 0
    for _operands, operator in operations(data):
        if operator == b"q":
            depth += 1
        elif operator == b"Q":
            depth -= 1
            lowest = min(lowest, depth)
    return lowest, depth
