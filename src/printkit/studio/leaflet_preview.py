"""A leaflet laid out as it is typed: the project's own reading and layout, nothing saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from printkit.build import leaflet
from printkit.core.findings import Finding, Position, PrintkitError
from printkit.model import FitResult, Project, Publication, RenderedChapter
from printkit.project.format_files import Formats
from printkit.project.leaflet_files import read_leaflet
from printkit.project.project_files import Files
from printkit.project.yamlpos import Tree
from printkit.studio.live_layouts import PreviewWorkers
from printkit.studio.project_settings import Settings


@dataclass(frozen=True, slots=True)
class Preview:
    """One format laid out, or why it could not be. ``rendered`` None: there is nothing to show.

    ``rough``: laid out once, with the sizes of the layout before it.
    """

    publication: Publication | None
    rendered: RenderedChapter | None
    findings: tuple[Finding, ...]
    fields: Mapping[str, Position]
    rough: bool = False

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
        self._tree: Tree | None = None

    def tree(self, path: Path, shown: str | None = None) -> Tree:
        """Read a YAML file, the form's once only."""
        if path != self._path:
            return super().tree(path, shown)
        if self._tree is None:
            self._tree = super().tree(path, shown)
        return self._tree

    def read(self, path: Path) -> bytes:
        """Return the form's bytes for its file, the disk's for any other."""
        return self._data if path == self._path else super().read(path)


class Previewer:
    """Lays out leaflets that stand in a form."""

    def __init__(self, root: Path, settings: Settings, preview_workers: PreviewWorkers) -> None:
        self._root = root
        self._settings = settings
        self._preview_workers = preview_workers

    def read(self, path: Path, data: bytes) -> Publication | None:
        """Read the leaflet at ``path`` as if the file held ``data``; None when it has errors."""
        opened = self._settings.open()
        if not opened.whole:
            return None
        return read_leaflet(
            path, replace(opened.project_settings, files=_Overlay(self._root, path, data))
        )[0]

    def preview(self, path: Path, data: bytes, format_name: str, *, quick: bool = False) -> Preview:
        """Lay out one format of the leaflet at ``path`` as if the file held ``data``."""
        files = _Overlay(self._root, path, data)
        fields = files.tree(path).dotted()
        opened = self._settings.open()
        if not opened.whole:
            return Preview(None, None, opened.findings, fields)
        project_settings = replace(opened.project_settings, files=files)
        publication, found = read_leaflet(path, project_settings)
        if publication is None:
            return Preview(None, None, found, fields)
        formats = [fmt for fmt in publication.formats if fmt.name == format_name]
        if not formats:
            return Preview(None, None, found, fields)
        one = replace(publication, formats=tuple(formats[:1]))
        themes = project_settings.themes.read()
        project = Project(
            self._root, project_settings.project.language, (one,), themes, project_settings.brand
        )
        with self._preview_workers.context(project, quick=quick) as context:
            try:
                made = leaflet.make(one, context, ("none",), None)
            except PrintkitError as error:
                return Preview(one, None, (*found, *error.findings), fields)
        findings = (*found, *made.findings)
        return Preview(one, context.rendered, findings, fields, rough=context.rough)


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
