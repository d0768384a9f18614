"""Marks: the constructs of a text with the place each was written at, found again on its elements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from printkit.core.findings import Position
from printkit.markup.reading.attributes import Attributes
from printkit.markup.reading.sourcemap import Line


class Kind(Enum):
    """What a mark is about."""

    LINK = "link"
    IMAGE = "image"
    SPAN = "span"
    TAG = "tag"
    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"
    CONTAINER = "container"
    NOTE = "note"

    NOTE_CALL = "note call"
    CITATION = "citation"
    TERM = "term"

    CAPTION = "caption"
    SOURCE = "source"
    FIGURE = "figure"
    CODE = "code"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class Mark:
    """A construct and where it is. ``raw`` is what was typed, for kinds that replace it.

    ``name`` is what it names: a container's kind, a note's id, an image's path, a language.
    """

    kind: Kind
    at: Position
    raw: str = ""
    name: str = ""
    attributes: Attributes = Attributes()  # noqa: RUF009  immutable
    lines: tuple[Line, ...] = ()
