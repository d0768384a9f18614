"""The words of a file, for the few rules that read them."""

from __future__ import annotations

import io
from typing import Final

from pypdf import PdfReader

from printkit.preflight.document import Document

#: Pages whose words are read: a leaflet has few.
_MOST_PAGES: Final = 8


def text_of(document: Document) -> str:
    """Return the text of the first pages, as far as it can be read; lines joined by spaces."""
    found = []
    try:
        reader = PdfReader(io.BytesIO(document.data), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        for page in reader.pages[:_MOST_PAGES]:
            found.append(page.extract_text())
    except Exception:  # pypdf raises of all kinds on files nobody vouches for
        return " ".join(found)
    return " ".join(" ".join(found).split())
