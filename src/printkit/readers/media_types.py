"""Media types of the pictures a text may show, by the ending of their name."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

_TYPES: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


def media_type(name: str) -> str:
    """Return the media type of a picture; what is not known is a stream of bytes."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
