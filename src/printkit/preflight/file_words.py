"""The words of a file, for the few rules that read them."""

from __future__ import annotations

from typing import Final

import pypdfium2

from printkit.preflight.document import Document
from printkit.preflight.raster import opened

#: Pages whose words are read: a leaflet has few.
_MOST_PAGES: Final = 8


def text_of(document: Document) -> str:
    """Return the text of the first pages, as far as it can be read; lines joined by spaces."""
    found: list[str] = []
    try:
        file = opened(document)
        for index in range(min(len(file), _MOST_PAGES)):
            found += file[index].get_textpage().get_text_bounded().split()
    except pypdfium2.PdfiumError:
        pass  # what could be read of it is read
    return " ".join(found)
