"""What has been read of a file once, however often its pages use it."""

from __future__ import annotations

from typing import Any

from printkit.pdf.budget import Budget
from printkit.pdf.fonts import Font, font_of
from printkit.pdf.images import Picture, picture_of
from printkit.pdf.objects import Thing, decoded, identity
from printkit.pdf.state import Changes, changes_of


class ResourceCache:
    """Fonts, images, states and streams by the object they are, within a budget of work."""

    def __init__(self, budget: Budget | None = None) -> None:
        self.budget = budget or Budget()
        self.fonts: dict[Any, Font] = {}
        self.pictures: dict[Any, Picture] = {}
        self._streams: dict[Any, bytes | None] = {}
        self._changes: dict[Any, Changes] = {}
        self._kept: list[Thing] = []

    def _key(self, thing: Thing) -> Any:
        key = identity(thing)
        if isinstance(key, int):
            self._kept.append(thing)  # so that its place in memory stays its own
        return key

    def data(self, thing: Thing) -> bytes:
        """Return the data of a stream, decoded once; none where it cannot be."""
        key = self._key(thing)
        if key not in self._streams:
            data = self._streams[key] = decoded(thing)
            self.budget.spend(len(data or b"") // 64)
        return self._streams[key] or b""

    def reads(self, thing: Thing) -> bool:
        """Tell whether the data of a stream can be read; of nothing there is nothing to read."""
        self.data(thing)
        return thing is None or self._streams[self._key(thing)] is not None

    def font(self, thing: Thing) -> Font:
        """Return a font."""
        key = self._key(thing)
        if key not in self.fonts:
            self.fonts[key] = font_of(thing)
        return self.fonts[key]

    def changes(self, thing: Thing) -> Changes:
        """Return what an extended graphics state changes."""
        key = self._key(thing)
        if key not in self._changes:
            self._changes[key] = changes_of(thing)
        return self._changes[key]

    def picture(self, thing: Thing, named: Thing) -> Picture:
        """Return an image; ``named`` is the resources' ``ColorSpace`` dictionary."""
        key = self._key(thing)
        if key not in self.pictures:
            self.pictures[key] = picture_of(thing, named)
        return self.pictures[key]
