"""What has been read of a file once, however often its pages use it."""

from __future__ import annotations

from typing import Any

from printkit.preflight.budget import Budget
from printkit.preflight.file_fonts import Font, font_of
from printkit.preflight.images import Picture, picture_of
from printkit.preflight.safe_objects import decoded, identity
from printkit.preflight.state import Changes, changes_of


class Shelf:
    """Fonts, images and streams by the object they are; ``groups`` counts transparency groups used."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.fonts: dict[Any, Font] = {}
        self.pictures: dict[Any, Picture] = {}
        self.streams: dict[Any, bytes] = {}
        self._changes: dict[Any, Changes] = {}
        self.groups = 0

    def data(self, thing: Any) -> bytes:
        """Return the data of a stream, decoded once."""
        key = identity(thing)
        if key not in self.streams:
            self.streams[key] = decoded(thing) or b""
            self.budget.spend(len(self.streams[key]) // 64)
        return self.streams[key]

    def font(self, holder: Any) -> Font:
        """Return a font."""
        key = identity(holder)
        if key not in self.fonts:
            self.fonts[key] = font_of(holder)
        return self.fonts[key]

    def changes(self, thing: Any) -> Changes:
        """Return what an extended graphics state changes."""
        key = identity(thing)
        if key not in self._changes:
            self._changes[key] = changes_of(thing)
        return self._changes[key]

    def picture(self, holder: Any, named: Any) -> Picture:
        """Return an image."""
        key = identity(holder)
        if key not in self.pictures:
            self.pictures[key] = picture_of(holder, named)
        return self.pictures[key]
