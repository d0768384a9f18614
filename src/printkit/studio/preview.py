"""A leaflet laid out as it is typed: the project's own reading and layout, nothing saved."""

from __future__ import annotations

import queue
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from printkit import leaflet
from printkit.findings import Finding, Position, PrintkitError
from printkit.model import (
    Brand,
    FitResult,
    Project,
    Publication,
    RenderedChapter,
    RenderJob,
    TypographyOptions,
)
from printkit.project.complain import checked
from printkit.project.desk import Desk, brand_with, options_with
from printkit.project.files import Files
from printkit.project.formats import Formats
from printkit.project.leaflets import read_leaflet
from printkit.project.names import PROJECT_FILE
from printkit.project.schema import ProjectFile
from printkit.project.themes import Themes
from printkit.render.pool import RenderPool
from printkit.store import Notebook, Store
from printkit.workshop import Workshop

#: A leaflet takes half a second; nobody waits longer than this for one while typing.
_TIMEOUT_S: Final = 20.0
_LAYOUTS: Final = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """One format laid out, or why it could not be. ``rendered`` None: there is nothing to show."""

    publication: Publication | None
    rendered: RenderedChapter | None
    findings: tuple[Finding, ...]
    fields: Mapping[str, Position]

    @property
    def too_long(self) -> Mapping[str, FitResult]:
        """The dotted fields that do not fit, with what the layout measured."""
        if self.publication is None or self.rendered is None:
            return {}
        slots = {slot.name: slot.field for slot in self.publication.formats[0].slots}
        return {
            slots.get(one.slot, one.slot): one
            for one in self.rendered.fit
            if one.overflow_mm > 0 or one.overflow_x_mm > 0
        }


class _Overlay(Files):
    """The project's files, one of them as it stands in the form."""

    def __init__(self, root: Path, path: Path, data: bytes) -> None:
        super().__init__(root)
        self._path = path
        self._data = data

    def read(self, path: Path) -> bytes:
        """Return the form's bytes for its file, the disk's for any other."""
        return self._data if path == self._path else super().read(path)


class _Layouts(Store):
    """The last layouts, in memory: what is typed is not worth the disk."""

    def __init__(self) -> None:
        super().__init__(Path())
        self._known: OrderedDict[str, RenderedChapter] = OrderedDict()

    def get(self, key: str) -> RenderedChapter | None:
        """Return a layout still known."""
        return self._known.get(key)

    def put(self, outcome: RenderedChapter) -> None:
        """Keep a layout in place of the oldest."""
        self._known[outcome.key] = outcome
        while len(self._known) > _LAYOUTS:
            self._known.popitem(last=False)


class _Watched(Workshop):
    """A workshop that shows what it rendered last."""

    rendered: RenderedChapter | None = None

    def render(
        self, jobs: Sequence[RenderJob], publication: str, where: Callable[[str], Position]
    ) -> Mapping[str, RenderedChapter]:
        """Render as ever; remember the outcome."""
        outcomes = super().render(jobs, publication, where)
        self.rendered = next(iter(outcomes.values()), None)
        return outcomes


class Previewer:
    """Warm children that lay out leaflets for as long as the studio runs."""

    def __init__(self, root: Path, *, workers: int = 2) -> None:
        self._root = root.resolve()
        self._layouts = _Layouts()
        self._stack = ExitStack()
        self._pools: queue.SimpleQueue[RenderPool] = queue.SimpleQueue()
        for _worker in range(workers):
            self._pools.put(self._stack.enter_context(RenderPool(1, timeout_s=_TIMEOUT_S)))

    def close(self) -> None:
        """Kill the children."""
        self._stack.close()

    def read(self, path: Path, data: bytes) -> Publication | None:
        """Read the leaflet at ``path`` as if the file held ``data``; None when it has errors."""
        desk, _themes, _findings = _desk(_Overlay(self._root, path, data))
        return None if desk is None else read_leaflet(path, desk)[0]

    def preview(self, path: Path, data: bytes, format_name: str) -> Preview:
        """Lay out one format of the leaflet at ``path`` as if the file held ``data``."""
        files = _Overlay(self._root, path, data)
        desk, themes, findings = _desk(files)
        fields = files.tree(path).dotted()
        if desk is None:
            return Preview(None, None, findings, fields)
        publication, found = read_leaflet(path, desk)
        if publication is None:
            return Preview(None, None, found, fields)
        formats = [fmt for fmt in publication.formats if fmt.name == format_name]
        if not formats:
            return Preview(None, None, found, fields)
        one = replace(publication, formats=tuple(formats[:1]))
        project = Project(self._root, desk.project.language, (one,), themes.read(), desk.brand)
        pool = self._pools.get()
        try:
            workshop = _Watched(
                project,
                pool,
                self._layouts,
                Notebook(self._root / ".printkit" / "preview.json", ""),
                tell=lambda event: None,
                program="",
            )
            try:
                made = leaflet.make(one, workshop, ("none",), None)
            except PrintkitError as error:
                return Preview(one, None, (*found, *error.findings), fields)
        finally:
            self._pools.put(pool)
        return Preview(one, workshop.rendered, (*found, *made.findings), fields)


def _desk(files: Files) -> tuple[Desk | None, Themes, tuple[Finding, ...]]:
    """Open the project's own settings, as ``project.load`` does for a build."""
    tree = files.tree(files.root / PROJECT_FILE)
    value, findings = checked(tree, ProjectFile)
    settings: Any = value or ProjectFile()
    themes = Themes(
        files, settings.palette, {role: tree.at(("palette", role)) for role in settings.palette}
    )
    if value is None:
        return None, themes, findings
    desk = Desk(
        files,
        settings,
        brand_with(Brand(name=settings.name or ""), settings.brand),
        options_with(TypographyOptions(), settings.typography),
        Formats(files),
        themes,
    )
    return desk, themes, findings


def format_names(root: Path) -> tuple[str, ...]:
    """Return the formats a leaflet of this project may have."""
    return Formats(Files(root)).names(brochure=False)


def field_of(finding: Finding, preview: Preview, path: str) -> str | None:
    """Return the dotted field of the form that a finding is about."""
    at = finding.position
    if at is None or at.path != path:
        return None
    exact = [name for name, place in preview.fields.items() if place == at]
    if exact:
        return max(exact, key=len)
    before = [(place.line, len(name), name) for name, place in preview.fields.items()]
    before = [one for one in before if one[0] <= at.line]
    return max(before)[2] if before and at.line > 1 else None
