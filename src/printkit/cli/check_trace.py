"""``printkit check`` on files of the project: findings followed back to the lines they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from printkit.build.api import OUT
from printkit.build.source_trace import sources_of, traced
from printkit.cli.check_fix import Wanted
from printkit.core.findings import PrintkitError
from printkit.deliver.manifest import read_manifest
from printkit.project.load import load_project
from printkit.report.preflight_text import Checked


def publication_of(path: Path, root: Path | None) -> str:
    """Return the publication a file in ``out/`` was built of, empty for any other."""
    if root is None:
        return ""
    real = path.resolve()
    for entry in read_manifest(root / OUT):
        if (root / OUT / entry.path).resolve() == real:
            return entry.publication
    return ""


def followed(wanted: Sequence[Wanted], done: Sequence[Checked], root: Path | None) -> list[Checked]:
    """Return what was checked, findings on pages of ours with where they were written.

    A project that cannot be read any more leaves them as they are: on their pages.
    """
    names = {one.publication for one, seen in zip(wanted, done, strict=True) if seen.faults} - {""}
    if not names or root is None:
        return list(done)
    try:
        project, _findings = load_project(root)
    except PrintkitError:
        return list(done)
    sources = {
        one.name: sources_of(project, one) for one in project.publications if one.name in names
    }
    return [
        replace(
            seen, faults=traced(seen.faults, seen.source.read_bytes(), sources[one.publication])
        )
        if seen.faults and seen.source is not None and one.publication in sources
        else seen
        for one, seen in zip(wanted, done, strict=True)
    ]
