"""Pictures of an imported text: which can be printed, without what they tell of people, under new names."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, unquote_to_bytes

from printkit.core.picture_metadata import without_metadata
from printkit.markup.reading.plain_images import kind_of, plain_svg

FOLDER: Final = "images"
_PRINTED: Final = (".png", ".jpg", ".webp", ".gif", ".svg")
_REMOTE: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATA: Final = re.compile(r"data:[\w/+.-]*(?:;[\w=-]+)*?(;base64)?,", re.IGNORECASE)
_MOST_PIXELS: Final = 200_000_000
_TELLING: Final = re.compile(rb"<metadata\b.*?</metadata\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_EDITORS: Final = re.compile(
    rb"\s(?:inkscape|sodipodi):(?:docname|export-filename|export-[xy]dpi|version)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
)
_LONGEST: Final = 300


class PictureBox:
    """The pictures of one text.

    ``inside`` are those the file holds, by the addresses it uses; ``beside`` those that lie beside it, by path.
    Names begin with ``stem``.
    """

    def __init__(self, stem: str, beside: Mapping[str, bytes]) -> None:
        self._stem = stem
        self._beside = beside
        self.inside: Mapping[str, bytes] = {}
        self.remote: list[str] = []
        self.unreadable: list[str] = []
        self._kept: dict[str, bytes] = {}
        self._by_source: dict[str, str | None] = {}

    def fetch(self, source: str) -> str | None:
        """Return the name of the picture at an address; None where there is none to print."""
        if source not in self._by_source:
            self._by_source[source] = self._fetched(source.strip())
        return self._by_source[source]

    def _fetched(self, source: str) -> str | None:
        if _REMOTE.match(source):
            self.remote.append(source[:_LONGEST])
            return None
        data = self.inside.get(source)
        if data is None and (match := _DATA.match(source)) is not None:
            data = _decoded(source[match.end() :], is_base64=bool(match[1]))
            source = "data:"
        if data is None:
            path = unquote(source.partition("?")[0].partition("#")[0]).removeprefix("./")
            data = self._beside.get(path)
        plain = self.plain(data) if data else None
        if plain is None:
            self.unreadable.append(source[:_LONGEST] or "?")
            return None
        for name, known in self._kept.items():
            if known == plain:
                return name
        name = f"{self._stem[:60]}-{len(self._kept) + 1}{kind_of(plain)}"
        self._kept[name] = plain
        return name

    @staticmethod
    def plain(data: bytes) -> bytes | None:
        """Return a picture as it may be kept; None where it cannot be printed."""
        kind = kind_of(data)
        if kind == ".svg":
            return _EDITORS.sub(b"", _TELLING.sub(b"", plain_svg(data)))
        if kind in _PRINTED:
            return without_metadata(data)
        return _as_png(data)

    @staticmethod
    def path(name: str) -> str:
        """Return where a picture lies in its publication."""
        return f"{FOLDER}/{name}"

    def used(self, texts: str) -> tuple[tuple[str, bytes], ...]:
        """Return the paths and bytes of the pictures that texts show."""
        return tuple(
            (self.path(name), data) for name, data in self._kept.items() if self.path(name) in texts
        )


def _decoded(text: str, *, is_base64: bool) -> bytes | None:
    data = unquote_to_bytes(text)
    if not is_base64:
        return data
    try:
        return base64.b64decode(b"".join(data.split()))
    except (binascii.Error, ValueError):
        return None


def _as_png(data: bytes) -> bytes | None:
    """Return a picture of another form (TIFF, BMP) as a PNG; None for drawings of Windows and unknown ones."""
    from PIL import Image  # noqa: PLC0415  loaded for few
    from PIL.Image import open as read_image  # noqa: PLC0415

    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with read_image(io.BytesIO(data), formats=("TIFF", "BMP")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                mode = image.mode if image.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else "RGB"
                image.convert(mode).save(out, "PNG")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        return None
    return without_metadata(out.getvalue())
