"""The project as the studio shows it: publications with their state, their files, their findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from printkit.build.api import OUT
from printkit.build.build_state import Memory, look, recall
from printkit.core.findings import Finding, Severity, has_errors
from printkit.deliver.manifest import read_manifest
from printkit.model import ManifestEntry
from printkit.model.editions import edition_of
from printkit.project.names import NAME
from printkit.project.root import publication_files
from printkit.project.yamlpos import read_tree

State = Literal["none", "stale", "built", "look", "refused", "shop", "building"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication on the home page. ``path`` is its YAML file's, relative to the root."""

    name: str
    kind: Literal["brochure", "leaflet"]
    title: str
    path: str
    files: tuple[ManifestEntry, ...]
    findings: tuple[Finding, ...]
    state: State

    @property
    def readable(self) -> tuple[ManifestEntry, ...]:
        """The files people look at: one for each format, page by page, on screen if there is one."""
        best: dict[str, ManifestEntry] = {}
        for entry in self.files:
            format_name = entry.format
            if (
                edition_of(entry.edition).page_by_page
                and not entry.part
                and (format_name not in best or entry.edition == "screen")
            ):
                best[format_name] = entry
        return tuple(best.values())

    def made(self, edition: str, format_name: str | None = None) -> ManifestEntry | None:
        """Return what was built of an edition, in one format or any."""
        wanted = (
            one
            for one in self.files
            if one.edition == edition and format_name in (None, one.format)
        )
        return next(wanted, None)


def publications_shown(root: Path) -> tuple[Shown, ...]:
    """Return every publication, broken ones too, with what the last build said."""
    memory = recall(root)
    changed = _changed(root, memory)
    entries = read_manifest(root / OUT)
    brochures, leaflets = publication_files(root)
    found: dict[str, Shown] = {}
    for path in (*brochures, *leaflets):
        kind: Literal["brochure", "leaflet"] = "leaflet" if path in leaflets else "brochure"
        name, title = _named(path, path.parent.name if kind == "brochure" else path.stem)
        shown = path.relative_to(root).as_posix()
        files = tuple(entry for entry in entries if entry.publication == name)
        home = "" if kind == "leaflet" else PurePosixPath(shown).parent.as_posix() + "/"
        findings = _about(memory.findings, shown, home)
        touched = any(one == shown or (home and one.startswith(home)) for one in changed)
        state = _state(files, findings, touched)
        found.setdefault(name, Shown(name, kind, title, shown, files, findings, state))
    return tuple(found.values())


def shown(root: Path, name: str) -> Shown | None:
    """Return one publication by its name."""
    return next((one for one in publications_shown(root) if one.name == name), None)


def built_file(root: Path, path: str) -> Path | None:
    """Return a file in ``out/`` that the manifest names; any other does not exist for the studio."""
    known = {entry.path for entry in read_manifest(root / OUT)}
    if path not in known:
        return None
    file = (root / OUT / path).resolve()
    return file if file.is_relative_to((root / OUT).resolve()) and file.is_file() else None


def leaflet_path(root: Path, name: str) -> Path | None:
    """Return the file of a leaflet by its publication's name."""
    if not NAME.fullmatch(name):
        return None
    _brochures, leaflets = publication_files(root)
    return next((path for path in leaflets if _named(path, path.stem)[0] == name), None)


def _state(files: Iterable[ManifestEntry], findings: Iterable[Finding], touched: bool) -> State:
    found = tuple(findings)
    if touched:
        return "stale" if tuple(files) else "none"
    if has_errors(found):
        return "refused"
    if not tuple(files):
        return "none"
    warned = any(one.severity is Severity.WARNING for one in found)
    return "look" if warned else "built"


def _changed(root: Path, memory: Memory) -> set[str]:
    now = look(root, memory.inputs)
    return {
        path
        for path in {*now, *memory.inputs}
        if path not in now or path not in memory.inputs or now[path][2] != memory.inputs[path][2]
    }


def _about(findings: Iterable[Finding], path: str, home: str) -> tuple[Finding, ...]:
    return tuple(
        one
        for one in findings
        if one.position is not None
        and (one.position.path == path or (home and one.position.path.startswith(home)))
    )


def _named(path: Path, default: str) -> tuple[str, str]:
    """Return the name and title a publication's file gives, as far as it can be read."""
    try:
        data = read_tree(path.read_bytes(), path.name).data
    except OSError:
        data = None
    said = data if isinstance(data, dict) else {}
    name, title = said.get("name"), said.get("title")
    return (
        name if isinstance(name, str) and name else default,
        title.replace("'", "’") if isinstance(title, str) and title else default,
    )
