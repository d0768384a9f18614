"""From a place in the sources to the page of the studio where it is mended."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from printkit.core.findings import Position
from printkit.project.yamlpos import read_tree
from printkit.studio.chapter_text import chapters
from printkit.studio.overview import Shown


class Sources:
    """The places of a publication that the studio edits."""

    def __init__(self, root: Path, one: Shown) -> None:
        self._one = one
        self._fields: dict[str, Position] = {}
        self._texts: frozenset[str] = frozenset()
        if one.kind == "brochure":
            self._texts = frozenset(chapter.file for chapter in chapters(root, one))
        else:
            with suppress(OSError):
                self._fields = dict(read_tree((root / one.path).read_bytes(), one.path).dotted())

    def link(self, at: Position | None) -> str:
        """Return the address of a place: a chapter at its line, a leaflet's form at its field.

        Empty where the studio does not edit it (a theme, a list of sources).
        """
        if at is None:
            return ""
        name = quote(self._one.name)
        if self._one.kind == "leaflet":
            return f"/leaflet/{name}{self._anchor(at)}" if at.path == self._one.path else ""
        home = PurePosixPath(self._one.path).parent
        path = PurePosixPath(at.path)
        file = path.relative_to(home).as_posix() if path.is_relative_to(home) else ""
        return f"/text/{name}/{quote(file)}?line={at.line}" if file in self._texts else ""

    def _anchor(self, at: Position) -> str:
        """Return the fragment of the field that begins at a line, or last before it."""
        before = [
            (place.line, len(field), field)
            for field, place in self._fields.items()
            if place.line <= at.line and at.line > 1
        ]
        return f"#f-{max(before)[2].replace('.', '-')}" if before else ""
