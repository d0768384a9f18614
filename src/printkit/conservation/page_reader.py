"""The texts of a finished file's pages: one small door, behind which the reader can be exchanged."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pypdfium2

from printkit.conservation.finished_pages import PageText
from printkit.conservation.letters import letters


def read_pages(data: bytes) -> list[PageText]:
    """Read the texts of each page, those inside its trim and those beyond it.

    Raises:
        PdfiumError: it is no PDF.

    """
    document: Any = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: Any) -> PageText:
    text = page.get_textpage()
    try:
        inside = text.get_text_bounded(*page.get_trimbox()).splitlines()
        everything = text.get_text_range().splitlines()
    finally:
        text.close()
        page.close()
    if letters("".join(inside)) == letters("".join(everything)):
        return PageText(tuple(everything))
    seen = Counter(map(letters, inside))
    outside = []
    for line in everything:
        key = letters(line)
        if seen[key] > 0:
            seen[key] -= 1
        else:
            outside.append(line)
    return PageText(tuple(inside), tuple(outside))
